// SPDX-License-Identifier: EUPL-1.2
//! The automatic-reply mailbox that the Annexe 1 declares.

use super::{Advice, Check, fail, inconclusive, no_peer, pass};
use crate::evidence::Evidence;
use crate::fact::{Fact, Message, Part, Stage};
use crate::params::{Params, Peer};
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[
    Check {
        id: "answered-automatically",
        fr: "La boîte de réponse automatique répond au pair : chemin de retour vide, Auto-Submitted, In-Reply-To.",
        en: "The automatic-reply mailbox answers the peer: empty reverse-path, Auto-Submitted, In-Reply-To.",
        clause: "Guide d’intégration, Annexe 1 ; RFC 3834 §3, §4",
        advice: Advice::new(
            (
                "Aucune réponse : la boîte déclarée n’existe pas ou ne répond qu’à certains expéditeurs. Réponse \
                    mal formée : « observé » nomme le champ absent ou l’adresse dite dans MAIL FROM. Plusieurs : une \
                    réponse par copie du message.",
                "No answer: the declared mailbox does not exist, or answers some senders only. Badly formed: \
                    “observed” names the missing field or the address said in MAIL FROM. Several: one answer per \
                    copy of the message.",
            ),
            (
                "Répondre une fois, avec MAIL FROM:<>, `Auto-Submitted: auto-replied` et `In-Reply-To` repris du \
                    Message-ID reçu ; déclarer `automatic-reply-ms` si la réponse est plus lente.",
                "Answer once, with MAIL FROM:<>, `Auto-Submitted: auto-replied` and `In-Reply-To` taken from the \
                    Message-ID received; declare `automatic-reply-ms` if the answer is slower.",
            ),
        ),
        needs_peer: true,
        negative: false,
        judge: answered,
    },
    Check {
        id: "not-answered-automatically",
        fr: "La boîte de réponse automatique ne répond pas à ce message.",
        en: "The automatic-reply mailbox does not answer this message.",
        clause: "RFC 3834 §2",
        advice: Advice::new(
            (
                "Le répondeur ne regarde ni le chemin de retour ni Auto-Submitted : deux répondeurs face à face \
                    s’écriraient sans fin.",
                "The responder looks neither at the reverse-path nor at Auto-Submitted: two responders face to \
                    face would write to each other without end.",
            ),
            (
                "Ne pas répondre à MAIL FROM:<>, ni à un message dont Auto-Submitted est autre que « no ».",
                "Do not answer MAIL FROM:<>, nor a message whose Auto-Submitted is other than “no”.",
            ),
        ),
        needs_peer: true,
        negative: true,
        judge: not_answered,
    },
];

/// Messages of the connector to the peer: number, reverse-path, message.
fn answers<'a>(evidence: &'a Evidence, peer: &Peer) -> Vec<(u32, &'a str, &'a Message)> {
    let at_peer = evidence.observations.iter().filter(|o| o.place == peer.name);
    let taken = at_peer.filter_map(|o| match &o.fact {
        Fact::MessageTaken { part: Part::PeerServer, reverse_path, message, .. } => {
            Some((o.number, reverse_path.as_str(), message))
        }
        _ => None,
    });
    taken.collect()
}

fn accepted(evidence: &Evidence) -> Option<u32> {
    let replies = evidence.numbers(|f| matches!(f, Fact::Reply { stage: Stage::EndOfData, code: 200..=299, .. }));
    replies.first().copied()
}

fn not_accepted() -> Outcome {
    inconclusive(
        Cause::Precondition,
        Text::new("le connecteur n’a pas accepté le message", "the connector did not accept the message"),
        vec![],
    )
}

