// SPDX-License-Identifier: EUPL-1.2
//! What the inner sender learns of a message that could not be sent.

mod advice;

use super::tracked_message::TrackedMessage;
use super::{Check, Wait, fail, inconclusive, not_watched, pass};
use crate::custody::{ReportedStatus, Taken};
use crate::evidence::Evidence;
use crate::fact::{Notice, Window};
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
        advice: advice::SENDER_TOLD,
        needs_peer: false,
        negative: false,
        needs: Some("sends-notices"),
        wait: Wait::until(Window::Outcome, settled),
        judge: sender_told,
    },
    Check {
        id: "notice-well-formed",
        fr: "L’avis de non-remise est un multipart/report avec Final-Recipient, Action et Status.",
        en: "The non-delivery notice is a multipart/report with Final-Recipient, Action and Status.",
        clause: "RFC 3464 §2",
        advice: advice::NOTICE_WELL_FORMED,
        needs_peer: false,
        negative: false,
        needs: Some("sends-notices"),
        wait: Wait::until(Window::Outcome, settled),
        judge: notice_well_formed,
    },
    Check {
        id: "told-once",
        fr: "L’émetteur est averti une seule fois de la non-remise.",
        en: "The sender is told of the non-delivery only once.",
        clause: "RFC 3464 §2 ; bonne pratique",
        advice: advice::TOLD_ONCE,
        needs_peer: false,
        negative: false,
        needs: Some("sends-notices"),
        wait: Wait::until(Window::Outcome, settled),
        judge: told_once,
    },
    Check {
        id: "notice-from-nobody",
        fr: "L’avis de non-remise part du chemin de retour nul.",
        en: "The non-delivery notice comes from the null reverse-path.",
        clause: "RFC 5321 §4.5.5",
        advice: advice::NOTICE_FROM_NOBODY,
        needs_peer: false,
        negative: false,
        needs: Some("sends-notices"),
        wait: Wait::until(Window::Outcome, settled),
        judge: notice_from_nobody,
    },
];

fn settled(evidence: &Evidence, params: &Params) -> bool {
    TrackedMessage::of(evidence, params).is_final()
}

fn sender_told(evidence: &Evidence, params: &Params) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    if let Some(number) = tracked.taken_by_any_peer() {
        let because =
            Text::new("le message est parti : il n’y a rien à dire", "the message left: there is nothing to tell");
        return inconclusive(Cause::Precondition, because, vec![number]);
    }
    if let Some((number, code, words)) = tracked.submission_refusal().filter(|(_, code, _)| *code >= 500) {
        return pass(
            text!("refus à la soumission : {code} {words}", "refusal at submission: {code} {words}"),
            vec![number],
        );
    }
    let told = tracked.failure_notice_numbers();
    if !told.is_empty() {
        return pass(Text::new("un avis de non-remise", "a non-delivery notice"), told);
    }
    if tracked.accepted().is_none() {
        let because = Text::new("le message n’a pas pu être soumis", "the message could not be submitted");
        return inconclusive(Cause::PeerUnreachable, because, vec![]);
    }
    let others = tracked.notices();
    let numbers = others.iter().map(|(taken, _)| taken.number).chain(tracked.window_ends(Window::Outcome)).collect();
    let observed = match others.as_slice() {
        [] => Text::new("rien dans le délai déclaré", "nothing within the declared time"),
        others => {
            let said: Vec<Text> = others.iter().map(|(taken, told)| said_instead(&tracked, taken, *told)).collect();
            let all = |of: fn(&Text) -> &str| said.iter().map(of).collect::<Vec<_>>().join(" ; ");
            Text::new(all(|text| &text.fr), all(|text| &text.en))
        }
    };
    fail(Text::new("un refus ou un avis de non-remise", "a refusal or a non-delivery notice"), observed, numbers)
}

