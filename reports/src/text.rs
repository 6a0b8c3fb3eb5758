// SPDX-License-Identifier: EUPL-1.2
//! Sentences for people, in both languages of the report.

use serde::{Deserialize, Serialize};

/// The language in which a report is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French, the language of the ANS and of its operators.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The language tag (RFC 5646): `lang` in HTML, `/Lang` in PDF, `@language` in JSON-LD.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }
}

/// One sentence in French and in English; every sentence of ours that a report shows is one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In French, with plain spaces before `;`, `:`, `!` and `?`; renderers make them unbreakable.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// The two languages of one sentence.
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Text {
        Text { fr: fr.into(), en: en.into() }
    }

    /// The same words in both languages: names, codes, quotations of the connector.
    pub fn same(words: impl Into<String>) -> Text {
        let words = words.into();
        Text { fr: words.clone(), en: words }
    }

    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// Formats the same values into a French and an English sentence.
///
/// ```
/// let count = 3;
/// let text = reports::text!(fr: "{count} refus", en: "{count} refusals");
/// assert_eq!((text.fr.as_str(), text.en.as_str()), ("3 refus", "3 refusals"));
/// ```
///
/// The names may be left out: `text!("{count} refus", "{count} refusals")`.
#[macro_export]
macro_rules! text {
    (fr: $fr:literal, en: $en:literal $(, $argument:expr)* $(,)?) => {
        $crate::text::Text::new(format!($fr $(, $argument)*), format!($en $(, $argument)*))
    };
    ($fr:literal, $en:literal $(, $argument:expr)* $(,)?) => {
        $crate::text!(fr: $fr, en: $en $(, $argument)*)
    };
}

/// As [`text!`], of values that are themselves a [`Text`]: each goes into the sentence of its own language.
///
/// ```
/// let stage = reports::text::Text::new("la remise", "delivery");
/// let text = reports::both!(fr: "à {}", en: "at {}", stage);
/// assert_eq!((text.fr.as_str(), text.en.as_str()), ("à la remise", "at delivery"));
/// ```
///
/// The names may be left out: `both!("à {}", "at {}", stage)`.
#[macro_export]
macro_rules! both {
    (fr: $fr:literal, en: $en:literal, $($argument:expr),+ $(,)?) => {
        $crate::text::Text::new(format!($fr, $($argument.fr),+), format!($en, $($argument.en),+))
    };
    ($fr:literal, $en:literal, $($argument:expr),+ $(,)?) => {
        $crate::both!(fr: $fr, en: $en, $($argument),+)
    };
}

/// Words of a record: a quotation, the same in every language, or a sentence of ours in both.
///
/// In JSON a quotation is a string, and a sentence an object with `fr` and `en`. The object exists since schema 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Wording {
    /// Words of others, or a line of a protocol; never translated.
    Quoted(String),
    /// A sentence of ours.
    Sentence(Text),
}

impl Wording {
    /// The words in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match self {
            Wording::Quoted(words) => words,
            Wording::Sentence(text) => text.in_lang(lang),
        }
    }

    /// Both languages, to be put into a longer sentence.
    pub fn text(&self) -> Text {
        match self {
            Wording::Quoted(words) => Text::same(words.as_str()),
            Wording::Sentence(text) => text.clone(),
        }
    }
}

/// Words that are the same in both languages become a quotation.
impl From<Text> for Wording {
    fn from(text: Text) -> Wording {
        if text.fr == text.en { Wording::Quoted(text.en) } else { Wording::Sentence(text) }
    }
}

impl From<&str> for Wording {
    fn from(words: &str) -> Wording {
        Wording::Quoted(words.to_owned())
    }
}
