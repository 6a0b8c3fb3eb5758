// SPDX-License-Identifier: EUPL-1.2
//! The delivery of submitted messages.

use mail_parser::MessageParser;

use crate::{
    Mutation,
    testing::{
        ANNE, JEAN, PAUL,
        network::Delivered,
        testbed::{Operator, Testbed},
    },
};

const MESSAGE: &str = "From: <jean@a.mssante.test>\r\nMessage-ID: <1@a.test>\r\nMIME-Version: 1.0\r\n\
                       Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nVoilà.\r\n";

/// A connector with the mutation, its peer, and the messages of the peer after one to Anne and Paul.
async fn sent(mutation: Mutation, number: usize) -> ([Operator; 2], Vec<Delivered>) {
    let testbed = Testbed::new().await;
    let (a, mut b) = (testbed.operator('a', Some(mutation)).await, testbed.operator('b', None).await);
    a.submit_to(JEAN, &[ANNE, PAUL], MESSAGE).await.unwrap();
    let delivered = b.only_mails(number).await;
    ([a, b], delivered)
}

#[tokio::test]
async fn a_mutant_writes_to_another_mailbox_of_the_domain() {
    let (_operators, delivered) = sent(Mutation::RewritesLocalPartOutbound, 1).await;
    assert_eq!(delivered[0].recipients, ["secretariat@b.mssante.test", "secretariat@b.mssante.test"]);
}

#[tokio::test]
async fn a_mutant_writes_under_another_reverse_path() {
    let (_operators, delivered) = sent(Mutation::RewritesReversePathOutbound, 1).await;
    assert_eq!(delivered[0].reverse_path, "bounce@a.mssante.test");
}

#[tokio::test]
async fn a_mutant_sends_twice() {
    let ([mut a, _b], delivered) = sent(Mutation::SendsTwice, 2).await;
    assert_eq!(delivered[0].recipients, [ANNE, PAUL]);
    assert_eq!(delivered[1].recipients, [ANNE, PAUL]);
    assert!(!a.has_mail());
}

#[tokio::test]
async fn a_mutant_keeps_a_copy_at_its_postmaster() {
    let ([mut a, _b], _) = sent(Mutation::KeepsACopyInside, 1).await;
    let copy = a.next_mail().await;
    assert_eq!(copy.recipients, ["postmaster@a.mssante.test"]);
    assert!(copy.message.ends_with(MESSAGE), "{}", copy.message);
}

#[tokio::test]
async fn a_mutant_sends_a_copy_to_an_operator_that_it_wrote_to_before() {
    let testbed = Testbed::new().await;
    let mut c = testbed.third_operator().await;
    let (a, mut b) =
        (testbed.operator('a', Some(Mutation::CopiesToAnotherPeer)).await, testbed.operator('b', None).await);
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
    a.submit(JEAN, "luc@c.mssante.test", &MESSAGE.replace("1@a.test", "2@a.test")).await.unwrap();
    assert_eq!(c.next_mail().await.recipients, ["luc@c.mssante.test"]);
    let copy = b.next_mail().await;
    assert_eq!(copy.envelope(), (JEAN, vec![ANNE]));
    assert!(copy.message.contains("Message-ID: <2@a.test>"), "{}", copy.message);
    assert!(!b.has_mail() && !c.has_mail());
}

#[tokio::test]
async fn recipients_may_be_split_into_messages_of_their_own() {
    let (_operators, mut delivered) = sent(Mutation::SplitsRecipients, 2).await;
    delivered.sort_by(|one, other| one.recipients.cmp(&other.recipients));
    assert_eq!(delivered.iter().flat_map(|mail| &mail.recipients).collect::<Vec<_>>(), [ANNE, PAUL]);
}

#[tokio::test]
async fn text_may_be_converted_to_quoted_printable_and_says_the_same() {
    let (_operators, delivered) = sent(Mutation::ConvertsToQuotedPrintable, 1).await;
    let message = &delivered[0].message;
    assert!(message.is_ascii() && message.ends_with("quoted-printable\r\n\r\nVoil=C3=A0.\r\n"), "{message}");
    let read = MessageParser::default().parse(message).unwrap();
    assert_eq!(read.body_text(0).as_deref(), Some("Voilà.\r\n"));
}
