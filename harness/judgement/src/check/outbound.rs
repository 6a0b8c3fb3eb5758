// SPDX-License-Identifier: EUPL-1.2
//! What the connector does with a message that an internal user writes to a peer.

mod advice;
mod injection;
mod never_contacted;
mod peer;
mod relay;
mod submission;
#[cfg(test)]
mod tests;
mod turned_away;

pub use peer::{absence_observed, fault_exercised};
pub use relay::delivered_once;
pub use submission::fault_not_met;

use super::Check;

/// The checks of the family, in the order of the catalogue.
pub const CHECKS: &[Check] = &[
    relay::RELAYED_TO_PEER,
    turned_away::PEER_TURNED_AWAY,
    injection::INJECTED_ANSWERS_IGNORED,
    never_contacted::NEVER_CONTACTED,
];
