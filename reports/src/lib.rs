// SPDX-License-Identifier: EUPL-1.2
//! The report of a run: model, verdicts and renderers.
//!
//! A renderer turns a [`model::Report`] into bytes; it neither counts, judges, sorts, reads the time nor writes files.
//!
//! | Module | What it holds |
//! |---|---|
//! | [`model`] | the report as plain values: `report.json` |
//! | [`verdict`] | verdicts, their order, and the outcome of one check |
//! | [`mod@text`] | sentences in French and English |
//! | [`outline`] | the status of each line, and the counts |
//! | [`tally`] | the figures that the conclusion rests on |
//! | [`render`] | one file for each format |
//! | [`document`], [`attestation`] | PDF documents that are not reports |
#![warn(missing_docs)]

pub mod attestation;
pub mod document;
pub mod fault;
mod handing_in;
mod interfaces;
mod labels;
pub mod model;
pub mod outline;
pub mod render;
mod review;
pub mod tally;
pub mod text;
pub mod verdict;
