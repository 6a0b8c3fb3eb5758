// SPDX-License-Identifier: EUPL-1.2
//! What the inner sender learns of a message that could not be sent.

use super::{Advice, Check, fail, inconclusive, pass};
use crate::evidence::Evidence;
use crate::fact::{Fact, Message, Notice, Part, Stage};
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[
    Check {
        id: "sender-told",
        fr: "L’émetteur apprend que son message n’est pas parti : refus à la soumission, ou un avis de non-remise.",
        en: "The sender learns that the message did not leave: a refusal at submission, or one non-delivery notice.",
        clause: "RFC 5321 §6.1",
        advice: Advice::new(
            (
                "Rien : le message attend encore en file au terme du délai, ou l’avis n’est pas adressé à \
                    l’émetteur (avis désactivés, ou envoyés ailleurs qu’à la messagerie interne). Plusieurs : un \
                    avis par tentative ou par MX.",
                "Nothing: the message still waits in the queue when the time is over, or the notice is not \
                    addressed to the sender (notices switched off, or sent elsewhere than to the inner server). \
                    Several: one notice per attempt or per MX.",
            ),
            (
                "Refuser dès la soumission, ou remettre à la messagerie interne un seul avis pour le chemin de \
                    retour du message ; accorder la durée de vie de la file et `outcome-ms`.",
                "Refuse at submission, or hand the inner server a single notice for the message's reverse-path; \
                    make the lifetime in the queue and `outcome-ms` agree.",
            ),
        ),
        needs_peer: false,
        negative: false,
        judge: sender_told,
    },
    Check {
        id: "notice-well-formed",
        fr: "L’avis de non-remise est un multipart/report avec Final-Recipient, Action et Status.",
        en: "The non-delivery notice is a multipart/report with Final-Recipient, Action and Status.",
        clause: "RFC 3464 §2",
        advice: Advice::new(
            (
                "L’avis est un message libre, ou sa partie message/delivery-status manque des champs nommés dans \
                    « observé ».",
                "The notice is free text, or its message/delivery-status part lacks the fields named under \
                    “observed”.",
            ),
            (
                "Composer l’avis en multipart/report ; report-type=delivery-status, avec Final-Recipient, Action \
                    et Status pour chaque destinataire.",
                "Compose the notice as multipart/report; report-type=delivery-status, with Final-Recipient, \
                    Action and Status for each recipient.",
            ),
        ),
        needs_peer: false,
        negative: false,
        judge: notice_well_formed,
    },
];

fn notices(evidence: &Evidence) -> Vec<(u32, &Message, &Notice)> {
    let notices =
        evidence.taken(Part::InternalServer).filter_map(|(n, _, m)| m.notice.as_ref().map(|notice| (n, m, notice)));
    notices.collect()
}

fn sender_told(evidence: &Evidence, params: &Params) -> Outcome {
    let left = |m: &Message| m.canary.as_deref() == Some(params.canary.as_str());
    if let Some((number, ..)) = evidence.taken(Part::PeerServer).find(|(_, _, m)| left(m)) {
        let because =
            Text::new("le message est parti : il n’y a rien à dire", "the message left: there is nothing to tell");
        return inconclusive(Cause::Precondition, because, vec![number]);
    }
    let submissions = evidence.sessions_of(Part::Submitter, None);
    let refusal = submissions.iter().flat_map(|s| s.replies()).find(|r| r.2 >= 500);
    if let Some((number, _, code, words)) = refusal {
        return pass(
            text!("refus à la soumission : {code} {words}", "refusal at submission: {code} {words}"),
            vec![number],
        );
    }
    let notices = notices(evidence);
    let numbers: Vec<u32> = notices.iter().map(|n| n.0).collect();
    match numbers.len() {
        1 => pass(Text::new("un avis de non-remise", "one non-delivery notice"), numbers),
        0 if !submissions.iter().any(|s| s.reply_at(Stage::EndOfData).is_some_and(|r| r.1 / 100 == 2)) => inconclusive(
            Cause::PeerUnreachable,
            Text::new("le message n’a pas pu être soumis", "the message could not be submitted"),
            vec![],
        ),
        0 => fail(
            Text::new("un refus ou un avis de non-remise", "a refusal or a non-delivery notice"),
            Text::new("rien dans le délai déclaré", "nothing within the declared time"),
            evidence.numbers(|f| matches!(f, Fact::WindowEnded { .. })),
        ),
        n => fail(Text::new("un seul avis", "a single notice"), text!("{n} avis", "{n} notices"), numbers),
    }
}

