// SPDX-License-Identifier: EUPL-1.2
//! From evidence to the report: judges every case, applies controls and reservations, counts once, and says it all in
//! the values that the renderers show.

mod build;
mod judge;
mod requirements;
mod reservations;
mod transcript;

pub use build::{Subject, build};
pub use judge::{Judged, judge, with_control};
pub use reservations::glob;
