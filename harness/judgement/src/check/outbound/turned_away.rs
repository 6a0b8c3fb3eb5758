// SPDX-License-Identifier: EUPL-1.2
//! A faulty peer is visited, and given nothing.

use super::advice;
use super::peer::{absence_observed, fault_exercised, visits};
use super::submission::not_submitted;
use crate::check::outcome::{fail, inconclusive, not_watched, pass};
use crate::check::tracked_message::TrackedMessage;
use crate::check::{Check, Judge, wait};
use crate::evidence::Evidence;
use crate::fact::Window;
use crate::params::{Params, Peer};
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// An internal user writes to a peer whose fault shows during the session.
///
/// Negative: a connector that sends nothing turns every peer away.
pub const PEER_TURNED_AWAY: Check = Check {
    id: "peer-turned-away",
    fr: "Le connecteur se rend chez le pair, constate le défaut et ne lui confie rien.",
    en: "The connector visits the peer, notices the fault and entrusts nothing to it.",
    clause: "RFC 3207 §4.1 ; RFC 5280 §6",
    advice: advice::PEER_TURNED_AWAY,
    negative: true,
    needs: None,
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithPeer(peer_turned_away),
    #[cfg(test)]
    examples: super::tests::PEER_TURNED_AWAY,
};

/// Did the connector leave before it entrusted anything to the peer?
///
/// - Passes when the peer was visited, showed its fault, and was told neither MAIL FROM nor the message.
/// - Fails when it was: a sound connector leaves before it names a sender.
/// - Undecided when the message never entered, when the fault was not shown, or while the connector may still try
///   again.
fn peer_turned_away(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let visits = visits(evidence, peer);
    let taken = tracked.taken_by_peer(peer).first().map(|taken| taken.number);
    let mail_from = visits.iter().flat_map(|visit| visit.commands("MAIL FROM")).map(|(number, ..)| number).next();
    if let Some(number) = taken.or(mail_from) {
        let observed = match taken {
            None => Text::new("MAIL FROM a été dit à ce pair", "MAIL FROM was said to this peer"),
            Some(_) => Text::new("message remis à ce pair", "message handed to this peer"),
        };
        return fail(Text::new("ni MAIL FROM ni message", "neither MAIL FROM nor message"), observed, vec![number]);
    }
    if let Some(outcome) = not_submitted(evidence) {
        return outcome;
    }
    let (exercised, visits) = (fault_exercised(evidence, peer), visits.len());
    if visits == 0 || exercised.is_empty() {
        let because = text!(
            "le pair n’a pas pu montrer son défaut ({visits} visite(s))",
            "the peer could not show its fault ({visits} visit(s))"
        );
        return inconclusive(Cause::FaultNotExercised, because, tracked.window_ends(Window::Outcome));
    }
    let Some(ended) = absence_observed(&tracked) else { return not_watched(exercised) };
    let because =
        text!("{visits} visite(s), défaut montré, rien de confié", "{visits} visit(s), fault shown, nothing entrusted");
    pass(because, [exercised, ended].concat())
}
