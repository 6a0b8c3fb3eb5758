// SPDX-License-Identifier: EUPL-1.2
//! The transfer of message content: dot-stuffing and the end of DATA (RFC 5321 §4.5.2).

/// Reads message content up to CRLF.CRLF, the only end of data.
#[derive(Debug)]
pub(crate) struct DataReader {
    state: State,
    limit: usize,
    content: Vec<u8>,
    bare_line_end: bool,
    too_big: bool,
}

/// The position of the reader in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    LineStart,
    Text,
    Cr,
    Dot,
    DotCr,
    End,
}

/// What was read between 354 and the end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// The message without dot-stuffing, ending with CRLF.
    Message(Vec<u8>),
    /// It holds a bare CR or LF, which RFC 5321 §2.3.8 forbids and SMTP smuggling relies on.
    BareLineEnd,
    /// It exceeds the limit.
    TooBig,
}

impl DataReader {
    /// A reader that keeps at most `limit` octets.
    pub(crate) fn new(limit: usize) -> DataReader {
        DataReader { state: State::LineStart, limit, content: Vec::new(), bare_line_end: false, too_big: false }
    }

    /// Takes octets from the front of `input` up to the end of data, and returns their number.
    pub(crate) fn take(&mut self, input: &[u8]) -> usize {
        let mut rest = input;
        while !self.ended() {
            // Octets before the end of a line are kept in one run.
            if self.state == State::Text {
                let run = rest.iter().position(|octet| matches!(octet, b'\r' | b'\n')).unwrap_or(rest.len());
                self.keep(&rest[..run]);
                rest = &rest[run..];
            }
            let [octet, behind @ ..] = rest else { break };
            self.step(*octet);
            rest = behind;
        }
        input.len() - rest.len()
    }

    /// Whether CRLF.CRLF was read.
    pub(crate) fn ended(&self) -> bool {
        self.state == State::End
    }

    /// What was read.
    pub(crate) fn content(self) -> Content {
        if self.too_big {
            Content::TooBig
        } else if self.bare_line_end {
            Content::BareLineEnd
        } else {
            Content::Message(self.content)
        }
    }

    fn step(&mut self, octet: u8) {
        self.state = match (self.state, octet) {
            (State::LineStart, b'.') => State::Dot,
            (State::Dot, b'\r') => State::DotCr,
            (State::DotCr, b'\n') => State::End,
            (State::Cr, b'\n') => {
                self.keep(b"\r\n");
                State::LineStart
            }
            (State::Cr | State::DotCr, _) => {
                // The CR held back is bare, so a dot after it does not start a line.
                self.bare_line_end = true;
                self.keep(b"\r");
                self.text(octet)
            }
            (_, octet) => self.text(octet),
        };
    }

    fn text(&mut self, octet: u8) -> State {
        match octet {
            b'\r' => State::Cr,
            _ => {
                self.bare_line_end |= octet == b'\n';
                self.keep(&[octet]);
                State::Text
            }
        }
    }

    fn keep(&mut self, octets: &[u8]) {
        if self.content.len() + octets.len() > self.limit {
            self.too_big = true;
        } else {
            self.content.extend_from_slice(octets);
        }
    }
}

/// The message with dots doubled at line starts and CRLF.CRLF at the end.
pub(crate) fn dot_stuffed(message: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(message.len() + message.len() / 64 + 5);
    for line in message.split_inclusive(|octet| *octet == b'\n') {
        if line.starts_with(b".") {
            octets.push(b'.');
        }
        octets.extend_from_slice(line);
    }
    if !octets.is_empty() && !octets.ends_with(b"\r\n") {
        octets.extend_from_slice(b"\r\n");
    }
    octets.extend_from_slice(b".\r\n");
    octets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(wire: &[u8]) -> (Content, usize) {
        let mut reader = DataReader::new(1000);
        let taken = reader.take(wire);
        assert!(reader.ended(), "no end in {wire:?}");
        (reader.content(), taken)
    }

    #[test]
    fn dots_survive_stuffing_and_unstuffing() {
        let message = b"Subject: x\r\n\r\n.\r\n..\r\n.a\r\nb.\r\n".to_vec();
        assert_eq!(read(&dot_stuffed(&message)).0, Content::Message(message));
    }

    #[test]
    fn an_empty_message_ends_at_once() {
        assert_eq!(read(b".\r\n"), (Content::Message(vec![]), 3));
        assert_eq!(dot_stuffed(b""), b".\r\n");
    }

    #[test]
    fn commands_behind_the_end_are_left_alone() {
        assert_eq!(read(b"a\r\n.\r\nQUIT\r\n"), (Content::Message(b"a\r\n".to_vec()), 6));
    }

    #[test]
    fn the_end_is_found_across_reads() {
        let mut reader = DataReader::new(10);
        for octet in b"a\r\n.\r" {
            assert_eq!(reader.take(&[*octet]), 1);
            assert!(!reader.ended());
        }
        reader.take(b"\n");
        assert_eq!(reader.content(), Content::Message(b"a\r\n".to_vec()));
    }

    #[test]
    fn smuggled_ends_do_not_end_the_message() {
        for smuggled in ["\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r\n", "\r\n.\r\r\n", "\r\n.\rx\r\n"] {
            let wire = format!("a{smuggled}b\r\n.\r\n");
            let (content, taken) = read(wire.as_bytes());
            assert_eq!((content, taken), (Content::BareLineEnd, wire.len()), "{smuggled:?}");
        }
    }

    #[test]
    fn a_message_over_the_limit_is_read_to_its_end() {
        let mut reader = DataReader::new(3);
        assert_eq!(reader.take(b"abcd\r\n.\r\nNOOP"), 9);
        assert_eq!(reader.content(), Content::TooBig);
    }
}
