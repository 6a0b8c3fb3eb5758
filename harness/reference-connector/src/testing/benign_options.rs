// SPDX-License-Identifier: EUPL-1.2
//! The benign mutations towards a peer that sends.

use std::time::{Duration, Instant};

use crate::{
    Mutation,
    testing::{
        ANNE, JEAN, MESSAGE,
        network::DEADLINE,
        raw_client::{RawClient, valid_peer},
        testbed::Testbed,
    },
};

#[tokio::test]
async fn an_extension_may_be_left_out_and_eight_bit_text_is_then_refused() {
    for (mutation, keyword, code) in
        [(Mutation::DoesNotOfferEightBit, "8BITMIME", 554), (Mutation::DoesNotOfferPipelining, "PIPELINING", 250)]
    {
        let (_testbed, _b, mut raw_client) = valid_peer(mutation).await;
        let extensions = raw_client.command("EHLO client.test").await.lines;
        assert!(!extensions.contains(&keyword.to_owned()) && extensions.len() == 4, "{extensions:?}");
        assert_eq!(raw_client.send(JEAN, ANNE, &MESSAGE.replace("Bonjour", "Voilà")).await.code, code);
        assert_eq!(raw_client.send(JEAN, ANNE, MESSAGE).await.code, 250);
    }
}

#[tokio::test]
async fn a_small_size_is_announced_and_kept_to() {
    let (_testbed, _b, mut raw_client) = valid_peer(Mutation::AnnouncesASmallSize).await;
    assert!(raw_client.command("EHLO client.test").await.lines.contains(&"SIZE 65536".to_owned()));
    assert_eq!(raw_client.command(&format!("MAIL FROM:<{JEAN}> SIZE=65537")).await.code, 552);
    let line = "x".repeat(998) + "\r\n";
    assert_eq!(raw_client.send(JEAN, ANNE, &line.repeat(66)).await.code, 552);
    assert_eq!(raw_client.send(JEAN, ANNE, &line.repeat(65)).await.code, 250);
}

#[tokio::test]
async fn every_answer_may_take_its_time() {
    let (_testbed, _b, mut raw_client) = valid_peer(Mutation::SlowInTime).await;
    let start = Instant::now();
    assert_eq!(raw_client.send(JEAN, ANNE, MESSAGE).await.code, 250);
    assert!(start.elapsed() >= Duration::from_millis(4 * 200));
}

#[tokio::test]
async fn a_greylisted_sender_is_taken_when_it_comes_again() {
    let (_testbed, mut b, mut raw_client) = valid_peer(Mutation::Greylists).await;
    let start = Instant::now();
    assert_eq!(raw_client.command(&format!("MAIL FROM:<{JEAN}>")).await.code, 250);
    loop {
        let reply = raw_client.command(&format!("RCPT TO:<{ANNE}>")).await;
        if reply.code == 250 {
            break;
        }
        assert_eq!((reply.code, reply.status().as_str()), (450, "4.7.1"));
        assert!(start.elapsed() < DEADLINE);
    }
    assert!(start.elapsed() >= Duration::from_millis(100));
    assert_eq!(raw_client.command("DATA").await.code, 354);
    assert_eq!(raw_client.command(&format!("{MESSAGE}.")).await.code, 250);
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
}

#[tokio::test]
async fn a_mailbox_unknown_inside_may_be_told_of_later_but_never_to_nobody() {
    let testbed = Testbed::new().await;
    let (mut a, mut b) =
        (testbed.operator('a', None).await, testbed.operator('b', Some(Mutation::BouncesUnknownMailbox)).await);
    let mut raw_client = RawClient::in_tls(&b, &testbed, Some(&testbed.leaf('a'))).await.unwrap();
    let unknown = "inconnu@b.mssante.test";
    assert_eq!(raw_client.send(JEAN, unknown, MESSAGE).await.code, 250);
    let notice = a.next_mail().await;
    assert_eq!(notice.envelope(), ("", vec![JEAN]));
    let group = format!("\r\nFinal-Recipient: rfc822; {unknown}\r\nAction: failed\r\nStatus: 5.1.1\r\n");
    assert!(notice.message.contains(&group) && notice.message.contains("\r\nMessage-ID: <1@a.test>\r\n"));
    assert_eq!(raw_client.command("MAIL FROM:<>").await.code, 250);
    assert_eq!(raw_client.command(&format!("RCPT TO:<{unknown}>")).await.code, 550);
    assert!(!b.has_mail() && !a.has_mail());
}
