// SPDX-License-Identifier: EUPL-1.2
//! The content of a message on the wire: dot-stuffing and the end of DATA (RFC 5321 §4.5.2).

/// Reads message content octet by octet until CRLF.CRLF, the only end there is.
#[derive(Debug)]
pub(crate) struct DataReader {
    state: State,
    limit: usize,
    content: Vec<u8>,
    bare: bool,
    too_big: bool,
}

/// Where the reader stands in its line.
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
    /// The message, unstuffed, ending with CRLF.
    Message(Vec<u8>),
    /// It holds a CR or a LF alone, which RFC 5321 §2.3.8 forbids and smuggling needs.
    BareLineEnd,
    /// It is longer than the limit.
    TooBig,
}

impl DataReader {
    /// A reader that keeps at most `limit` octets.
    pub(crate) fn new(limit: usize) -> DataReader {
        DataReader { state: State::LineStart, limit, content: Vec::new(), bare: false, too_big: false }
    }

    /// Takes octets from the front of `input` and says how many; stops behind the end.
    pub(crate) fn take(&mut self, input: &[u8]) -> usize {
        let mut rest = input;
        while !self.ended() {
            // Inside a line only its end matters: the run before it is kept at once.
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

    /// Whether CRLF.CRLF was met.
    pub(crate) fn ended(&self) -> bool {
        self.state == State::End
    }

    /// What was read.
    pub(crate) fn content(self) -> Content {
        if self.too_big {
            Content::TooBig
        } else if self.bare {
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
                // The CR held back was alone. A dot behind it does not start a line.
                self.bare = true;
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
                self.bare |= octet == b'\n';
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

/// The wire form of a message: dots doubled at line starts, CRLF.CRLF at the end.
pub(crate) fn stuffed(message: &[u8]) -> Vec<u8> {
    let mut wire = Vec::with_capacity(message.len() + message.len() / 64 + 5);
    for line in message.split_inclusive(|octet| *octet == b'\n') {
        if line.starts_with(b".") {
            wire.push(b'.');
        }
        wire.extend_from_slice(line);
    }
    if !wire.is_empty() && !wire.ends_with(b"\r\n") {
        wire.extend_from_slice(b"\r\n");
    }
    wire.extend_from_slice(b".\r\n");
    wire
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
        assert_eq!(read(&stuffed(&message)).0, Content::Message(message));
    }

    #[test]
    fn an_empty_message_ends_at_once() {
        assert_eq!(read(b".\r\n"), (Content::Message(vec![]), 3));
        assert_eq!(stuffed(b""), b".\r\n");
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
