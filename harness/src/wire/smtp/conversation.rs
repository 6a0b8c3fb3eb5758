// SPDX-License-Identifier: EUPL-1.2
//! Lines and replies over a stream, with limits on time and size, every octet accounted for.

use crate::wire::{Reporter, tls};
use judgement::escaped;
use judgement::fact::{Ending, Fact, Party, SessionId};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::Instant;

/// RFC 5321 §4.5.3.1.5 allows 512 octets; twice the usual generosity is enough for any honest server.
const LINE_LIMIT: usize = 2_048;
const REPLY_LINES_LIMIT: usize = 100;
/// Characters of one line kept in the evidence.
const SHOWN_LIMIT: usize = 500;
/// A message that a player takes is at most so long.
const MESSAGE_LIMIT: usize = 64 << 20;
/// How long the farewell of TLS and TCP may take.
const CLOSING: Duration = Duration::from_secs(1);

/// A stream in clear or inside TLS.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// One SMTP dialogue, reported line by line.
pub struct Conversation {
    stream: Box<dyn Stream>,
    received: Vec<u8>,
    pub session: SessionId,
    pub reporter: Reporter,
    pub clear: bool,
    step: Duration,
}

/// A complete reply; its lines are joined with `|`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    pub text: String,
}

impl Conversation {
    pub fn new(stream: Box<dyn Stream>, session: SessionId, reporter: Reporter, step: Duration) -> Conversation {
        Conversation { stream, received: Vec::new(), session, reporter, clear: true, step }
    }

    /// Takes the stream away for a TLS handshake; what was received in clear is dropped and reported.
    pub fn into_stream(mut self) -> (Box<dyn Stream>, SessionId, Reporter, Duration) {
        self.report_unsolicited();
        (self.stream, self.session, self.reporter, self.step)
    }

    pub fn see(&self, fact: Fact) {
        self.reporter.see(fact);
    }

    fn line_seen(&self, by: Party, octets: &[u8]) {
        let text = escaped(octets, SHOWN_LIMIT);
        self.see(Fact::Line { session: self.session, by, text, clear: self.clear });
    }

    /// Reports octets that nobody asked for.
    pub fn report_unsolicited(&mut self) {
        if !self.received.is_empty() {
            let text = escaped(&std::mem::take(&mut self.received), SHOWN_LIMIT);
            self.see(Fact::Unsolicited { session: self.session, text, clear: self.clear });
        }
    }

    /// Takes in what has already arrived, without waiting for more. What is wrong with the stream is found out by the
    /// next one to read from it.
    async fn take_in(&mut self) {
        let mut chunk = [0u8; 8_192];
        while self.received.len() <= LINE_LIMIT {
            let mut buffer = ReadBuf::new(&mut chunk);
            let stream = &mut self.stream;
            let arrived = std::future::poll_fn(|context| {
                Poll::Ready(Pin::new(&mut *stream).poll_read(context, &mut buffer).is_ready())
            });
            if !arrived.await || buffer.filled().is_empty() {
                return;
            }
            self.received.extend_from_slice(buffer.filled());
        }
    }

    /// Says a command. Octets that arrived before it answer nothing and are reported as unsolicited; but for a 421,
    /// which a server may say at any time before it closes (RFC 5321 §3.8) and which is heard as the answer.
    pub async fn ask(&mut self, line: &str) -> Result<(), Ending> {
        self.ask_with(line, "").await
    }

    /// The same with more octets in the same packet.
    pub async fn ask_with(&mut self, line: &str, more: &str) -> Result<(), Ending> {
        self.take_in().await;
        if !self.received.starts_with(b"421") {
            self.report_unsolicited();
        }
        self.say_with(line, more).await
    }

    /// Says a line; octets that arrived before it are reported as unsolicited.
    pub async fn say(&mut self, line: &str) -> Result<(), Ending> {
        self.report_unsolicited();
        self.say_with(line, "").await
    }

    /// Says a line and more octets in the same packet.
    pub async fn say_with(&mut self, line: &str, more: &str) -> Result<(), Ending> {
        self.line_seen(Party::Us, line.as_bytes());
        for injected in more.lines() {
            self.line_seen(Party::Us, injected.as_bytes());
        }
        self.write(format!("{line}\r\n{more}").as_bytes()).await
    }

