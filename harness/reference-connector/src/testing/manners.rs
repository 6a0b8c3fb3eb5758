// SPDX-License-Identifier: EUPL-1.2
//! Honest manners towards a peer that sends: the suite must find none of them wrong.

use std::time::{Duration, Instant};

use crate::{
    Mutation,
    testing::{
        network::DEADLINE,
        stranger::Stranger,
        world::{Operator, World},
    },
};

const JEAN: &str = "jean@a.mssante.test";
const ANNE: &str = "anne@b.mssante.test";
const MESSAGE: &str = "From: <jean@a.mssante.test>\r\nMessage-ID: <1@a.test>\r\n\r\nBonjour.\r\n";

async fn met(mutation: Mutation) -> (World, Operator, Stranger) {
    let world = World::new().await;
    let b = world.operator('b', Some(mutation)).await;
    let stranger = Stranger::in_tls(&b, &world, Some(&world.leaf('a'))).await.unwrap();
    (world, b, stranger)
}

#[tokio::test]
async fn an_extension_may_be_left_out_and_eight_bit_text_is_then_refused() {
    for (mutation, keyword, code) in
        [(Mutation::DoesNotOfferEightBit, "8BITMIME", 554), (Mutation::DoesNotOfferPipelining, "PIPELINING", 250)]
    {
        let (_world, _b, mut stranger) = met(mutation).await;
        let extensions = stranger.say("EHLO stranger.test").await.lines;
        assert!(!extensions.contains(&keyword.to_owned()) && extensions.len() == 4, "{extensions:?}");
        assert_eq!(stranger.send(JEAN, ANNE, &MESSAGE.replace("Bonjour", "Voilà")).await.code, code);
        assert_eq!(stranger.send(JEAN, ANNE, MESSAGE).await.code, 250);
    }
}

#[tokio::test]
async fn a_small_size_is_announced_and_kept_to() {
    let (_world, _b, mut stranger) = met(Mutation::AnnouncesASmallSize).await;
    assert!(stranger.say("EHLO stranger.test").await.lines.contains(&"SIZE 65536".to_owned()));
    assert_eq!(stranger.say(&format!("MAIL FROM:<{JEAN}> SIZE=65537")).await.code, 552);
    let line = "x".repeat(998) + "\r\n";
    assert_eq!(stranger.send(JEAN, ANNE, &line.repeat(66)).await.code, 552);
    assert_eq!(stranger.send(JEAN, ANNE, &line.repeat(65)).await.code, 250);
}

#[tokio::test]
async fn every_answer_may_take_its_time() {
    let (_world, _b, mut stranger) = met(Mutation::SlowInTime).await;
    let start = Instant::now();
    assert_eq!(stranger.send(JEAN, ANNE, MESSAGE).await.code, 250);
    assert!(start.elapsed() >= Duration::from_millis(4 * 200));
}

#[tokio::test]
async fn a_greylisted_sender_is_taken_when_it_comes_again() {
    let (_world, mut b, mut stranger) = met(Mutation::Greylists).await;
    let start = Instant::now();
    assert_eq!(stranger.say(&format!("MAIL FROM:<{JEAN}>")).await.code, 250);
    loop {
        let reply = stranger.say(&format!("RCPT TO:<{ANNE}>")).await;
        if reply.code == 250 {
            break;
        }
        assert_eq!((reply.code, reply.status().as_str()), (450, "4.7.1"));
        assert!(start.elapsed() < DEADLINE);
    }
    assert!(start.elapsed() >= Duration::from_millis(100));
    assert_eq!(stranger.say("DATA").await.code, 354);
    assert_eq!(stranger.say(&format!("{MESSAGE}.")).await.code, 250);
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
}

#[tokio::test]
async fn a_mailbox_unknown_inside_may_be_told_of_later_but_never_to_nobody() {
    let world = World::new().await;
    let (mut a, mut b) =
        (world.operator('a', None).await, world.operator('b', Some(Mutation::BouncesUnknownMailbox)).await);
    let mut stranger = Stranger::in_tls(&b, &world, Some(&world.leaf('a'))).await.unwrap();
    let unknown = "inconnu@b.mssante.test";
    assert_eq!(stranger.send(JEAN, unknown, MESSAGE).await.code, 250);
    let notice = a.next_mail().await;
    assert_eq!((notice.reverse_path.as_str(), &notice.recipients[..]), ("", &[JEAN.to_owned()][..]));
    let group = format!("\r\nFinal-Recipient: rfc822; {unknown}\r\nAction: failed\r\nStatus: 5.1.1\r\n");
    assert!(notice.message.contains(&group) && notice.message.contains("\r\nMessage-ID: <1@a.test>\r\n"));
    assert_eq!(stranger.say("MAIL FROM:<>").await.code, 250);
    assert_eq!(stranger.say(&format!("RCPT TO:<{unknown}>")).await.code, 550);
    assert!(!b.has_mail() && !a.has_mail());
}
