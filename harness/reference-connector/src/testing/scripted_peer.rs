// SPDX-License-Identifier: EUPL-1.2
//! A receiving peer that follows a script.

use std::{io, sync::Arc};

use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::{
    Config, Mutation,
    smtp::connection::{Connection, Line},
    testing::{
        ANNE, JEAN, Leaf, MESSAGE,
        network::DEADLINE,
        testbed::{Operator, Testbed},
    },
    tls::{self, Credentials},
};

/// A peer at the address of operator `b`.
pub(crate) struct ScriptedPeer {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl ScriptedPeer {
    /// A peer with that certificate.
    pub(crate) async fn new(testbed: &Testbed, leaf: &Leaf) -> ScriptedPeer {
        let config: Config = testbed.config('b', leaf, ([127, 0, 0, 1], 9).into());
        let trust = testbed.pki.trust_with_crls(&[]);
        let credentials = Credentials::load(&config).unwrap();
        let tls = tls::server_config(&credentials, Arc::new(trust), &config).unwrap();
        ScriptedPeer {
            listener: TcpListener::bind(config.smtp).await.unwrap(),
            acceptor: TlsAcceptor::from(Arc::new(tls)),
        }
    }

    /// A peer with that certificate, and a connector with the mutation that has a message for it.
    pub(crate) async fn awaiting_mail(
        testbed: &Testbed,
        leaf: &Leaf,
        mutation: Option<Mutation>,
    ) -> (Operator, ScriptedPeer) {
        let peer = ScriptedPeer::new(testbed, leaf).await;
        let a = testbed.operator('a', mutation).await;
        a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
        (a, peer)
    }

    /// Accepts a connection and replies to EHLO with these lines.
    pub(crate) async fn accept(&self, extensions: &str) -> io::Result<Connection> {
        let (stream, _) = self.listener.accept().await?;
        let mut connection = Connection::new(stream, DEADLINE);
        connection.write(b"220 mss.b.test\r\n").await?;
        connection.read_line().await?;
        connection.write(extensions.as_bytes()).await?;
        Ok(connection)
    }

    /// Accepts a connection and negotiates TLS; `behind_220` is sent in cleartext after the reply to STARTTLS.
    ///
    /// Returns the length of the client's chain, and the connection.
    pub(crate) async fn accept_tls(&self, behind_220: &str) -> io::Result<(usize, Connection)> {
        let mut connection = self.accept("250-mss.b.test\r\n250 STARTTLS\r\n").await?;
        assert_eq!(connection.read_line().await?, Some(Line::Text("STARTTLS".to_owned())));
        connection.write(format!("220 go\r\n{behind_220}").as_bytes()).await?;
        let stream = self.acceptor.accept(connection.into_parts().0).await?;
        let chain = stream.get_ref().1.peer_certificates().map_or(0, <[_]>::len);
        Ok((chain, Connection::new(stream, DEADLINE)))
    }
}
