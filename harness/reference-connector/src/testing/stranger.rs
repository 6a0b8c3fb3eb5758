// SPDX-License-Identifier: EUPL-1.2
//! A stranger at the relay port, who speaks line by line.

use std::{net::SocketAddr, sync::Arc};

use rustls::pki_types::ServerName;
use time::OffsetDateTime;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::{
    Config, Mutation,
    smtp::{reply::Reply, wire::Wire},
    testing::{
        Leaf,
        network::DEADLINE,
        world::{Operator, World},
    },
    tls::{self, Expectation, Identity, ReceivingPeer},
    trust::Trust,
};

/// A conversation of which every reply is read.
pub(crate) struct Stranger {
    pub(crate) wire: Wire,
}

impl Stranger {
    pub(crate) async fn in_clear(operator: &Operator) -> Stranger {
        let stream = TcpStream::connect(operator.connector.smtp_address()).await.unwrap();
        let mut wire = Wire::new(stream, DEADLINE);
        assert_eq!(wire.read_reply().await.unwrap().code, 220);
        Stranger { wire }
    }

    /// Goes through STARTTLS and says EHLO again; the error of either is the connector's refusal.
    pub(crate) async fn in_tls(operator: &Operator, world: &World, leaf: Option<&Leaf>) -> std::io::Result<Stranger> {
        let mut stranger = Stranger::in_clear(operator).await;
        assert_eq!(stranger.say("EHLO stranger.test").await.code, 250);
        assert_eq!(stranger.say("STARTTLS").await.code, 220);
        let mut stranger = stranger.handshake(world, leaf).await?;
        stranger.wire.write(b"EHLO stranger.test\r\n").await?;
        let reply = stranger.wire.read_reply().await?;
        assert_eq!(reply.code, 250);
        Ok(stranger)
    }

    pub(crate) async fn handshake(self, world: &World, leaf: Option<&Leaf>) -> std::io::Result<Stranger> {
        let (transport, _) = self.wire.into_parts();
        let name = ServerName::try_from("mss.b.test").unwrap();
        let stream = client_tls(world, leaf).connect(name, transport).await?;
        Ok(Stranger { wire: Wire::new(stream, DEADLINE) })
    }

    pub(crate) async fn say(&mut self, line: &str) -> Reply {
        self.wire.write(format!("{line}\r\n").as_bytes()).await.unwrap();
        self.wire.read_reply().await.unwrap()
    }

    /// Says MAIL, RCPT and DATA, which must be accepted, then the message; returns the answer to its end.
    pub(crate) async fn send(&mut self, sender: &str, recipient: &str, message: &str) -> Reply {
        self.open(sender, recipient).await;
        self.say(&format!("{message}.")).await
    }

    /// As far as the message.
    pub(crate) async fn open(&mut self, sender: &str, recipient: &str) {
        for (line, code) in
            [(format!("MAIL FROM:<{sender}>"), 250), (format!("RCPT TO:<{recipient}>"), 250), ("DATA".to_owned(), 354)]
        {
            assert_eq!(self.say(&line).await.code, code, "{line}");
        }
    }
}

/// A client that trusts the operators' PKI and presents the certificate, or none.
pub(crate) fn client_tls(world: &World, leaf: Option<&Leaf>) -> TlsConnector {
    let own = world.leaf('s');
    let config = world.config('s', leaf.unwrap_or(&own), SocketAddr::from(([127, 0, 0, 1], 9)));
    let mutation = leaf.is_none().then_some(Mutation::PresentsNoClientCertificate);
    let config = Config { mutation, ..config };
    let identity = Identity::load(&config).unwrap();
    let trust = Trust::load(&config.trust_anchors, &identity.chain).unwrap();
    trust.offer_crl("racine", &world.pki.root_crl(false)).unwrap();
    trust.offer_crl("organisations", &world.pki.crl(&[], OffsetDateTime::now_utc())).unwrap();
    let expectation = Expectation { mx_host: None, listed: None, cn_only: false };
    let peer = Arc::new(ReceivingPeer::new(Arc::new(trust), &config, expectation));
    TlsConnector::from(Arc::new(tls::client_config(&identity, &config, peer).unwrap()))
}
