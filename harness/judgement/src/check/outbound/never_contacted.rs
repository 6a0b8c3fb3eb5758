// SPDX-License-Identifier: EUPL-1.2
//! A peer that the connector may not write to is not even contacted.

use super::advice;
use super::peer::{require_dns_fault, visits};
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

/// An internal user writes to a domain that is not listed, or whose server the DNS does not name.
///
/// Negative: a connector that sends nothing contacts nobody.
pub const NEVER_CONTACTED: Check = Check {
    id: "never-contacted",
    fr: "Le connecteur refuse le message et ne contacte pas le pair.",
    en: "The connector refuses the message and does not contact the peer.",
    clause: "Guide d’intégration, espace de confiance",
    advice: advice::NEVER_CONTACTED,
    negative: true,
    needs: None,
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithPeer(never_contacted),
    #[cfg(test)]
    examples: super::tests::NEVER_CONTACTED,
};

/// Was the message refused without a connection to the peer?
///
/// - Passes when no session was opened with the peer and the message was refused; see [`refused`].
/// - Fails on any session with the peer, even without a command.
/// - Undecided as [`refused`] says, or when a fault of the DNS that the scenario sets was not met.
fn never_contacted(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    if let Some(visit) = visits(evidence, peer).first() {
        return fail(
            Text::new("aucune connexion au pair", "no connection to the peer"),
            Text::new("le connecteur s’est connecté au pair", "the connector connected to the peer"),
            vec![visit.last()],
        );
    }
    require_dns_fault(evidence, peer, refused(evidence, &TrackedMessage::of(evidence, params)))
}

/// Passes on a 5xx at submission, or on a notice of failure, once the watch came to its end.
///
/// Undecided on a 4xx at submission, without refusal or notice in time, and when the message never entered.
fn refused(evidence: &Evidence, tracked: &TrackedMessage<'_>) -> Outcome {
    let notices = tracked.failure_notice_numbers();
    let (because, observations) = if let Some(refusal) = tracked.submission_refusal() {
        let (code, words) = (refusal.code, &refusal.words);
        if !refusal.is_permanent() {
            let because = text!("refus temporaire : {code} {words}", "temporary refusal: {code} {words}");
            return inconclusive(Cause::TimingMargin, because, vec![refusal.number]);
        }
        (
            text!("refusé à la soumission : {code} {words}", "refused at submission: {code} {words}"),
            vec![refusal.number],
        )
    } else if !notices.is_empty() {
        (Text::new("refusé par avis de non-remise", "refused by a non-delivery notice"), notices)
    } else {
        return not_submitted(evidence).unwrap_or_else(|| {
            let because = Text::new(
                "ni refus ni avis dans le délai déclaré",
                "neither refusal nor notice within the declared time",
            );
            inconclusive(Cause::TimingMargin, because, tracked.window_ends(Window::Outcome))
        });
    };
    match tracked.watch_ends() {
        None => not_watched(observations),
        Some(watched) => pass(because, [observations, watched].concat()),
    }
}
