// SPDX-License-Identifier: EUPL-1.2
//! A receiving peer that speaks line by line.

use std::{io, sync::Arc};

use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::{
    Config,
    smtp::wire::{Line, Wire},
    testing::{Leaf, network::DEADLINE, world::World},
    tls::{self, Identity},
};

/// The peer in the place of operator `b`.
pub(crate) struct Peer {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Peer {
    /// The peer with that certificate.
    pub(crate) async fn new(world: &World, leaf: &Leaf) -> Peer {
        let config: Config = world.config('b', leaf, ([127, 0, 0, 1], 9).into());
        let trust = world.pki.trust();
        trust.offer_crl("racine", &world.pki.root_crl(false)).unwrap();
        trust.offer_crl("organisations", &world.pki.crl(&[], OffsetDateTime::now_utc())).unwrap();
        let identity = Identity::load(&config).unwrap();
        let tls = tls::server_config(&identity, Arc::new(trust), &config).unwrap();
        Peer { listener: TcpListener::bind(config.smtp).await.unwrap(), acceptor: TlsAcceptor::from(Arc::new(tls)) }
    }

    /// Takes a connection and answers EHLO with these lines.
    pub(crate) async fn greet(&self, extensions: &str) -> io::Result<Wire> {
        let (stream, _) = self.listener.accept().await?;
        let mut wire = Wire::new(stream, DEADLINE);
        wire.write(b"220 mss.b.test\r\n").await?;
        wire.read_line().await?;
        wire.write(extensions.as_bytes()).await?;
        Ok(wire)
    }

    /// Takes a connection through STARTTLS, with more text behind the 220; returns the length of the client's chain too.
    pub(crate) async fn meet(&self, behind_220: &str) -> io::Result<(usize, Wire)> {
        let mut wire = self.greet("250-mss.b.test\r\n250 STARTTLS\r\n").await?;
        assert_eq!(wire.read_line().await?, Some(Line::Text("STARTTLS".to_owned())));
        wire.write(format!("220 go\r\n{behind_220}").as_bytes()).await?;
        let stream = self.acceptor.accept(wire.into_parts().0).await?;
        let chain = stream.get_ref().1.peer_certificates().map_or(0, <[_]>::len);
        Ok((chain, Wire::new(stream, DEADLINE)))
    }
}
