// SPDX-License-Identifier: EUPL-1.2
//! The client side of SMTP: one connection, one transaction at a time.

use std::{
    fmt, io,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use rustls::pki_types::{CertificateDer, ServerName};
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;

use crate::smtp::{data, mailbox::Mailbox, reply::Reply, wire::Wire};

/// Why something could not be delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The other side said so.
    Refused(Reply),
    /// This side found out; the status is an enhanced status code.
    Found { status: String, reason: String },
}

impl Failure {
    /// A failure that this side found, under an enhanced status code of class 4 or 5.
    pub(crate) fn found(status: &str, reason: impl fmt::Display) -> Failure {
        Failure::Found { status: status.to_owned(), reason: reason.to_string() }
    }

    pub(crate) fn is_permanent(&self) -> bool {
        match self {
            Failure::Refused(reply) => reply.is_permanent(),
            Failure::Found { status, .. } => status.starts_with('5'),
        }
    }

    /// The enhanced status code (RFC 3463).
    pub(crate) fn status(&self) -> String {
        match self {
            Failure::Refused(reply) => reply.status(),
            Failure::Found { status, .. } => status.clone(),
        }
    }
}

impl fmt::Display for Failure {
    /// As a Diagnostic-Code field wants it (RFC 3464 §2.3.6).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Refused(reply) => write!(f, "smtp; {reply}"),
            Failure::Found { reason, .. } => write!(f, "X-MSSante; {reason}"),
        }
    }
}

/// A connection to an SMTP server that has greeted.
pub(crate) struct Client {
    wire: Wire,
    /// The keywords of the last EHLO reply, in upper case.
    extensions: Vec<String>,
    /// The certificates that the server presented, the leaf first; none in clear.
    chain: Vec<CertificateDer<'static>>,
    patience: Duration,
}

impl Client {
    /// Connects, from the given local address if any, and reads the greeting.
    pub(crate) async fn connect(
        server: SocketAddr,
        source: Option<IpAddr>,
        patience: Duration,
    ) -> Result<Client, Failure> {
        let no_answer = |error: io::Error| Failure::found("4.4.1", format!("no connection to {server}: {error}"));
        let connecting = tokio::time::timeout(patience, open(server, source));
        let stream = connecting.await.map_err(io::Error::from).and_then(|opened| opened).map_err(no_answer)?;
        let mut client = Client { wire: Wire::new(stream, patience), extensions: vec![], chain: vec![], patience };
        let greeting = client.reply().await?;
        if greeting.code == 220 {
            return Ok(client);
        }
        // RFC 5321 §3.1: a server that does not want to talk waits for QUIT all the same.
        client.quit().await;
        Err(Failure::Refused(greeting))
    }

    /// Says EHLO and keeps what the server offers.
    pub(crate) async fn ehlo(&mut self, own_name: &str) -> Result<(), Failure> {
        let reply = self.positive(&format!("EHLO {own_name}")).await?;
        let keyword = |line: &String| line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        self.extensions = reply.lines.iter().skip(1).map(keyword).collect();
        Ok(())
    }

    /// Whether the last EHLO reply holds the keyword, given in upper case.
    pub(crate) fn offers(&self, keyword: &str) -> bool {
        self.extensions.iter().any(|offered| offered == keyword)
    }

    /// Asks for TLS; [`Client::secured`] must follow when the server agrees.
    pub(crate) async fn starttls(&mut self) -> Result<(), Failure> {
        let reply = self.command("STARTTLS").await?;
        if reply.code == 220 { Ok(()) } else { Err(Failure::Refused(reply)) }
    }

    /// Negotiates TLS; what was said before is forgotten (RFC 3207 §4.2), unless `keeps_read_ahead` breaks that rule.
    pub(crate) async fn secured(
        self,
        tls: &TlsConnector,
        host: ServerName<'static>,
        keeps_read_ahead: bool,
    ) -> Result<Client, Failure> {
        if self.wire.has_read_ahead() && !keeps_read_ahead {
            return Err(Failure::found("4.7.5", "the peer sent text in clear behind its answer to STARTTLS"));
        }
        let (transport, read_ahead) = self.wire.into_parts();
        let handshake = tokio::time::timeout(self.patience, tls.connect(host, transport));
        let stream = handshake
            .await
            .map_err(io::Error::from)
            .and_then(|shaken| shaken)
            .map_err(|error| Failure::found("4.7.5", format!("no TLS session with the peer: {error}")))?;
        let chain = stream.get_ref().1.peer_certificates().unwrap_or_default().to_vec();
        // Empty but for the mutation that lets a text in clear pass for answers in TLS (CVE-2021-38371).
        let wire = Wire::new(stream, self.patience).with_read_ahead(read_ahead);
        Ok(Client { wire, extensions: vec![], chain, patience: self.patience })
    }

    /// The certificates that the server presented, the leaf first.
    pub(crate) fn chain(&self) -> &[CertificateDer<'static>] {
        &self.chain
    }

    /// Opens a transaction; the size and the octets of the message decide the parameters.
    pub(crate) async fn mail(&mut self, reverse_path: Option<&Mailbox>, message: Option<&[u8]>) -> Result<(), Failure> {
        let path = reverse_path.map(Mailbox::to_string).unwrap_or_default();
        let mut line = format!("MAIL FROM:<{path}>");
        if let Some(message) = message {
            if self.offers("SIZE") {
                line += &format!(" SIZE={}", message.len());
            }
            if self.offers("8BITMIME") && !message.is_ascii() {
                line += " BODY=8BITMIME";
            }
        }
        self.positive(&line).await.map(drop)
    }

    /// Names a recipient.
    pub(crate) async fn rcpt(&mut self, recipient: &Mailbox) -> Result<(), Failure> {
        self.positive(&format!("RCPT TO:<{recipient}>")).await.map(drop)
    }

    /// Hands the message over; `Ok` means that the server took responsibility for it.
    pub(crate) async fn data(&mut self, message: &[u8]) -> Result<Reply, Failure> {
        let reply = self.command("DATA").await?;
        if reply.code != 354 {
            return Err(Failure::Refused(reply));
        }
        self.wire.write(&data::stuffed(message)).await.map_err(lost)?;
        let reply = self.reply().await?;
        if reply.is_positive() { Ok(reply) } else { Err(Failure::Refused(reply)) }
    }

    /// Takes leave (RFC 5321 §4.1.1.10); whatever the server does now changes nothing.
    pub(crate) async fn quit(mut self) {
        let _ = self.command("QUIT").await;
        self.wire.close().await;
    }

    async fn positive(&mut self, line: &str) -> Result<Reply, Failure> {
        let reply = self.command(line).await?;
        if reply.is_positive() { Ok(reply) } else { Err(Failure::Refused(reply)) }
    }

    async fn command(&mut self, line: &str) -> Result<Reply, Failure> {
        self.wire.write(format!("{line}\r\n").as_bytes()).await.map_err(lost)?;
        self.reply().await
    }

    async fn reply(&mut self) -> Result<Reply, Failure> {
        self.wire.read_reply().await.map_err(lost)
    }
}

fn lost(error: io::Error) -> Failure {
    Failure::found("4.4.2", format!("the connection was lost: {error}"))
}

async fn open(server: SocketAddr, source: Option<IpAddr>) -> io::Result<TcpStream> {
    let socket = if server.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    if let Some(source) = source {
        socket.bind(SocketAddr::new(source, 0))?;
    }
    let stream = socket.connect(server).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}
