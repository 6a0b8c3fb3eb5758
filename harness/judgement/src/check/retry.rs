// SPDX-License-Identifier: EUPL-1.2
//! What the connector does with a message that a peer did not take at once.

mod advice;
#[cfg(test)]
mod tests;

use super::outbound::{absence_observed, delivered_once, fault_exercised, fault_not_met};
use super::outcome::{fail, not_watched, pass};
use super::tracked_message::TrackedMessage;
use super::{Check, Judge, wait};
use crate::evidence::Evidence;
use crate::fact::Window;
use crate::params::{Params, Peer};
use reports::text;
use reports::text::Text;
use reports::verdict::Outcome;

/// The checks of the family, in the order of the catalogue.
pub const CHECKS: &[Check] = &[RETRIED_UNTIL_TAKEN, NOT_RETRIED];

/// The peer answers 4xx once, and takes the message when it comes again.
const RETRIED_UNTIL_TAKEN: Check = Check {
    id: "retried-until-taken",
    fr: "Après un refus temporaire, le connecteur représente le message jusqu’à sa remise.",
    en: "After a temporary refusal the connector tries again until the message is taken.",
    clause: "RFC 5321 §4.5.4.1",
    advice: advice::RETRIED_UNTIL_TAKEN,
    negative: false,
    needs: Some("retries-deferred"),
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithPeer(retried_until_taken),
    #[cfg(test)]
    examples: tests::RETRIED_UNTIL_TAKEN,
};

/// The peer answers 5xx to the recipient.
///
/// Negative: a connector that never tries again keeps the rule by chance.
const NOT_RETRIED: Check = Check {
    id: "not-retried",
    fr: "Après un refus définitif, le connecteur ne représente pas le message.",
    en: "After a permanent refusal the connector does not try again.",
    clause: "RFC 5321 §4.2.1",
    advice: advice::NOT_RETRIED,
    negative: true,
    needs: None,
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithPeer(not_retried),
    #[cfg(test)]
    examples: tests::NOT_RETRIED,
};

/// Was the deferred message tried again until it was taken?
///
/// - Passes when the peer deferred the message and took it later, soundly.
/// - Fails when it was never taken, or was taken twice, in clear or under another envelope.
/// - Undecided when the peer had nothing to defer.
fn retried_until_taken(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let deferred = fault_exercised(evidence, peer);
    if deferred.is_empty() {
        return fault_not_met(evidence, Text::new("le pair n’a pas eu à différer", "the peer had nothing to defer"));
    }
    let tracked = TrackedMessage::of(evidence, params);
    match delivered_once(&tracked, peer, Text::new("différé puis remis", "deferred, then delivered")) {
        Some(Outcome::Pass { because, observations }) => pass(because, [deferred, observations].concat()),
        Some(outcome) => outcome,
        None => fail(
            Text::new("une nouvelle tentative, puis la remise", "another attempt, then delivery"),
            Text::new("aucune remise après le refus temporaire", "no delivery after the temporary refusal"),
            [deferred, tracked.failure_notice_numbers(), tracked.window_ends(Window::Outcome)].concat(),
        ),
    }
}

/// Was the refused message left alone?
///
/// - Passes when the peer refused once, and was not met again before the watch came to its end.
/// - Fails when it had to refuse again: a 5xx must not be tried again as it is (RFC 5321 §4.2.1).
/// - Undecided when the peer had nothing to refuse, and while the connector may still try again.
fn not_retried(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let refused = fault_exercised(evidence, peer);
    let expected = || Text::new("une seule tentative", "a single attempt");
    match refused.len() {
        0 => fault_not_met(evidence, Text::new("le pair n’a pas eu à refuser", "the peer had nothing to refuse")),
        1 => match absence_observed(&TrackedMessage::of(evidence, params)) {
            None => not_watched(refused),
            Some(_) => pass(expected(), refused),
        },
        n => fail(
            expected(),
            text!("{n} tentatives après un refus définitif", "{n} attempts after a permanent refusal"),
            refused,
        ),
    }
}
