// SPDX-License-Identifier: EUPL-1.2
//! The authorities of IGC Santé: two environments, three ranges, a root and two intermediates each, with their names
//! and the addresses at which they are published.

mod address;
mod authority;

pub use address::Endpoints;
pub use authority::{Authority, Environment, Naming, Range, Rank};
