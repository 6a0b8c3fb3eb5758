// SPDX-License-Identifier: EUPL-1.2
//! What reaches the mailboxes behind the connector.

use super::{Advice, Check, fail, inconclusive, pass};
use crate::evidence::Evidence;
use crate::fact::{Fact, Part, Stage};
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
        advice: Advice::new(
            (
                "Aucune livraison : le message accepté attend dans la file (adresse ou port de la messagerie \
                    interne, refus de celle-ci), ou un filtre l’a écarté. Plusieurs : il est représenté bien que la \
                    messagerie interne ait répondu 250.",
                "No delivery: the accepted message waits in the queue (address or port of the inner mail server, \
                    a refusal by it), or a filter dropped it. Several: it is sent again although the inner server \
                    answered 250.",
            ),
            (
                "Suivre le Message-ID de la transcription dans la file du connecteur ; si la remise est seulement \
                    plus lente, déclarer `delivery-ms`.",
                "Follow the Message-ID of the transcript through the connector's queue; if delivery is merely \
                    slower, declare `delivery-ms`.",
            ),
        ),
        needs_peer: false,
        negative: false,
        judge: delivered_inside,
    },
    Check {
        id: "nothing-delivered",
        fr: "Rien n’arrive à la boîte interne.",
        en: "Nothing reaches the inner mailbox.",
        clause: "RFC 5321 §6.1",
        advice: Advice::new(
            (
                "Le message d’un pair éconduit est entré quand même : mis en file avant la fin des contrôles, ou \
                    contrôles faits après l’acceptation.",
                "The message of a peer turned away came in all the same: queued before the controls had ended, or \
                    controlled after acceptance.",
            ),
            (
                "Ne rien mettre en file avant que tous les contrôles du pair et du destinataire aient réussi.",
                "Queue nothing before every control of the peer and of the recipient has succeeded.",
            ),
        ),
        needs_peer: false,
        negative: true,
        judge: nothing_delivered,
    },
];

/// Numbers of the deliveries inside that carry the canary of the script; notices about it do not count.
pub fn deliveries(evidence: &Evidence, canary: &str) -> Vec<u32> {
    let own = |m: &crate::fact::Message| m.canary.as_deref() == Some(canary) && m.notice.is_none();
    evidence.taken(Part::InternalServer).filter(|(_, _, m)| own(m)).map(|(number, ..)| number).collect()
}

fn delivered_inside(evidence: &Evidence, params: &Params) -> Outcome {
    let delivered = deliveries(evidence, &params.canary);
    match delivered.len() {
        1 => pass(Text::new("livré une fois", "delivered once"), delivered),
        0 if !was_accepted(evidence) => inconclusive(
            Cause::Precondition,
            Text::new("le connecteur n’a pas accepté le message", "the connector did not accept the message"),
            vec![],
        ),
        0 => fail(
            Text::new("une livraison interne", "one delivery inside"),
            Text::new("accepté, puis rien dans le délai déclaré", "accepted, then nothing within the declared time"),
            evidence.numbers(|f| matches!(f, Fact::WindowEnded { .. })),
        ),
        n => fail(
            Text::new("une livraison interne", "one delivery inside"),
            text!("{n} livraisons", "{n} deliveries"),
            delivered,
        ),
    }
}

fn was_accepted(evidence: &Evidence) -> bool {
    evidence.any(|f| matches!(f, Fact::Reply { stage: Stage::EndOfData, code: 200..=299, .. }))
}

fn nothing_delivered(evidence: &Evidence, params: &Params) -> Outcome {
    let delivered = deliveries(evidence, &params.canary);
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
    pass(Text::new("aucune livraison après la tentative", "no delivery after the attempt"), attempts)
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
