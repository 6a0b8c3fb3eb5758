// SPDX-License-Identifier: EUPL-1.2
//! What the connector answers for a recipient that it must not take.

mod advice;
#[cfg(test)]
mod tests;

use super::inbound::{client_sessions, no_session};
use super::outcome::{fail, inconclusive, pass};
use super::tracked_message::TrackedMessage;
use super::{Check, Judge, wait};
use crate::evidence::Evidence;
use crate::fact::Stage;
use crate::params::{Params, Peer};
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// The checks of the family.
pub const CHECKS: &[Check] = &[RECIPIENT_REFUSED];

/// A good peer writes to an unknown mailbox, or to a domain of somebody else.
///
/// Negative: a connector that refuses every recipient knows none. It waits for a notice, as one may replace the
/// refusal.
const RECIPIENT_REFUSED: Check = Check {
    id: "recipient-refused",
    fr: "Le connecteur refuse définitivement le destinataire (5xx à RCPT).",
    en: "The connector refuses the recipient for good (5xx at RCPT).",
    clause: "RFC 5321 §3.6.2, §4.2.2 ; RFC 3463 §3.2",
    advice: advice::RECIPIENT_REFUSED,
    negative: true,
    needs: None,
    wait: Some(wait::NOTICE),
    judge: Judge::WithPeer(recipient_refused),
    #[cfg(test)]
    examples: tests::RECIPIENT_REFUSED,
};

/// Was the recipient refused for good?
///
/// - Passes on a 5xx at RCPT TO in the last session. A message taken and given back by a notice passes too (RFC 5321
///   §6.1).
/// - Fails when the message was accepted and kept, or refused after DATA only. Fails on a second 4xx at RCPT TO.
/// - Undecided on a first 4xx at RCPT TO, and when RCPT TO was never answered.
fn recipient_refused(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let sessions = client_sessions(evidence, peer);
    let Some(session) = sessions.last() else { return no_session() };
    let expected = || Text::new("5xx à RCPT TO", "5xx at RCPT TO");
    match (session.reply_at(Stage::RcptTo), session.reply_at(Stage::EndOfData)) {
        (_, Some((number, code, reply))) if code / 100 == 2 => {
            let notices = TrackedMessage::of(evidence, params).failure_notice_numbers();
            if notices.is_empty() {
                let observed = text!("message accepté : {code} {reply}", "message accepted: {code} {reply}");
                return fail(expected(), observed, vec![number]);
            }
            let because = Text::new("accepté, puis rendu à l’expéditeur", "accepted, then given back to the sender");
            pass(because, [vec![number], notices].concat())
        }
        (Some((number, code, reply)), _) if code >= 500 => {
            pass(text!("{code} à RCPT TO : {reply}", "{code} at RCPT TO: {reply}"), vec![number])
        }
        (Some((number, code, reply)), _) if code >= 400 && sessions.len() > 1 => {
            let observed = text!(
                "à chaque tentative un refus temporaire : {code} {reply}",
                "at each attempt a temporary refusal: {code} {reply}"
            );
            fail(expected(), observed, vec![number])
        }
        (Some((number, code, reply)), _) if code >= 400 => {
            let because = text!("refus seulement temporaire : {code} {reply}", "refused only for now: {code} {reply}");
            inconclusive(Cause::TimingMargin, because, vec![number])
        }
        (Some((number, code, reply)), Some((end, last, words))) => {
            let observed = text!("{code} {reply}, puis {last} {words}", "{code} {reply}, then {last} {words}");
            fail(expected(), observed, vec![number, end])
        }
        _ => {
            let because = Text::new("RCPT TO n’a jamais été répondu", "RCPT TO was never answered");
            inconclusive(Cause::FaultNotExercised, because, vec![session.last()])
        }
    }
}
