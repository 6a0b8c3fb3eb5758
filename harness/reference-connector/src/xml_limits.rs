// SPDX-License-Identifier: EUPL-1.2
//! A limit on attributes: XML parsers compare those of an element pairwise, in quadratic time.

/// The most attributes of an element; a liste blanche has one or none.
const MAX_ATTRIBUTES: usize = 16;

/// The delimiters of markup other than tags.
const NON_TAGS: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];

/// Whether some element has more attributes than the limit; one pass, before any parser.
pub(crate) fn exceeds_attribute_limit(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, markup)) = rest.find('<').map(|at| rest.split_at(at)) {
        let non_tag = NON_TAGS.iter().find(|(open, _)| markup.starts_with(open));
        rest = match non_tag {
            Some((open, close)) => markup[open.len()..].split_once(close).map_or("", |(_, rest)| rest),
            None => match tag(markup) {
                (attributes, _) if attributes > MAX_ATTRIBUTES => return true,
                (_, length) => &markup[length..],
            },
        };
    }
    false
}

/// The number of attributes of a tag, and its length in octets.
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
    use super::exceeds_attribute_limit;

    #[test]
    fn attributes_are_counted_by_element_and_text_does_not_count() {
        let element = |attributes: usize| format!("<a{}>a=b &quot;</a>", " b='>='".repeat(attributes));
        assert!(!exceeds_attribute_limit(&element(16).repeat(5)));
        assert!(exceeds_attribute_limit(&element(17)));
    }

    #[test]
    fn comments_sections_and_instructions_are_no_elements() {
        let text = "= l'".repeat(30);
        for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?a ", "?>")] {
            assert!(!exceeds_attribute_limit(&format!("<a>{open}{text}{close}</a>")));
        }
        assert!(exceeds_attribute_limit(&format!("<a><!-- l' --><b{}/></a>", " c=''".repeat(17))));
    }
}
