// SPDX-License-Identifier: EUPL-1.2
//! The other ends of a connector's connections: a resolver, a web server, an internal mail server.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    ops::ControlFlow,
    sync::{Arc, Mutex},
    time::Duration,
};

use hickory_resolver::proto::{
    op::{Message, MessageType, ResponseCode},
    rr::{Name, RData, Record, RecordType, rdata::MX},
};
use rustls::pki_types::CertificateDer;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UdpSocket},
    sync::mpsc,
};

use crate::smtp::{
    command::{ForwardPath, Mail},
    reply::Reply,
    session::{self, Desk, StartTls},
    wire::Wire,
};

/// The longest that a test waits for what must come.
pub(crate) const DEADLINE: Duration = Duration::from_secs(20);

/// MX and A records by lower-case name without final dot, and the MX questions asked.
#[derive(Default)]
pub(crate) struct Zone {
    pub(crate) mx: HashMap<String, Vec<(u16, String)>>,
    pub(crate) a: HashMap<String, IpAddr>,
    pub(crate) asked: Vec<String>,
}

/// A resolver on loopback that answers from a zone.
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

/// What a web server serves, by path; what is not there is a 404.
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

/// A message that reached an internal mail server.
#[derive(Debug)]
pub(crate) struct Delivered {
    pub(crate) reverse_path: String,
    pub(crate) recipients: Vec<String>,
    pub(crate) message: String,
}

/// An internal mail server that knows every mailbox but `inconnu@`, and never has time for `occupe@`.
pub(crate) async fn mail_server() -> (SocketAddr, mpsc::UnboundedReceiver<Delivered>) {
    mail_server_at(SocketAddr::from(([127, 0, 0, 1], 0))).await
}

/// The same at a given address.
pub(crate) async fn mail_server_at(address: SocketAddr) -> (SocketAddr, mpsc::UnboundedReceiver<Delivered>) {
    let listener = TcpListener::bind(address).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let desk = Bals { delivered: sender.clone(), reverse_path: String::new(), recipients: vec![] };
            tokio::spawn(session::converse(Wire::new(stream, DEADLINE), desk));
        }
    });
    (address, receiver)
}

struct Bals {
    delivered: mpsc::UnboundedSender<Delivered>,
    reverse_path: String,
    recipients: Vec<String>,
}

impl Desk for Bals {
    fn greeting(&self) -> String {
        "interne.test ESMTP".to_owned()
    }

    fn hostname(&self) -> &str {
        "interne.test"
    }

    fn max_message_size(&self) -> usize {
        1 << 20
    }

    fn tls(&self) -> Option<StartTls> {
        None
    }

    fn requires_tls(&self) -> bool {
        false
    }

    fn secured(&mut self, _chain: Option<&[CertificateDer<'_>]>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn introduced(&mut self, _client_name: &str) {}

    fn mail(&mut self, mail: Mail) -> Result<(), Reply> {
        self.reverse_path = mail.reverse_path.map(|path| path.to_string()).unwrap_or_default();
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
