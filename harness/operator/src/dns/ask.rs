// SPDX-License-Identifier: EUPL-1.2
//! Asks one server one question over one transport; nothing is followed, whatever the answer says.

use super::DnsFailure;
use crate::real_zone;
use hickory_resolver::proto::op::{Edns, Message, MessageType, Query};
use hickory_resolver::proto::rr::{Name, RecordType};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

/// Patience with one transport: RFC 1035 §4.2.1 has resolvers wait from two to five seconds.
const PATIENCE: Duration = Duration::from_secs(3);
/// Largest datagram asked for (DNS flag day 2020).
const DATAGRAM: u16 = 1232;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Udp,
    Tcp,
}

/// The server asked, and whether it is asked to walk for us (only a redirection is looked for through a resolver).
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub server: SocketAddr,
    pub recursion: bool,
}

impl Asked {
    /// One question over UDP, and over TCP when the answer was cut.
    pub async fn ask(self, name: &str, kind: RecordType) -> Result<Message, DnsFailure> {
        let reply = self.over(Transport::Udp, name, kind).await?;
        if reply.metadata.truncation { self.over(Transport::Tcp, name, kind).await } else { Ok(reply) }
    }

    /// One question over one transport.
    pub async fn over(self, transport: Transport, name: &str, kind: RecordType) -> Result<Message, DnsFailure> {
        let failed = |reason: String| DnsFailure::Unreachable { server: self.server, name: name.to_owned(), reason };
        let mut wanted = Name::from_ascii(name).map_err(|error| failed(error.to_string()))?;
        wanted.set_fqdn(true);
        let mut message = Message::query();
        // Nobody is to walk to the real servers for us.
        message.metadata.recursion_desired = self.recursion && real_zone(name).is_none();
        message.add_query(Query::query(wanted, kind));
        let mut edns = Edns::new();
        edns.set_max_payload(DATAGRAM);
        message.set_edns(edns);
        let octets = message.to_vec().map_err(|error| failed(error.to_string()))?;
        let exchange = async {
            match transport {
                Transport::Udp => over_udp(self.server, &octets).await,
                Transport::Tcp => over_tcp(self.server, &octets).await,
            }
        };
        let reply = timeout(PATIENCE, exchange).await;
        let reply = reply.map_err(|_| failed(format!("nothing over {transport:?} within {PATIENCE:?}")))?;
        let reply = reply.map_err(|error| failed(format!("{error} ({transport:?})")))?;
        let reply = Message::from_vec(&reply).map_err(|error| failed(format!("unreadable: {error}")))?;
        let matches = reply.metadata.id == message.metadata.id
            && reply.metadata.message_type == MessageType::Response
            && reply.queries == message.queries;
        if matches { Ok(reply) } else { Err(failed("the reply does not match the question".to_owned())) }
    }
}

async fn over_udp(server: SocketAddr, octets: &[u8]) -> io::Result<Vec<u8>> {
    let any: SocketAddr =
        if server.is_ipv4() { (Ipv4Addr::UNSPECIFIED, 0).into() } else { (Ipv6Addr::UNSPECIFIED, 0).into() };
    let socket = UdpSocket::bind(any).await?;
    socket.connect(server).await?;
    socket.send(octets).await?;
    let mut buffer = vec![0; usize::from(DATAGRAM)];
    let length = socket.recv(&mut buffer).await?;
    buffer.truncate(length);
    Ok(buffer)
}

async fn over_tcp(server: SocketAddr, octets: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(octets.len()).map_err(io::Error::other)?;
    stream.write_all(&[&length.to_be_bytes(), octets].concat()).await?;
    let mut reply = vec![0; usize::from(stream.read_u16().await?)];
    stream.read_exact(&mut reply).await?;
    Ok(reply)
}
