// SPDX-License-Identifier: EUPL-1.2
//! The replies of the automatic mailbox to a peer.

use crate::{
    Mutation,
    testing::{JEAN, network::Delivered, testbed::Testbed},
};

const MESSAGE: &str = "From: <jean.bis@a.mssante.test>\r\nMessage-ID: <1@a.test>\r\nSubject: Essai\r\n\r\nBonjour.\r\n";

/// The messages of a peer after one to the automatic mailbox of a connector with the mutation.
async fn replies(mutation: Option<Mutation>, number: usize) -> Vec<Delivered> {
    let testbed = Testbed::new().await;
    let (mut a, _b) = (testbed.operator('a', None).await, testbed.operator('b', mutation).await);
    a.submit(JEAN, "auto@b.mssante.test", MESSAGE).await.unwrap();
    a.only_mails(number).await
}

async fn reply(mutation: Option<Mutation>) -> Delivered {
    replies(mutation, 1).await.remove(0)
}

#[tokio::test]
async fn the_reply_goes_to_the_reverse_path_except_by_the_mutant_that_reads_the_header() {
    assert_eq!(reply(None).await.recipients, [JEAN]);
    let reply = reply(Some(Mutation::AutomaticReplyToHeaderFrom)).await;
    assert_eq!(reply.recipients, ["jean.bis@a.mssante.test"]);
}

#[tokio::test]
async fn the_reply_has_a_null_reverse_path_except_by_its_mutation() {
    assert_eq!(reply(None).await.reverse_path, "");
    assert_eq!(reply(Some(Mutation::AutomaticReplyWithSender)).await.reverse_path, "auto@b.mssante.test");
}

#[tokio::test]
async fn mutants_leave_a_field_out_of_the_reply() {
    for (mutation, field) in [
        (Mutation::AutomaticReplyWithoutAutoSubmitted, "\r\nAuto-Submitted: auto-replied\r\n"),
        (Mutation::AutomaticReplyWithoutInReplyTo, "\r\nIn-Reply-To: <1@a.test>\r\n"),
    ] {
        assert!(reply(None).await.message.contains(field));
        let message = reply(Some(mutation)).await.message;
        assert!(!message.contains(field) && message.contains("Subject: Auto: Essai"), "{message}");
    }
}

#[tokio::test]
async fn a_mutant_replies_twice() {
    let replies = replies(Some(Mutation::AutomaticReplyTwice), 2).await;
    assert!(replies.iter().all(|reply| reply.recipients == [JEAN] && reply.message.contains("Subject: Auto: ")));
    assert_ne!(replies[0].message, replies[1].message);
}

#[tokio::test]
async fn mutants_send_the_message_back_or_a_notice_instead_of_a_reply() {
    let echo = reply(Some(Mutation::EchoesInsteadOfAnswering)).await;
    assert!(echo.message.contains("\r\nMessage-ID: <1@a.test>\r\n") && echo.message.ends_with("\r\n\r\nBonjour.\r\n"));
    let notice = reply(Some(Mutation::BouncesInsteadOfAnswering)).await;
    assert_eq!(notice.envelope(), ("", vec![JEAN]));
    assert!(notice.message.contains("\r\nFinal-Recipient: rfc822; auto@b.mssante.test\r\nAction: failed\r\n"));
}
