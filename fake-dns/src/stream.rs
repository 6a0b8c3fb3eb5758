// SPDX-License-Identifier: EUPL-1.2
//! The TCP side of a server (RFC 7766). hickory-server lends nobody its streams, and faults write any octets.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hickory_proto::op::MessageType;
use hickory_server::net::xfer::Protocol;
use hickory_server::server::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::responder::State;

/// The time after which an idle connection is closed.
const IDLE: Duration = Duration::from_secs(5);

/// Takes connections until it is dropped, and ends them with it.
pub(crate) async fn serve(listener: TcpListener, state: Arc<State>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, from)) => drop(connections.spawn(converse(stream, from, Arc::clone(&state)))),
                Err(error) => tracing::debug!(%error, "a connection was lost before it was taken"),
            },
        }
    }
}

/// Answers the questions of one connection, one after the other.
async fn converse(mut stream: TcpStream, from: SocketAddr, state: Arc<State>) {
    while let Ok(Ok(octets)) = timeout(IDLE, question(&mut stream)).await {
        // A message that cannot be read as DNS ends the conversation.
        let Ok(request) = Request::from_bytes(octets, from, Protocol::Tcp) else { return };
        // A response is not answered: two servers could answer each other for ever.
        if request.metadata.message_type == MessageType::Response {
            return;
        }
        let reply = state.reply(&request).await;
        let Some(octets) = reply.and_then(|outgoing| outgoing.into_octets(&request)) else { continue };
        let Ok(length) = u16::try_from(octets.len()) else { return };
        if stream.write_all(&[&length.to_be_bytes(), octets.as_slice()].concat()).await.is_err() {
            return;
        }
    }
}

/// Reads one message behind its length (RFC 1035 §4.2.2).
async fn question(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut octets = vec![0; usize::from(stream.read_u16().await?)];
    stream.read_exact(&mut octets).await?;
    Ok(octets)
}
