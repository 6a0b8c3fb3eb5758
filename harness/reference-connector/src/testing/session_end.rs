// SPDX-License-Identifier: EUPL-1.2
//! The end of sessions: QUIT, its reply, and close_notify (RFC 5321 §4.1.1.10, RFC 8446 §6.1).

use tokio::time::timeout;

use crate::{
    Mutation,
    smtp::connection::{Connection, Line},
    testing::{
        Pki,
        network::DEADLINE,
        raw_client::RawClient,
        scripted_peer::ScriptedPeer,
        testbed::{Testbed, rdns},
    },
};

/// The next line; the end of the connection without close_notify is an error.
async fn next(connection: &mut Connection) -> String {
    match connection.read_line().await.unwrap() {
        Some(Line::Text(text)) => text,
        Some(Line::Malformed) => "malformed".to_owned(),
        None => "end".to_owned(),
    }
}

#[tokio::test]
async fn the_relay_port_answers_quit_and_announces_the_end_of_tls() {
    let testbed = Testbed::new().await;
    let b = testbed.operator('b', None).await;
    let mut raw_client = RawClient::in_tls(&b, &testbed, Some(&testbed.leaf('a'))).await.unwrap();
    assert_eq!(raw_client.command("QUIT").await.code, 221);
    assert_eq!(next(&mut raw_client.connection).await, "end");
}

#[tokio::test]
async fn a_peer_that_took_a_message_is_left_by_quit_and_the_end_of_tls() {
    let testbed = Testbed::new().await;
    let (_a, peer) = ScriptedPeer::awaiting_mail(&testbed, &testbed.leaf('b'), None).await;
    let (_, mut connection) = timeout(DEADLINE, peer.accept_tls("")).await.unwrap().unwrap();
    for reply in ["250 mss.b.test", "250 ok", "250 ok", "354 go"] {
        next(&mut connection).await;
        connection.write(format!("{reply}\r\n").as_bytes()).await.unwrap();
    }
    connection.read_content(10_000).await.unwrap();
    connection.write(b"250 ok\r\n").await.unwrap();
    assert_eq!(next(&mut connection).await, "QUIT");
    connection.write(b"221 bye\r\n").await.unwrap();
    assert_eq!(next(&mut connection).await, "end");
}

#[tokio::test]
async fn a_peer_that_offers_no_tls_or_refuses_the_greeting_is_left_by_quit() {
    let testbed = Testbed::new().await;
    for extensions in ["250 mss.b.test\r\n", "554 no\r\n"] {
        let (a, peer) = ScriptedPeer::awaiting_mail(&testbed, &testbed.leaf('b'), None).await;
        let mut connection = timeout(DEADLINE, peer.accept(extensions)).await.unwrap().unwrap();
        assert_eq!(next(&mut connection).await, "QUIT", "{extensions}");
        a.connector.stop().await;
    }
}

#[tokio::test]
async fn a_peer_that_is_not_trusted_may_be_left_by_quit_behind_the_handshake() {
    let testbed = Testbed::new().await;
    for leaf in [Pki::new().leaf(&rdns('b')), testbed.leaf('d')] {
        let (mut a, peer) =
            ScriptedPeer::awaiting_mail(&testbed, &leaf, Some(Mutation::QuitsPolitelyAfterHandshake)).await;
        for _ in 0..2 {
            let (chain, mut connection) = timeout(DEADLINE, peer.accept_tls("")).await.unwrap().unwrap();
            assert_eq!((chain, next(&mut connection).await), (2, "QUIT".to_owned()));
        }
        assert!(a.next_mail().await.message.contains("Action: failed\r\nStatus: 5.7.5\r\n"));
        a.connector.stop().await;
    }
}
