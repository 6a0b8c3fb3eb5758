// SPDX-License-Identifier: EUPL-1.2
//! What the automatic reply mailbox sends to a peer.

use crate::{
    Mutation,
    testing::{network::Delivered, world::World},
};

const JEAN: &str = "jean@a.mssante.test";
const MESSAGE: &str = "From: <jean.bis@a.mssante.test>\r\nMessage-ID: <1@a.test>\r\nSubject: Essai\r\n\r\nBonjour.\r\n";

/// What a peer gets for a message to the automatic mailbox of a connector with the mutation, in that many messages.
async fn answers(mutation: Option<Mutation>, number: usize) -> Vec<Delivered> {
    let world = World::new().await;
    let (mut a, _b) = (world.operator('a', None).await, world.operator('b', mutation).await);
    a.submit(JEAN, "auto@b.mssante.test", MESSAGE).await.unwrap();
    let mut answers = Vec::new();
    for _ in 0..number {
        answers.push(a.next_mail().await);
    }
    assert!(!a.has_mail());
    answers
}

async fn answer(mutation: Option<Mutation>) -> Delivered {
    answers(mutation, 1).await.remove(0)
}

#[tokio::test]
async fn the_answer_goes_to_the_reverse_path_except_by_the_mutant_that_reads_the_header() {
    assert_eq!(answer(None).await.recipients, [JEAN]);
    let answer = answer(Some(Mutation::AutomaticReplyToHeaderFrom)).await;
    assert_eq!(answer.recipients, ["jean.bis@a.mssante.test"]);
}

#[tokio::test]
async fn the_answer_has_a_null_reverse_path_except_by_its_mutation() {
    assert_eq!(answer(None).await.reverse_path, "");
    assert_eq!(answer(Some(Mutation::AutomaticReplyWithSender)).await.reverse_path, "auto@b.mssante.test");
}

#[tokio::test]
async fn mutants_leave_a_field_out_of_the_answer() {
    for (mutation, field) in [
        (Mutation::AutomaticReplyWithoutAutoSubmitted, "\r\nAuto-Submitted: auto-replied\r\n"),
        (Mutation::AutomaticReplyWithoutInReplyTo, "\r\nIn-Reply-To: <1@a.test>\r\n"),
    ] {
        assert!(answer(None).await.message.contains(field));
        let message = answer(Some(mutation)).await.message;
        assert!(!message.contains(field) && message.contains("Subject: Auto: Essai"), "{message}");
    }
}

#[tokio::test]
async fn a_mutant_answers_twice() {
    let answers = answers(Some(Mutation::AutomaticReplyTwice), 2).await;
    assert!(answers.iter().all(|answer| answer.recipients == [JEAN] && answer.message.contains("Subject: Auto: ")));
    assert_ne!(answers[0].message, answers[1].message);
}

#[tokio::test]
async fn mutants_send_the_message_back_or_a_notice_instead_of_an_answer() {
    let echo = answer(Some(Mutation::EchoesInsteadOfAnswering)).await;
    assert!(echo.message.contains("\r\nMessage-ID: <1@a.test>\r\n") && echo.message.ends_with("\r\n\r\nBonjour.\r\n"));
    let notice = answer(Some(Mutation::BouncesInsteadOfAnswering)).await;
    assert_eq!((notice.reverse_path.as_str(), &notice.recipients[..]), ("", &[JEAN.to_owned()][..]));
    assert!(notice.message.contains("\r\nFinal-Recipient: rfc822; auto@b.mssante.test\r\nAction: failed\r\n"));
}
