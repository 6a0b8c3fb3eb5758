// SPDX-License-Identifier: EUPL-1.2
//! What the connector answers for a recipient that it must not take.

mod advice;

use super::inbound::{client_sessions, never_opened};
use super::tracked_message::TrackedMessage;
use super::{Check, Wait, fail, inconclusive, no_peer, pass};
use crate::evidence::Evidence;
use crate::fact::{Stage, Window};
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[Check {
    id: "recipient-refused",
    fr: "Le connecteur refuse définitivement le destinataire (5xx à RCPT).",
    en: "The connector refuses the recipient for good (5xx at RCPT).",
    clause: "RFC 5321 §3.6.2, §4.2.2 ; RFC 3463 §3.2",
    advice: advice::RECIPIENT_REFUSED,
    needs_peer: true,
    negative: true,
    needs: None,
    wait: Wait::until(Window::Outcome, given_back),
    judge: recipient_refused,
}];

fn given_back(evidence: &Evidence, params: &Params) -> bool {
    let tracked = TrackedMessage::of(evidence, params);
    tracked.accepted().is_none() || !tracked.failure_notice_numbers().is_empty()
}

pub fn recipient_refused(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let sessions = client_sessions(evidence, peer);
    let Some(session) = sessions.last() else { return never_opened() };
    let again = sessions.len() > 1;
    // Who takes the message and gives it back by a notice has refused it as well (RFC 5321 §6.1).
    let told = TrackedMessage::of(evidence, params).failure_notice_numbers();
    match (session.reply_at(Stage::RcptTo), session.reply_at(Stage::EndOfData)) {
        (_, Some((number, code, _))) if code / 100 == 2 && !told.is_empty() => {
            let because = Text::new("accepté, puis rendu à l’expéditeur", "accepted, then given back to the sender");
            pass(because, [vec![number], told].concat())
        }
        (_, Some((number, code, reply))) if code / 100 == 2 => fail(
            Text::new("5xx à RCPT TO", "5xx at RCPT TO"),
            text!("message accepté : {code} {reply}", "message accepted: {code} {reply}"),
            vec![number],
        ),
        (Some((number, code, reply)), _) if code >= 500 => {
            pass(text!("{code} à RCPT TO : {reply}", "{code} at RCPT TO: {reply}"), vec![number])
        }
        (Some((number, code, reply)), _) if code >= 400 && again => fail(
            Text::new("5xx à RCPT TO", "5xx at RCPT TO"),
            text!(
                "à chaque tentative un refus temporaire : {code} {reply}",
                "at each attempt a temporary refusal: {code} {reply}"
            ),
            vec![number],
        ),
        (Some((number, code, reply)), _) if code >= 400 => inconclusive(
            Cause::TimingMargin,
            text!("refus seulement temporaire : {code} {reply}", "refused only for now: {code} {reply}"),
            vec![number],
        ),
        (Some((number, code, reply)), Some((end, last, words))) => fail(
            Text::new("5xx à RCPT TO", "5xx at RCPT TO"),
            text!("{code} {reply}, puis {last} {words}", "{code} {reply}, then {last} {words}"),
            vec![number, end],
        ),
        _ => inconclusive(
            Cause::FaultNotExercised,
            Text::new("RCPT TO n’a jamais été répondu", "RCPT TO was never answered"),
            vec![session.last()],
        ),
    }
}
