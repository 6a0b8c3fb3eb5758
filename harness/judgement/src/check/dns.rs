// SPDX-License-Identifier: EUPL-1.2
//! How the connector finds the server of a domain.

mod advice;
#[cfg(test)]
mod tests;

use super::outcome::{fail, nothing_seen, pass};
use super::{Check, Judge};
use crate::evidence::Evidence;
use crate::fact::{Fact, NameServer, Part, Question};
use crate::params::{Params, Peer};
use reports::text;
use reports::text::Text;
use reports::verdict::Outcome;

/// The checks of the family, in the order of the catalogue.
pub const CHECKS: &[Check] = &[RESOLVED_BY_DELEGATION, RESOLVED_BY_REDIRECTION, MX_IN_ORDER];

/// The zone of the peer's domain is delegated to a server of its operator.
const RESOLVED_BY_DELEGATION: Check = Check {
    id: "resolved-by-delegation",
    fr: "Le MX du domaine est demandé au serveur DNS de l’opérateur, par la délégation.",
    en: "The domain's MX is asked of the operator's own DNS server, through the delegation.",
    clause: "Guide d’intégration, méthode 1 (délégation)",
    advice: advice::RESOLVED_BY_DELEGATION,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithPeer(|evidence, _, peer| mx_answered_by(evidence, peer, NameServer::Operateurs)),
    #[cfg(test)]
    examples: tests::RESOLVED_BY_DELEGATION,
};

/// The peer's domain has its MX in the zone of the espace de confiance.
const RESOLVED_BY_REDIRECTION: Check = Check {
    id: "resolved-by-redirection",
    fr: "Le MX du domaine est trouvé dans la zone de l’espace de confiance.",
    en: "The domain's MX is found in the zone of the espace de confiance.",
    clause: "Guide d’intégration, méthode 2 (redirection)",
    advice: advice::RESOLVED_BY_REDIRECTION,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithPeer(|evidence, _, peer| mx_answered_by(evidence, peer, NameServer::Parent)),
    #[cfg(test)]
    examples: tests::RESOLVED_BY_REDIRECTION,
};

/// The peer has two MX hosts of different preference.
const MX_IN_ORDER: Check = Check {
    id: "mx-in-order",
    fr: "Le MX préféré est essayé le premier, l’autre à défaut.",
    en: "The preferred MX is tried first, the other failing that.",
    clause: "RFC 5321 §5.1",
    advice: advice::MX_IN_ORDER,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithPeer(mx_in_order),
    #[cfg(test)]
    examples: tests::MX_IN_ORDER,
};

/// Did this server answer for the domain?
///
/// - Passes when a server of that name answered a question for the peer's MX, with MX records and no referral.
/// - Fails when the MX was asked for and that server never answered it.
/// - Undecided when nobody asked: the connector knew the address without the DNS, or never tried.
fn mx_answered_by(evidence: &Evidence, peer: &Peer, server: NameServer) -> Outcome {
    let questions = mx_questions(evidence, &peer.domaine);
    if questions.is_empty() {
        return nothing_seen(text!("aucune question MX sur {}", "no MX question about {}", peer.domaine));
    }
    match questions.iter().find(|(_, question)| is_answered_by(question, server)) {
        Some((number, question)) => {
            let answers = question.answers.join(", ");
            pass(text!("MX répondu : {answers}", "MX answered: {answers}"), vec![*number])
        }
        None => fail(
            text!("une réponse MX du serveur « {server} »", "an MX answer by the server “{server}”"),
            Text::new("ce serveur n’a pas répondu de MX", "that server answered no MX"),
            questions.iter().map(|(number, _)| *number).collect(),
        ),
    }
}

/// Questions for the domain's MX, in the connector's name or in that of the resolver it uses.
fn mx_questions<'e>(evidence: &'e Evidence, domaine: &str) -> Vec<(u32, &'e Question)> {
    let same = |name: &str| name.trim_end_matches('.').eq_ignore_ascii_case(domaine);
    let questions = evidence.observations.iter().filter_map(|o| match &o.fact {
        Fact::Asked(question) if question.kind == "MX" && same(&question.name) => Some((o.number, question)),
        _ => None,
    });
    questions.collect()
}

fn is_answered_by(question: &Question, server: NameServer) -> bool {
    question.server == server && !question.referral && !question.answers.is_empty()
}

/// Was the preferred MX visited first?
///
/// - Passes when the first session with the peer went to its preferred MX.
/// - Fails when it went to another.
/// - Undecided when no MX of the peer was visited.
fn mx_in_order(evidence: &Evidence, _: &Params, peer: &Peer) -> Outcome {
    let at_peer = evidence.observations.iter().filter(|o| o.place == peer.place());
    let visited: Vec<(u32, &str)> = at_peer
        .filter_map(|o| match &o.fact {
            Fact::SessionOpened { part: Part::PeerServer, local, .. } => Some((o.number, local.as_str())),
            _ => None,
        })
        .collect();
    let Some((number, first)) = visited.first() else {
        return nothing_seen(Text::new("aucun MX du pair n’a été visité", "no MX of the peer was visited"));
    };
    let preferred = peer.mx.first().map(String::as_str).unwrap_or_default();
    // The local end of a session is a host name, with its address behind it where there is one.
    if first.split_whitespace().next() == Some(preferred) {
        let numbers = visited.iter().map(|(number, _)| *number).collect();
        return pass(text!("{preferred} essayé d’abord", "{preferred} tried first"), numbers);
    }
    fail(text!("{preferred} d’abord", "{preferred} first"), text!("{first} d’abord", "{first} first"), vec![*number])
}
