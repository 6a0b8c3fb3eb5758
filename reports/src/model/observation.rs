// SPDX-License-Identifier: EUPL-1.2
use crate::text::Wording;
use serde::{Deserialize, Serialize};

/// One dated fact, as the fakes recorded it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// Unique in the report; verdicts cite it.
    pub number: u32,
    /// Milliseconds since the start of the run.
    pub at_ms: f64,
    /// The scenario it belongs to; none for what is common to the run.
    pub scenario: Option<String>,
    /// Where it was seen, such as `peer clinique-a` or `dns`.
    pub place: String,
    /// How a transcript sets the line.
    pub style: Style,
    /// The fact in one line, escaped: what a reader of the transcript sees. Quotations are not translated.
    pub line: Wording,
    /// The fact without loss, in the recorder's own form.
    pub fact: serde_json::Value,
}

/// How a transcript sets a line.
///
/// Every string is read and written back unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Style {
    /// `sent`: from the harness to the connector.
    Sent,
    /// `received`: from the connector to the harness.
    Received,
    /// `event`: anything else that was seen.
    Event,
    /// `deviation`: a deliberate fault took effect, or octets came unasked.
    Fault,
    /// A style of another version of the harness, by its word.
    Other(String),
}

impl Style {
    /// The word that stands for it in a report.
    pub fn word(&self) -> &str {
        match self {
            Style::Sent => "sent",
            Style::Received => "received",
            Style::Event => "event",
            Style::Fault => "deviation",
            Style::Other(word) => word,
        }
    }
}

impl From<&str> for Style {
    fn from(word: &str) -> Style {
        let known = [Style::Sent, Style::Received, Style::Event, Style::Fault];
        known.into_iter().find(|style| style.word() == word).unwrap_or_else(|| Style::Other(word.to_owned()))
    }
}

impl From<String> for Style {
    fn from(word: String) -> Style {
        word.as_str().into()
    }
}

impl From<Style> for String {
    fn from(style: Style) -> String {
        style.word().to_owned()
    }
}
