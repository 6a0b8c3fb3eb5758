// SPDX-License-Identifier: EUPL-1.2
//! What the connector answers to a peer that contacts it.

mod acceptance;
mod advice;
mod refusal;
mod session;
mod starttls;
#[cfg(test)]
mod tests;

pub use session::{client_sessions, no_session};

use super::Check;

/// The checks of the family, in the order of the catalogue.
pub const CHECKS: &[Check] = &[
    acceptance::MESSAGE_ACCEPTED,
    refusal::PEER_REFUSED,
    starttls::INJECTED_COMMAND_IGNORED,
    starttls::STARTTLS_OFFERED_ONCE,
];
