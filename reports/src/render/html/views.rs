// SPDX-License-Identifier: EUPL-1.2
//! What the templates read besides the model: statuses as words, and observations where they are shown.

use super::citations::Citation;
use crate::labels::Labels;
use crate::model::{PreflightItem, Requirement, Reservation, Scenario, Standing};
use crate::outline::Status;
use crate::text::Text;
use serde::Serialize;
use std::borrow::Cow;

/// A status ready to be shown: a class for the style sheet, a symbol and a word for the reader.
#[derive(Serialize)]
pub(super) struct StatusView {
    /// Says how the style sheet colours it.
    pub(super) class: Status,
    symbol: &'static str,
    word: Cow<'static, str>,
}

impl StatusView {
    /// A status with its usual word.
    pub(super) fn of(status: Status, labels: &Labels) -> StatusView {
        StatusView::worded(status, labels.status(status))
    }

    /// A status with another word, such as *ready* for an answer of the pre-flight.
    pub(super) fn worded(status: Status, word: impl Into<Cow<'static, str>>) -> StatusView {
        StatusView { class: status, symbol: status.symbol(), word: word.into() }
    }
}

/// The conclusion of the report, in the colour of its status.
#[derive(Serialize)]
pub(super) struct ConclusionView<'a> {
    #[serde(flatten)]
    pub(super) status: StatusView,
    pub(super) because: &'a Text,
}

/// The number of scenarios of one status: a column of the summary.
#[derive(Serialize)]
pub(super) struct CountView {
    #[serde(flatten)]
    pub(super) status: StatusView,
    pub(super) count: usize,
}

/// A reservation, with its date and its acceptance in words.
#[derive(Serialize)]
pub(super) struct ReservationView<'a> {
    pub(super) reservation: &'a Reservation,
    pub(super) mended_by: String,
    pub(super) accepted_by: String,
}

/// A question of the pre-flight and the badge of its answer.
#[derive(Serialize)]
pub(super) struct PreflightView<'a> {
    pub(super) item: &'a PreflightItem,
    pub(super) status: StatusView,
}

/// A scenario without its transcript, as the lists of failures and of undecided scenarios show it.
#[derive(Serialize)]
pub(super) struct SummaryView<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) status: StatusView,
    /// Why it is undecided.
    pub(super) cause: Option<&'static str>,
    /// How much harm its failure does; none unless it failed.
    pub(super) severity: Option<&'static str>,
    /// The reservation that covers its failure.
    pub(super) reservation: Option<String>,
}

/// The scenarios under one heading.
#[derive(Serialize)]
pub(super) struct ThemeView<'a> {
    pub(super) name: &'a str,
    pub(super) total: usize,
    pub(super) counts: Vec<CountView>,
    pub(super) scenarios: Vec<ScenarioView<'a>>,
}

/// A scenario with its transcript.
#[derive(Serialize)]
pub(super) struct ScenarioView<'a> {
    pub(super) summary: SummaryView<'a>,
    /// Seconds with one decimal.
    pub(super) duration: String,
    /// The exchange as SVG, where something is wrong or undecided.
    pub(super) picture: Option<String>,
    /// Its observations, but for those below.
    pub(super) observations: Vec<ObservationView<'a>>,
    /// Numbers of the observations that this copy does not hold.
    pub(super) withheld: Vec<u32>,
    /// Numbers of the observations that an earlier scenario shows.
    pub(super) elsewhere: Vec<u32>,
}

/// A row of the register of requirements.
#[derive(Serialize)]
pub(super) struct RequirementView<'a> {
    pub(super) requirement: &'a Requirement,
    pub(super) status: StatusView,
    pub(super) level: &'static str,
    /// None before schema 3.
    pub(super) severity: Option<&'static str>,
    pub(super) standing: &'static str,
}

/// A standing that the requirement of some scenario has: an entry of the filter.
#[derive(Serialize)]
pub(super) struct StandingView {
    pub(super) id: Standing,
    pub(super) word: &'static str,
}

/// A row of a transcript.
#[derive(Serialize)]
pub(super) struct ObservationView<'a> {
    pub(super) number: u32,
    /// UTC, with the day unless it is that of the start.
    pub(super) time: String,
    pub(super) place: &'a str,
    pub(super) style: &'a str,
    /// The word for the style.
    pub(super) word: &'a str,
    pub(super) line: Cow<'a, str>,
    /// The checks and answers that rest on it.
    pub(super) cited: Vec<Citation<'a>>,
}
