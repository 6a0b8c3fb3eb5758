// SPDX-License-Identifier: EUPL-1.2
//! Words on their way to a reader: made harmless, cut where they are endless, and spaced as French wants.
//!
//! A connector chooses the words of its replies. They may hold terminal sequences, characters that turn the direction
//! of a line round, or a megabyte without a space. None of it may change how the rest of the report reads.

use crate::text::{Lang, Text, Wording};
use std::borrow::Cow;

/// Characters of one quotation that a report shows; `report.json` has the rest.
const LIMIT: usize = 2_000;

/// Shows a quotation: dangerous characters as `\u{…}`, and no more of it than [`LIMIT`].
pub(super) fn quote(words: &str, lang: Lang) -> Cow<'_, str> {
    let shown = words.char_indices().nth(LIMIT).map_or(words, |(end, _)| &words[..end]);
    if shown.len() == words.len() && !words.chars().any(is_deceptive) {
        return Cow::Borrowed(words);
    }
    let mut quoted = String::with_capacity(shown.len() + 64);
    for character in shown.chars() {
        if is_deceptive(character) {
            quoted.extend(character.escape_unicode());
        } else {
            quoted.push(character);
        }
    }
    let left_out = words[shown.len()..].chars().count();
    if left_out > 0 {
        quoted.push_str(&match lang {
            Lang::Fr => format!("… [+ {left_out} caractères, voir report.json]"),
            Lang::En => format!("… [+ {left_out} characters, see report.json]"),
        });
    }
    Cow::Owned(quoted)
}

/// Controls but for tab and line feed, invisible characters, direction marks (UAX #9) and what XML 1.0 forbids.
fn is_deceptive(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Picks the language of a sentence of ours and sets its spaces.
pub(super) fn localized(text: &Text, lang: Lang) -> Cow<'_, str> {
    set_spaces(text.in_lang(lang), lang)
}

/// The same for words of a record: what is quoted keeps its spaces.
pub(super) fn wording(said: &Wording, lang: Lang) -> Cow<'_, str> {
    match said {
        Wording::Quoted(words) => Cow::Borrowed(words),
        Wording::Sentence(text) => localized(text, lang),
    }
}

/// Sets the unbreakable spaces of French: thin before `;`, `!` and `?`, full before `:` and `%` and in guillemets.
pub(super) fn set_spaces(words: &str, lang: Lang) -> Cow<'_, str> {
    let needed = [" ;", " !", " ?", " :", "« ", " »", " %"];
    if lang != Lang::Fr || !needed.iter().any(|pair| words.contains(pair)) {
        return Cow::Borrowed(words);
    }
    let mut set = String::with_capacity(words.len() + 16);
    let mut characters = words.chars().peekable();
    let mut before = None;
    while let Some(character) = characters.next() {
        set.push(match (before, character, characters.peek()) {
            (Some(' '), ' ', _) => ' ',
            (_, ' ', Some(';' | '!' | '?')) => '\u{202f}',
            (_, ' ', Some(':' | '»' | '%')) | (Some('«'), ' ', _) => '\u{a0}',
            _ => character,
        });
        before = Some(character);
    }
    Cow::Owned(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_are_left_alone() {
        assert!(matches!(quote("250 2.0.0 accepté", Lang::Fr), Cow::Borrowed(_)));
    }

    #[test]
    fn terminal_sequences_and_overrides_become_visible() {
        assert_eq!(quote("\u{1b}[2J \u{202e}tset", Lang::Fr), "\\u{1b}[2J \\u{202e}tset");
    }

    #[test]
    fn an_endless_quotation_is_cut_and_says_so() {
        let quoted = quote(&"é".repeat(1_000_000), Lang::En).into_owned();
        assert!(quoted.ends_with("é… [+ 998000 characters, see report.json]"), "{quoted}");
    }

    #[test]
    fn french_spaces_do_not_break() {
        assert_eq!(set_spaces("« oui » : non ?", Lang::Fr), "«\u{a0}oui\u{a0}»\u{a0}: non\u{202f}?");
        assert_eq!(set_spaces("a   ? b", Lang::Fr), "a   ? b");
        assert_eq!(set_spaces("why : not ?", Lang::En), "why : not ?");
    }
}