fn answered(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let Some(accepted) = accepted(evidence) else { return not_accepted() };
    let answers = answers(evidence, peer);
    let expected =
        || Text::new("une réponse automatique conforme au RFC 3834", "one automatic reply in the form of RFC 3834");
    let (number, reverse_path, message) = match answers.as_slice() {
        [] => {
            let observed = Text::new("aucune réponse dans le délai déclaré", "no answer within the declared time");
            return fail(expected(), observed, vec![accepted]);
        }
        [one] => *one,
        more => {
            let observed = text!("{} réponses", "{} answers", more.len());
            return fail(expected(), observed, more.iter().map(|a| a.0).collect());
        }
    };
    let wrong = faults_of(evidence, reverse_path, message);
    if wrong.is_empty() {
        return pass(Text::new("une réponse, bien formée", "one answer, well formed"), vec![accepted, number]);
    }
    fail(expected(), Text::same(wrong.join(" ; ")), vec![number])
}

fn faults_of(evidence: &Evidence, reverse_path: &str, message: &Message) -> Vec<String> {
    let mut wrong = Vec::new();
    if !matches!(reverse_path, "" | "<>") {
        wrong.push(format!("MAIL FROM:{reverse_path}"));
    }
    let automatic = message.field("Auto-Submitted").any(|v| v.trim().to_ascii_lowercase().starts_with("auto-"));
    if !automatic {
        wrong.push("Auto-Submitted: auto-replied ∅".to_owned());
    }
    let asked = evidence.sent().next().and_then(|(_, m)| m.message_id.clone()).unwrap_or_default();
    if !message.field("In-Reply-To").any(|v| v.contains(&asked)) {
        wrong.push(format!("In-Reply-To ≠ <{asked}>"));
    }
    wrong
}

fn not_answered(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    if let Some((number, ..)) = answers(evidence, peer).first() {
        let observed = Text::new("une réponse automatique", "an automatic reply");
        return fail(Text::new("aucune réponse", "no answer"), observed, vec![*number]);
    }
    let Some(accepted) = accepted(evidence) else { return not_accepted() };
    let window = evidence.numbers(|f| matches!(f, Fact::WindowEnded { .. }));
    if window.is_empty() {
        let because = Text::new("l’observation n’est pas allée à son terme", "the observation did not come to its end");
        return inconclusive(Cause::TimingMargin, because, vec![accepted]);
    }
    pass(
        Text::new("aucune réponse dans le délai déclaré", "no answer within the declared time"),
        [vec![accepted], window].concat(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{evidence, of_peer};

    fn asked() -> Vec<Fact> {
        let message = Message { message_id: Some("q@x".into()), ..Default::default() };
        vec![
            Fact::MessageSent { session: 1, reverse_path: String::new(), forward_path: String::new(), message },
            Fact::Reply { session: 1, stage: Stage::EndOfData, code: 250, text: String::new() },
        ]
    }

    fn answer(reverse_path: &str, fields: &[(&str, &str)]) -> Fact {
        let fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Fact::MessageTaken {
            session: 2,
            part: Part::PeerServer,
            reverse_path: reverse_path.into(),
            forward_paths: vec![],
            clear: false,
            message: Message { fields, ..Default::default() },
        }
    }

    fn window() -> Fact {
        Fact::WindowEnded { what: "automatic reply".into(), waited_ms: 300, window: None }
    }

    const GOOD: [(&str, &str); 2] = [("Auto-Submitted", "auto-replied"), ("In-Reply-To", "<q@x>")];

    #[test]
    fn a_well_formed_answer_passes_and_a_person_like_answer_fails() {
        let judge = |more| answered(&evidence("p", [asked(), vec![more]].concat()), &of_peer("p", None));
        assert!(matches!(judge(answer("<>", &GOOD)), Outcome::Pass { .. }));
        assert!(matches!(judge(answer("<auto@ch>", &GOOD)), Outcome::Fail { .. }));
        assert!(matches!(judge(answer("<>", &GOOD[..1])), Outcome::Fail { .. }));
        assert!(matches!(judge(window()), Outcome::Fail { .. }));
    }

    #[test]
    fn silence_counts_only_after_the_whole_window() {
        let judge = |more: Vec<Fact>| not_answered(&evidence("p", [asked(), more].concat()), &of_peer("p", None));
        assert!(matches!(judge(vec![window()]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![]), Outcome::Inconclusive { .. }));
        assert!(matches!(judge(vec![answer("<>", &GOOD), window()]), Outcome::Fail { .. }));
    }
}
