// SPDX-License-Identifier: EUPL-1.2
//! How conversations end: QUIT, its answer, and the end of TLS announced (RFC 5321 §4.1.1.10, RFC 8446 §6.1).

use tokio::time::timeout;

use crate::{
    Mutation,
    smtp::wire::{Line, Wire},
    testing::{
        Leaf, Pki,
        host::Peer,
        network::DEADLINE,
        stranger::Stranger,
        world::{Operator, World, rdns},
    },
};

const MESSAGE: &str = "From: <jean@a.mssante.test>\r\nSubject: Essai\r\n\r\nBonjour.\r\n";

/// A connector that has a message for the peer, and the peer.
async fn met(world: &World, leaf: &Leaf, mutation: Option<Mutation>) -> (Operator, Peer) {
    let peer = Peer::new(world, leaf).await;
    let a = world.operator('a', mutation).await;
    a.submit("jean@a.mssante.test", "anne@b.mssante.test", MESSAGE).await.unwrap();
    (a, peer)
}

/// The next line; the end of the connection must be announced, or the read fails.
async fn next(wire: &mut Wire) -> String {
    match wire.read_line().await.unwrap() {
        Some(Line::Text(text)) => text,
        Some(Line::Malformed) => "malformed".to_owned(),
        None => "end".to_owned(),
    }
}

#[tokio::test]
async fn the_relay_port_answers_quit_and_announces_the_end_of_tls() {
    let world = World::new().await;
    let b = world.operator('b', None).await;
    let mut stranger = Stranger::in_tls(&b, &world, Some(&world.leaf('a'))).await.unwrap();
    assert_eq!(stranger.say("QUIT").await.code, 221);
    assert_eq!(next(&mut stranger.wire).await, "end");
}

#[tokio::test]
async fn a_peer_that_took_a_message_is_left_by_quit_and_the_end_of_tls() {
    let world = World::new().await;
    let (_a, peer) = met(&world, &world.leaf('b'), None).await;
    let (_, mut wire) = timeout(DEADLINE, peer.meet("")).await.unwrap().unwrap();
    for reply in ["250 mss.b.test", "250 ok", "250 ok", "354 go"] {
        next(&mut wire).await;
        wire.write(format!("{reply}\r\n").as_bytes()).await.unwrap();
    }
    wire.read_content(10_000).await.unwrap();
    wire.write(b"250 ok\r\n").await.unwrap();
    assert_eq!(next(&mut wire).await, "QUIT");
    wire.write(b"221 bye\r\n").await.unwrap();
    assert_eq!(next(&mut wire).await, "end");
}

#[tokio::test]
async fn a_peer_that_offers_no_tls_or_refuses_the_greeting_is_left_by_quit() {
    let world = World::new().await;
    for extensions in ["250 mss.b.test\r\n", "554 no\r\n"] {
        let (a, peer) = met(&world, &world.leaf('b'), None).await;
        let mut wire = timeout(DEADLINE, peer.greet(extensions)).await.unwrap().unwrap();
        assert_eq!(next(&mut wire).await, "QUIT", "{extensions}");
        a.connector.stop().await;
    }
}

#[tokio::test]
async fn a_peer_that_is_not_trusted_may_be_left_by_quit_behind_the_handshake() {
    let world = World::new().await;
    let name = rdns('b');
    let name: Vec<_> = name.iter().map(String::as_str).collect();
    for leaf in [Pki::new().leaf(&name), world.leaf('d')] {
        let (mut a, peer) = met(&world, &leaf, Some(Mutation::QuitsPolitelyAfterHandshake)).await;
        for _ in 0..2 {
            let (chain, mut wire) = timeout(DEADLINE, peer.meet("")).await.unwrap().unwrap();
            assert_eq!((chain, next(&mut wire).await), (2, "QUIT".to_owned()));
        }
        assert!(a.next_mail().await.message.contains("Action: failed\r\nStatus: 5.7.5\r\n"));
        a.connector.stop().await;
    }
}
