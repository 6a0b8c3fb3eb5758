// SPDX-License-Identifier: EUPL-1.2
//! From evidence to the report: judges every case, applies controls and reservations, counts once, and says it all in
//! the values that the renderers show.

mod build;
mod compare;
mod contradictions;
mod declared;
mod deviations;
mod disclosure;
mod judge;
mod omissions;
mod rejudge;
mod requirements;
mod reservations;
mod seeded;
mod transcript;

pub use build::{Subject, build};
pub use compare::{Change, Comparison, compare};
pub use contradictions::contradictions;
pub use disclosure::{Pieces, disagreements, hidden, pieces, unjudged, withhold};
pub use judge::{Judged, judge, with_control};
pub use omissions::omissions;
pub use rejudge::{Difference, differences};
pub use reservations::glob;
pub use seeded::SEEDED;
