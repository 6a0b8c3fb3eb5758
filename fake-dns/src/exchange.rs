// SPDX-License-Identifier: EUPL-1.2
//! One question to one server, over UDP and again over TCP when the reply was truncated.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use hickory_proto::op::{Edns, Message, MessageType, Query};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

use crate::answer::Question;

/// The largest datagram asked for and read, in octets.
const DATAGRAM: u16 = 1232;

/// Asks a server within a deadline that covers both transports.
pub(crate) async fn ask(server: SocketAddr, question: &Question, deadline: Duration) -> io::Result<Message> {
    let mut message = Message::query();
    message.add_query(Query::query(question.name.clone(), question.kind));
    let mut edns = Edns::new();
    edns.set_max_payload(DATAGRAM);
    message.set_edns(edns);
    let octets = message.to_vec().map_err(io::Error::other)?;
    let whole = async {
        let reply = over_udp(server, &message, &octets).await?;
        if reply.metadata.truncation { over_tcp(server, &message, &octets).await } else { Ok(reply) }
    };
    timeout(deadline, whole).await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
}

async fn over_udp(server: SocketAddr, asked: &Message, octets: &[u8]) -> io::Result<Message> {
    let any: SocketAddr =
        if server.is_ipv4() { (Ipv4Addr::UNSPECIFIED, 0).into() } else { (Ipv6Addr::UNSPECIFIED, 0).into() };
    let socket = UdpSocket::bind(any).await?;
    socket.connect(server).await?;
    socket.send(octets).await?;
    let mut buffer = [0; DATAGRAM as usize];
    loop {
        let length = socket.recv(&mut buffer).await?;
        // After a stray datagram, the true reply may still come before the deadline.
        match Message::from_vec(&buffer[..length]) {
            Ok(reply) if answers(&reply, asked) => return Ok(reply),
            _ => {}
        }
    }
}

async fn over_tcp(server: SocketAddr, asked: &Message, octets: &[u8]) -> io::Result<Message> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(octets.len()).map_err(io::Error::other)?;
    stream.write_all(&[&length.to_be_bytes(), octets].concat()).await?;
    let mut reply = vec![0; usize::from(stream.read_u16().await?)];
    stream.read_exact(&mut reply).await?;
    let reply = Message::from_vec(&reply).map_err(io::Error::other)?;
    if answers(&reply, asked) { Ok(reply) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn answers(reply: &Message, asked: &Message) -> bool {
    reply.metadata.id == asked.metadata.id
        && reply.metadata.message_type == MessageType::Response
        && reply.queries == asked.queries
}
