// SPDX-License-Identifier: EUPL-1.2
//! The notices to own senders about undelivered messages.

use crate::{
    Config, Mutation, RetryConfig,
    testing::{
        JEAN, MESSAGE,
        network::Delivered,
        testbed::{Operator, Testbed},
    },
};

const UNKNOWN: &str = "inconnu@b.mssante.test";
const BUSY: &str = "occupe@b.mssante.test";

struct Case {
    testbed: Testbed,
    a: Operator,
    b: Operator,
}

impl Case {
    async fn new(mutation: Option<Mutation>) -> Case {
        let testbed = Testbed::new().await;
        let (a, b) = (testbed.operator('a', mutation).await, testbed.operator('b', None).await);
        Case { testbed, a, b }
    }

    async fn about(&mut self, recipient: &str) -> Delivered {
        self.a.submit(JEAN, recipient, MESSAGE).await.unwrap();
        self.a.next_mail().await
    }
}

/// The notice of a connector with the mutation about a mailbox that its peer does not know.
async fn notice(mutation: Mutation) -> Delivered {
    Case::new(Some(mutation)).await.about(UNKNOWN).await
}

#[tokio::test]
async fn a_notice_has_a_group_for_each_recipient_and_names_the_message() {
    let case = Case::new(None).await;
    let mut a = case.a;
    a.submit_to(JEAN, &[UNKNOWN, "inconnu@B.mssante.test"], MESSAGE).await.unwrap();
    let notice = a.next_mail().await;
    assert_eq!(notice.envelope(), ("", vec![JEAN]));
    let group = format!("\r\n\r\nFinal-Recipient: rfc822; {UNKNOWN}\r\nAction: failed\r\nStatus: 5.1.1\r\n");
    assert_eq!(notice.message.matches(&group).count(), 2, "{}", notice.message);
    for words in ["\r\nReporting-MTA: dns; mss.a.test\r\n", "\r\nMessage-ID: <1@a.test>\r\n", "report-type=delivery"] {
        assert!(notice.message.contains(words), "{words}");
    }
    assert!(!a.has_mail());
    drop((case.testbed, case.b));
}

#[tokio::test]
async fn mutants_say_something_else_than_that_the_message_failed() {
    for (mutation, outcome) in [
        (Mutation::NoticeSaysDelayed, "Action: delayed\r\nStatus: 4.1.1\r\n"),
        (Mutation::NoticeSaysDelivered, "Action: delivered\r\nStatus: 2.0.0\r\n"),
    ] {
        let message = notice(mutation).await.message;
        assert!(message.contains(&format!("Final-Recipient: rfc822; {UNKNOWN}\r\n{outcome}")), "{message}");
        assert!(!message.contains("Action: failed"));
    }
}

#[tokio::test]
async fn a_mutant_names_a_recipient_that_nobody_wrote_to() {
    let message = notice(Mutation::NoticeNamesAnotherRecipient).await.message;
    assert!(message.contains("\r\nFinal-Recipient: rfc822; autre@b.mssante.test\r\nAction: failed\r\n"), "{message}");
    assert!(!message.contains(UNKNOWN) && message.contains("\r\nMessage-ID: <1@a.test>\r\n"));
}

#[tokio::test]
async fn a_mutant_says_nothing_of_the_message() {
    let message = notice(Mutation::NoticeAboutNothing).await.message;
    assert!(message.contains("\r\nFinal-Recipient: rfc822; personne@ailleurs.invalid\r\nAction: failed\r\n"));
    assert!(!message.contains(UNKNOWN) && !message.contains("1@a.test"), "{message}");
}

#[tokio::test]
async fn a_mutant_tells_the_postmaster() {
    let notice = notice(Mutation::NoticeToPostmaster).await;
    assert_eq!(notice.recipients, ["postmaster@a.mssante.test"]);
    assert!(notice.message.contains("Action: failed"));
}

#[tokio::test]
async fn mutants_send_notices_under_a_reverse_path_or_without_their_type() {
    assert_eq!(notice(Mutation::NoticeFromAPerson).await.reverse_path, "postmaster@a.mssante.test");
    let notice = notice(Mutation::NoticeWithoutType).await;
    assert_eq!(notice.reverse_path, "");
    assert!(notice.message.contains("Content-Type: multipart/mixed;") && !notice.message.contains("report-type"));
}

#[tokio::test]
async fn a_mutant_writes_its_notices_in_words_only() {
    let notice = notice(Mutation::TextBounce).await;
    assert_eq!(notice.envelope(), ("", vec![JEAN]));
    for words in ["Content-Type: text/plain", &format!("<{UNKNOWN}>"), "Message-ID: <1@a.test>"] {
        assert!(notice.message.contains(words), "{words}: {}", notice.message);
    }
    assert!(!notice.message.contains("delivery-status"));
}

#[tokio::test]
async fn a_mutant_tells_twice() {
    let mut case = Case::new(Some(Mutation::NotifiesTwice)).await;
    let first = case.about(UNKNOWN).await.message;
    let second = case.a.next_mail().await.message;
    assert!(first.contains("Action: failed") && second.contains("Action: failed") && first != second);
    assert!(!case.a.has_mail());
}

#[tokio::test]
async fn a_warning_may_come_before_the_last_notice_and_a_mutant_gives_up_behind_it() {
    let mut case = Case::new(Some(Mutation::WarnsThenFails)).await;
    let warning = case.about(BUSY).await.message;
    assert!(warning.contains("Action: delayed\r\nStatus: 4.2.1\r\n"), "{warning}");
    assert!(case.a.next_mail().await.message.contains("Action: failed\r\nStatus: 5.2.1\r\n"));
    let mut case = Case::new(Some(Mutation::GivesUpAtFirstWarning)).await;
    assert!(case.about(BUSY).await.message.contains("Action: delayed\r\n"));
    assert!(case.about(UNKNOWN).await.message.contains(&format!("Final-Recipient: rfc822; {UNKNOWN}\r\n")));
    assert_eq!(case.testbed.zone.lock().unwrap().asked.len(), 2, "one attempt for each");
}

#[tokio::test]
async fn a_mutant_says_that_a_message_failed_and_delivers_it_later() {
    let testbed = Testbed::new().await;
    let mut b = testbed.operator('b', Some(Mutation::Greylists)).await;
    let mut a = testbed
        .operator_as('a', &testbed.leaf('a'), |config| Config {
            mutation: Some(Mutation::RetriesAfterTelling),
            retry: RetryConfig { delay_ms: 150, attempts: 4 },
            ..config
        })
        .await;
    a.submit(JEAN, "anne@b.mssante.test", MESSAGE).await.unwrap();
    assert!(a.next_mail().await.message.contains("Action: failed\r\nStatus: 5.7.1\r\n"));
    assert_eq!(b.next_mail().await.recipients, ["anne@b.mssante.test"]);
    assert!(!a.has_mail());
}
