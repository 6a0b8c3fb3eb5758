// SPDX-License-Identifier: EUPL-1.2
//! What reaches the mailboxes behind the connector.

mod advice;
#[cfg(test)]
mod tests;

use super::outcome::{fail, fault_not_exercised, not_accepted, not_watched, pass};
use super::tracked_message::TrackedMessage;
use super::{Check, Judge, wait};
use crate::custody::Taken;
use crate::evidence::{Evidence, Session};
use crate::fact::{Fact, Part, Stage, Window};
use crate::params::{Params, Peer};
use reports::text;
use reports::text::Text;
use reports::verdict::Outcome;

/// The checks of the family, in the order of the catalogue.
pub const CHECKS: &[Check] = &[DELIVERED_INSIDE, NOTHING_DELIVERED, ANSWERED_FOR];

/// A message was accepted. It may take as long as the window `delivery-ms` to arrive.
const DELIVERED_INSIDE: Check = Check {
    id: "delivered-inside",
    fr: "Le message arrive une fois, et une seule, à la boîte interne.",
    en: "The message reaches the inner mailbox once and only once.",
    clause: "RFC 5321 §6.1",
    advice: advice::DELIVERED_INSIDE,
    negative: false,
    needs: None,
    wait: Some(wait::DELIVERY),
    judge: Judge::WithoutPeer(delivered_inside),
    #[cfg(test)]
    examples: tests::DELIVERED_INSIDE,
};

/// A peer with a fault tried to hand a message over.
///
/// Negative: a connector that delivers nothing keeps faulty peers out as well.
const NOTHING_DELIVERED: Check = Check {
    id: "nothing-delivered",
    fr: "Rien n’arrive à la boîte interne.",
    en: "Nothing reaches the inner mailbox.",
    clause: "RFC 5321 §6.1",
    advice: advice::NOTHING_DELIVERED,
    negative: true,
    needs: None,
    wait: None,
    judge: Judge::WithoutPeer(nothing_delivered),
    #[cfg(test)]
    examples: tests::NOTHING_DELIVERED,
};

/// A good peer writes to a mailbox that does not exist.
///
/// Negative: a connector that refuses everything loses nothing.
const ANSWERED_FOR: Check = Check {
    id: "answered-for",
    fr: "Un message accepté est livré ou son expéditeur averti ; un message refusé n’est pas perdu.",
    en: "An accepted message is delivered or its sender told; a refused one is not lost.",
    clause: "RFC 5321 §6.1",
    advice: advice::ANSWERED_FOR,
    negative: true,
    needs: None,
    wait: Some(wait::DELIVERY_OR_NOTICE),
    judge: Judge::WithPeer(answered_for),
    #[cfg(test)]
    examples: tests::ANSWERED_FOR,
};

/// Did the message reach the internal mailbox, once and as it was sent?
///
/// - Passes on one delivery under the envelope of the message that no notice contradicts.
/// - Fails on a second delivery, on another envelope, and when an accepted message did not come in time.
/// - Undecided when the connector did not accept the message: another check judges that.
fn delivered_inside(evidence: &Evidence, params: &Params) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let delivered = tracked.delivered_inside();
    let numbers = numbers(&delivered);
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

/// Was nothing of the message delivered?
///
/// - Passes when an attempt reached STARTTLS, ended, and nothing was delivered before the watch came to its end.
/// - Fails on any delivery of the message.
/// - Undecided when no attempt reached STARTTLS (`fault-not-exercised`), and before the watch ended (`timing-margin`).
fn nothing_delivered(evidence: &Evidence, params: &Params) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let delivered = numbers(&tracked.delivered_inside());
    if !delivered.is_empty() {
        let observed = text!("{} livraison(s)", "{} delivery(ies)", delivered.len());
        return fail(Text::new("aucune livraison", "no delivery"), observed, delivered);
    }
    let attempts = evidence.numbers(|f| matches!(f, Fact::SessionEnded { stage, .. } if *stage >= Stage::Starttls));
    if attempts.is_empty() {
        let because = Text::new("aucune tentative n’a atteint STARTTLS", "no attempt reached STARTTLS");
        return fault_not_exercised(because);
    }
    let Some(watched) = tracked.watch_ends() else { return not_watched(attempts) };
    let because = Text::new("aucune livraison après la tentative", "no delivery after the attempt");
    pass(because, [attempts, watched].concat())
}

/// Was the message delivered, given back or refused?
///
/// - Passes when an accepted message was delivered or its sender told. A refusal at RCPT TO or later passes too. RFC
///   5321 §6.1: who says 250 after the final dot answers for the message.
/// - Fails when neither came before the declared time ended.
/// - Undecided before that, and when the message was neither accepted nor refused.
fn answered_for(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let Some(accepted) = tracked.accepted() else { return refused(evidence, peer) };
    let (delivered, notices) = (numbers(&tracked.delivered_inside()), tracked.failure_notice_numbers());
    if !delivered.is_empty() || !notices.is_empty() {
        let because = Text::new("accepté, puis livré ou rendu compte", "accepted, then delivered or told");
        return pass(because, [vec![accepted], delivered, notices].concat());
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

/// A 4xx or 5xx at RCPT TO or later leaves the message with its sender.
fn refused(evidence: &Evidence, peer: &Peer) -> Outcome {
    let sessions = evidence.sessions_of(Part::PeerClient, Some(&peer.place()));
    let mut replies = sessions.iter().flat_map(Session::replies);
    match replies.find(|(_, stage, code, _)| *code >= 400 && *stage >= Stage::RcptTo) {
        Some((number, _, code, words)) => {
            let because = text!("refusé, et non perdu : {code} {words}", "refused, and so not lost: {code} {words}");
            pass(because, vec![number])
        }
        None => not_accepted(),
    }
}

fn numbers(taken: &[Taken<'_>]) -> Vec<u32> {
    taken.iter().map(|taken| taken.number).collect()
}
