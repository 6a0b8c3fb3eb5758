// SPDX-License-Identifier: EUPL-1.2
//! How the connector finds the server of a domain.

mod advice;

use super::{Check, fail, inconclusive, no_peer, pass};
use crate::evidence::Evidence;
use crate::fact::{Fact, Part, Question};
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[
    Check {
        id: "resolved-by-delegation",
        fr: "Le MX du domaine est demandé au serveur DNS de l’opérateur, par la délégation.",
        en: "The domain's MX is asked of the operator's own DNS server, through the delegation.",
        clause: "Guide d’intégration, méthode 1 (délégation)",
        advice: advice::RESOLVED_BY_DELEGATION,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: None,
        judge: resolved_by_delegation,
    },
    Check {
        id: "resolved-by-redirection",
        fr: "Le MX du domaine est trouvé dans la zone de l’espace de confiance.",
        en: "The domain's MX is found in the zone of the espace de confiance.",
        clause: "Guide d’intégration, méthode 2 (redirection)",
        advice: advice::RESOLVED_BY_REDIRECTION,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: None,
        judge: resolved_by_redirection,
    },
    Check {
        id: "mx-in-order",
        fr: "Le MX préféré est essayé le premier, l’autre à défaut.",
        en: "The preferred MX is tried first, the other failing that.",
        clause: "RFC 5321 §5.1",
        advice: advice::MX_IN_ORDER,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: None,
        judge: mx_in_order,
    },
];

/// Questions for the domain's MX, in the connector's name or in that of the resolver it uses.
fn mx_questions<'a>(evidence: &'a Evidence, domaine: &str) -> Vec<(u32, &'a Question)> {
    let same = |name: &str| name.trim_end_matches('.').eq_ignore_ascii_case(domaine);
    let questions = evidence.observations.iter().filter_map(|o| match &o.fact {
        Fact::Asked(q) if q.kind == "MX" && same(&q.name) => Some((o.number, q)),
        _ => None,
    });
    questions.collect()
}

fn answered_with_mx(question: &Question, server: &str) -> bool {
    question.server == server && !question.referral && !question.answers.is_empty()
}

fn resolved_by_delegation(evidence: &Evidence, params: &Params) -> Outcome {
    resolved_by(evidence, params, "operateurs")
}

fn resolved_by_redirection(evidence: &Evidence, params: &Params) -> Outcome {
    resolved_by(evidence, params, "parent")
}

fn resolved_by(evidence: &Evidence, params: &Params, server: &str) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let questions = mx_questions(evidence, &peer.domaine);
    if questions.is_empty() {
        let because = text!("aucune question MX sur {}", "no MX question about {}", peer.domaine);
        return inconclusive(Cause::PeerUnreachable, because, vec![]);
    }
    match questions.iter().find(|(_, q)| answered_with_mx(q, server)) {
        Some((number, q)) => pass(text!("MX répondu : {}", "MX answered: {}", q.answers.join(", ")), vec![*number]),
        None => fail(
            text!("une réponse MX du serveur « {server} »", "an MX answer by the server “{server}”"),
            Text::new("ce serveur n’a pas répondu de MX", "that server answered no MX"),
            questions.iter().map(|q| q.0).collect(),
        ),
    }
}

fn mx_in_order(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let visited: Vec<(u32, &str)> = evidence
        .observations
        .iter()
        .filter(|o| o.place == peer.name)
        .filter_map(|o| match &o.fact {
            Fact::SessionOpened { part: Part::PeerServer, local, .. } => Some((o.number, local.as_str())),
            _ => None,
        })
        .collect();
    let Some((number, first)) = visited.first() else {
        let because = Text::new("aucun MX du pair n’a été visité", "no MX of the peer was visited");
        return inconclusive(Cause::PeerUnreachable, because, vec![]);
    };
    let preferred = peer.mx.first().map(String::as_str).unwrap_or_default();
    let numbers = visited.iter().map(|v| v.0).collect();
    // The place of a server is its name, with its address behind it where there is one.
    if first.split_whitespace().next() == Some(preferred) {
        return pass(text!("{preferred} essayé d’abord", "{preferred} tried first"), numbers);
    }
    fail(text!("{preferred} d’abord", "{preferred} first"), text!("{first} d’abord", "{first} first"), vec![*number])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{evidence, of_peer};

    fn params() -> Params {
        let mut params = of_peer("p", None);
        if let Some(peer) = &mut params.peer {
            peer.domaine = "p.mssante.test".into();
            peer.mx = vec!["mx1.test".into(), "mx2.test".into()];
        }
        params
    }

    fn asked(server: &str, referral: bool) -> Fact {
        Fact::Asked(Question {
            server: server.into(),
            from: String::new(),
            transport: "udp".into(),
            name: "P.mssante.test.".into(),
            kind: "MX".into(),
            rcode: "NOERROR".into(),
            referral,
            answers: if referral { vec![] } else { vec!["10 mx1.test.".into()] },
            hops: vec![],
            fault: None,
        })
    }

    #[test]
    fn delegation_is_proved_by_the_answer_of_the_operators_own_server() {
        let judge = |facts| resolved_by_delegation(&evidence("dns", facts), &params());
        assert!(matches!(judge(vec![asked("parent", true), asked("operateurs", false)]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![asked("parent", true)]), Outcome::Fail { .. }));
        assert!(matches!(judge(vec![]), Outcome::Inconclusive { .. }));
    }

    #[test]
    fn the_preferred_mx_must_be_visited_first() {
        let visit = |local: &str| Fact::SessionOpened {
            session: 1,
            part: Part::PeerServer,
            local: local.into(),
            remote: String::new(),
        };
        let judge = |facts| mx_in_order(&evidence("p", facts), &params());
        assert!(matches!(judge(vec![visit("mx1.test (127.0.0.1:25)"), visit("mx2.test")]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![visit("mx2.test"), visit("mx1.test")]), Outcome::Fail { .. }));
    }
}
