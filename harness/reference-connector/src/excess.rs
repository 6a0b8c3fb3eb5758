// SPDX-License-Identifier: EUPL-1.2
//! Parsers compare the attributes of an element pair by pair: a few thousands of them keep a processor busy for minutes.

/// A liste blanche has one attribute an element, or none.
const ATTRIBUTES: usize = 16;

/// What is no element, by how it opens and closes.
const OTHERS: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];

/// Whether some element has more attributes than any of a list; one pass, before any parser sees the text.
pub(crate) fn is_excessive(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, markup)) = rest.find('<').map(|at| rest.split_at(at)) {
        let other = OTHERS.iter().find(|(open, _)| markup.starts_with(open));
        rest = match other {
            Some((open, close)) => markup[open.len()..].split_once(close).map_or("", |(_, rest)| rest),
            None => match tag(markup) {
                (attributes, _) if attributes > ATTRIBUTES => return true,
                (_, length) => &markup[length..],
            },
        };
    }
    false
}

/// How many attributes a tag has, and how long it is.
fn tag(markup: &str) -> (usize, usize) {
    let (mut attributes, mut quote) = (0, None);
    for (at, octet) in markup.bytes().enumerate() {
        match (quote, octet) {
            (None, b'>') => return (attributes, at + 1),
            (None, b'=') => attributes += 1,
            (None, b'"' | b'\'') => quote = Some(octet),
            (Some(open), _) if open == octet => quote = None,
            _ => {}
        }
    }
    (attributes, markup.len())
}

#[cfg(test)]
mod tests {
    use super::is_excessive;

    #[test]
    fn attributes_are_counted_by_element_and_text_does_not_count() {
        let element = |attributes: usize| format!("<a{}>a=b &quot;</a>", " b='>='".repeat(attributes));
        assert!(!is_excessive(&element(16).repeat(5)));
        assert!(is_excessive(&element(17)));
    }

    #[test]
    fn comments_sections_and_instructions_are_no_elements() {
        let text = "= l'".repeat(30);
        for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?a ", "?>")] {
            assert!(!is_excessive(&format!("<a>{open}{text}{close}</a>")));
        }
        assert!(is_excessive(&format!("<a><!-- l' --><b{}/></a>", " c=''".repeat(17))));
    }
}
