// SPDX-License-Identifier: EUPL-1.2
//! A valid and listed peer has its message accepted.

use super::advice;
use super::session::{End, Stop, accepted_reply, client_sessions, no_session};
use crate::check::outcome::{fail, inconclusive, pass};
use crate::check::{Check, Judge};
use crate::evidence::Evidence;
use crate::fact::Stage;
use crate::params::{Params, Peer};
use reports::text::Text;
use reports::verdict::{Cause, Outcome};
use reports::{both, text};

/// A peer hands a message over. Scenarios with a good peer expect it, among them the controls of refusals.
pub const MESSAGE_ACCEPTED: Check = Check {
    id: "message-accepted",
    fr: "Le connecteur accepte le message du pair (250 après le point final).",
    en: "The connector accepts the peer's message (250 after the final dot).",
    clause: "RFC 5321 §4.1.1.4",
    advice: advice::MESSAGE_ACCEPTED,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithPeer(message_accepted),
    #[cfg(test)]
    examples: super::tests::MESSAGE_ACCEPTED,
};

/// Was the message of the peer accepted?
///
/// - Passes on a 2xx after the final dot, in any session of the peer.
/// - Fails when the last session met a 4xx or 5xx, or ended at STARTTLS or later without a reply.
/// - Undecided when the connector was not reached, when the session ended before STARTTLS, or when no end was recorded.
fn message_accepted(evidence: &Evidence, _: &Params, peer: &Peer) -> Outcome {
    let sessions = client_sessions(evidence, peer);
    let Some(last) = sessions.last() else { return no_session() };
    if let Some((number, code, reply)) = accepted_reply(&sessions) {
        let because = text!("réponse {code} au point final : {reply}", "{code} to the final dot: {reply}");
        return pass(because, vec![number]);
    }
    match Stop::of(last) {
        Stop::Reply(refusal) => {
            let (code, words) = (refusal.code, refusal.words);
            let observed = both!("{code} à {} : {words}", "{code} at {}: {words}", refusal.stage.said());
            fail(expected(), observed, vec![refusal.number])
        }
        Stop::Ending(end) => ended(&end),
        Stop::Unseen(outcome) => outcome,
    }
}

fn expected() -> Text {
    Text::new("250 après le point final", "250 after the final dot")
}

/// Before STARTTLS the connector has not met the certificate of the peer: it may be down, or not ready.
fn ended(end: &End<'_>) -> Outcome {
    let said = end.ending.said();
    if end.is_without_connection() {
        let because = both!("connexion impossible : {}", "no connection: {}", said);
        return inconclusive(Cause::PeerUnreachable, because, vec![end.number]);
    }
    let observed = both!("la session finit à {} : {}", "the session ends at {}: {}", end.stage.said(), said);
    if end.stage < Stage::Starttls {
        return inconclusive(Cause::PeerUnreachable, observed, vec![end.number]);
    }
    fail(expected(), observed, vec![end.number])
}
