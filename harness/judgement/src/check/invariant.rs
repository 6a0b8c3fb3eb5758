// SPDX-License-Identifier: EUPL-1.2
//! Rules that hold over the evidence of every scenario at once. A connector that did nothing has kept none of them:
//! each needs at least one exchange on which it could have been broken.

mod advice;
mod custody;
mod dialogue;

use super::{Check, fail, inconclusive, pass};
use crate::evidence::Evidence;
use crate::fact::{Fact, Part};
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// One rule over the evidence of a whole run.
#[derive(Debug)]
pub struct Invariant {
    pub check: Check,
    /// True when only messages that leave the connector can break it.
    pub outbound: bool,
}

pub const INVARIANTS: &[Invariant] = &[
    Invariant { outbound: false, check: custody::CUSTODY },
    Invariant { outbound: false, check: custody::NOTHING_VANISHES },
    Invariant { outbound: false, check: dialogue::ONE_FINAL_REPLY },
    Invariant {
        outbound: true,
        check: Check {
            id: "no-mail-before-tls",
            fr: "Le connecteur ne dit jamais MAIL, RCPT ou DATA à un pair hors de TLS.",
            en: "The connector never says MAIL, RCPT or DATA to a peer outside TLS.",
            clause: "RFC 3207 §4.1 ; liste blanche publiée, sans-tls",
            advice: advice::NO_MAIL_BEFORE_TLS,
            needs_peer: false,
            negative: false,
            needs: None,
            wait: None,
            judge: no_mail_before_tls,
        },
    },
    Invariant {
        outbound: true,
        check: Check {
            id: "no-message-in-clear",
            fr: "Aucun message de l’essai n’est vu en clair chez un pair.",
            en: "No message of the run is seen in clear at a peer.",
            clause: "Référentiel #2 ECO.1.1.1 (cité)",
            advice: advice::NO_MESSAGE_IN_CLEAR,
            needs_peer: false,
            negative: false,
            needs: None,
            wait: None,
            judge: no_message_in_clear,
        },
    },
    Invariant {
        outbound: false,
        check: Check {
            id: "tls-1-2-at-least",
            fr: "Toutes les sessions TLS abouties sont en version 1.2 ou plus.",
            en: "Every completed TLS session is version 1.2 or later.",
            clause: "Référentiel #2 ECO.1.1.2 (cité)",
            advice: advice::TLS_1_2_AT_LEAST,
            needs_peer: false,
            negative: false,
            needs: None,
            wait: None,
            judge: tls_at_least_1_2,
        },
    },
];

/// The commands that carry mail.
const MAIL_VERBS: [&str; 3] = ["MAIL", "RCPT", "DATA"];

fn nothing_seen(fr: &str, en: &str) -> Outcome {
    inconclusive(Cause::PeerUnreachable, Text::new(fr, en), vec![])
}

fn no_mail_before_tls(evidence: &Evidence, _: &Params) -> Outcome {
    let sessions = evidence.sessions_of(Part::PeerServer, None);
    let said = |wanted: bool| -> Vec<u32> {
        let commands =
            |verb| sessions.iter().flat_map(move |s| s.commands(verb).map(|(number, _, clear)| (number, clear)));
        let lines = MAIL_VERBS.into_iter().flat_map(commands);
        lines.filter(|(_, clear)| *clear == wanted).map(|(number, _)| number).collect()
    };
    let in_clear = said(true);
    if let Some(first) = in_clear.first() {
        return fail(
            Text::new("MAIL, RCPT et DATA dans TLS seulement", "MAIL, RCPT and DATA inside TLS only"),
            text!("{} commande(s) en clair", "{} command(s) in clear", in_clear.len()),
            vec![*first],
        );
    }
    match said(false).len() {
        0 => nothing_seen("aucune transaction chez un pair", "no transaction at any peer"),
        n => pass(text!("{n} commandes, toutes dans TLS", "{n} commands, all inside TLS"), vec![]),
    }
}

fn no_message_in_clear(evidence: &Evidence, _: &Params) -> Outcome {
    let taken = |wanted: bool| {
        evidence.numbers(|f| matches!(f, Fact::MessageTaken { part: Part::PeerServer, clear, .. } if *clear == wanted))
    };
    let in_clear = taken(true);
    if !in_clear.is_empty() {
        let observed = text!("{} message(s) en clair", "{} message(s) in clear", in_clear.len());
        return fail(Text::new("aucun message en clair", "no message in clear"), observed, in_clear);
    }
    match taken(false).len() {
        0 => nothing_seen("aucun message reçu par un pair", "no peer received a message"),
        n => pass(text!("{n} message(s), tous dans TLS", "{n} message(s), all inside TLS"), vec![]),
    }
}

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
        (None, 0) => nothing_seen("aucune session TLS aboutie", "no TLS session was completed"),
        (None, n) => pass(text!("{n} sessions", "{n} sessions"), vec![]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::evidence;
    use crate::fact::Party;

    fn mail(clear: bool) -> Fact {
        Fact::Line { session: 1, by: Party::Sut, text: "MAIL FROM:<a@b>".into(), clear }
    }

    fn opened() -> Fact {
        Fact::SessionOpened { session: 1, part: Part::PeerServer, local: String::new(), remote: String::new() }
    }

    #[test]
    fn a_single_command_in_clear_breaks_the_rule() {
        let judge = |facts| no_mail_before_tls(&evidence("p", facts), &Params::default());
        assert!(matches!(judge(vec![opened(), mail(false)]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![opened(), mail(false), mail(true)]), Outcome::Fail { .. }));
        assert!(matches!(judge(vec![opened()]), Outcome::Inconclusive { .. }));
    }
}
