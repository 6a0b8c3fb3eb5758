// SPDX-License-Identifier: EUPL-1.2
//! A diary in memory, and questions put on the wire by hand.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fake_dns::{Diary, Entry, Role, Server, Transport, Zone, Zones};
use hickory_proto::op::{Message, Query};
use hickory_proto::rr::{Name, Record, RecordType};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

pub const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Clone, Default)]
pub struct Pages(Arc<Mutex<Vec<Entry>>>);

impl Pages {
    pub fn diary(&self) -> Diary {
        let pages = Arc::clone(&self.0);
        Diary::new(move |entry| pages.lock().expect("no writer panics").push(entry))
    }

    pub fn all(&self) -> Vec<Entry> {
        self.0.lock().expect("no writer panics").clone()
    }
}

pub async fn authoritative(label: &str, ip: Ipv4Addr, port: u16, zone: Zone, pages: &Pages) -> Server {
    let role = Role::Authoritative(Zones::of([zone]).expect("a zone without mistake"));
    Server::bind(label, (ip, port).into(), role, pages.diary()).await.expect("a free port")
}

pub async fn ask(server: SocketAddr, transport: Transport, name: &str, kind: RecordType) -> Message {
    exchange(server, transport, name, kind).await
}

pub async fn is_silent(server: SocketAddr, name: &str, kind: RecordType) -> bool {
    // The entry in the diary is the proof of silence; this wait only shows that nothing follows it at once.
    timeout(Duration::from_millis(100), exchange(server, Transport::Udp, name, kind)).await.is_err()
}

async fn exchange(server: SocketAddr, transport: Transport, name: &str, kind: RecordType) -> Message {
    let (question, octets) = question(name, kind);
    let reply = Message::from_vec(&raw(server, transport, &octets).await).expect("a message that can be read");
    assert_eq!(reply.metadata.id, question.metadata.id);
    assert!(reply.queries[0].name().eq_case(question.queries[0].name()), "the case of the letters comes back");
    reply
}

pub fn question(name: &str, kind: RecordType) -> (Message, Vec<u8>) {
    let mut question = Message::query();
    question.metadata.recursion_desired = true;
    question.add_query(Query::query(Name::from_ascii(name).expect("a name"), kind));
    let octets = question.to_vec().expect("a message that can be written");
    (question, octets)
}

/// Gives the octets of the reply, whatever they are.
pub async fn raw(server: SocketAddr, transport: Transport, octets: &[u8]) -> Vec<u8> {
    let reply = async {
        match transport {
            Transport::Udp => over_udp(server, octets).await,
            Transport::Tcp => over_tcp(server, octets).await,
        }
    };
    timeout(PATIENCE, reply).await.expect("a reply in time")
}

async fn over_udp(server: SocketAddr, octets: &[u8]) -> Vec<u8> {
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
    socket.send_to(octets, server).await.expect("sent");
    let mut buffer = vec![0; 4096];
    let length = socket.recv(&mut buffer).await.expect("a datagram");
    buffer.truncate(length);
    buffer
}

async fn over_tcp(server: SocketAddr, octets: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(server).await.expect("a connection");
    let length = u16::try_from(octets.len()).expect("a short message");
    stream.write_all(&[&length.to_be_bytes(), octets].concat()).await.expect("written");
    let mut reply = vec![0; usize::from(stream.read_u16().await.expect("a length"))];
    stream.read_exact(&mut reply).await.expect("a whole reply");
    reply
}

pub fn data(records: &[Record]) -> Vec<String> {
    records.iter().map(|record| record.data.to_string()).collect()
}
