// SPDX-License-Identifier: EUPL-1.2
//! What the connector answers to a peer that contacts it.

mod advice;

use super::{Check, fail, inconclusive, no_peer, pass};
use crate::evidence::{Evidence, Session};
use crate::fact::{Ending, Fact, Part, Party, Stage};
use crate::params::{Params, Peer};
use reports::text::Text;
use reports::verdict::{Cause, Outcome};
use reports::{both, text};

pub const CHECKS: &[Check] = &[
    Check {
        id: "message-accepted",
        fr: "Le connecteur accepte le message du pair (250 après le point final).",
        en: "The connector accepts the peer's message (250 after the final dot).",
        clause: "RFC 5321 §4.1.1.4",
        advice: advice::MESSAGE_ACCEPTED,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: None,
        judge: message_accepted,
    },
    Check {
        id: "peer-refused",
        fr: "Le connecteur éconduit le pair avant d’avoir accepté le moindre message.",
        en: "The connector turns the peer away before it has accepted any message.",
        clause: "RFC 5321 §3.8 ; RFC 3207 §4.1",
        advice: advice::PEER_REFUSED,
        needs_peer: true,
        negative: true,
        needs: None,
        wait: None,
        judge: peer_refused,
    },
    Check {
        id: "injected-command-ignored",
        fr: "Une commande glissée derrière STARTTLS n’est ni exécutée ni répondue une fois TLS établi.",
        en: "A command slipped in behind STARTTLS is neither run nor answered once TLS is up.",
        clause: "RFC 3207 §4.2",
        advice: advice::INJECTED_COMMAND_IGNORED,
        needs_peer: true,
        negative: true,
        needs: None,
        wait: None,
        judge: injected_command_ignored,
    },
    Check {
        id: "starttls-offered-once",
        fr: "STARTTLS est annoncé en clair et ne l’est plus une fois TLS établi.",
        en: "STARTTLS is offered in clear and no longer once TLS is up.",
        clause: "RFC 3207 §4.2",
        advice: advice::STARTTLS_OFFERED_ONCE,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: None,
        judge: starttls_offered_once,
    },
];

pub fn client_sessions<'a>(evidence: &'a Evidence, peer: &Peer) -> Vec<Session<'a>> {
    evidence.sessions_of(Part::PeerClient, Some(&peer.name))
}

pub fn never_opened() -> Outcome {
    inconclusive(Cause::Harness, Text::new("le pair n’a ouvert aucune session", "the peer opened no session"), vec![])
}

fn message_accepted(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let sessions = client_sessions(evidence, peer);
    let Some(last) = sessions.last() else { return never_opened() };
    if let Some((number, code, reply)) =
        sessions.iter().find_map(|s| s.reply_at(Stage::EndOfData).filter(|r| r.1 / 100 == 2))
    {
        return pass(
            text!("réponse {code} au point final : {reply}", "{code} to the final dot: {reply}"),
            vec![number],
        );
    }
    match stopped_at(last) {
        Stop::Reply { number, stage, code, text: reply } => fail(
            Text::new("250 après le point final", "250 after the final dot"),
            both!("{code} à {} : {reply}", "{code} at {}: {reply}", stage.said()),
            vec![number],
        ),
        Stop::Ending { number, stage, ending } => unreachable_or_fail(number, stage, ending),
        Stop::Nowhere => inconclusive(
            Cause::Harness,
            Text::new("la session n’a pas de fin observée", "the session has no observed ending"),
            last.numbers(),
        ),
    }
}

fn unreachable_or_fail(number: u32, stage: Stage, ending: &Ending) -> Outcome {
    let words = ending.said();
    match ending {
        Ending::Refused | Ending::Local { .. } => inconclusive(
            Cause::PeerUnreachable,
            both!("connexion impossible : {}", "no connection: {}", words),
            vec![number],
        ),
        _ if stage < Stage::Starttls => inconclusive(
            Cause::PeerUnreachable,
            both!("la session finit à {} : {}", "the session ends at {}: {}", stage.said(), words),
            vec![number],
        ),
        _ => fail(
            Text::new("250 après le point final", "250 after the final dot"),
            both!("la session finit à {} : {}", "the session ends at {}: {}", stage.said(), words),
            vec![number],
        ),
    }
}

