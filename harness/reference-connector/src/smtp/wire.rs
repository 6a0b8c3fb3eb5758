// SPDX-License-Identifier: EUPL-1.2
//! An SMTP connection, in clear or in TLS: lines, replies and message content.

use std::{fmt::Write as _, io, time::Duration};

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::smtp::{
    data::{Content, DataReader},
    reply::Reply,
};

/// The longest command or reply line, beyond the 512 octets of RFC 5321 §4.5.3.1 for extensions.
const LONGEST_LINE: usize = 2048;
/// The most lines that a reply may have.
const LONGEST_REPLY: usize = 100;

/// Anything SMTP can be spoken over.
pub(crate) trait Transport: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Transport for T {}

/// A connection with the octets read ahead of the current line.
pub(crate) struct Wire {
    transport: Box<dyn Transport>,
    buffer: BytesMut,
    patience: Duration,
}

/// A command line as it came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    Text(String),
    /// It ends with a bare LF, is too long, or is no UTF-8.
    Malformed,
}

impl Wire {
    /// A connection on which each read or write may last `patience`.
    pub(crate) fn new(transport: impl Transport + 'static, patience: Duration) -> Wire {
        Wire { transport: Box::new(transport), buffer: BytesMut::new(), patience }
    }

    /// Gives the transport up for a TLS handshake, with what was read ahead in clear text.
    pub(crate) fn into_parts(self) -> (Box<dyn Transport>, BytesMut) {
        (self.transport, self.buffer)
    }

    /// Puts octets in front of those to come.
    pub(crate) fn with_read_ahead(mut self, octets: BytesMut) -> Wire {
        self.buffer = octets;
        self
    }

    /// Whether octets came ahead of their turn.
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
            if searched > LONGEST_LINE {
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
            let (code, more, text) = Reply::parse_line(&line).ok_or_else(malformed)?;
            let reply = reply.get_or_insert_with(|| Reply::plain(code, vec![]));
            if reply.code != code || reply.lines.len() == LONGEST_REPLY {
                return Err(malformed());
            }
            reply.lines.push(text.to_owned());
            if !more {
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
        tokio::time::timeout(self.patience, written).await?
    }

    /// Says goodbye to the transport: TLS close_notify, then FIN.
    pub(crate) async fn close(&mut self) {
        // The conversation is over; a peer that is already gone changes nothing.
        let _ = tokio::time::timeout(self.patience, self.transport.shutdown()).await;
    }

    async fn fill(&mut self) -> io::Result<usize> {
        // With less room, what one segment brings behind STARTTLS or its answer would be read only in part.
        self.buffer.reserve(LONGEST_LINE);
        tokio::time::timeout(self.patience, self.transport.read_buf(&mut self.buffer)).await?
    }
}

fn text_line(line: &[u8]) -> Line {
    let text = line.strip_suffix(b"\r\n").filter(|text| text.len() <= LONGEST_LINE && !text.contains(&b'\r'));
    match text.and_then(|text| std::str::from_utf8(text).ok()) {
        Some(text) => Line::Text(text.to_owned()),
        None => Line::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines(input: &[u8]) -> Vec<Option<Line>> {
        let mut wire = Wire::new(io::Cursor::new(input.to_vec()), Duration::from_secs(5));
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
        let mut long = vec![b'x'; 3 * LONGEST_LINE];
        long.extend_from_slice(b"\r\nNOOP\n");
        assert_eq!(lines(&long).await, [Some(Line::Malformed), Some(Line::Malformed), None]);
    }

    #[tokio::test]
    async fn replies_of_several_lines_are_gathered() {
        let mut wire = Wire::new(io::Cursor::new(b"250-a\r\n250 b\r\n".to_vec()), Duration::from_secs(5));
        let reply = wire.read_reply().await.unwrap();
        assert_eq!(reply, Reply::plain(250, vec!["a".to_owned(), "b".to_owned()]));
    }

    #[tokio::test]
    async fn a_reply_that_changes_its_code_is_malformed() {
        let mut wire = Wire::new(io::Cursor::new(b"250-a\r\n550 b\r\n".to_vec()), Duration::from_secs(5));
        assert_eq!(wire.read_reply().await.unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
