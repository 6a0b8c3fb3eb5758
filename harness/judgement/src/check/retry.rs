// SPDX-License-Identifier: EUPL-1.2
//! What the connector does with a message that a peer did not take at once.

mod advice;

use super::outbound::{ended, exercised, handed_over, not_submitted, settled};
use super::tracked_message::TrackedMessage;
use super::{Check, Wait, fail, inconclusive, no_peer, not_watched, pass};
use crate::evidence::Evidence;
use crate::fact::Window;
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[
    Check {
        id: "retried-until-taken",
        fr: "Après un refus temporaire, le connecteur représente le message jusqu’à sa remise.",
        en: "After a temporary refusal the connector tries again until the message is taken.",
        clause: "RFC 5321 §4.5.4.1",
        advice: advice::RETRIED_UNTIL_TAKEN,
        needs_peer: true,
        negative: false,
        needs: Some("retries-deferred"),
        wait: Wait::until(Window::Outcome, settled),
        judge: retried_until_taken,
    },
    Check {
        id: "not-retried",
        fr: "Après un refus définitif, le connecteur ne représente pas le message.",
        en: "After a permanent refusal the connector does not try again.",
        clause: "RFC 5321 §4.2.1",
        advice: advice::NOT_RETRIED,
        needs_peer: true,
        negative: true,
        needs: None,
        wait: Wait::until(Window::Outcome, settled),
        judge: not_retried,
    },
];

pub fn retried_until_taken(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let deferred = exercised(evidence, peer);
    if deferred.is_empty() {
        let because = Text::new("le pair n’a pas eu à différer", "the peer had nothing to defer");
        return not_submitted(evidence).unwrap_or_else(|| inconclusive(Cause::FaultNotExercised, because, vec![]));
    }
    let tracked = TrackedMessage::of(evidence, params);
    let because = Text::new("différé puis remis", "deferred, then delivered");
    match handed_over(&tracked, &tracked.taken_by_peer(peer), because) {
        Some(Outcome::Pass { because, observations }) => pass(because, [deferred, observations].concat()),
        Some(outcome) => outcome,
        None => fail(
            Text::new("une nouvelle tentative, puis la remise", "another attempt, then delivery"),
            Text::new("aucune remise après le refus temporaire", "no delivery after the temporary refusal"),
            [deferred, tracked.failure_notice_numbers(), tracked.window_ends(Window::Outcome)].concat(),
        ),
    }
}

pub fn not_retried(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let refused = exercised(evidence, peer);
    match refused.len() {
        0 => not_submitted(evidence).unwrap_or_else(|| {
            let because = Text::new("le pair n’a pas eu à refuser", "the peer had nothing to refuse");
            inconclusive(Cause::FaultNotExercised, because, vec![])
        }),
        1 => match ended(&TrackedMessage::of(evidence, params)) {
            None => not_watched(refused),
            Some(_) => pass(Text::new("une seule tentative", "a single attempt"), refused),
        },
        n => fail(
            Text::new("une seule tentative", "a single attempt"),
            text!("{n} tentatives après un refus définitif", "{n} attempts after a permanent refusal"),
            refused,
        ),
    }
}
