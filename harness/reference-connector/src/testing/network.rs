// SPDX-License-Identifier: EUPL-1.2
//! The servers around a connector: a resolver, a web server, an internal mail server.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};

use hickory_resolver::proto::{
    op::{Message, MessageType, ResponseCode},
    rr::{Name, RData, Record, RecordType, rdata::MX},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UdpSocket},
    sync::mpsc,
};

use crate::smtp::{
    command::MailParameters, connection::Connection, path::ForwardPath, reply::Reply, service::Service, session,
};

/// The longest wait of a test.
pub(crate) const DEADLINE: Duration = Duration::from_secs(20);

/// MX and A records by lower-case name without final dot, and the names of the MX queries.
#[derive(Default)]
pub(crate) struct Zone {
    pub(crate) mx: HashMap<String, Vec<(u16, String)>>,
    pub(crate) a: HashMap<String, IpAddr>,
    pub(crate) asked: Vec<String>,
}

/// A resolver on loopback with the records of a zone.
pub(crate) async fn resolver(zone: Arc<Mutex<Zone>>) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 1500];
        loop {
            let (length, client) = socket.recv_from(&mut buffer).await.unwrap();
            let answer = answer(&mut zone.lock().unwrap(), &buffer[..length]);
            socket.send_to(&answer, client).await.unwrap();
        }
    });
    address
}

fn answer(zone: &mut Zone, question: &[u8]) -> Vec<u8> {
    let mut message = Message::from_vec(question).unwrap();
    let query = message.queries[0].clone();
    let name = query.name().to_lowercase().to_ascii().trim_end_matches('.').to_owned();
    let name_of = |text: &str| Name::from_ascii(format!("{text}.")).unwrap();
    let data: Vec<RData> = match query.query_type() {
        RecordType::MX => {
            zone.asked.push(name.clone());
            let hosts = zone.mx.get(&name).cloned().unwrap_or_default();
            hosts.iter().map(|(preference, host)| RData::MX(MX::new(*preference, name_of(host)))).collect()
        }
        RecordType::A => zone.a.get(&name).map(|address| RData::from(*address)).into_iter().collect(),
        _ => vec![],
    };
    let known = zone.mx.contains_key(&name) || zone.a.contains_key(&name);
    message.metadata.message_type = MessageType::Response;
    message.metadata.response_code = if known { ResponseCode::NoError } else { ResponseCode::NXDomain };
    message.add_answers(data.into_iter().map(|data| Record::from_rdata(query.name().clone(), 0, data)));
    message.to_vec().unwrap()
}

/// The content of a web server by path.
pub(crate) type Pages = Arc<Mutex<HashMap<String, Vec<u8>>>>;

/// A web server on loopback.
pub(crate) async fn web_server(pages: Pages) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(serve_page(stream, pages.clone()));
        }
    });
    address
}

async fn serve_page(mut stream: TcpStream, pages: Pages) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut request).await.unwrap() == 0 {
            return;
        }
    }
    let path = String::from_utf8_lossy(&request).split(' ').nth(1).unwrap_or_default().to_owned();
    let page = pages.lock().unwrap().get(&path).cloned();
    let status = if page.is_some() { "200 OK" } else { "404 Not Found" };
    let page = page.unwrap_or_default();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", page.len());
    stream.write_all(&[head.into_bytes(), page].concat()).await.unwrap();
}

/// A message delivered to an internal mail server.
#[derive(Debug)]
pub(crate) struct Delivered {
    pub(crate) reverse_path: String,
    pub(crate) recipients: Vec<String>,
    pub(crate) message: String,
}

impl Delivered {
    /// The reverse-path and the recipients.
    pub(crate) fn envelope(&self) -> (&str, Vec<&str>) {
        (&self.reverse_path, self.recipients.iter().map(String::as_str).collect())
    }
}

/// An internal mail server that refuses `inconnu@`, defers `occupe@` and accepts the rest.
pub(crate) async fn mail_server() -> (SocketAddr, mpsc::UnboundedReceiver<Delivered>) {
    mail_server_at(SocketAddr::from(([127, 0, 0, 1], 0))).await
}

/// The same server at a given address.
pub(crate) async fn mail_server_at(address: SocketAddr) -> (SocketAddr, mpsc::UnboundedReceiver<Delivered>) {
    let listener = TcpListener::bind(address).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = Mailboxes { delivered: sender.clone(), reverse_path: String::new(), recipients: vec![] };
            tokio::spawn(session::serve(Connection::new(stream, DEADLINE), service));
        }
    });
    (address, receiver)
}

struct Mailboxes {
    delivered: mpsc::UnboundedSender<Delivered>,
    reverse_path: String,
    recipients: Vec<String>,
}

impl Service for Mailboxes {
    fn greeting(&self) -> String {
        "interne.test ESMTP".to_owned()
    }

    fn hostname(&self) -> &str {
        "interne.test"
    }

    fn max_message_size(&self) -> usize {
        1 << 20
    }

    fn greeted(&mut self, _client_name: &str) {}

    fn mail(&mut self, parameters: MailParameters) -> Result<(), Reply> {
        self.reverse_path = parameters.reverse_path.to_string();
        Ok(())
    }

    async fn rcpt(&mut self, path: ForwardPath) -> Reply {
        match path {
            ForwardPath::Mailbox(mailbox) if mailbox.to_string().starts_with("occupe@") => {
                Reply::new(450, "4.2.1", "Bal busy")
            }
            ForwardPath::Mailbox(mailbox) if !mailbox.to_string().starts_with("inconnu@") => {
                self.recipients.push(mailbox.to_string());
                Reply::new(250, "2.1.5", "ok")
            }
            _ => Reply::new(550, "5.1.1", "no such Bal"),
        }
    }

    async fn data(&mut self, message: Vec<u8>) -> Reply {
        let message = String::from_utf8(message).unwrap();
        let recipients = std::mem::take(&mut self.recipients);
        let delivered = Delivered { reverse_path: self.reverse_path.clone(), recipients, message };
        self.delivered.send(delivered).unwrap();
        Reply::new(250, "2.0.0", "ok")
    }

    fn reset(&mut self) {
        self.recipients.clear();
    }
}