fn notice_well_formed(evidence: &Evidence, _: &Params) -> Outcome {
    let notices = notices(evidence);
    let Some((number, _, notice)) = notices.first() else {
        let because = Text::new("aucun avis n’a été reçu", "no notice was received");
        return inconclusive(Cause::Precondition, because, vec![]);
    };
    let mut missing = Vec::new();
    if !notice.content_type.eq_ignore_ascii_case("multipart/report") {
        missing.push(format!("multipart/report ({})", notice.content_type));
    }
    let fields = [("Final-Recipient", &notice.final_recipient), ("Action", &notice.action), ("Status", &notice.status)];
    missing.extend(fields.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| (*name).to_owned()));
    if missing.is_empty() {
        let status = notice.status.as_deref().unwrap_or_default();
        return pass(text!("avis complet, Status {status}", "complete notice, Status {status}"), vec![*number]);
    }
    let missing = missing.join(", ");
    fail(
        Text::new(
            "multipart/report avec Final-Recipient, Action et Status",
            "multipart/report with Final-Recipient, Action and Status",
        ),
        text!("absent : {missing}", "missing: {missing}"),
        vec![*number],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{evidence, of_peer};

    fn inside(notice: Notice) -> Fact {
        let message = Message { notice: Some(notice), ..Default::default() };
        Fact::MessageTaken {
            session: 3,
            part: Part::InternalServer,
            reverse_path: "<>".into(),
            forward_paths: vec![],
            clear: true,
            message,
        }
    }

    fn complete() -> Notice {
        Notice {
            content_type: "multipart/report".into(),
            final_recipient: Some("rfc822; a@b".into()),
            action: Some("failed".into()),
            status: Some("5.7.1".into()),
            ..Default::default()
        }
    }

    fn submission(stage: Stage, code: u16) -> Vec<Fact> {
        vec![
            Fact::SessionOpened { session: 1, part: Part::Submitter, local: String::new(), remote: String::new() },
            Fact::Reply { session: 1, stage, code, text: String::new() },
        ]
    }

    #[test]
    fn the_sender_must_be_told_exactly_once() {
        let judge = |facts: Vec<Fact>| sender_told(&evidence("internal", facts), &of_peer("p", None));
        let accepted = || submission(Stage::EndOfData, 250);
        assert!(matches!(judge(submission(Stage::RcptTo, 550)), Outcome::Pass { .. }));
        assert!(matches!(judge([accepted(), vec![inside(complete())]].concat()), Outcome::Pass { .. }));
        assert!(matches!(judge(accepted()), Outcome::Fail { .. }));
        assert!(matches!(
            judge([accepted(), vec![inside(complete()), inside(complete())]].concat()),
            Outcome::Fail { .. }
        ));
        assert!(matches!(judge(vec![]), Outcome::Inconclusive { .. }));
    }

    #[test]
    fn a_notice_without_a_status_is_incomplete() {
        let judge = |facts: Vec<Fact>| notice_well_formed(&evidence("internal", facts), &of_peer("p", None));
        assert!(matches!(judge(vec![inside(complete())]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![inside(Notice { status: None, ..complete() })]), Outcome::Fail { .. }));
        let mixed = Notice { content_type: "multipart/mixed".into(), ..complete() };
        assert!(matches!(judge(vec![inside(mixed)]), Outcome::Fail { .. }));
    }
}
