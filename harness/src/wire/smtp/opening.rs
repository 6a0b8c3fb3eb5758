// SPDX-License-Identifier: EUPL-1.2
//! The way into a server: a connection from a chosen address, and TLS over a dialogue that began in clear.

use super::conversation::Conversation;
use crate::wire::tls::{self, Credentials, ShownAs};
use judgement::fact::{Ending, Fact};
use rustls::pki_types::ServerName;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpSocket, TcpStream};

/// Connects from an address of ours, within one step.
pub async fn connect(to: SocketAddrV4, source: Ipv4Addr, step: Duration) -> Result<TcpStream, Ending> {
    let attempt = async {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((source, 0)))?;
        socket.connect(SocketAddr::V4(to)).await
    };
    match tokio::time::timeout(step, attempt).await {
        Ok(Ok(stream)) => {
            stream.set_nodelay(true).map_err(|error| tls::ending_of(&error))?;
            Ok(stream)
        }
        Ok(Err(error)) => Err(tls::ending_of(&error)),
        Err(_) => Err(silence(step)),
    }
}

/// Goes over to TLS; `asked` is called when the server has asked for our certificate, whatever became of it then.
pub async fn handshake(
    talk: Conversation,
    server_name: &str,
    credentials: &Credentials,
    asked: impl FnOnce(),
) -> Result<Conversation, Ending> {
    let local = |what: String| Ending::Local { what };
    let (config, request) = tls::client_config(credentials).map_err(|error| local(error.to_string()))?;
    let name = ServerName::try_from(server_name.to_owned()).map_err(|error| local(error.to_string()))?;
    let (stream, session, reporter, step) = talk.into_stream();
    let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
    let outcome = tokio::time::timeout(step, connector.connect(name, stream)).await;
    if let Some(authorities) = request.authorities() {
        reporter.see(Fact::CertificateRequested { session, authorities });
        asked();
    }
    match outcome {
        Ok(Ok(stream)) => {
            let state = stream.get_ref().1;
            let tls = tls::established(state, Some(server_name.to_owned()), ShownAs::Server, credentials.root.as_ref());
            reporter.see(Fact::TlsEstablished { session, tls });
            let mut talk = Conversation::new(Box::new(stream), session, reporter, step);
            talk.clear = false;
            Ok(talk)
        }
        Ok(Err(error)) => Err(tls::ending_of(&error)),
        Err(_) => Err(silence(step)),
    }
}

fn silence(step: Duration) -> Ending {
    Ending::Silence { waited_ms: u64::try_from(step.as_millis()).unwrap_or(u64::MAX) }
}