/// Why a notice does not tell the sender that his message failed.
fn said_instead(tracked: &TrackedMessage<'_>, taken: &Taken<'_>, told: ReportedStatus) -> Text {
    if !tracked.is_for_sender(taken) {
        let whom = taken.forward_paths.join(", ");
        return text!("un avis adressé à {whom}", "a notice addressed to {whom}");
    }
    match told {
        ReportedStatus::Delayed => Text::new("un avis de retard seulement", "a notice of delay only"),
        ReportedStatus::Delivered => Text::new("un avis de remise", "a notice of delivery"),
        ReportedStatus::OtherRecipient => {
            Text::new("un avis sur un autre destinataire", "a notice about another recipient")
        }
        ReportedStatus::Failed | ReportedStatus::Contradictory => {
            Text::new("un avis qui se contredit", "a notice that contradicts itself")
        }
    }
}

fn told_once(evidence: &Evidence, params: &Params) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let told = tracked.failure_notice_numbers();
    match (told.len(), tracked.watch_ends()) {
        (0, _) => no_notice(),
        (1, None) => not_watched(told),
        (1, Some(watched)) => pass(Text::new("un seul avis", "a single notice"), [told, watched].concat()),
        (n, _) => fail(Text::new("un seul avis", "a single notice"), text!("{n} avis", "{n} notices"), told),
    }
}

fn no_notice() -> Outcome {
    let because = Text::new("aucun avis n’a été reçu", "no notice was received");
    inconclusive(Cause::Precondition, because, vec![])
}

/// RFC 5321 §4.5.5: a notice has the null reverse-path, so that no notice about it can follow.
fn notice_from_nobody(evidence: &Evidence, params: &Params) -> Outcome {
    let told = TrackedMessage::of(evidence, params).failure_notices();
    let Some(first) = told.first() else { return no_notice() };
    match told.iter().find(|taken| !taken.reverse_path.is_empty()) {
        None => pass(Text::new("MAIL FROM:<>", "MAIL FROM:<>"), vec![first.number]),
        Some(taken) => {
            let path = taken.reverse_path;
            fail(Text::same("MAIL FROM:<>"), Text::same(format!("MAIL FROM:<{path}>")), vec![taken.number])
        }
    }
}

fn notice_well_formed(evidence: &Evidence, params: &Params) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let told = tracked.failure_notices();
    let Some(taken) = told.first() else { return no_notice() };
    let missing = missing(taken.message.notice.as_ref(), tracked.knows_envelope());
    if missing.is_empty() {
        let status = taken.message.notice.as_ref().and_then(|notice| notice.status.as_deref()).unwrap_or_default();
        return pass(text!("avis complet, Status {status}", "complete notice, Status {status}"), vec![taken.number]);
    }
    let missing = missing.join(", ");
    fail(
        Text::new(
            "multipart/report avec Final-Recipient, Action et Status",
            "multipart/report with Final-Recipient, Action and Status",
        ),
        text!("absent : {missing}", "missing: {missing}"),
        vec![taken.number],
    )
}

