// SPDX-License-Identifier: EUPL-1.2
//! What reaches the mailboxes behind the connector.

mod advice;

use super::tracked_message::TrackedMessage;
use super::{Check, Wait, fail, inconclusive, no_peer, not_watched, pass};
use crate::evidence::{Evidence, Session};
use crate::fact::{Fact, Part, Stage, Window};
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[
    Check {
        id: "delivered-inside",
        fr: "Le message arrive une fois, et une seule, à la boîte interne.",
        en: "The message reaches the inner mailbox once and only once.",
        clause: "RFC 5321 §6.1",
        advice: advice::DELIVERED_INSIDE,
        needs_peer: false,
        negative: false,
        needs: None,
        wait: Wait::until(Window::Delivery, settled_inside),
        judge: delivered_inside,
    },
    Check {
        id: "nothing-delivered",
        fr: "Rien n’arrive à la boîte interne.",
        en: "Nothing reaches the inner mailbox.",
        clause: "RFC 5321 §6.1",
        advice: advice::NOTHING_DELIVERED,
        needs_peer: false,
        negative: true,
        needs: None,
        wait: None,
        judge: nothing_delivered,
    },
    Check {
        id: "answered-for",
        fr: "Un message accepté est livré ou son expéditeur averti ; un message refusé n’est pas perdu.",
        en: "An accepted message is delivered or its sender told; a refused one is not lost.",
        clause: "RFC 5321 §6.1",
        advice: advice::ANSWERED_FOR,
        needs_peer: true,
        negative: true,
        needs: None,
        wait: Wait::until(Window::Outcome, settled_anywhere),
        judge: answered_for,
    },
];

fn settled_inside(evidence: &Evidence, params: &Params) -> bool {
    let tracked = TrackedMessage::of(evidence, params);
    tracked.accepted().is_none() || !tracked.delivered_inside().is_empty()
}

fn settled_anywhere(evidence: &Evidence, params: &Params) -> bool {
    let tracked = TrackedMessage::of(evidence, params);
    settled_inside(evidence, params) || !tracked.failure_notice_numbers().is_empty()
}

fn not_accepted() -> Outcome {
    inconclusive(
        Cause::Precondition,
        Text::new("le connecteur n’a pas accepté le message", "the connector did not accept the message"),
        vec![],
    )
}

fn delivered_inside(evidence: &Evidence, params: &Params) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let delivered = tracked.delivered_inside();
    let numbers: Vec<u32> = delivered.iter().map(|taken| taken.number).collect();
    let expected = || Text::new("une livraison interne", "one delivery inside");
    match delivered.as_slice() {
        [] if tracked.accepted().is_none() => not_accepted(),
        [] => fail(
            expected(),
            Text::new("accepté, puis rien dans le délai déclaré", "accepted, then nothing within the declared time"),
            tracked.window_ends(Window::Delivery),
        ),
        [one] => match tracked.expected_envelope_if_changed(one) {
            None => {
                let passed = || pass(Text::new("livré une fois", "delivered once"), numbers);
                tracked.delivered_yet_reported_failed().unwrap_or_else(passed)
            }
            Some(wanted) => {
                let observed = text!("livré sous l’enveloppe {}", "delivered under the envelope {}", one.envelope());
                fail(text!("l’enveloppe {wanted}", "the envelope {wanted}"), observed, numbers)
            }
        },
        more => fail(expected(), text!("{} livraisons", "{} deliveries", more.len()), numbers),
    }
}

fn nothing_delivered(evidence: &Evidence, params: &Params) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let delivered: Vec<u32> = tracked.delivered_inside().iter().map(|taken| taken.number).collect();
    if !delivered.is_empty() {
        return fail(
            Text::new("aucune livraison", "no delivery"),
            text!("{} livraison(s)", "{} delivery(ies)", delivered.len()),
            delivered,
        );
    }
    // Absence counts only once the attempt has been seen to end.
    let attempts = evidence.numbers(|f| matches!(f, Fact::SessionEnded { stage, .. } if *stage >= Stage::Starttls));
    if attempts.is_empty() {
        let because = Text::new("aucune tentative n’a atteint STARTTLS", "no attempt reached STARTTLS");
        return inconclusive(Cause::FaultNotExercised, because, vec![]);
    }
    let Some(watched) = tracked.watch_ends() else { return not_watched(attempts) };
    pass(
        Text::new("aucune livraison après la tentative", "no delivery after the attempt"),
        [attempts, watched].concat(),
    )
}

/// RFC 5321 §6.1: who says 250 after the final dot answers for the message.
fn answered_for(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let tracked = TrackedMessage::of(evidence, params);
    let Some(accepted) = tracked.accepted() else {
        let sessions = evidence.sessions_of(Part::PeerClient, Some(&peer.name));
        let refused = sessions
            .iter()
            .flat_map(Session::replies)
            .find(|(_, stage, code, _)| *code >= 400 && *stage >= Stage::RcptTo);
        return match refused {
            Some((number, _, code, words)) => pass(
                text!("refusé, et non perdu : {code} {words}", "refused, and so not lost: {code} {words}"),
                vec![number],
            ),
            None => not_accepted(),
        };
    };
    let delivered: Vec<u32> = tracked.delivered_inside().iter().map(|taken| taken.number).collect();
    let told = tracked.failure_notice_numbers();
    if !delivered.is_empty() || !told.is_empty() {
        let because = Text::new("accepté, puis livré ou rendu compte", "accepted, then delivered or told");
        return pass(because, [vec![accepted], delivered, told].concat());
    }
    let ended = tracked.window_ends(Window::Outcome);
    if ended.is_empty() {
        return not_watched(vec![accepted]);
    }
    fail(
        Text::new("une livraison, ou un avis à l’expéditeur", "a delivery, or a notice to the sender"),
        Text::new("accepté, puis perdu sans un mot", "accepted, then lost without a word"),
        [vec![accepted], ended].concat(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{evidence, of_peer};
    use crate::fact::{Ending, Message};

    fn inside(canary: &str) -> Fact {
        let message = Message { canary: Some(canary.into()), ..Default::default() };
        Fact::MessageTaken {
            session: 9,
            part: Part::InternalServer,
            reverse_path: String::new(),
            forward_paths: vec![],
            clear: true,
            message,
        }
    }

    fn accepted() -> Fact {
        Fact::Reply { session: 1, stage: Stage::EndOfData, code: 250, text: String::new() }
    }

    #[test]
    fn one_delivery_passes_two_fail_and_none_after_acceptance_fails() {
        let judge = |facts| delivered_inside(&evidence("internal", facts), &of_peer("p", None));
        assert!(matches!(judge(vec![accepted(), inside("essai-1")]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![accepted(), inside("essai-1"), inside("essai-1")]), Outcome::Fail { .. }));
        assert!(matches!(judge(vec![accepted(), inside("essai-2")]), Outcome::Fail { .. }));
        assert!(matches!(judge(vec![]), Outcome::Inconclusive { .. }));
    }

    #[test]
    fn nothing_delivered_needs_an_attempt_that_went_far_enough() {
        let judge = |facts| nothing_delivered(&evidence("internal", facts), &of_peer("p", None));
        let ended = |stage, ending| Fact::SessionEnded { session: 1, stage, ending };
        assert!(matches!(judge(vec![ended(Stage::Handshake, Ending::Closed)]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![ended(Stage::Connect, Ending::Refused)]), Outcome::Inconclusive { .. }));
        assert!(matches!(judge(vec![inside("essai-1")]), Outcome::Fail { .. }));
    }
}
