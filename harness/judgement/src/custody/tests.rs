// SPDX-License-Identifier: EUPL-1.2
use super::*;
use crate::fact::{MimePart, Notice};

fn original() -> Message {
    let part = MimePart { content_type: "text/plain".into(), file_name: None, octets: 9, sha256: "aa".into() };
    Message {
        message_id: Some("essai-1@p.test".into()),
        canary: Some("essai-1".into()),
        parts: vec![part],
        ..Message::default()
    }
}

fn sent(message: &Message) -> Sent<'_> {
    let (reverse_path, forward_path) = ("essai-1@ch.test", "medecin@p.test");
    Sent { number: 1, session: 1, owner: &Owner::Run, reverse_path, forward_path, message }
}

fn correlation(reverse_path: &str, message: &Message) -> Correlation {
    let original = original();
    let taken = Taken {
        number: 2,
        owner: &Owner::Run,
        place: &Place::Internal,
        part: Part::InternalServer,
        reverse_path,
        forward_paths: &["<essai-1@ch.test>".to_owned()],
        clear: true,
        message,
    };
    taken.correlation(&sent(&original))
}

fn notice(recipient: &str, action: Option<&str>, status: Option<&str>) -> Message {
    let group = RecipientStatus {
        final_recipient: Some(format!("rfc822; {recipient}")),
        action: action.map(Into::into),
        status: status.map(Into::into),
        ..RecipientStatus::default()
    };
    let notice = Notice { recipients: vec![group], ..Notice::default() };
    Message { canary: Some("essai-1".into()), notice: Some(notice), ..Message::default() }
}

#[test]
fn a_message_is_known_without_its_identifier_and_without_its_canary() {
    let stripped = Message { message_id: None, canary: None, ..original() };
    assert_eq!(correlation("essai-1@ch.test", &stripped), Correlation::SameMessage);
    let renamed = Message { message_id: Some("other@x.test".into()), parts: vec![], ..original() };
    assert_eq!(correlation("essai-1@ch.test", &renamed), Correlation::SameMessage);
    let other = Message { message_id: Some("other@x.test".into()), canary: None, parts: vec![], ..original() };
    assert_eq!(correlation("essai-1@ch.test", &other), Correlation::Unrelated);
}

#[test]
fn a_notice_is_taken_at_its_word_for_this_recipient_alone() {
    for (action, status, told) in [
        (Some("failed"), Some("5.7.1"), ReportedStatus::Failed),
        (Some("Failed (gave up)"), Some("4.4.7"), ReportedStatus::Failed),
        (Some("delayed"), Some("4.4.1"), ReportedStatus::Delayed),
        (Some("delivered"), Some("2.1.5"), ReportedStatus::Delivered),
        (Some("failed"), Some("2.0.0"), ReportedStatus::Contradictory),
        (None, None, ReportedStatus::Failed),
        (None, Some("4.4.1"), ReportedStatus::Delayed),
    ] {
        let message = notice("MEDECIN@P.test", action, status);
        assert_eq!(correlation("", &message), Correlation::Notice(told), "{action:?} {status:?}");
    }
    let elsewhere = notice("secretariat@p.test", Some("failed"), Some("5.1.1"));
    assert_eq!(correlation("", &elsewhere), Correlation::Notice(ReportedStatus::OtherRecipient));
    let foreign = Message { canary: None, ..elsewhere };
    assert_eq!(correlation("", &foreign), Correlation::Unrelated);
}

#[test]
fn a_bounce_in_plain_words_is_a_notice_when_it_names_the_message_or_its_recipient() {
    let bounce = |subject: &str, mention: &str| Message {
        fields: vec![("Subject".into(), subject.into()), ("From".into(), "Mail <mailer-daemon@ch.test>".into())],
        mentions: vec![mention.into()],
        ..Message::default()
    };
    let undelivered = bounce("Undeliverable mail", "medecin@p.test");
    assert_eq!(correlation("", &undelivered), Correlation::Notice(ReportedStatus::Failed));
    let by_id = bounce("failure notice", "essai-1@p.test");
    assert_eq!(correlation("", &by_id), Correlation::Notice(ReportedStatus::Failed));
    let late = bounce("Warning: message delayed 24 hours", "medecin@p.test");
    assert_eq!(correlation("", &late), Correlation::Notice(ReportedStatus::Delayed));
    assert_eq!(correlation("", &bounce("failure notice", "other@q.test")), Correlation::Unrelated);
}

#[test]
fn an_answer_is_neither_the_message_nor_a_notice() {
    let answer = |fields: &[(&str, &str)]| Message {
        fields: fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        mentions: vec!["essai-1@p.test".into()],
        ..Message::default()
    };
    let marked = answer(&[("Auto-Submitted", "auto-replied"), ("In-Reply-To", "<essai-1@p.test>")]);
    assert_eq!(correlation("", &marked), Correlation::AutomaticReply);
    assert_eq!(correlation("auto@ch.test", &answer(&[("From", "auto@ch.test")])), Correlation::AutomaticReply);
}

#[test]
fn only_the_domain_of_an_address_is_without_case() {
    assert!(same_address("<a@B.test>", "a@b.TEST"));
    assert!(!same_address("A@b.test", "a@b.test"));
    assert!(same_address("<>", ""));
}
