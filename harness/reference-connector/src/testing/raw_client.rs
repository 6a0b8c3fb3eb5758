// SPDX-License-Identifier: EUPL-1.2
//! An SMTP client of the relay port that sends one line at a time.

use std::{net::SocketAddr, sync::Arc};

use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::{
    Config, Mutation,
    dn::DnComparison,
    smtp::{connection::Connection, reply::Reply},
    testing::{
        Leaf,
        network::DEADLINE,
        testbed::{Operator, Testbed},
    },
    tls::{self, Credentials, ReceivingPeerVerifier, ReferenceIdentity},
};

/// An open session.
pub(crate) struct RawClient {
    pub(crate) connection: Connection,
}

impl RawClient {
    /// A session in cleartext after the greeting.
    pub(crate) async fn in_cleartext(operator: &Operator) -> RawClient {
        let stream = TcpStream::connect(operator.connector.smtp_address()).await.unwrap();
        let mut connection = Connection::new(stream, DEADLINE);
        assert_eq!(connection.read_reply().await.unwrap().code, 220);
        RawClient { connection }
    }

    /// A session in cleartext after STARTTLS.
    pub(crate) async fn before_handshake(operator: &Operator) -> RawClient {
        let mut raw_client = RawClient::in_cleartext(operator).await;
        assert_eq!(raw_client.command("EHLO client.test").await.code, 250);
        assert_eq!(raw_client.command("STARTTLS").await.code, 220);
        raw_client
    }

    /// A session in TLS after a second EHLO; the error is a refusal by the connector.
    pub(crate) async fn in_tls(
        operator: &Operator,
        testbed: &Testbed,
        leaf: Option<&Leaf>,
    ) -> std::io::Result<RawClient> {
        let mut raw_client = RawClient::before_handshake(operator).await.handshake(testbed, leaf).await?;
        raw_client.connection.write(b"EHLO client.test\r\n").await?;
        let reply = raw_client.connection.read_reply().await?;
        assert_eq!(reply.code, 250);
        Ok(raw_client)
    }

    /// Negotiates TLS with the certificate, or without one.
    pub(crate) async fn handshake(self, testbed: &Testbed, leaf: Option<&Leaf>) -> std::io::Result<RawClient> {
        let (transport, _) = self.connection.into_parts();
        let name = ServerName::try_from("mss.b.test").unwrap();
        let stream = client_tls(testbed, leaf).connect(name, transport).await?;
        Ok(RawClient { connection: Connection::new(stream, DEADLINE) })
    }

    /// The reply to one line.
    pub(crate) async fn command(&mut self, line: &str) -> Reply {
        self.connection.write(format!("{line}\r\n").as_bytes()).await.unwrap();
        self.connection.read_reply().await.unwrap()
    }

    /// Sends a message whose MAIL, RCPT and DATA must be accepted; returns the reply to its end.
    pub(crate) async fn send(&mut self, sender: &str, recipient: &str, message: &str) -> Reply {
        self.begin_message(sender, recipient).await;
        self.command(&format!("{message}.")).await
    }

    /// Sends MAIL, RCPT and DATA, which must be accepted.
    pub(crate) async fn begin_message(&mut self, sender: &str, recipient: &str) {
        for (line, code) in
            [(format!("MAIL FROM:<{sender}>"), 250), (format!("RCPT TO:<{recipient}>"), 250), ("DATA".to_owned(), 354)]
        {
            assert_eq!(self.command(&line).await.code, code, "{line}");
        }
    }
}

/// The operator `b` under a mutation, and a session of a valid peer with it.
pub(crate) async fn valid_peer(mutation: Mutation) -> (Testbed, Operator, RawClient) {
    let testbed = Testbed::new().await;
    let b = testbed.operator('b', Some(mutation)).await;
    let raw_client = RawClient::in_tls(&b, &testbed, Some(&testbed.leaf('a'))).await.unwrap();
    (testbed, b, raw_client)
}

/// A client that trusts the operators' PKI and presents the certificate, or none.
pub(crate) fn client_tls(testbed: &Testbed, leaf: Option<&Leaf>) -> TlsConnector {
    let own = testbed.leaf('s');
    let config = testbed.config('s', leaf.unwrap_or(&own), SocketAddr::from(([127, 0, 0, 1], 9)));
    let mutation = leaf.is_none().then_some(Mutation::PresentsNoClientCertificate);
    let config = Config { mutation, ..config };
    let credentials = Credentials::load(&config).unwrap();
    let trust = testbed.pki.trust_with_crls(&[]);
    let reference = ReferenceIdentity { mx_host: None, listed: None, comparison: DnComparison::Whole };
    let verifier = Arc::new(ReceivingPeerVerifier::new(Arc::new(trust), &config, reference));
    TlsConnector::from(Arc::new(tls::client_config(&credentials, &config, verifier).unwrap()))
}
