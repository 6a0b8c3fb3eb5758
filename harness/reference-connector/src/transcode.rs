// SPDX-License-Identifier: EUPL-1.2
//! Other transfer encodings for the text parts of a message, with the same decoded text (RFC 2045 §6).

use data_encoding::BASE64_MIME;

use crate::header;

/// The longest line of quoted-printable text (RFC 2045 §6.7).
const MAX_LINE: usize = 76;
/// The deepest multipart nesting that is changed.
const MAX_DEPTH: usize = 10;

/// The new encoding of text parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// For text parts with 8-bit text only.
    QuotedPrintable,
    /// For all text parts without an encoding.
    Base64,
}

/// The message with its text parts in another encoding.
pub(crate) fn transcoded(message: &[u8], encoding: Encoding) -> Vec<u8> {
    let changed = entity(message, encoding, MAX_DEPTH);
    if changed != message && header::value(message, "MIME-Version").is_none() {
        return [b"MIME-Version: 1.0\r\n", &changed[..]].concat();
    }
    changed
}

fn entity(octets: &[u8], encoding: Encoding, depth: usize) -> Vec<u8> {
    let content_type = header::value(octets, "Content-Type").unwrap_or_else(|| "text/plain".to_owned());
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (head, rest) = header::split(octets);
    // A signature covers the encoding of what it signs (RFC 1847 §2.1).
    if kind.starts_with("multipart/") && kind != "multipart/signed" && depth > 0 {
        let Some(boundary) = header::boundary(&content_type) else { return octets.to_vec() };
        return [head, &parts(rest, &boundary, |part| entity(part, encoding, depth - 1))].concat();
    }
    let encoded = match header::value(octets, "Content-Transfer-Encoding") {
        Some(present) => !["7bit", "8bit"].iter().any(|plain| plain.eq_ignore_ascii_case(&present)),
        None => false,
    };
    if !kind.starts_with("text/") || encoded || (encoding == Encoding::QuotedPrintable && rest.is_ascii()) {
        return octets.to_vec();
    }
    let body = rest.strip_prefix(b"\r\n").unwrap_or(rest);
    let (name, body) = match encoding {
        Encoding::QuotedPrintable => ("quoted-printable", quoted_printable(body)),
        Encoding::Base64 => ("base64", BASE64_MIME.encode(body).into_bytes()),
    };
    let is_encoding = |field: &[u8]| header::name(field).eq_ignore_ascii_case(b"Content-Transfer-Encoding");
    let mut changed: Vec<u8> =
        header::fields(head).into_iter().filter(|field| !is_encoding(field)).flatten().copied().collect();
    changed.extend_from_slice(format!("Content-Transfer-Encoding: {name}\r\n\r\n").as_bytes());
    changed.extend_from_slice(&body);
    changed
}

/// Changes each part between the delimiters; the CRLF before a delimiter belongs to it (RFC 2046 §5.1.1).
fn parts(body: &[u8], boundary: &str, change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut changed = Vec::with_capacity(body.len());
    let mut part: Option<Vec<u8>> = None;
    for line in body.split_inclusive(|octet| *octet == b'\n') {
        let Some(closes) = delimiter(line, boundary) else {
            part.as_mut().unwrap_or(&mut changed).extend_from_slice(line);
            continue;
        };
        if let Some(part) = part.take() {
            changed.extend_from_slice(&change(part.strip_suffix(b"\r\n").unwrap_or(&part)));
            changed.extend_from_slice(b"\r\n");
        }
        changed.extend_from_slice(line);
        part = (!closes).then(Vec::new);
    }
    changed.extend_from_slice(&part.unwrap_or_default());
    changed
}

/// Whether a line is a delimiter, and then whether it is the last one.
fn delimiter(line: &[u8], boundary: &str) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary.as_bytes())?.trim_ascii_end();
    match rest {
        b"" => Some(false),
        b"--" => Some(true),
        _ => None,
    }
}

fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(text.len() * 2);
    for line in text.split_inclusive(|octet| *octet == b'\n') {
        let (text, end) = match line.strip_suffix(b"\r\n") {
            Some(text) => (text, &b"\r\n"[..]),
            None => (line, &b""[..]),
        };
        let mut length = 0;
        for (index, octet) in text.iter().enumerate() {
            let last = index + 1 == text.len();
            let plain = matches!(octet, b'!'..=b'<' | b'>'..=b'~') || (matches!(octet, b' ' | b'\t') && !last);
            let word = if plain { char::from(*octet).to_string() } else { format!("={octet:02X}") };
            if length + word.len() >= MAX_LINE {
                encoded.extend_from_slice(b"=\r\n");
                length = 0;
            }
            encoded.extend_from_slice(word.as_bytes());
            length += word.len();
        }
        encoded.extend_from_slice(end);
    }
    encoded
}

#[cfg(test)]
mod tests {
    use mail_parser::{MessageParser, MimeHeaders};

    use super::*;

    const LONG: &str =
        "Voilà une ligne assez longue pour être coupée, avec = et une fin blanche qui reste à la fin \r\n";

    /// The texts that a foreign parser decodes, and the encodings that it read.
    fn read(message: &[u8]) -> (Vec<String>, Vec<Option<String>>) {
        let read = MessageParser::default().parse(message).unwrap();
        let leaves = read.parts.iter().filter(|part| part.is_text());
        leaves
            .map(|part| {
                let text = part.text_contents().unwrap().to_owned();
                (text, part.content_transfer_encoding().map(str::to_owned))
            })
            .unzip()
    }

    #[test]
    fn text_in_eight_bits_becomes_quoted_printable_and_decodes_to_itself() {
        let head =
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n";
        let message = format!("{head}\r\n{LONG}{LONG}");
        let changed = transcoded(message.as_bytes(), Encoding::QuotedPrintable);
        assert!(changed.is_ascii() && changed.split(|octet| *octet == b'\n').all(|line| line.len() <= 77));
        assert_eq!(read(&changed), (vec![format!("{LONG}{LONG}")], vec![Some("quoted-printable".to_owned())]));
    }

    #[test]
    fn only_the_text_parts_that_need_it_change() {
        let part = |kind: &str, body: &str| format!("--b\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{body}\r\n");
        let kept = part("text/html", "<p>plain</p>") + &part("application/x-octets", "à");
        let head = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\npréambule\r\n";
        let message = format!("{head}{}{kept}--b--\r\népilogue\r\n", part("text/plain", "à\r\n"));
        let changed = String::from_utf8(transcoded(message.as_bytes(), Encoding::QuotedPrintable)).unwrap();
        assert!(changed.starts_with(head) && changed.ends_with(&format!("{kept}--b--\r\népilogue\r\n")), "{changed}");
        assert!(changed.contains("\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A0\r\n\r\n--b\r\n"));
    }

    #[test]
    fn what_is_signed_or_encoded_already_is_left_alone() {
        let signed = "Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\nà\r\n--b--\r\n";
        let encoded = "Content-Type: text/plain\r\nContent-Transfer-Encoding: BASE64\r\n\r\n4A==\r\n";
        for message in [signed, encoded] {
            assert_eq!(transcoded(message.as_bytes(), Encoding::Base64), message.as_bytes());
        }
    }

    #[test]
    fn base64_hides_the_words_of_a_message_without_mime_and_gives_them_back() {
        let changed = transcoded(b"Subject: x\r\n\r\nessai-1\r\n", Encoding::Base64);
        assert!(changed.starts_with(b"MIME-Version: 1.0\r\nSubject: x\r\n"));
        assert!(!String::from_utf8(changed.clone()).unwrap().contains("essai-1"));
        assert_eq!(read(&changed).0, ["essai-1\r\n"]);
    }
}
