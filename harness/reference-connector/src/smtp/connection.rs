// SPDX-License-Identifier: EUPL-1.2
//! An SMTP connection, in cleartext or in TLS: lines, replies and message content.

use std::{fmt::Write as _, io, time::Duration};

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::smtp::{
    data::{Content, DataReader},
    reply::{Reply, ReplyLine},
};

/// The longest command or reply line in octets; RFC 5321 §4.5.3.1 lets extensions exceed 512.
const MAX_LINE: usize = 2048;
/// The most lines of a reply.
const MAX_REPLY_LINES: usize = 100;

/// A stream that carries SMTP or HTTP.
pub(crate) trait Transport: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Transport for T {}

/// A connection with the octets read behind the current line.
pub(crate) struct Connection {
    transport: Box<dyn Transport>,
    buffer: BytesMut,
    timeout: Duration,
}

/// A received line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    Text(String),
    /// A line that ends with a bare LF, is too long, or is not UTF-8.
    Malformed,
}

impl Connection {
    /// A connection on which each read or write may last `timeout`.
    pub(crate) fn new(transport: impl Transport + 'static, timeout: Duration) -> Connection {
        Connection { transport: Box::new(transport), buffer: BytesMut::new(), timeout }
    }

    /// The transport for a TLS handshake, and the octets read ahead in cleartext.
    pub(crate) fn into_parts(self) -> (Box<dyn Transport>, BytesMut) {
        (self.transport, self.buffer)
    }

    /// The connection with these octets to be read first.
    pub(crate) fn with_read_ahead(mut self, octets: BytesMut) -> Connection {
        self.buffer = octets;
        self
    }

    /// Whether octets were read ahead.
    pub(crate) fn has_read_ahead(&self) -> bool {
        !self.buffer.is_empty()
    }

    /// Reads a line; `None` when the other side closes between two lines.
    pub(crate) async fn read_line(&mut self) -> io::Result<Option<Line>> {
        let mut searched = 0;
        let mut too_long = false;
        loop {
            if let Some(end) = self.buffer[searched..].iter().position(|octet| *octet == b'\n') {
                let line = self.buffer.split_to(searched + end + 1);
                return Ok(Some(if too_long { Line::Malformed } else { text_line(&line) }));
            }
            searched = self.buffer.len();
            if searched > MAX_LINE {
                too_long = true;
                self.buffer.clear();
                searched = 0;
            }
            if self.fill().await? == 0 {
                let clean = self.buffer.is_empty() && !too_long;
                return if clean { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
        }
    }

    /// Reads message content up to CRLF.CRLF.
    pub(crate) async fn read_content(&mut self, limit: usize) -> io::Result<Content> {
        let mut reader = DataReader::new(limit);
        loop {
            let taken = reader.take(&self.buffer);
            self.buffer.advance(taken);
            if reader.ended() {
                return Ok(reader.content());
            }
            if self.fill().await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }

    /// Reads a whole reply.
    pub(crate) async fn read_reply(&mut self) -> io::Result<Reply> {
        let malformed = || io::Error::new(io::ErrorKind::InvalidData, "malformed SMTP reply");
        let mut reply: Option<Reply> = None;
        loop {
            let line = match self.read_line().await? {
                Some(Line::Text(line)) => line,
                Some(Line::Malformed) => return Err(malformed()),
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            };
            let ReplyLine { code, is_last, text } = ReplyLine::parse(&line).ok_or_else(malformed)?;
            let reply = reply.get_or_insert_with(|| Reply::plain(code, vec![]));
            if reply.code != code || reply.lines.len() == MAX_REPLY_LINES {
                return Err(malformed());
            }
            reply.lines.push(text.to_owned());
            if is_last {
                return Ok(reply.clone());
            }
        }
    }

    /// Writes a reply.
    pub(crate) async fn write_reply(&mut self, reply: &Reply) -> io::Result<()> {
        let mut text = String::new();
        for (index, line) in reply.lines.iter().enumerate() {
            let separator = if index + 1 == reply.lines.len() { ' ' } else { '-' };
            // Writing into a String cannot fail.
            let _ = write!(text, "{}{separator}{line}\r\n", reply.code);
        }
        self.write(text.as_bytes()).await
    }

    /// Writes octets and flushes them.
    pub(crate) async fn write(&mut self, octets: &[u8]) -> io::Result<()> {
        let written = async {
            self.transport.write_all(octets).await?;
            self.transport.flush().await
        };
        tokio::time::timeout(self.timeout, written).await?
    }

    /// Closes the transport: TLS close_notify, then FIN.
    pub(crate) async fn close(&mut self) {
        // The session is over: an error here has no consequence.
        let _ = tokio::time::timeout(self.timeout, self.transport.shutdown()).await;
    }

    async fn fill(&mut self) -> io::Result<usize> {
        // The reserve takes a whole segment, so that all octets behind STARTTLS are seen as read ahead.
        self.buffer.reserve(MAX_LINE);
        tokio::time::timeout(self.timeout, self.transport.read_buf(&mut self.buffer)).await?
    }
}

fn text_line(line: &[u8]) -> Line {
    let text = line.strip_suffix(b"\r\n").filter(|text| text.len() <= MAX_LINE && !text.contains(&b'\r'));
    match text.and_then(|text| std::str::from_utf8(text).ok()) {
        Some(text) => Line::Text(text.to_owned()),
        None => Line::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines(input: &[u8]) -> Vec<Option<Line>> {
        let mut wire = Connection::new(io::Cursor::new(input.to_vec()), Duration::from_secs(5));
        let mut lines = Vec::new();
        while let Ok(line) = wire.read_line().await {
            let last = line.is_none();
            lines.push(line);
            if last {
                break;
            }
        }
        lines
    }

    #[tokio::test]
    async fn pipelined_lines_are_separated() {
        let text = |text: &str| Some(Line::Text(text.to_owned()));
        assert_eq!(lines(b"NOOP\r\nQUIT\r\n").await, [text("NOOP"), text("QUIT"), None]);
    }

    #[tokio::test]
    async fn bare_line_feeds_and_endless_lines_are_malformed() {
        let mut long = vec![b'x'; 3 * MAX_LINE];
        long.extend_from_slice(b"\r\nNOOP\n");
        assert_eq!(lines(&long).await, [Some(Line::Malformed), Some(Line::Malformed), None]);
    }

    #[tokio::test]
    async fn replies_of_several_lines_are_gathered() {
        let mut wire = Connection::new(io::Cursor::new(b"250-a\r\n250 b\r\n".to_vec()), Duration::from_secs(5));
        let reply = wire.read_reply().await.unwrap();
        assert_eq!(reply, Reply::plain(250, vec!["a".to_owned(), "b".to_owned()]));
    }

    #[tokio::test]
    async fn a_reply_that_changes_its_code_is_malformed() {
        let mut wire = Connection::new(io::Cursor::new(b"250-a\r\n550 b\r\n".to_vec()), Duration::from_secs(5));
        assert_eq!(wire.read_reply().await.unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
