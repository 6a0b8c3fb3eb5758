// SPDX-License-Identifier: EUPL-1.2
//! The report of a run: model, verdicts and renderers. A renderer turns a [`model::Report`] into bytes; it neither
//! counts, judges, sorts, reads the time nor writes files.

pub mod attestation;
pub mod document;
pub mod fault;
pub mod handing_in;
pub mod interfaces;
mod labels;
pub mod model;
pub mod outline;
pub mod render;
pub mod review;
pub mod tally;
pub mod text;
pub mod verdict;
