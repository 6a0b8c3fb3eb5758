// SPDX-License-Identifier: EUPL-1.2
//! Reduces a message to facts: header fields, hashes of its parts, the delivery report it may hold.

use aws_lc_rs::digest;
use judgement::fact::{Message, MimePart, Notice};
use mail_parser::{MessageParser, MimeHeaders, PartType};

/// Every canary begins with it.
pub const CANARY_PREFIX: &str = "essai-";
/// Hexadecimal digits after the prefix.
pub const CANARY_DIGITS: usize = 16;
/// A field value longer than this is cut: evidence is capped where it is recorded.
const FIELD_LIMIT: usize = 2_000;

pub fn sha256_hex(octets: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, octets).as_ref())
}

pub fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// The facts of a message; nothing of its body is kept.
pub fn facts(octets: &[u8]) -> Message {
    let fields = fields(octets);
    let parsed = MessageParser::default().parse(octets);
    let parts = parsed.as_ref().map(parts).unwrap_or_default();
    let message_id = field(&fields, "Message-ID").map(|v| v.trim().trim_matches(['<', '>']).to_owned());
    Message {
        octets: octets.len(),
        sha256: sha256_hex(octets),
        message_id,
        canary: canary(octets, parsed.as_ref()),
        notice: parsed.as_ref().and_then(|m| notice(m, field(&fields, "Content-Type").unwrap_or_default())),
        fields,
        parts,
        mentions: Vec::new(),
    }
}

fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
}

/// Header fields in order, unfolded, as raw text; a line that is no field ends the header, as in RFC 5322 §2.1.
fn fields(octets: &[u8]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in octets.split(|b| *b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        let text = super::escaped(line, FIELD_LIMIT);
        if line.starts_with(b" ") || line.starts_with(b"\t") || text.starts_with("\\t") {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(text.trim_start_matches("\\t").trim());
            }
        } else if let Some((name, value)) = text.split_once(':') {
            fields.push((name.trim_end().to_owned(), value.trim().to_owned()));
        } else {
            break;
        }
    }
    fields
}

fn parts(message: &mail_parser::Message<'_>) -> Vec<MimePart> {
    let leaves = message.parts.iter().filter(|part| !matches!(part.body, PartType::Multipart(_)));
    leaves
        .map(|part| {
            let content_type = part.content_type().map_or_else(
                || "text/plain".to_owned(),
                |t| format!("{}/{}", t.ctype(), t.subtype().unwrap_or("*")).to_ascii_lowercase(),
            );
            let contents = match &part.body {
                PartType::Text(text) | PartType::Html(text) => {
                    text.replace("\r\n", "\n").trim_end().as_bytes().to_vec()
                }
                _ => part.contents().to_vec(),
            };
            MimePart {
                content_type,
                file_name: part.attachment_name().map(str::to_owned),
                octets: contents.len(),
                sha256: sha256_hex(&contents),
            }
        })
        .collect()
}

/// The first canary in the raw octets, or in a decoded text for a message that was encoded on its way.
fn canary(octets: &[u8], parsed: Option<&mail_parser::Message<'_>>) -> Option<String> {
    let raw = find_canary(&String::from_utf8_lossy(octets));
    raw.or_else(|| {
        let texts = parsed?.parts.iter().filter_map(|part| match &part.body {
            PartType::Text(text) | PartType::Html(text) => find_canary(text),
            _ => None,
        });
        texts.into_iter().next()
    })
}

fn find_canary(text: &str) -> Option<String> {
    text.match_indices(CANARY_PREFIX).find_map(|(at, _)| {
        let digits: String = text[at + CANARY_PREFIX.len()..].chars().take(CANARY_DIGITS).collect();
        let complete = digits.len() == CANARY_DIGITS && digits.chars().all(|c| c.is_ascii_hexdigit());
        complete.then(|| format!("{CANARY_PREFIX}{digits}"))
    })
}

/// The delivery report of RFC 3464, whatever the type of the message around it: several servers send mixed ones.
fn notice(message: &mail_parser::Message<'_>, content_type: &str) -> Option<Notice> {
    let status = message.parts.iter().find(|part| {
        part.content_type().is_some_and(|t| t.ctype() == "message" && t.subtype() == Some("delivery-status"))
    })?;
    let groups = fields_of_all_groups(status.contents());
    let value = |name: &str| field(&groups, name).map(str::to_owned);
    Some(Notice {
        content_type: content_type.split(';').next().unwrap_or_default().trim().to_owned(),
        final_recipient: value("Final-Recipient"),
        action: value("Action"),
        status: value("Status"),
        diagnostic: value("Diagnostic-Code"),
        ..Notice::default()
    })
}

fn fields_of_all_groups(octets: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(octets).replace("\r\n", "\n");
    text.split("\n\n").flat_map(|group| fields(group.as_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str = "From: mailer@x\r\nContent-Type: multipart/report;\r\n\treport-type=delivery-status; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
        Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\nStatus: 5.7.1\r\n\
        --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <essai-0123456789abcdef@x>\r\n--b--\r\n";

    #[test]
    fn a_delivery_report_is_found_with_its_fields_and_its_canary() {
        let facts = facts(NOTICE.as_bytes());
        let notice = facts.notice.expect("a notice");
        assert_eq!(notice.content_type, "multipart/report");
        assert_eq!(notice.final_recipient.as_deref(), Some("rfc822; a@b"));
        assert_eq!(notice.status.as_deref(), Some("5.7.1"));
        assert_eq!(facts.canary.as_deref(), Some("essai-0123456789abcdef"));
    }

    #[test]
    fn texts_are_compared_decoded_whatever_their_transfer_encoding() {
        let quoted = facts(b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A9t=C3=A9\r\n");
        let raw = facts(
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nété\r\n".as_bytes(),
        );
        assert_eq!(quoted.parts[0].sha256, raw.parts[0].sha256);
    }

    #[test]
    fn folded_fields_are_unfolded_and_a_message_without_header_has_none() {
        let facts = facts(b"Subject: a\r\n b\r\n\r\nbody");
        assert_eq!(facts.fields, vec![("Subject".to_owned(), "a b".to_owned())]);
        assert!(super::facts(b"\r\nbody").fields.is_empty());
    }
}
