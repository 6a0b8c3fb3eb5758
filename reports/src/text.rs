// SPDX-License-Identifier: EUPL-1.2
//! A sentence for people, in both languages of the report.

use serde::{Deserialize, Serialize};

/// The language in which a report is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    #[default]
    Fr,
    En,
}

impl Lang {
    /// The tag of the HTML `lang` attribute (RFC 5646).
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
    pub fr: String,
    pub en: String,
}

impl Text {
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Text {
        Text { fr: fr.into(), en: en.into() }
    }

    /// The same words in both languages: names, codes, quotations of the connector.
    pub fn same(words: impl Into<String>) -> Text {
        let words = words.into();
        Text { fr: words.clone(), en: words }
    }

    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// Formats the same values into a French and an English sentence: `text!("{n} refus", "{n} refusals")`.
#[macro_export]
macro_rules! text {
    ($fr:literal, $en:literal $(, $argument:expr)* $(,)?) => {
        $crate::text::Text::new(format!($fr $(, $argument)*), format!($en $(, $argument)*))
    };
}

/// As [`text!`], of values that are themselves said in both languages: `both!("à {}", "at {}", stage.said())`.
#[macro_export]
macro_rules! both {
    ($fr:literal, $en:literal, $($argument:expr),+ $(,)?) => {
        $crate::text::Text::new(format!($fr, $($argument.fr),+), format!($en, $($argument.en),+))
    };
}

/// Words of a record: a quotation, the same in every language, or a sentence of ours in both.
///
/// In JSON a quotation is a string and a sentence is an object with `fr` and `en`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Said {
    Quoted(String),
    Told(Text),
}

impl Said {
    pub fn in_lang(&self, lang: Lang) -> &str {
        match self {
            Said::Quoted(words) => words,
            Said::Told(text) => text.in_lang(lang),
        }
    }

    /// Both languages, to be put into a longer sentence.
    pub fn text(&self) -> Text {
        match self {
            Said::Quoted(words) => Text::same(words.as_str()),
            Said::Told(text) => text.clone(),
        }
    }
}

/// Equal words are told once.
impl From<Text> for Said {
    fn from(text: Text) -> Said {
        if text.fr == text.en { Said::Quoted(text.en) } else { Said::Told(text) }
    }
}

impl From<&str> for Said {
    fn from(words: &str) -> Said {
        Said::Quoted(words.to_owned())
    }
}
