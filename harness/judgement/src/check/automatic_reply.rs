// SPDX-License-Identifier: EUPL-1.2
//! The automatic-reply mailbox that the Annexe 1 declares.

mod advice;
mod form;
mod reply;
#[cfg(test)]
mod tests;

use super::Check;
use super::outcome::inconclusive;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// The checks of the family, in the order of the catalogue.
pub const CHECKS: &[Check] = &[
    reply::ANSWERED_AUTOMATICALLY,
    reply::ANSWERED_ONCE,
    form::ANSWER_FROM_NOBODY,
    form::ANSWER_MARKED,
    form::ANSWER_THREADED,
    reply::NOT_ANSWERED_AUTOMATICALLY,
];

/// No automatic reply reached the peer: its form and number cannot be judged.
fn no_reply() -> Outcome {
    let because = Text::new("aucune réponse : rien à examiner", "no answer: nothing to examine");
    inconclusive(Cause::Precondition, because, vec![])
}