    pub async fn write(&mut self, octets: &[u8]) -> Result<(), Ending> {
        let write = async {
            self.stream.write_all(octets).await?;
            self.stream.flush().await
        };
        // A write deadline bounds a receiver that stopped reading.
        match tokio::time::timeout(self.step * 3, write).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(tls::ending_of(&error)),
            Err(_) => Err(self.silence()),
        }
    }

    fn silence(&self) -> Ending {
        Ending::Silence { waited_ms: u64::try_from(self.step.as_millis()).unwrap_or(u64::MAX) }
    }

    /// Reports what was never read, then ends the session as TLS and TCP want it: close_notify (RFC 8446 §6.1), then FIN.
    pub async fn close(mut self) {
        self.report_unsolicited();
        // The other side may be gone already: nothing of it is judged.
        let _ = tokio::time::timeout(CLOSING, self.stream.shutdown()).await;
    }

    /// The next line without its end, before the deadline.
    async fn line(&mut self, deadline: Instant) -> Result<Vec<u8>, Ending> {
        loop {
            let end = self.received.iter().position(|b| *b == b'\n');
            if let Some(end) = end.filter(|end| *end <= LINE_LIMIT) {
                let mut line: Vec<u8> = self.received.drain(..=end).collect();
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            if self.received.len() > LINE_LIMIT {
                let shown = escaped(&self.received, 80);
                return Err(Ending::Protocol { what: format!("a line of more than {LINE_LIMIT} octets: {shown}") });
            }
            self.read_more(deadline).await?;
        }
    }

    async fn read_more(&mut self, deadline: Instant) -> Result<(), Ending> {
        let mut chunk = [0u8; 8_192];
        match tokio::time::timeout_at(deadline, self.stream.read(&mut chunk)).await {
            Ok(Ok(0)) => Err(Ending::Closed),
            Ok(Ok(n)) => {
                self.received.extend_from_slice(&chunk[..n]);
                Ok(())
            }
            Ok(Err(error)) => Err(tls::ending_of(&error)),
            Err(_) => Err(self.silence()),
        }
    }

    /// A whole reply of the connector (RFC 5321 §4.2.1), within one step.
    pub async fn reply(&mut self) -> Result<Reply, Ending> {
        let deadline = Instant::now() + self.step;
        let mut code = None;
        let mut lines: Vec<String> = Vec::new();
        while lines.len() < REPLY_LINES_LIMIT {
            let line = self.line(deadline).await?;
            self.line_seen(Party::Sut, &line);
            let (number, more, text) = reply_line(&line)?;
            if *code.get_or_insert(number) != number {
                return Err(Ending::Protocol { what: "a multi-line reply with different codes".into() });
            }
            lines.push(text);
            if !more {
                return Ok(Reply { code: number, text: lines.join("|") });
            }
        }
        Err(Ending::Protocol { what: format!("a reply of more than {REPLY_LINES_LIMIT} lines") })
    }

    /// A command of the connector.
    pub async fn command(&mut self) -> Result<String, Ending> {
        let line = self.line(Instant::now() + self.step).await?;
        self.line_seen(Party::Sut, &line);
        Ok(String::from_utf8_lossy(&line).into_owned())
    }

    /// Listens without answering: a client that speaks now has heard an answer that was never given.
    pub async fn overhear(&mut self, window: Duration) -> Result<(), Ending> {
        match self.read_more(Instant::now() + window).await {
            Ok(()) => {
                let text = escaped(&self.received, SHOWN_LIMIT);
                self.see(Fact::Unsolicited { session: self.session, text, clear: self.clear });
                Ok(())
            }
            Err(Ending::Silence { .. }) => Ok(()),
            Err(ending) => Err(ending),
        }
    }

    /// A message up to its final dot, unstuffed (RFC 5321 §4.5.2); its lines do not enter the transcript.
    pub async fn message(&mut self) -> Result<Vec<u8>, Ending> {
        let mut searched = 0;
        loop {
            if self.received.starts_with(b".\r\n") {
                self.received.drain(..3);
                return Ok(Vec::new());
            }
            if let Some(at) = find(&self.received[searched..], b"\r\n.\r\n") {
                let end = searched + at;
                let stuffed: Vec<u8> = self.received.drain(..end + 5).take(end + 2).collect();
                return Ok(unstuffed(&stuffed));
            }
            searched = self.received.len().saturating_sub(4);
            if self.received.len() > MESSAGE_LIMIT {
                return Err(Ending::Protocol { what: format!("a message of more than {MESSAGE_LIMIT} octets") });
            }
            self.read_more(Instant::now() + self.step).await?;
        }
    }

    pub fn step(&self) -> Duration {
        self.step
    }
}

