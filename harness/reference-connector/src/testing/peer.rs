// SPDX-License-Identifier: EUPL-1.2
//! A receiving peer played line by line, for what a connector does wrong towards an impolite one.

use std::{io, sync::Arc};

use time::OffsetDateTime;
use tokio::{net::TcpListener, time::timeout};
use tokio_rustls::TlsAcceptor;

use crate::{
    Config, Mutation,
    smtp::wire::{Line, Wire},
    testing::{
        network::DEADLINE,
        world::{Operator, World},
    },
    tls::{self, Identity},
};

const MESSAGE: &str = "From: <jean@a.mssante.test>\r\nSubject: Essai\r\n\r\nBonjour.\r\n";

/// The peer in the place of operator `b`.
struct Peer {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Peer {
    async fn new(world: &World) -> Peer {
        let config: Config = world.config('b', &world.leaf('b'), ([127, 0, 0, 1], 9).into());
        let trust = world.pki.trust();
        trust.offer_crl("racine", &world.pki.root_crl(false)).unwrap();
        trust.offer_crl("organisations", &world.pki.crl(&[], OffsetDateTime::now_utc())).unwrap();
        let identity = Identity::load(&config).unwrap();
        let tls = tls::server_config(&identity, Arc::new(trust), &config).unwrap();
        Peer { listener: TcpListener::bind(config.smtp).await.unwrap(), acceptor: TlsAcceptor::from(Arc::new(tls)) }
    }

    /// Takes a connection through STARTTLS, with more text behind the 220; returns the length of the client's chain too.
    async fn meet(&self, behind_220: &str) -> io::Result<(usize, Wire)> {
        let (stream, _) = self.listener.accept().await?;
        let mut wire = Wire::new(stream, DEADLINE);
        wire.write(b"220 mss.b.test\r\n").await?;
        wire.read_line().await?;
        wire.write(b"250-mss.b.test\r\n250 STARTTLS\r\n").await?;
        assert_eq!(wire.read_line().await?, Some(Line::Text("STARTTLS".to_owned())));
        wire.write(format!("220 go\r\n{behind_220}").as_bytes()).await?;
        let stream = self.acceptor.accept(wire.into_parts().0).await?;
        let chain = stream.get_ref().1.peer_certificates().map_or(0, <[_]>::len);
        Ok((chain, Wire::new(stream, DEADLINE)))
    }
}

/// Has a connector with the mutation write to the peer once.
async fn met(world: &World, mutation: Option<Mutation>, behind_220: &str) -> (Operator, io::Result<(usize, Wire)>) {
    let peer = Peer::new(world).await;
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
