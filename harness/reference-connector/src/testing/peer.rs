// SPDX-License-Identifier: EUPL-1.2
//! A receiving peer played line by line, for what a connector does wrong towards an impolite one.

use std::io;

use tokio::time::timeout;

use crate::{
    Mutation,
    smtp::wire::{Line, Wire},
    testing::{
        host::Peer,
        network::DEADLINE,
        world::{Operator, World},
    },
};

const MESSAGE: &str = "From: <jean@a.mssante.test>\r\nSubject: Essai\r\n\r\nBonjour.\r\n";

/// Has a connector with the mutation write to the peer once.
async fn met(world: &World, mutation: Option<Mutation>, behind_220: &str) -> (Operator, io::Result<(usize, Wire)>) {
    let peer = Peer::new(world, &world.leaf('b')).await;
    let a = world.operator('a', mutation).await;
    a.submit("jean@a.mssante.test", "anne@b.mssante.test", MESSAGE).await.unwrap();
    let met = timeout(DEADLINE, peer.meet(behind_220)).await.expect("no connection before the deadline");
    (a, met)
}

#[tokio::test]
async fn answers_in_clear_behind_starttls_end_the_session_before_tls() {
    let world = World::new().await;
    let (a, met) = met(&world, None, "250 injected\r\n").await;
    assert_eq!(met.err().unwrap().kind(), io::ErrorKind::UnexpectedEof);
    a.connector.stop().await;
}

#[tokio::test]
async fn a_mutant_takes_answers_in_clear_behind_starttls_for_answers_in_tls() {
    let world = World::new().await;
    let (a, met) = met(&world, Some(Mutation::KeepsAnswersFromBeforeTls), "250 injected\r\n250 injected\r\n").await;
    let (_, mut wire) = met.unwrap();
    // The peer says nothing in TLS: two commands behind EHLO show that both injected replies were taken.
    for start in ["EHLO ", "MAIL ", "RCPT "] {
        let line = wire.read_line().await.unwrap();
        assert!(matches!(&line, Some(Line::Text(text)) if text.starts_with(start)), "{line:?} instead of {start}");
    }
    a.connector.stop().await;
}

#[tokio::test]
async fn the_chain_is_presented_whole_to_the_peer_except_by_its_mutation() {
    let world = World::new().await;
    for (mutation, length) in [(None, 2), (Some(Mutation::PresentsLeafOnly), 1)] {
        let (a, met) = met(&world, mutation, "").await;
        assert_eq!(met.unwrap().0, length, "{mutation:?}");
        a.connector.stop().await;
    }
}
