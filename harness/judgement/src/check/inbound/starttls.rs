// SPDX-License-Identifier: EUPL-1.2
//! STARTTLS as the connector offers it, and commands slipped in behind it.

use super::advice;
use super::session::{client_sessions, no_session};
use crate::check::outcome::{fail, fault_not_exercised, inconclusive, pass};
use crate::check::{Check, Judge};
use crate::evidence::Evidence;
use crate::fact::{Ending, Fact, Stage};
use crate::params::{Params, Peer};
use reports::both;
use reports::fault::Family;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// A peer sends NOOP in one packet with STARTTLS.
///
/// Negative: a connector without STARTTLS answers nothing inside TLS either.
pub const INJECTED_COMMAND_IGNORED: Check = Check {
    id: "injected-command-ignored",
    fr: "Une commande glissée derrière STARTTLS n’est ni exécutée ni répondue une fois TLS établi.",
    en: "A command slipped in behind STARTTLS is neither run nor answered once TLS is up.",
    clause: "RFC 3207 §4.2",
    advice: advice::INJECTED_COMMAND_IGNORED,
    negative: true,
    needs: None,
    wait: None,
    judge: Judge::WithPeer(injected_command_ignored),
    #[cfg(test)]
    examples: super::tests::INJECTED_COMMAND_IGNORED,
};

/// A peer says EHLO in clear, and again inside TLS.
pub const STARTTLS_OFFERED_ONCE: Check = Check {
    id: "starttls-offered-once",
    fr: "STARTTLS est annoncé en clair et ne l’est plus une fois TLS établi.",
    en: "STARTTLS is offered in clear and no longer once TLS is up.",
    clause: "RFC 3207 §4.2",
    advice: advice::STARTTLS_OFFERED_ONCE,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithPeer(starttls_offered_once),
    #[cfg(test)]
    examples: super::tests::STARTTLS_OFFERED_ONCE,
};

/// Was the injected command left without an answer?
///
/// - Passes when EHLO inside TLS is answered 250 and nothing else came, or when the session was given up. RFC 3207
///   §4.2: what was received in clear is discarded. Closing the session is a sound answer to an injection too.
/// - Fails on octets that nobody asked for inside TLS: the injected command was answered.
/// - Undecided when the command was not slipped in, or when nothing came inside TLS.
fn injected_command_ignored(evidence: &Evidence, _: &Params, peer: &Peer) -> Outcome {
    let injections = evidence.numbers(|fact| fact.exercises(Family::Peer, "pipelines-behind-starttls"));
    let sessions = client_sessions(evidence, peer);
    let (Some(injected), Some(session)) = (injections.first().copied(), sessions.last()) else {
        return fault_not_exercised(Text::new("la commande n’a pas été glissée", "the command was not slipped in"));
    };
    let unsolicited = session.observations.iter().find(|o| matches!(o.fact, Fact::Unsolicited { clear: false, .. }));
    if let Some(observation) = unsolicited {
        return fail(
            Text::new("aucune réponse à la commande glissée", "no reply to the slipped-in command"),
            Text::new("une réponse non sollicitée est arrivée dans TLS", "an unsolicited reply came inside TLS"),
            vec![observation.number],
        );
    }
    match (session.reply_at(Stage::EhloAfterTls), session.ending()) {
        (Some((number, 250, _)), _) => pass(
            Text::new("seul EHLO est répondu dans TLS", "only EHLO is answered inside TLS"),
            vec![injected, number],
        ),
        (_, Some((number, stage, ending))) if stage >= Stage::Starttls && !matches!(ending, Ending::Silence { .. }) => {
            pass(both!("session close : {}", "session closed: {}", ending.said()), vec![injected, number])
        }
        _ => {
            let because = Text::new("aucune réponse dans TLS", "no reply inside TLS");
            inconclusive(Cause::TimingMargin, because, vec![session.last()])
        }
    }
}

/// Was STARTTLS offered in clear alone?
///
/// - Passes when the reply to EHLO in clear has the keyword STARTTLS and the one inside TLS has not.
/// - Fails when it is missing in clear, or still offered inside TLS (RFC 3207 §4.2).
/// - Undecided when EHLO was not answered on both sides of the handshake, unless its absence in clear already shows.
fn starttls_offered_once(evidence: &Evidence, _: &Params, peer: &Peer) -> Outcome {
    let sessions = client_sessions(evidence, peer);
    let Some(session) = sessions.last() else { return no_session() };
    let (in_clear, inside) = (session.reply_at(Stage::Ehlo), session.reply_at(Stage::EhloAfterTls));
    match (in_clear, inside) {
        (Some((first, _, before)), Some(_)) if !offers_starttls(before) => not_offered(first),
        (Some((first, 250, before)), None) if !offers_starttls(before) => not_offered(first),
        (Some(_), Some((second, _, after))) if offers_starttls(after) => fail(
            Text::new("STARTTLS absent après TLS", "no STARTTLS after TLS"),
            Text::new("STARTTLS encore annoncé", "STARTTLS still offered"),
            vec![second],
        ),
        (Some((first, ..)), Some((second, ..))) => {
            pass(Text::new("annoncé avant TLS seulement", "offered before TLS only"), vec![first, second])
        }
        _ => inconclusive(
            Cause::PeerUnreachable,
            Text::new("EHLO n’a pas été répondu avant et après TLS", "EHLO was not answered before and after TLS"),
            vec![session.last()],
        ),
    }
}

fn not_offered(in_clear: u32) -> Outcome {
    fail(
        Text::new("STARTTLS annoncé avant TLS", "STARTTLS offered before TLS"),
        Text::new("STARTTLS absent", "no STARTTLS"),
        vec![in_clear],
    )
}

/// Whether a reply to EHLO has the keyword; its lines are kept with `|` between them.
fn offers_starttls(reply: &str) -> bool {
    reply.split('|').any(|line| line.trim().eq_ignore_ascii_case("STARTTLS"))
}
