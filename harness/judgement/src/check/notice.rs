// SPDX-License-Identifier: EUPL-1.2
//! What the internal sender learns of a message that could not be sent.

mod advice;
mod form;
#[cfg(test)]
mod tests;
mod told;

use super::Check;
use super::outcome::inconclusive;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// The checks of the family, in the order of the catalogue.
pub const CHECKS: &[Check] = &[told::SENDER_TOLD, form::NOTICE_WELL_FORMED, told::TOLD_ONCE, form::NOTICE_FROM_NOBODY];

/// No notice of failure reached the sender: its form and number cannot be judged.
fn no_notice() -> Outcome {
    let because = Text::new("aucun avis n’a été reçu", "no notice was received");
    inconclusive(Cause::Precondition, because, vec![])
}
