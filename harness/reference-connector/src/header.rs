// SPDX-License-Identifier: EUPL-1.2
//! The header section of a message, read without changing an octet.

/// Splits a message after the last header field; the rest starts with the empty line, if any.
pub(crate) fn split(message: &[u8]) -> (&[u8], &[u8]) {
    if message.starts_with(b"\r\n") {
        return message.split_at(0);
    }
    match message.windows(4).position(|octets| octets == b"\r\n\r\n") {
        Some(end) => message.split_at(end + 2),
        None => (message, &[]),
    }
}

/// The header fields, folded lines and final CRLF included.
pub(crate) fn fields(header: &[u8]) -> Vec<&[u8]> {
    let mut fields = Vec::new();
    let mut start = 0;
    let mut position = 0;
    for line in header.split_inclusive(|octet| *octet == b'\n') {
        if position > start && !line.starts_with(b" ") && !line.starts_with(b"\t") {
            fields.push(&header[start..position]);
            start = position;
        }
        position += line.len();
    }
    if position > start {
        fields.push(&header[start..position]);
    }
    fields
}

/// The name of a field, without white space before the colon (RFC 5322 §4.5).
pub(crate) fn name(field: &[u8]) -> &[u8] {
    let end = field.iter().position(|octet| *octet == b':').unwrap_or(0);
    field[..end].trim_ascii_end()
}

/// The unfolded value of the first field of that name.
pub(crate) fn value(message: &[u8], wanted: &str) -> Option<String> {
    let (header, _) = split(message);
    let field = fields(header).into_iter().find(|field| name(field).eq_ignore_ascii_case(wanted.as_bytes()))?;
    let colon = field.iter().position(|octet| *octet == b':')?;
    let unfolded: Vec<u8> =
        field[colon + 1..].iter().copied().filter(|octet| !matches!(octet, b'\r' | b'\n')).collect();
    Some(String::from_utf8_lossy(&unfolded).trim().to_owned())
}

/// The boundary parameter of a Content-Type value, if any.
pub(crate) fn boundary(content_type: &str) -> Option<String> {
    let at = content_type.to_ascii_lowercase().find("boundary=")? + "boundary=".len();
    Some(content_type[at..].split(';').next()?.trim().trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &[u8] =
        b"From: a@x.test\r\nSubject: one\r\n two\r\nMESSAGE-ID : <1@x.test>\r\n\r\nTo: no header\r\n";

    #[test]
    fn a_message_is_cut_behind_its_header() {
        let (header, rest) = split(MESSAGE);
        assert!(header.ends_with(b"<1@x.test>\r\n"));
        assert_eq!(rest, b"\r\nTo: no header\r\n");
        assert_eq!(split(b"\r\nbody\r\n"), (&b""[..], &b"\r\nbody\r\n"[..]));
    }

    #[test]
    fn folded_fields_stay_whole() {
        let fields = fields(split(MESSAGE).0);
        assert_eq!(fields.len(), 3);
        assert_eq!(fields[1], b"Subject: one\r\n two\r\n");
    }

    #[test]
    fn values_are_unfolded_and_names_have_no_case() {
        assert_eq!(value(MESSAGE, "subject").as_deref(), Some("one two"));
        assert_eq!(value(MESSAGE, "Message-Id").as_deref(), Some("<1@x.test>"));
        assert_eq!(value(MESSAGE, "To"), None);
    }
}
