// SPDX-License-Identifier: EUPL-1.2
//! Where a message from a peer goes, and what the peer is told of it.

use std::time::{Duration, Instant};

use tokio::net::TcpListener;

use crate::{
    Connector, Mutation,
    smtp::wire::Wire,
    testing::{
        network::{DEADLINE, Delivered},
        stranger::Stranger,
        world::{Operator, World},
    },
};

const JEAN: &str = "jean@a.mssante.test";
const ANNE: &str = "anne@b.mssante.test";
const PAUL: &str = "paul@b.mssante.test";
const POSTMASTER: &str = "postmaster@b.mssante.test";
const MESSAGE: &str = "From: <jean@a.mssante.test>\r\nMessage-ID: <1@a.test>\r\nSubject: Essai\r\n\r\nBonjour.\r\n";

/// The operator `b` under a mutation, and a valid peer connected to it.
async fn met(mutation: Mutation) -> (World, Operator, Stranger) {
    let world = World::new().await;
    let b = world.operator('b', Some(mutation)).await;
    let stranger = Stranger::in_tls(&b, &world, Some(&world.leaf('a'))).await.unwrap();
    (world, b, stranger)
}

/// Sends to each recipient in turn; returns what reached the inside, which must be as many messages as said.
async fn delivered(mutation: Mutation, recipients: &[&str], number: usize) -> Vec<Delivered> {
    let (_world, mut b, mut stranger) = met(mutation).await;
    for recipient in recipients {
        assert_eq!(stranger.send(JEAN, recipient, MESSAGE).await.code, 250);
    }
    let mut delivered = Vec::new();
    for _ in 0..number {
        delivered.push(b.next_mail().await);
    }
    assert!(!b.has_mail());
    delivered
}

/// The recipients of each message, in the order of the alphabet.
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
    assert_eq!((delivered[0].reverse_path.as_str(), recipients(&delivered)), ("bounce@b.mssante.test", vec![ANNE]));
}

#[tokio::test]
async fn a_mutant_sends_what_it_delivers_back_to_its_sender() {
    let world = World::new().await;
    let (mut a, mut b) =
        (world.operator('a', None).await, world.operator('b', Some(Mutation::ReturnsACopyToSender)).await);
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
        let (_world, mut b, mut stranger) = met(mutation).await;
        assert_eq!(stranger.send(JEAN, ANNE, MESSAGE).await.code, 550);
        let delivered = b.next_mail().await;
        assert_eq!((delivered.reverse_path.as_str(), &delivered.recipients[..]), (JEAN, &[ANNE.to_owned()][..]));
        for words in ["Message-ID: <1@a.test>", "Bonjour."] {
            assert_ne!(delivered.message.contains(words), stripped, "{mutation:?}: {}", delivered.message);
        }
        assert!(!b.has_mail());
    }
}

#[tokio::test]
async fn a_mutant_delivers_what_it_refused_three_seconds_later() {
    let (_world, mut b, mut stranger) = met(Mutation::RefusesThenDeliversLate).await;
    let start = Instant::now();
    assert_eq!(stranger.send(JEAN, ANNE, MESSAGE).await.code, 550);
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
    assert!(start.elapsed() >= Duration::from_secs(3));
}

#[tokio::test]
async fn a_mutant_drops_the_connection_at_the_end_of_a_message_that_it_delivers() {
    let (_world, mut b, mut stranger) = met(Mutation::ResetsAfterDotAndDelivers).await;
    stranger.open(JEAN, ANNE).await;
    stranger.wire.write(format!("{MESSAGE}.\r\n").as_bytes()).await.unwrap();
    let lost = stranger.wire.read_reply().await.unwrap_err();
    assert_eq!(lost.kind(), std::io::ErrorKind::UnexpectedEof);
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
}

#[tokio::test]
async fn a_mutant_answers_the_end_of_a_message_twice() {
    let (_world, mut b, mut stranger) = met(Mutation::AnswersTwice).await;
    let first = stranger.send(JEAN, ANNE, MESSAGE).await;
    assert_eq!(stranger.wire.read_reply().await.unwrap(), first);
    assert_eq!(stranger.say("NOOP").await.code, 250);
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
    assert!(!b.has_mail());
}

#[tokio::test]
async fn a_mutant_drops_what_comes_from_nobody_and_nothing_else() {
    let (_world, mut b, mut stranger) = met(Mutation::DropsMailOfNullSender).await;
    assert_eq!(stranger.send("", ANNE, MESSAGE).await.code, 250);
    assert_eq!(stranger.send(JEAN, PAUL, MESSAGE).await.code, 250);
    assert_eq!(b.next_mail().await.recipients, [PAUL]);
    assert!(!b.has_mail());
}

/// An internal mail server that takes one recipient and breaks off at the next.
async fn breaks_at_second_recipient(listener: TcpListener) {
    let (stream, _) = listener.accept().await.unwrap();
    let mut wire = Wire::new(stream, DEADLINE);
    for reply in ["220 interne.test", "250 interne.test", "250 ok", "250 ok"] {
        wire.write(format!("{reply}\r\n").as_bytes()).await.unwrap();
        wire.read_line().await.unwrap();
    }
}

#[tokio::test]
async fn recipients_lost_with_the_session_inside_are_not_said_to_be_delivered() {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let config = world.config('b', &world.leaf('b'), listener.local_addr().unwrap());
    tokio::spawn(breaks_at_second_recipient(listener));
    let b =
        Operator { connector: Connector::start(config).await.unwrap(), mail: tokio::sync::mpsc::unbounded_channel().1 };
    let mut stranger = Stranger::in_tls(&b, &world, Some(&world.leaf('a'))).await.unwrap();
    for (line, code) in [
        (format!("MAIL FROM:<{JEAN}>"), 250),
        (format!("RCPT TO:<{ANNE}>"), 250),
        (format!("RCPT TO:<{PAUL}>"), 451),
        (format!("RCPT TO:<{PAUL}>"), 451),
        ("DATA".to_owned(), 354),
        (format!("{MESSAGE}."), 451),
    ] {
        assert_eq!(stranger.say(&line).await.code, code, "{line}");
    }
}
