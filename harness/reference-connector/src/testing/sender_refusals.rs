// SPDX-License-Identifier: EUPL-1.2
//! The ways to refuse a sender, of which no rule prescribes one.

use crate::{
    Mutation,
    testing::{
        JEAN, Leaf, Pki,
        raw_client::RawClient,
        testbed::{Operator, Testbed, rdns},
    },
};

const UNLISTED: &str = "jean@z.mssante.test";

/// The reply codes to MAIL, RCPT and DATA of a valid peer with that sender.
async fn codes(raw_client: &mut RawClient, sender: &str) -> Vec<u16> {
    let mut codes = Vec::new();
    for line in [&format!("MAIL FROM:<{sender}>"), "RCPT TO:<anne@b.mssante.test>", "DATA"] {
        codes.push(raw_client.command(line).await.code);
    }
    codes
}

#[tokio::test]
async fn a_sender_is_refused_at_mail_at_rcpt_or_at_data() {
    let testbed = Testbed::new().await;
    let refusals = [
        (None, [550, 503, 503]),
        (Some(Mutation::RefusesAtRcpt), [250, 550, 554]),
        (Some(Mutation::RefusesAtData), [250, 250, 550]),
    ];
    for (mutation, refused) in refusals {
        let mut b = testbed.operator('b', mutation).await;
        let mut raw_client = RawClient::in_tls(&b, &testbed, Some(&testbed.leaf('a'))).await.unwrap();
        assert_eq!(codes(&mut raw_client, UNLISTED).await, refused, "{mutation:?}");
        assert_eq!(raw_client.command("RSET").await.code, 250);
        assert_eq!(codes(&mut raw_client, JEAN).await, [250, 250, 354], "{mutation:?}");
        assert!(!b.has_mail());
        b.connector.stop().await;
    }
}

#[tokio::test]
async fn a_refusal_may_be_said_as_a_deferral_first() {
    let testbed = Testbed::new().await;
    let b = testbed.operator('b', Some(Mutation::DefersThenRefuses)).await;
    let mut raw_client = RawClient::in_tls(&b, &testbed, Some(&testbed.leaf('a'))).await.unwrap();
    for (sender, code) in [(UNLISTED, 450), ("luc@z.mssante.test", 450), (UNLISTED, 550), (UNLISTED, 550), (JEAN, 250)]
    {
        assert_eq!(raw_client.command(&format!("MAIL FROM:<{sender}>")).await.code, code, "{sender}");
    }
}

/// A session after a handshake that must succeed.
async fn after_handshake(b: &Operator, testbed: &Testbed, leaf: Option<&Leaf>) -> RawClient {
    RawClient::before_handshake(b).await.handshake(testbed, leaf).await.unwrap()
}

#[tokio::test]
async fn a_peer_may_be_turned_away_by_closing_behind_the_handshake() {
    let testbed = Testbed::new().await;
    let b = testbed.operator('b', Some(Mutation::RefusesByClosing)).await;
    let name = rdns('a');
    let revoked = testbed.leaf('a');
    testbed.publish_crls(&[revoked.serial]);
    b.connector.refresh().await;
    for leaf in [None, Some(&revoked), Some(&Pki::new().leaf(&name)), Some(&testbed.leaf('d'))] {
        let mut raw_client = after_handshake(&b, &testbed, leaf).await;
        // The end of TLS is announced; a refusal inside the handshake would be an alert.
        assert_eq!(raw_client.connection.read_line().await.unwrap(), None);
    }
    let mut raw_client = after_handshake(&b, &testbed, Some(&testbed.leaf('a'))).await;
    assert_eq!(raw_client.command("EHLO client.test").await.code, 250);
}
