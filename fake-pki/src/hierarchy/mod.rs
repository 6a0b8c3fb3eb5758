// SPDX-License-Identifier: EUPL-1.2
//! The authorities of IGC Santé, with their names and the addresses at which they are published.
//!
//! There are two environments of three ranges, each with a root and two intermediates.

mod address;
mod authority;

pub use address::Endpoints;
pub use authority::{Authority, Environment, Naming, Range, Rank};
