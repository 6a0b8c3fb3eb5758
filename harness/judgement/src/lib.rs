// SPDX-License-Identifier: EUPL-1.2
//! Evidence of a run and the checks that judge it.
//!
//! Judging is a pure function. It can be repeated years later from the report alone, by someone who knows no
//! networking.
//!
//! - [`fact`]: what the players of the harness saw, without an opinion.
//! - [`evidence`]: facts with their number, their time, their scenario and their place.
//! - [`params`]: what a check is told besides the evidence, stored beside its outcome.
//! - [`custody`]: what a message that arrived is to one that was sent.
//! - [`check`]: the catalogue of checks and invariants.
//! - [`fingerprint`]: the traits by which a connector is known again.
//!
//! Reports keep evidence and params as JSON. What older schemas did not write is optional here, and its absence means
//! what those versions did.

#![warn(missing_docs)]

pub mod check;
pub mod custody;
mod escaped;
pub mod evidence;
pub mod fact;
pub mod fingerprint;
pub mod owner;
pub mod params;
pub mod place;
mod words;

pub use escaped::escaped;
