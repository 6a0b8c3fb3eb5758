// SPDX-License-Identifier: EUPL-1.2
//! From evidence to the report: judges every case, applies controls and reservations, counts once, and says it all in
//! the values that the renderers show.

mod amend;
mod attest;
mod attestation;
mod build;
mod command;
mod compare;
mod conclusion;
mod contradictions;
mod deadline;
mod declared;
mod deviations;
mod disclosure;
mod earlier;
mod files;
mod judge;
mod objections;
mod omissions;
mod rejudge;
mod requirements;
mod reservations;
mod seeded;
mod transcript;
mod verdicts;
pub mod verification;
pub mod words;

pub use amend::{AmendError, Replaced, amended_by, corrected};
pub use attest::Deployment;
pub use attestation::{AttestedFile, AttestedFiles, attestation};
pub use build::{ReportInput, build};
pub use command::quoted;
pub use compare::{Change, Comparison, Renamed, Side, compare};
pub use contradictions::contradictions;
pub use deadline::{Task, limit, tasks};
pub use disclosure::{Pieces, disagreements, hidden, pieces, unjudged, withhold};
pub use files::{Unrendered, is_of_this_version, rendered};
pub use judge::{Judged, judge};
pub use objections::{Objection, objections};
pub use omissions::omissions;
pub use rejudge::{Difference, differences};
pub use reports::model::glob;
pub use seeded::{SEEDED, Seeded};
pub use verdicts::Verdicts;
