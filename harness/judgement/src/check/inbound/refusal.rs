// SPDX-License-Identifier: EUPL-1.2
//! A faulty peer is turned away before its message is accepted.

use super::advice;
use super::session::{End, Refusal, Stop, accepted_reply, client_sessions, no_session};
use crate::check::outcome::{fail, fault_not_exercised, inconclusive, pass};
use crate::check::{Check, Judge};
use crate::evidence::{Evidence, Session};
use crate::fact::{Ending, Fact, Party, Stage};
use crate::params::{Params, Peer};
use reports::fault::Family;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};
use reports::{both, text};

/// A peer with a fault hands a message over.
///
/// Negative: a connector that refuses everybody has not noticed the fault.
pub const PEER_REFUSED: Check = Check {
    id: "peer-refused",
    fr: "Le connecteur éconduit le pair avant d’avoir accepté le moindre message.",
    en: "The connector turns the peer away before it has accepted any message.",
    clause: "RFC 5321 §3.8 ; RFC 3207 §4.1",
    advice: advice::PEER_REFUSED,
    negative: true,
    needs: None,
    wait: None,
    judge: Judge::WithPeer(peer_refused),
    #[cfg(test)]
    examples: super::tests::PEER_REFUSED,
};

/// Was the peer refused for its fault?
///
/// - Passes when the last session was refused, or closed at the handshake or later, after the fault was shown.
/// - Fails on a 2xx after the final dot, in any session of the peer.
/// - Undecided where the refusal may have another reason than the fault: see [`before_the_fault`] and
///   [`refused_by_reply`].
fn peer_refused(evidence: &Evidence, _: &Params, peer: &Peer) -> Outcome {
    let sessions = client_sessions(evidence, peer);
    let Some(last) = sessions.last() else { return no_session() };
    if let Some((number, code, reply)) = accepted_reply(&sessions) {
        return fail(
            Text::new(
                "un refus avant que le message soit accepté (alerte TLS, fermeture, ou 5xx)",
                "a refusal before the message is accepted (TLS alert, close, or 5xx)",
            ),
            text!("message accepté : {code} {reply}", "message accepted: {code} {reply}"),
            vec![number],
        );
    }
    if let Some(outcome) = before_the_fault(last, peer) {
        return outcome;
    }
    match Stop::of(last) {
        Stop::Reply(refusal) => refused_by_reply(&refusal, sessions.len()),
        Stop::Ending(end) => refused_by_ending(&end),
        Stop::Unseen(outcome) => outcome,
    }
}

/// Why the refusal proves nothing, when the connector never met the fault; none when it met it.
///
/// No connection (`peer-unreachable`), a silence (`timing-margin`) and what is not SMTP (`connector-not-ready`) come
/// first. A refusal before STARTTLS is one of the rate of sessions (`rate-limited`).
fn before_the_fault(session: &Session<'_>, peer: &Peer) -> Option<Outcome> {
    if let Some(outcome) = End::of(session).and_then(|end| ended_for_another_reason(&end)) {
        return Some(outcome);
    }
    if let Some(Refusal { number, stage, code, words }) = Refusal::first_of(session)
        && stage < Stage::Starttls
    {
        let because = both!("{code} dès {} : {words}", "{code} already at {}: {words}", stage.said());
        return Some(inconclusive(Cause::RateLimited, because, vec![number]));
    }
    fault_not_shown(session, peer)
}

/// The ends that no certificate explains.
fn ended_for_another_reason(end: &End<'_>) -> Option<Outcome> {
    let (stage, words) = (end.stage.said(), end.ending.said());
    let (cause, because) = match end.ending {
        _ if end.is_without_connection() => {
            (Cause::PeerUnreachable, both!("connexion impossible : {}", "no connection: {}", words))
        }
        Ending::Silence { .. } => (Cause::TimingMargin, both!("à {} : {}", "at {}: {}", stage, words)),
        Ending::Protocol { what } => (Cause::ConnectorNotReady, both!("à {} : {what}", "at {}: {what}", stage)),
        _ => return None,
    };
    Some(inconclusive(cause, because, vec![end.number]))
}

/// A fault of the certificate is shown once the connector asks for it; mail in clear once MAIL FROM was said.
fn fault_not_shown(session: &Session<'_>, peer: &Peer) -> Option<Outcome> {
    let in_clear = |fact: &Fact| matches!(fact, Fact::Line { by: Party::Us, text, clear: true, .. } if text.starts_with("MAIL FROM"));
    if peer.fault.as_ref().is_some_and(|fault| fault.is(Family::Peer, "sends-in-clear")) {
        let said = session.observations.iter().any(|o| in_clear(&o.fact));
        let because = || Text::new("MAIL FROM n’a pas été dit en clair", "MAIL FROM was not said in clear");
        return (!said).then(|| fault_not_exercised(because()));
    }
    (!session.certificate_was_requested()).then(|| {
        fault_not_exercised(Text::new(
            "le connecteur n’a jamais demandé de certificat client : le défaut ne lui a pas été montré",
            "the connector never asked for a client certificate: it was not shown the fault",
        ))
    })
}

/// A 5xx is a refusal at any stage.
///
/// A 4xx after the EHLO inside TLS invites another attempt that might be accepted (greylisting), as the control's was.
/// It counts only once a second attempt met it too. A 421 right after the handshake counts: some servers turn a
/// certificate away so.
fn refused_by_reply(refusal: &Refusal<'_>, attempts: usize) -> Outcome {
    let Refusal { number, stage, code, words } = *refusal;
    if code < 500 && stage > Stage::EhloAfterTls && attempts < 2 {
        let because = both!(
            "refus temporaire ({code} à {}) : une nouvelle tentative pourrait être acceptée",
            "temporary refusal ({code} at {}): another attempt might be accepted",
            stage.said()
        );
        return inconclusive(Cause::TimingMargin, because, vec![number]);
    }
    pass(both!("refusé à {} : {code} {words}", "refused at {}: {code} {words}", stage.said()), vec![number])
}

/// A close, a reset and an alert are refusals at the handshake or later; any other end shows nothing.
fn refused_by_ending(end: &End<'_>) -> Outcome {
    let (stage, words) = (end.stage.said(), end.ending.said());
    match end.ending {
        Ending::Closed | Ending::Reset | Ending::Alert { .. } if end.stage >= Stage::Handshake => {
            pass(both!("éconduit à {} : {}", "turned away at {}: {}", stage, words), vec![end.number])
        }
        _ => {
            let because = both!("la session finit à {} : {}", "the session ends at {}: {}", stage, words);
            inconclusive(Cause::FaultNotExercised, because, vec![end.number])
        }
    }
}
