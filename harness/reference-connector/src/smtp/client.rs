// SPDX-License-Identifier: EUPL-1.2
//! The SMTP client: one connection, one transaction at a time.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use rustls::pki_types::{CertificateDer, ServerName};
use tokio::{
    net::{TcpSocket, TcpStream},
    time,
};
use tokio_rustls::TlsConnector;

use crate::smtp::{
    connection::Connection, data, failure::DeliveryFailure, mailbox::Mailbox, path::ReversePath, reply::Reply,
};

/// A connection to an SMTP server that has sent a positive greeting.
pub(crate) struct Client {
    connection: Connection,
    /// The keywords of the last EHLO reply, in upper case.
    extensions: Vec<String>,
    /// The certificates that the server presented, leaf first; none in cleartext.
    chain: Vec<CertificateDer<'static>>,
    timeout: Duration,
}

impl Client {
    /// Connects, from the given local address if any, and reads the greeting.
    pub(crate) async fn connect(
        server: SocketAddr,
        source: Option<IpAddr>,
        timeout: Duration,
    ) -> Result<Client, DeliveryFailure> {
        let no_answer =
            |error: io::Error| DeliveryFailure::local("4.4.1", format!("no connection to {server}: {error}"));
        let connecting = time::timeout(timeout, open(server, source));
        let stream = connecting.await.map_err(io::Error::from).and_then(|opened| opened).map_err(no_answer)?;
        let connection = Connection::new(stream, timeout);
        let mut client = Client { connection, extensions: vec![], chain: vec![], timeout };
        let greeting = client.reply().await?;
        if greeting.code == 220 {
            return Ok(client);
        }
        // RFC 5321 §3.1: a server that greets with 554 still waits for QUIT.
        client.quit().await;
        Err(DeliveryFailure::Remote(greeting))
    }

    /// Sends EHLO and keeps the extensions offered.
    pub(crate) async fn ehlo(&mut self, own_name: &str) -> Result<(), DeliveryFailure> {
        let reply = self.positive(&format!("EHLO {own_name}")).await?;
        let keyword = |line: &String| line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        self.extensions = reply.lines.iter().skip(1).map(keyword).collect();
        Ok(())
    }

    /// Whether the last EHLO reply holds the keyword, given in upper case.
    pub(crate) fn offers(&self, keyword: &str) -> bool {
        self.extensions.iter().any(|offered| offered == keyword)
    }

    /// Sends STARTTLS; [`Client::handshake`] must follow a positive reply.
    pub(crate) async fn starttls(&mut self) -> Result<(), DeliveryFailure> {
        let reply = self.command("STARTTLS").await?;
        if reply.code == 220 { Ok(()) } else { Err(DeliveryFailure::Remote(reply)) }
    }

    /// Negotiates TLS and forgets the extensions (RFC 3207 §4.2).
    ///
    /// Replies received in cleartext behind the one to STARTTLS are an error, unless `keeps_read_ahead` takes them.
    pub(crate) async fn handshake(
        self,
        tls: &TlsConnector,
        host: ServerName<'static>,
        keeps_read_ahead: bool,
    ) -> Result<Client, DeliveryFailure> {
        if self.connection.has_read_ahead() && !keeps_read_ahead {
            let reason = "the peer sent text in clear behind its answer to STARTTLS";
            return Err(DeliveryFailure::local("4.7.5", reason));
        }
        let (transport, read_ahead) = self.connection.into_parts();
        let handshake = time::timeout(self.timeout, tls.connect(host, transport));
        let stream = handshake
            .await
            .map_err(io::Error::from)
            .and_then(|result| result)
            .map_err(|error| DeliveryFailure::local("4.7.5", format!("no TLS session with the peer: {error}")))?;
        let chain = stream.get_ref().1.peer_certificates().unwrap_or_default().to_vec();
        // Empty except under the mutation that reproduces CVE-2021-38371.
        let connection = Connection::new(stream, self.timeout).with_read_ahead(read_ahead);
        Ok(Client { connection, extensions: vec![], chain, timeout: self.timeout })
    }

    /// The certificates that the server presented, leaf first.
    pub(crate) fn chain(&self) -> &[CertificateDer<'static>] {
        &self.chain
    }

    /// Opens a transaction, with the parameters that the size and the octets of the message call for.
    pub(crate) async fn mail(
        &mut self,
        reverse_path: &ReversePath,
        message: Option<&[u8]>,
    ) -> Result<(), DeliveryFailure> {
        let mut line = format!("MAIL FROM:<{reverse_path}>");
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
    pub(crate) async fn rcpt(&mut self, recipient: &Mailbox) -> Result<(), DeliveryFailure> {
        self.positive(&format!("RCPT TO:<{recipient}>")).await.map(drop)
    }

    /// Transfers the message; `Ok` means that the server took responsibility for it (RFC 5321 §6.1).
    pub(crate) async fn data(&mut self, message: &[u8]) -> Result<(), DeliveryFailure> {
        let reply = self.command("DATA").await?;
        if reply.code != 354 {
            return Err(DeliveryFailure::Remote(reply));
        }
        self.connection.write(&data::dot_stuffed(message)).await.map_err(connection_lost)?;
        positive(self.reply().await?).map(drop)
    }

    /// Sends QUIT, waits for its reply and closes (RFC 5321 §4.1.1.10).
    pub(crate) async fn quit(mut self) {
        // The transaction is over: an error at QUIT has no consequence.
        let _ = self.command("QUIT").await;
        self.connection.close().await;
    }

    async fn positive(&mut self, line: &str) -> Result<Reply, DeliveryFailure> {
        self.command(line).await.and_then(positive)
    }

    async fn command(&mut self, line: &str) -> Result<Reply, DeliveryFailure> {
        self.connection.write(format!("{line}\r\n").as_bytes()).await.map_err(connection_lost)?;
        self.reply().await
    }

    async fn reply(&mut self) -> Result<Reply, DeliveryFailure> {
        self.connection.read_reply().await.map_err(connection_lost)
    }
}

fn positive(reply: Reply) -> Result<Reply, DeliveryFailure> {
    if reply.is_positive() { Ok(reply) } else { Err(DeliveryFailure::Remote(reply)) }
}

fn connection_lost(error: io::Error) -> DeliveryFailure {
    DeliveryFailure::local("4.4.2", format!("the connection was lost: {error}"))
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