/// What RFC 3464 demands and the notice lacks; older reports did not keep all of it.
fn missing(notice: Option<&Notice>, kept_whole: bool) -> Vec<String> {
    let Some(notice) = notice else { return vec!["message/delivery-status".to_owned()] };
    let mut missing = Vec::new();
    if !notice.content_type.eq_ignore_ascii_case("multipart/report") {
        missing.push(format!("multipart/report ({})", notice.content_type));
    }
    if kept_whole {
        if !notice.report_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("delivery-status")) {
            missing.push("report-type=delivery-status".to_owned());
        }
        if notice.reporting_mta.is_none() {
            missing.push("Reporting-MTA".to_owned());
        }
    }
    let fields = [("Final-Recipient", &notice.final_recipient), ("Action", &notice.action), ("Status", &notice.status)];
    missing.extend(fields.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| (*name).to_owned()));
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{evidence, of_peer};
    use crate::fact::{Direction, Fact, Message, Part, Stage};
    use crate::params::Envelope;

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
    fn the_sender_must_be_told() {
        let judge = |facts: Vec<Fact>| sender_told(&evidence("internal", facts), &of_peer("p", None));
        let accepted = || submission(Stage::EndOfData, 250);
        assert!(matches!(judge(submission(Stage::RcptTo, 550)), Outcome::Pass { .. }));
        assert!(matches!(judge([accepted(), vec![inside(complete())]].concat()), Outcome::Pass { .. }));
        assert!(matches!(judge(accepted()), Outcome::Fail { .. }));
        assert!(matches!(judge(vec![]), Outcome::Inconclusive { .. }));
    }

    fn of_envelope() -> Params {
        let envelope = Envelope {
            direction: Direction::Outbound,
            reverse_path: "essai-1@ch.test".into(),
            forward_path: "medecin@p.test".into(),
        };
        Params { envelope: Some(envelope), ..of_peer("p", None) }
    }

    fn sent() -> Vec<Fact> {
        let message = Message {
            canary: Some("essai-1".into()),
            message_id: Some("essai-1@ch.test".into()),
            ..Message::default()
        };
        let paths = ("<essai-1@ch.test>".to_owned(), "<medecin@p.test>".to_owned());
        let sent = Fact::MessageSent { session: 1, reverse_path: paths.0, forward_path: paths.1, message };
        [vec![sent], submission(Stage::EndOfData, 250)].concat()
    }

    fn notice_to(mailbox: &str, recipient: &str, action: &str) -> Fact {
        let group = crate::fact::RecipientStatus {
            final_recipient: Some(format!("rfc822;{recipient}")),
            action: Some(action.into()),
            status: Some(if action == "failed" { "5.7.1" } else { "4.4.1" }.into()),
            ..Default::default()
        };
        let notice = Notice { recipients: vec![group], ..complete() };
        let message = Message { notice: Some(notice), canary: Some("essai-1".into()), ..Default::default() };
        Fact::MessageTaken {
            session: 3,
            part: Part::InternalServer,
            reverse_path: "<>".into(),
            forward_paths: vec![format!("<{mailbox}>")],
            clear: true,
            message,
        }
    }

    #[test]
    fn only_a_failure_told_to_the_sender_about_this_recipient_tells_him() {
        let judge = |more: Vec<Fact>| sender_told(&evidence("internal", [sent(), more].concat()), &of_envelope());
        let good = || notice_to("essai-1@ch.test", "medecin@p.test", "failed");
        assert!(matches!(judge(vec![good()]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![notice_to("essai-1@ch.test", "medecin@p.test", "delayed")]), Outcome::Fail { .. }));
        assert!(matches!(judge(vec![notice_to("essai-1@ch.test", "autre@p.test", "failed")]), Outcome::Fail { .. }));
        assert!(matches!(
            judge(vec![notice_to("postmaster@ch.test", "medecin@p.test", "failed")]),
            Outcome::Fail { .. }
        ));
        let warned = notice_to("essai-1@ch.test", "medecin@p.test", "delayed");
        assert!(matches!(judge(vec![warned, good()]), Outcome::Pass { .. }));
    }

    #[test]
    fn two_failure_notices_are_one_too_many_and_a_warning_before_or_a_copy_to_the_postmaster_is_none() {
        let watched = Fact::WindowEnded { what: "w".into(), waited_ms: 1, window: Some(Window::Watch) };
        let judge = |more: Vec<Fact>| {
            told_once(&evidence("internal", [sent(), more, vec![watched.clone()]].concat()), &of_envelope())
        };
        let good = || notice_to("essai-1@ch.test", "medecin@p.test", "failed");
        let warned = notice_to("essai-1@ch.test", "medecin@p.test", "delayed");
        let copied = notice_to("postmaster@ch.test", "medecin@p.test", "failed");
        assert!(matches!(judge(vec![warned, good(), copied]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![good(), good()]), Outcome::Fail { .. }));
        assert!(matches!(judge(vec![]), Outcome::Inconclusive { .. }));
    }

    #[test]
    fn a_notice_under_an_address_can_be_answered_by_another_notice() {
        let judge =
            |fact: Fact| notice_from_nobody(&evidence("internal", [sent(), vec![fact]].concat()), &of_envelope());
        let mut fact = notice_to("essai-1@ch.test", "medecin@p.test", "failed");
        assert!(matches!(judge(fact.clone()), Outcome::Pass { .. }));
        if let Fact::MessageTaken { reverse_path, .. } = &mut fact {
            *reverse_path = "<system@ch.test>".into();
        }
        assert!(matches!(judge(fact), Outcome::Fail { .. }));
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
