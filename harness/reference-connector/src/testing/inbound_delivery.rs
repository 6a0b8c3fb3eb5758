// SPDX-License-Identifier: EUPL-1.2
//! The delivery of messages from a peer, and the replies to them.

use std::time::{Duration, Instant};

use tokio::net::TcpListener;

use crate::{
    Connector, Mutation,
    smtp::connection::Connection,
    testing::{
        ANNE, JEAN, MESSAGE, PAUL,
        network::{DEADLINE, Delivered},
        raw_client::{RawClient, valid_peer},
        testbed::{Operator, Testbed},
    },
};

const POSTMASTER: &str = "postmaster@b.mssante.test";

/// The messages at the internal mail server after one message to each recipient.
async fn delivered(mutation: Mutation, recipients: &[&str], number: usize) -> Vec<Delivered> {
    let (_testbed, mut b, mut raw_client) = valid_peer(mutation).await;
    for recipient in recipients {
        assert_eq!(raw_client.send(JEAN, recipient, MESSAGE).await.code, 250);
    }
    b.only_mails(number).await
}

/// The recipients of all messages in alphabetical order.
fn recipients(delivered: &[Delivered]) -> Vec<&str> {
    let mut recipients: Vec<_> = delivered.iter().flat_map(|mail| &mail.recipients).map(String::as_str).collect();
    recipients.sort_unstable();
    recipients
}

#[tokio::test]
async fn a_mutant_delivers_everything_to_its_postmaster() {
    assert_eq!(recipients(&delivered(Mutation::DeliversToPostmaster, &[ANNE], 1).await), [POSTMASTER]);
}

#[tokio::test]
async fn a_mutant_delivers_to_another_mailbox_once_it_knows_two() {
    let delivered = delivered(Mutation::DeliversToAnotherMailbox, &[ANNE, PAUL, ANNE], 3).await;
    assert_eq!(recipients(&delivered), [ANNE, ANNE, PAUL]);
    assert_eq!(delivered[1].recipients, [ANNE], "what was for Paul");
    assert_eq!(delivered[2].recipients, [PAUL], "what was for Anne");
}

#[tokio::test]
async fn a_mutant_gives_its_postmaster_a_copy() {
    assert_eq!(recipients(&delivered(Mutation::JournalsInbound, &[ANNE], 2).await), [ANNE, POSTMASTER]);
}

#[tokio::test]
async fn a_mutant_delivers_twice() {
    assert_eq!(recipients(&delivered(Mutation::DeliversTwice, &[ANNE], 2).await), [ANNE, ANNE]);
}

#[tokio::test]
async fn a_mutant_delivers_under_another_reverse_path() {
    let delivered = delivered(Mutation::RewritesReversePathInbound, &[ANNE], 1).await;
    assert_eq!(delivered[0].envelope(), ("bounce@b.mssante.test", vec![ANNE]));
}

#[tokio::test]
async fn a_mutant_sends_what_it_delivers_back_to_its_sender() {
    let testbed = Testbed::new().await;
    let (mut a, mut b) =
        (testbed.operator('a', None).await, testbed.operator('b', Some(Mutation::ReturnsACopyToSender)).await);
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
    let returned = a.next_mail().await;
    assert_eq!(returned.recipients, [JEAN]);
    assert!(returned.message.ends_with(MESSAGE), "{}", returned.message);
}

#[tokio::test]
async fn mutants_deliver_what_they_refused_as_it_is_or_stripped_of_its_words() {
    for (mutation, stripped) in [(Mutation::RefusesThenDelivers, false), (Mutation::RefusesThenDeliversStripped, true)]
    {
        let (_testbed, mut b, mut raw_client) = valid_peer(mutation).await;
        assert_eq!(raw_client.send(JEAN, ANNE, MESSAGE).await.code, 550);
        let delivered = b.next_mail().await;
        assert_eq!(delivered.envelope(), (JEAN, vec![ANNE]));
        for words in ["Message-ID: <1@a.test>", "Bonjour."] {
            assert_ne!(delivered.message.contains(words), stripped, "{mutation:?}: {}", delivered.message);
        }
        assert!(!b.has_mail());
    }
}

#[tokio::test]
async fn a_mutant_delivers_what_it_refused_three_seconds_later() {
    let (_testbed, mut b, mut raw_client) = valid_peer(Mutation::RefusesThenDeliversLate).await;
    let start = Instant::now();
    assert_eq!(raw_client.send(JEAN, ANNE, MESSAGE).await.code, 550);
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
    assert!(start.elapsed() >= Duration::from_secs(3));
}

#[tokio::test]
async fn a_mutant_drops_the_connection_at_the_end_of_a_message_that_it_delivers() {
    let (_testbed, mut b, mut raw_client) = valid_peer(Mutation::ResetsAfterDotAndDelivers).await;
    raw_client.begin_message(JEAN, ANNE).await;
    raw_client.connection.write(format!("{MESSAGE}.\r\n").as_bytes()).await.unwrap();
    let lost = raw_client.connection.read_reply().await.unwrap_err();
    assert_eq!(lost.kind(), std::io::ErrorKind::UnexpectedEof);
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
}

#[tokio::test]
async fn a_mutant_answers_the_end_of_a_message_twice() {
    let (_testbed, mut b, mut raw_client) = valid_peer(Mutation::AnswersTwice).await;
    let first = raw_client.send(JEAN, ANNE, MESSAGE).await;
    assert_eq!(raw_client.connection.read_reply().await.unwrap(), first);
    assert_eq!(raw_client.command("NOOP").await.code, 250);
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
    assert!(!b.has_mail());
}

#[tokio::test]
async fn a_mutant_drops_what_comes_from_nobody_and_nothing_else() {
    let (_testbed, mut b, mut raw_client) = valid_peer(Mutation::DropsMailOfNullSender).await;
    assert_eq!(raw_client.send("", ANNE, MESSAGE).await.code, 250);
    assert_eq!(raw_client.send(JEAN, PAUL, MESSAGE).await.code, 250);
    assert_eq!(b.next_mail().await.recipients, [PAUL]);
    assert!(!b.has_mail());
}

/// An internal mail server that takes one recipient and breaks off at the next.
async fn breaks_at_second_recipient(listener: TcpListener) {
    let (stream, _) = listener.accept().await.unwrap();
    let mut connection = Connection::new(stream, DEADLINE);
    for reply in ["220 interne.test", "250 interne.test", "250 ok", "250 ok"] {
        connection.write(format!("{reply}\r\n").as_bytes()).await.unwrap();
        connection.read_line().await.unwrap();
    }
}

#[tokio::test]
async fn recipients_lost_with_the_session_inside_are_not_said_to_be_delivered() {
    let testbed = Testbed::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let config = testbed.config('b', &testbed.leaf('b'), listener.local_addr().unwrap());
    tokio::spawn(breaks_at_second_recipient(listener));
    let b =
        Operator { connector: Connector::start(config).await.unwrap(), mail: tokio::sync::mpsc::unbounded_channel().1 };
    let mut raw_client = RawClient::in_tls(&b, &testbed, Some(&testbed.leaf('a'))).await.unwrap();
    for (line, code) in [
        (format!("MAIL FROM:<{JEAN}>"), 250),
        (format!("RCPT TO:<{ANNE}>"), 250),
        (format!("RCPT TO:<{PAUL}>"), 451),
        (format!("RCPT TO:<{PAUL}>"), 451),
        ("DATA".to_owned(), 354),
        (format!("{MESSAGE}."), 451),
    ] {
        assert_eq!(raw_client.command(&line).await.code, code, "{line}");
    }
}