/// Where a session stopped short of its aim.
enum Stop<'a> {
    Reply { number: u32, stage: Stage, code: u16, text: &'a str },
    Ending { number: u32, stage: Stage, ending: &'a Ending },
    Nowhere,
}

fn stopped_at<'a>(session: &'a Session<'_>) -> Stop<'a> {
    if let Some((number, stage, code, text)) = session.replies().find(|(_, _, code, _)| *code >= 400) {
        return Stop::Reply { number, stage, code, text };
    }
    match session.ending() {
        Some((number, stage, ending)) => Stop::Ending { number, stage, ending },
        None => Stop::Nowhere,
    }
}

fn peer_refused(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let sessions = client_sessions(evidence, peer);
    let Some(session) = sessions.last() else { return never_opened() };
    if let Some((number, code, reply)) =
        sessions.iter().find_map(|s| s.reply_at(Stage::EndOfData).filter(|r| r.1 / 100 == 2))
    {
        return fail(
            Text::new(
                "un refus avant que le message soit accepté (alerte TLS, fermeture, ou 5xx)",
                "a refusal before the message is accepted (TLS alert, close, or 5xx)",
            ),
            text!("message accepté : {code} {reply}", "message accepted: {code} {reply}"),
            vec![number],
        );
    }
    if let Some(outcome) = fault_not_shown(session, peer) {
        return outcome;
    }
    match stopped_at(session) {
        Stop::Reply { number, stage, code, text: reply } => {
            refused_by_reply(number, stage, code, (reply, sessions.len()))
        }
        Stop::Ending { number, stage, ending } => refused_by_ending(number, stage, ending),
        Stop::Nowhere => inconclusive(
            Cause::Harness,
            Text::new("la session n’a pas de fin observée", "the session has no observed ending"),
            session.numbers(),
        ),
    }
}

/// Says why the refusal proves nothing, when the connector never met the fault.
fn fault_not_shown(session: &Session<'_>, peer: &Peer) -> Option<Outcome> {
    if let Some((number, stage, ending)) = session.ending() {
        let words = ending.said();
        if matches!(ending, Ending::Refused | Ending::Local { .. }) {
            let because = both!("connexion impossible : {}", "no connection: {}", words);
            return Some(inconclusive(Cause::PeerUnreachable, because, vec![number]));
        }
        if matches!(ending, Ending::Silence { .. }) {
            let because = both!("à {} : {}", "at {}: {}", stage.said(), words);
            return Some(inconclusive(Cause::TimingMargin, because, vec![number]));
        }
        if let Ending::Protocol { what } = ending {
            let because = both!("à {} : {what}", "at {}: {what}", stage.said());
            return Some(inconclusive(Cause::ConnectorNotReady, because, vec![number]));
        }
    }
    if let Some((number, stage, code, reply)) = session.replies().find(|(_, _, code, _)| *code >= 400)
        && stage < Stage::Starttls
    {
        let because = both!("{code} dès {} : {reply}", "{code} already at {}: {reply}", stage.said());
        return Some(inconclusive(Cause::RateLimited, because, vec![number]));
    }
    if peer.fault.as_deref() == Some("peer/sends-in-clear") {
        let said = session.observations.iter().any(
            |o| matches!(&o.fact, Fact::Line { by: Party::Us, text, clear: true, .. } if text.starts_with("MAIL FROM")),
        );
        return (!said).then(|| not_exercised("MAIL FROM n’a pas été dit en clair", "MAIL FROM was not said in clear"));
    }
    (!session.certificate_was_requested()).then(|| {
        not_exercised(
            "le connecteur n’a jamais demandé de certificat client : le défaut ne lui a pas été montré",
            "the connector never asked for a client certificate: it was not shown the fault",
        )
    })
}

fn not_exercised(fr: &str, en: &str) -> Outcome {
    inconclusive(Cause::FaultNotExercised, Text::new(fr, en), vec![])
}

fn refused_by_reply(number: u32, stage: Stage, code: u16, (reply, attempts): (&str, usize)) -> Outcome {
    // A 4xx during the dialogue invites a retry that might be accepted (greylisting), as the control's was; a 421 right
    // after the handshake is how some servers turn a certificate away before the dialogue begins.
    if code < 500 && stage > Stage::EhloAfterTls && attempts < 2 {
        return inconclusive(
            Cause::TimingMargin,
            both!(
                "refus temporaire ({code} à {}) : une nouvelle tentative pourrait être acceptée",
                "temporary refusal ({code} at {}): another attempt might be accepted",
                stage.said()
            ),
            vec![number],
        );
    }
    pass(both!("refusé à {} : {code} {reply}", "refused at {}: {code} {reply}", stage.said()), vec![number])
}

fn refused_by_ending(number: u32, stage: Stage, ending: &Ending) -> Outcome {
    let words = ending.said();
    match ending {
        Ending::Closed | Ending::Reset | Ending::Alert { .. } if stage >= Stage::Handshake => {
            pass(both!("éconduit à {} : {}", "turned away at {}: {}", stage.said(), words), vec![number])
        }
        _ => inconclusive(
            Cause::FaultNotExercised,
            both!("la session finit à {} : {}", "the session ends at {}: {}", stage.said(), words),
            vec![number],
        ),
    }
}

fn injected_command_ignored(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let exercised = evidence
        .numbers(|f| matches!(f, Fact::FaultExercised { fault, .. } if fault == "peer/pipelines-behind-starttls"));
    let sessions = client_sessions(evidence, peer);
    let Some(session) = sessions.last().filter(|_| !exercised.is_empty()) else {
        return not_exercised("la commande n’a pas été glissée", "the command was not slipped in");
    };
    let leaked = session.observations.iter().find(|o| matches!(o.fact, Fact::Unsolicited { clear: false, .. }));
    if let Some(observation) = leaked {
        return fail(
            Text::new("aucune réponse à la commande glissée", "no reply to the slipped-in command"),
            Text::new("une réponse non sollicitée est arrivée dans TLS", "an unsolicited reply came inside TLS"),
            vec![observation.number],
        );
    }
    // Refusing the whole session is a sound answer to an injection; going on without the command is the usual one.
    match (session.reply_at(Stage::EhloAfterTls), session.ending()) {
        (Some((number, 250, _)), _) => pass(
            Text::new("seul EHLO est répondu dans TLS", "only EHLO is answered inside TLS"),
            vec![exercised[0], number],
        ),
        (_, Some((number, stage, ending))) if stage >= Stage::Starttls && !matches!(ending, Ending::Silence { .. }) => {
            pass(both!("session close : {}", "session closed: {}", ending.said()), vec![exercised[0], number])
        }
        _ => inconclusive(
            Cause::TimingMargin,
            Text::new("aucune réponse dans TLS", "no reply inside TLS"),
            vec![session.last()],
        ),
    }
}

fn starttls_offered_once(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let sessions = client_sessions(evidence, peer);
    let Some(session) = sessions.last() else { return never_opened() };
    let offers = |reply: &str| reply.split('|').any(|line| line.trim().eq_ignore_ascii_case("STARTTLS"));
    match (session.reply_at(Stage::Ehlo), session.reply_at(Stage::EhloAfterTls)) {
        (Some((first, _, before)), Some((second, _, after))) => match (offers(before), offers(after)) {
            (true, false) => {
                pass(Text::new("annoncé avant TLS seulement", "offered before TLS only"), vec![first, second])
            }
            (true, true) => fail(
                Text::new("STARTTLS absent après TLS", "no STARTTLS after TLS"),
                Text::new("STARTTLS encore annoncé", "STARTTLS still offered"),
                vec![second],
            ),
            (false, _) => fail(
                Text::new("STARTTLS annoncé avant TLS", "STARTTLS offered before TLS"),
                Text::new("STARTTLS absent", "no STARTTLS"),
                vec![first],
            ),
        },
        (Some((first, code, before)), None) if code == 250 && !offers(before) => fail(
            Text::new("STARTTLS annoncé avant TLS", "STARTTLS offered before TLS"),
            Text::new("STARTTLS absent", "no STARTTLS"),
            vec![first],
        ),
        _ => inconclusive(
            Cause::PeerUnreachable,
            Text::new("EHLO n’a pas été répondu avant et après TLS", "EHLO was not answered before and after TLS"),
            vec![session.last()],
        ),
    }
}

#[cfg(test)]
mod tests;
