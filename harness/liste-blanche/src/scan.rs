// SPDX-License-Identifier: EUPL-1.2
//! A first look at a document, in one pass and without memory: what is dangerous is refused before any tree is built.
//!
//! Whether the document is well-formed is the parsers' affair; this scanner only must not believe it smaller, flatter
//! or plainer than a parser would.

use super::read::ReadError;

/// A list has 3 levels, its signature 5.
const DEPTH_LIMIT: usize = 32;
/// A list has one attribute on its root, a signature one on each element. Parsers compare attributes pair by pair.
const ATTRIBUTES_LIMIT: usize = 32;

/// Looks a document over.
pub(super) fn scan(text: &str) -> Result<(), ReadError> {
    if text.starts_with('\u{feff}') {
        return Err(ReadError::ByteOrderMark);
    }
    let (mut rest, mut depth) = (text, 0_usize);
    while let Some(at) = rest.find('<') {
        let tag = &rest[at..];
        rest = if let Some(comment) = tag.strip_prefix("<!--") {
            after(comment, "-->")
        } else if tag.starts_with("<![CDATA[") {
            after(tag, "]]>")
        } else if tag.starts_with("<!") {
            return Err(ReadError::Doctype);
        } else if tag.starts_with("<?") {
            declared(tag)?;
            after(tag, "?>")
        } else if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
            after(tag, ">")
        } else {
            let (attributes, end) = start_tag(tag);
            let offset = text.len() - tag.len();
            if attributes > ATTRIBUTES_LIMIT {
                return Err(ReadError::Excess {
                    offset,
                    what: "an element with more attributes",
                    limit: ATTRIBUTES_LIMIT,
                });
            }
            depth += usize::from(!tag[..end].ends_with("/>"));
            if depth > DEPTH_LIMIT {
                return Err(ReadError::Excess { offset, what: "elements nested deeper", limit: DEPTH_LIMIT });
            }
            &tag[end..]
        };
    }
    Ok(())
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or("", |(_, rest)| rest)
}

/// How many attributes a start tag has, and its length.
fn start_tag(tag: &str) -> (usize, usize) {
    let (mut attributes, mut quote) = (0, None);
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return (attributes, at + 1),
            (None, b'=') => attributes += 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    (attributes, tag.len())
}

/// Refuses an XML declaration that names another encoding than the one read.
fn declared(instruction: &str) -> Result<(), ReadError> {
    let (declaration, _) = instruction.split_once("?>").unwrap_or((instruction, ""));
    let Some((_, encoding)) = declaration.strip_prefix("<?xml ").and_then(|rest| rest.split_once("encoding")) else {
        return Ok(());
    };
    let name = encoding.trim_matches(|c: char| c.is_ascii_whitespace() || c == '=' || c == '"' || c == '\'');
    let name = name.split(['"', '\'']).next().unwrap_or_default();
    match name.eq_ignore_ascii_case("UTF-8") {
        true => Ok(()),
        false => Err(ReadError::Encoding(name.chars().take(40).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_documents_pass() {
        for text in [
            "<?xml version=\"1.0\" encoding='utf-8'?><a b=\"1\" c='<>\"'><!-- <b> --><![CDATA[<!DOCTYPE>]]><d/></a>",
            "<a/>",
            "",
            "no markup",
        ] {
            assert_eq!(scan(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn depth_counts_what_is_open_and_not_what_was() {
        assert_eq!(scan(&"<a></a><b/>".repeat(1_000)), Ok(()));
        assert_eq!(scan(&"<a>".repeat(DEPTH_LIMIT)), Ok(()));
        assert!(matches!(scan(&"<a>".repeat(DEPTH_LIMIT + 1)), Err(ReadError::Excess { offset: 96, .. })));
        assert!(matches!(scan(&"<a x='/>'>".repeat(DEPTH_LIMIT + 1)), Err(ReadError::Excess { .. })));
    }

    #[test]
    fn attributes_are_counted_element_by_element() {
        let element = |attributes: usize| format!("<a{}/>", " b='='".repeat(attributes));
        assert_eq!(scan(&element(ATTRIBUTES_LIMIT).repeat(10)), Ok(()));
        assert!(matches!(scan(&element(ATTRIBUTES_LIMIT + 1)), Err(ReadError::Excess { .. })));
    }

    #[test]
    fn document_types_marks_and_other_encodings_are_refused() {
        assert_eq!(scan("<?xml version='1.0'?>\n<!DOCTYPE a><a/>"), Err(ReadError::Doctype));
        assert_eq!(scan("\u{feff}<a/>"), Err(ReadError::ByteOrderMark));
        let latin = scan("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>");
        assert_eq!(latin, Err(ReadError::Encoding("ISO-8859-1".into())));
    }
}
