// SPDX-License-Identifier: EUPL-1.2
//! Rules that are judged over the evidence of every scenario at once.
//!
//! A connector that did nothing has kept none of them. Each needs an exchange on which it could have been broken.

mod advice;
mod custody;
mod dialogue;
mod loss;
mod messages;
#[cfg(test)]
mod tests;
mod transport;

use super::Check;

/// One rule over the evidence of a whole run.
#[derive(Debug)]
pub struct Invariant {
    /// The question; its params say nothing but how the connector is declared.
    pub check: Check,
    /// True when only messages that leave the connector can break it; not applicable where none leaves.
    pub outbound: bool,
}

/// Every invariant, in the order of the report.
pub const INVARIANTS: &[Invariant] = &[
    Invariant { outbound: false, check: custody::CUSTODY },
    Invariant { outbound: false, check: loss::NOTHING_VANISHES },
    Invariant { outbound: false, check: dialogue::ONE_FINAL_REPLY },
    Invariant { outbound: true, check: transport::NO_MAIL_BEFORE_TLS },
    Invariant { outbound: true, check: transport::NO_MESSAGE_IN_CLEAR },
    Invariant { outbound: false, check: transport::TLS_1_2_AT_LEAST },
];
