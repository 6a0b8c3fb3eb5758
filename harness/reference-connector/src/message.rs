// SPDX-License-Identifier: EUPL-1.2
//! The changes that relaying makes to a message: one Received field, and those of mutations.

use std::{
    hash::{BuildHasher, RandomState},
    net::IpAddr,
};

use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use crate::{
    header,
    mutation::Mutation,
    transcode::{Encoding, transcoded},
};

/// The most Received fields of a message that is not in a loop (RFC 5321 §6.3).
const MAX_RECEIVED_FIELDS: usize = 100;

/// The content of a Received field (RFC 5321 §4.4).
#[derive(Debug)]
pub(crate) struct Trace<'a> {
    pub(crate) client_name: &'a str,
    pub(crate) client: IpAddr,
    pub(crate) own_name: &'a str,
    /// `ESMTP` or `ESMTPS` (RFC 3848).
    pub(crate) protocol: &'static str,
}

/// The message with its trace information, changed by the mutation if that is one of messages.
pub(crate) fn relayed(message: &[u8], trace: &Trace<'_>, mutation: Option<Mutation>) -> Vec<u8> {
    let mutated = mutation.and_then(|mutation| mutated(message, mutation));
    let message = mutated.as_deref().unwrap_or(message);
    let mut relayed = received_field(trace).into_bytes();
    relayed.extend_from_slice(message);
    relayed
}

/// The message without its Message-ID and with its text in base64, for the mutation that hides it.
pub(crate) fn stripped(message: &[u8]) -> Vec<u8> {
    let anonymous = without_fields(message, |name| name.eq_ignore_ascii_case(b"Message-ID"));
    transcoded(&anonymous, Encoding::Base64)
}

/// Whether the message has too many Received fields (RFC 5321 §6.3).
pub(crate) fn loops(message: &[u8]) -> bool {
    let (header, _) = header::split(message);
    let received =
        header::fields(header).into_iter().filter(|field| header::name(field).eq_ignore_ascii_case(b"Received"));
    received.count() > MAX_RECEIVED_FIELDS
}

/// The present time in the form of a Date field.
pub(crate) fn date() -> String {
    // The format fails only for years that need more than four digits.
    OffsetDateTime::now_utc().format(&Rfc2822).unwrap_or_default()
}

/// Unique text for Message-IDs and boundaries.
pub(crate) fn unique() -> String {
    let moment = OffsetDateTime::now_utc().unix_timestamp_nanos();
    // Each RandomState has new keys, so its hash is a random number.
    format!("{moment:x}.{:016x}", RandomState::new().hash_one(moment))
}

fn received_field(trace: &Trace<'_>) -> String {
    let client = match trace.client {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("IPv6:{address}"),
    };
    let Trace { client_name, own_name, protocol, .. } = trace;
    format!("Received: from {client_name} ([{client}])\r\n\tby {own_name} with {protocol};\r\n\t{}\r\n", date())
}

fn mutated(message: &[u8], mutation: Mutation) -> Option<Vec<u8>> {
    match mutation {
        Mutation::StripsMssHeaders => Some(without_fields(message, |name| {
            name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case(b"X-MSS-"))
        })),
        Mutation::ConvertsToQuotedPrintable => Some(transcoded(message, Encoding::QuotedPrintable)),
        Mutation::RewritesMessageId => Some(with_fields(message, |field| {
            if header::name(field).eq_ignore_ascii_case(b"Message-ID") {
                format!("Message-ID: <{}@rewritten.invalid>\r\n", unique()).into_bytes()
            } else {
                field.to_vec()
            }
        })),
        Mutation::ReencodesText => {
            Some(message.iter().map(|octet| if octet.is_ascii() { *octet } else { b'?' }).collect())
        }
        Mutation::DropsAttachments => without_last_part(message),
        _ => None,
    }
}

fn without_fields(message: &[u8], unwanted: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    with_fields(message, |field| if unwanted(header::name(field)) { vec![] } else { field.to_vec() })
}

fn with_fields(message: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let (header, rest) = header::split(message);
    let mut changed: Vec<u8> = header::fields(header).into_iter().flat_map(change).collect();
    changed.extend_from_slice(rest);
    changed
}

fn without_last_part(message: &[u8]) -> Option<Vec<u8>> {
    let content_type = header::value(message, "Content-Type")?;
    let delimiter = format!("\r\n--{}", header::boundary(&content_type)?);
    let found = |text: &[u8]| text.windows(delimiter.len()).rposition(|octets| octets == delimiter.as_bytes());
    let close = found(message)?;
    let last = found(&message[..close])?;
    Some([&message[..last], &message[close..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE: Trace<'static> = Trace {
        client_name: "mss.peer.test",
        client: IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
        own_name: "mss.own.test",
        protocol: "ESMTPS",
    };
    const MESSAGE: &str = "Message-ID: <1@x.test>\r\nX-MSS-NIL: 123\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
                           --b\r\n\r\ncôté\r\n--b\r\n\r\nPDF\r\n--b--\r\n";

    fn after(mutation: Mutation) -> String {
        let relayed = relayed(MESSAGE.as_bytes(), &TRACE, Some(mutation));
        String::from_utf8(relayed).unwrap().split_once("Message-ID").unwrap().1.to_owned()
    }

    #[test]
    fn one_received_line_is_added_and_nothing_else_changes() {
        let relayed = relayed(MESSAGE.as_bytes(), &TRACE, None);
        let trace = relayed.strip_suffix(MESSAGE.as_bytes()).unwrap();
        let trace = std::str::from_utf8(trace).unwrap();
        assert!(
            trace.starts_with("Received: from mss.peer.test ([127.0.0.1])\r\n\tby mss.own.test with ESMTPS;\r\n\t")
        );
        assert_eq!(header::fields(trace.as_bytes()).len(), 1);
    }

    #[test]
    fn each_mutation_of_messages_changes_one_thing() {
        assert!(!after(Mutation::StripsMssHeaders).contains("X-MSS"));
        assert!(after(Mutation::ReencodesText).contains("c??t??"));
        assert!(after(Mutation::RewritesMessageId).contains("@rewritten.invalid>"));
        let cut = after(Mutation::DropsAttachments);
        assert!(cut.contains("côté\r\n--b--\r\n") && !cut.contains("PDF"), "{cut}");
    }

    #[test]
    fn text_becomes_quoted_printable_under_the_mutation_that_converts_it() {
        let quoted = after(Mutation::ConvertsToQuotedPrintable);
        assert!(quoted.contains("--b\r\n\r\n") && quoted.is_ascii(), "{quoted}");
    }

    #[test]
    fn a_stripped_message_has_no_message_id_and_no_readable_text() {
        let stripped = String::from_utf8(stripped(MESSAGE.as_bytes())).unwrap();
        assert!(!["Message-ID", "PDF", "côté"].iter().any(|word| stripped.contains(word)), "{stripped}");
    }

    #[test]
    fn other_mutations_leave_messages_alone() {
        assert!(MESSAGE.ends_with(&after(Mutation::IgnoresMxName)));
    }

    #[test]
    fn a_message_with_too_many_received_lines_loops() {
        assert!(loops(&b"Received: x\r\n".repeat(101)));
        assert!(!loops(&b"Received: x\r\n".repeat(100)));
    }
}