fn reply_line(line: &[u8]) -> Result<(u16, bool, String), Ending> {
    let shown = escaped(line, 120);
    let malformed = || Ending::Protocol { what: format!("not an SMTP reply: {shown}") };
    let digits = line.get(..3).filter(|d| d.iter().all(u8::is_ascii_digit)).ok_or_else(malformed)?;
    let code: u16 = String::from_utf8_lossy(digits).parse().map_err(|_| malformed())?;
    if !(200..600).contains(&code) {
        return Err(malformed());
    }
    match line.get(3) {
        None => Ok((code, false, String::new())),
        Some(b' ') => Ok((code, false, escaped(&line[4..], SHOWN_LIMIT))),
        Some(b'-') => Ok((code, true, escaped(&line[4..], SHOWN_LIMIT))),
        Some(_) => Err(malformed()),
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// The lines of a message: only CRLF ends one (RFC 5321 §2.3.8), so that a bare LF hides no dot.
fn lines(octets: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = octets;
    std::iter::from_fn(move || {
        let end = find(rest, b"\r\n").map_or(rest.len(), |at| at + 2);
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

fn unstuffed(octets: &[u8]) -> Vec<u8> {
    lines(octets).flat_map(|line| line.strip_prefix(b".").unwrap_or(line)).copied().collect()
}

/// A message as it goes on the wire: dots stuffed, final dot added.
pub fn stuffed(message: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(message.len() + 64);
    for line in lines(message) {
        if line.first() == Some(&b'.') {
            octets.push(b'.');
        }
        octets.extend_from_slice(line);
    }
    if !octets.ends_with(b"\r\n") {
        octets.extend_from_slice(b"\r\n");
    }
    octets.extend_from_slice(b".\r\n");
    octets
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::AtomicU32;

    fn conversation(octets: &'static [u8]) -> Conversation {
        let (mut far, near) = tokio::io::duplex(1 << 20);
        tokio::spawn(async move { far.write_all(octets).await });
        let reporter = Reporter::new(Arc::new(AtomicU32::new(0)), |_| ());
        Conversation::new(Box::new(near), 1, reporter, Duration::from_millis(500))
    }

    #[tokio::test]
    async fn a_multi_line_reply_is_read_whole() {
        let reply = conversation(b"250-mx\r\n250-SIZE 10\r\n250 STARTTLS\r\n").reply().await;
        assert_eq!(reply, Ok(Reply { code: 250, text: "mx|SIZE 10|STARTTLS".into() }));
    }

    #[tokio::test]
    async fn what_is_no_reply_is_a_protocol_error_and_what_never_comes_is_silence() {
        for octets in [&b"HTTP/1.1 400 Bad\r\n"[..], b"2500 ok\r\n", b"99x\r\n", b"250-a\r\n550 b\r\n"] {
            let reply = conversation(octets).reply().await;
            assert!(matches!(reply, Err(Ending::Protocol { .. })), "{reply:?}");
        }
        // The far end is dropped after its octets: an unfinished line ends as closed.
        assert_eq!(conversation(b"250 never ended").reply().await, Err(Ending::Closed));
    }

    #[tokio::test]
    async fn dots_are_unstuffed_and_only_crlf_dot_crlf_ends_a_message() {
        let octets = b"..a\r\nb\n.\nc\r\n.\r\nQUIT\r\n";
        assert_eq!(conversation(octets).message().await, Ok(b".a\r\nb\n.\nc\r\n".to_vec()));
    }

    #[test]
    fn stuffing_is_undone_by_unstuffing() {
        let message = b".x\r\n..y\r\n\r\n.\r\n";
        let wire = stuffed(message);
        assert_eq!(unstuffed(&wire[..wire.len() - 3]), message);
    }
}
