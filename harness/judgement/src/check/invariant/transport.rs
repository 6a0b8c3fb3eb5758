// SPDX-License-Identifier: EUPL-1.2
//! Mail leaves inside TLS only, and in no version before 1.2.

use super::advice;
use crate::check::outcome::{fail, nothing_seen, pass};
use crate::check::{Check, Judge};
use crate::evidence::Evidence;
use crate::fact::{Fact, Part};
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::Outcome;

/// Judged over every session that the connector opened with a peer.
pub const NO_MAIL_BEFORE_TLS: Check = Check {
    id: "no-mail-before-tls",
    fr: "Le connecteur ne dit jamais MAIL, RCPT ou DATA à un pair hors de TLS.",
    en: "The connector never says MAIL, RCPT or DATA to a peer outside TLS.",
    clause: "RFC 3207 §4.1 ; liste blanche publiée, sans-tls",
    advice: advice::NO_MAIL_BEFORE_TLS,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithoutPeer(no_mail_before_tls),
    #[cfg(test)]
    examples: super::tests::NO_MAIL_BEFORE_TLS,
};

/// Judged over every message that a peer took.
pub const NO_MESSAGE_IN_CLEAR: Check = Check {
    id: "no-message-in-clear",
    fr: "Aucun message de l’essai n’est vu en clair chez un pair.",
    en: "No message of the run is seen in clear at a peer.",
    clause: "Référentiel #2 ECO.1.1.1 (cité)",
    advice: advice::NO_MESSAGE_IN_CLEAR,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithoutPeer(no_message_in_clear),
    #[cfg(test)]
    examples: super::tests::NO_MESSAGE_IN_CLEAR,
};

/// Judged over every handshake of the run, with the connector as client and as server.
pub const TLS_1_2_AT_LEAST: Check = Check {
    id: "tls-1-2-at-least",
    fr: "Toutes les sessions TLS abouties sont en version 1.2 ou plus.",
    en: "Every completed TLS session is version 1.2 or later.",
    clause: "Référentiel #2 ECO.1.1.2 (cité)",
    advice: advice::TLS_1_2_AT_LEAST,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithoutPeer(tls_at_least_1_2),
    #[cfg(test)]
    examples: super::tests::TLS_1_2_AT_LEAST,
};

/// The commands that carry mail.
const MAIL_VERBS: [&str; 3] = ["MAIL", "RCPT", "DATA"];

/// Was mail spoken of inside TLS only?
///
/// - Passes when peers were told such commands, all of them inside TLS.
/// - Fails on a single one in clear.
/// - Undecided when no peer was told any.
fn no_mail_before_tls(evidence: &Evidence, _: &Params) -> Outcome {
    let sessions = evidence.sessions_of(Part::PeerServer, None);
    let said = MAIL_VERBS.into_iter().flat_map(|verb| sessions.iter().flat_map(move |s| s.commands(verb)));
    let (in_clear, inside): (Vec<_>, Vec<_>) = said.partition(|(_, _, clear)| *clear);
    match (in_clear.first(), inside.len()) {
        (Some((first, ..)), _) => fail(
            Text::new("MAIL, RCPT et DATA dans TLS seulement", "MAIL, RCPT and DATA inside TLS only"),
            text!("{} commande(s) en clair", "{} command(s) in clear", in_clear.len()),
            vec![*first],
        ),
        (None, 0) => nothing_seen(Text::new("aucune transaction chez un pair", "no transaction at any peer")),
        (None, n) => pass(text!("{n} commandes, toutes dans TLS", "{n} commands, all inside TLS"), vec![]),
    }
}

/// Did messages leave inside TLS only?
///
/// - Passes when peers took messages, all of them inside TLS.
/// - Fails on every one taken in clear.
/// - Undecided when no peer took any.
fn no_message_in_clear(evidence: &Evidence, _: &Params) -> Outcome {
    let taken = evidence.taken_messages().filter(|taken| taken.part == Part::PeerServer);
    let (in_clear, inside): (Vec<_>, Vec<_>) = taken.partition(|taken| taken.clear);
    match (in_clear.len(), inside.len()) {
        (0, 0) => nothing_seen(Text::new("aucun message reçu par un pair", "no peer received a message")),
        (0, n) => pass(text!("{n} message(s), tous dans TLS", "{n} message(s), all inside TLS"), vec![]),
        (n, _) => fail(
            Text::new("aucun message en clair", "no message in clear"),
            text!("{n} message(s) en clair", "{n} message(s) in clear"),
            in_clear.iter().map(|taken| taken.number).collect(),
        ),
    }
}

/// Was every session TLS 1.2 or later?
///
/// - Passes when every completed handshake, either way, agreed on TLS 1.2 or 1.3.
/// - Fails on the first of another version.
/// - Undecided when none was completed.
fn tls_at_least_1_2(evidence: &Evidence, _: &Params) -> Outcome {
    let versions = evidence.observations.iter().filter_map(|o| match &o.fact {
        Fact::TlsEstablished { tls, .. } => Some((o.number, tls.version.as_str())),
        _ => None,
    });
    let (good, old): (Vec<_>, Vec<_>) = versions.partition(|(_, v)| matches!(*v, "TLSv1.2" | "TLSv1.3"));
    match (old.first(), good.len()) {
        (Some((number, version)), _) => {
            fail(Text::new("TLS 1.2 ou plus", "TLS 1.2 or later"), Text::same(*version), vec![*number])
        }
        (None, 0) => nothing_seen(Text::new("aucune session TLS aboutie", "no TLS session was completed")),
        (None, n) => pass(text!("{n} sessions", "{n} sessions"), vec![]),
    }
}
