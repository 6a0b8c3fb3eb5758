// SPDX-License-Identifier: EUPL-1.2
//! Whether the connector met the edition that a scenario published, and how it asked for the liste blanche.

mod advice;
mod edition;
mod requests;
#[cfg(test)]
mod tests;

use super::Check;

/// The checks of the family, in the order of the catalogue.
pub const CHECKS: &[Check] = &[edition::EDITION_FETCHED, requests::ASKS_CONDITIONALLY, requests::ASKS_ONE_AT_A_TIME];
