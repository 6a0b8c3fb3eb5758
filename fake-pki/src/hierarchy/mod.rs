// SPDX-License-Identifier: EUPL-1.2
//! The authorities of IGC Santé, with their names and the addresses at which they are published.
//!
//! There are two environments of three ranges, each with a root and two intermediates.

mod address;
mod authority;
mod environment;
mod naming;
mod range;

pub use address::Endpoints;
pub use authority::{Authority, Rank};
pub use environment::Environment;
pub use naming::Naming;
pub use range::Range;
