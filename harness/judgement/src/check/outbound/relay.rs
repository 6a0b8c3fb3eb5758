// SPDX-License-Identifier: EUPL-1.2
//! A message for a valid and listed peer is handed to it once.

use super::advice;
use super::peer::{require_dns_fault, visits};
use super::submission::not_submitted;
use crate::check::outcome::{fail, pass};
use crate::check::tracked_message::TrackedMessage;
use crate::check::{Check, Judge, wait};
use crate::evidence::Evidence;
use crate::fact::Window;
use crate::params::{Params, Peer};
use reports::text;
use reports::text::Text;
use reports::verdict::Outcome;

/// An internal user writes to a good peer. Its DNS may carry a fault that must not matter.
pub const RELAYED_TO_PEER: Check = Check {
    id: "relayed-to-peer",
    fr: "Le message est remis au pair une fois, et une seule, dans TLS.",
    en: "The message is handed to the peer once and only once, inside TLS.",
    clause: "RFC 5321 §6.1 ; RFC 3207",
    advice: advice::RELAYED_TO_PEER,
    negative: false,
    needs: None,
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithPeer(relayed_to_peer),
    #[cfg(test)]
    examples: super::tests::RELAYED_TO_PEER,
};

/// Did the peer get the message, once and as it was sent?
///
/// - Passes on one delivery inside TLS, under the envelope of the message, that no notice contradicts.
/// - Fails on any other delivery, on a refused submission, on a notice of failure, and when nothing came in time.
/// - Undecided when the message never entered, or when a fault of the DNS that the scenario sets was not met.
fn relayed_to_peer(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    match delivered_once(&tracked, peer, Text::new("remis une fois", "handed over once")) {
        Some(outcome) => require_dns_fault(evidence, peer, outcome),
        None => not_relayed(evidence, &tracked, peer),
    }
}

/// The outcome of what the peer took, a pass with these words where it is sound; none when it took nothing.
///
/// Sound is one message, inside TLS, under its own envelope, whose sender was not told that it failed.
pub fn delivered_once(tracked: &TrackedMessage<'_>, peer: &Peer, because: Text) -> Option<Outcome> {
    let taken = tracked.taken_by_peer(peer);
    let numbers: Vec<u32> = taken.iter().map(|taken| taken.number).collect();
    Some(match taken.as_slice() {
        [] => return None,
        [one] if one.clear => fail(expected(), Text::new("remis en clair", "handed over in clear"), numbers),
        [one] => match tracked.expected_envelope_if_changed(one) {
            Some(wanted) => {
                let observed = text!("remis sous l’enveloppe {}", "handed over under the envelope {}", one.envelope());
                fail(text!("l’enveloppe {wanted}", "the envelope {wanted}"), observed, numbers)
            }
            None => tracked.delivered_yet_reported_failed().unwrap_or_else(|| pass(because, numbers)),
        },
        more => fail(expected(), text!("{} remises", "{} deliveries", more.len()), numbers),
    })
}

fn expected() -> Text {
    Text::new("une remise au pair, dans TLS", "one delivery to the peer, inside TLS")
}

/// The peer took nothing: the submission was refused, a notice came, or the declared time ended.
fn not_relayed(evidence: &Evidence, tracked: &TrackedMessage<'_>, peer: &Peer) -> Outcome {
    if let Some(outcome) = not_submitted(evidence) {
        return outcome;
    }
    if let Some(refusal) = tracked.submission_refusal() {
        let (code, words) = (refusal.code, refusal.words);
        let observed = text!("soumission refusée : {code} {words}", "submission refused: {code} {words}");
        return fail(expected(), observed, vec![refusal.number]);
    }
    let visits = visits(evidence, peer).len();
    let notices = tracked.failure_notice_numbers();
    if notices.is_empty() {
        let observed = text!(
            "rien dans le délai déclaré ({visits} visite(s))",
            "nothing within the declared time ({visits} visit(s))"
        );
        return fail(expected(), observed, tracked.window_ends(Window::Outcome));
    }
    let observed = text!("avis de non-remise ({visits} visite(s))", "non-delivery notice ({visits} visit(s))");
    fail(expected(), observed, notices)
}
