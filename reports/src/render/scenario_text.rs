// SPDX-License-Identifier: EUPL-1.2
//! One scenario in plain text: its worst finding in one line, and all that is known of it.

use super::announced::announcement;
use super::dates::day_and_time;
use super::findings::{advice_rows, outcome_rows};
use super::quote::{localized, quote, wording};
use crate::labels::Labels;
use crate::model::{Observation, Report, Scenario};
use crate::outline::Status;
use crate::text::Lang;
use crate::verdict::Outcome;
use std::collections::HashMap;
use std::fmt::Write;

/// Writes scenarios of one report; it knows the line of each observation.
pub(super) struct ScenarioText<'a> {
    lang: Lang,
    labels: &'static Labels,
    /// The time and the words of each observation, by its number.
    lines: HashMap<u32, String>,
    /// What it is about.
    report: &'a Report,
}

impl<'a> ScenarioText<'a> {
    /// Reads the observations of a report once, for all of its scenarios.
    pub(super) fn of(report: &'a Report, lang: Lang) -> ScenarioText<'a> {
        let line = |o: &Observation| {
            let (day, time) = day_and_time(&report.started, o.at_ms);
            (o.number, format!("{day} {time} UTC {}", wording(&o.line, lang)))
        };
        let lines = report.observations.iter().map(line).collect();
        ScenarioText { lang, labels: Labels::of(lang), lines, report }
    }

    /// The worst finding in one line: `message` of JUnit and CTRF.
    pub(super) fn message(&self, scenario: &Scenario) -> String {
        let worst = scenario.checks.iter().max_by_key(|check| check.outcome.verdict());
        match worst.map(|check| &check.outcome) {
            Some(Outcome::Fail { expected, observed, .. }) => format!(
                "{} : {} — {} : {}",
                self.labels.results.expected,
                quote(&localized(expected, self.lang), self.lang),
                self.labels.results.observed,
                quote(&localized(observed, self.lang), self.lang)
            ),
            Some(Outcome::Inconclusive { because, .. }) => {
                quote(&localized(because, self.lang), self.lang).into_owned()
            }
            _ => {
                let word = scenario.cause.map(|cause| self.labels.cause(cause));
                word.unwrap_or(self.labels.status(Status::Error)).to_owned()
            }
        }
    }

    /// All that explains a red build: the text of a JUnit failure, `trace` of CTRF.
    pub(super) fn details(&self, scenario: &Scenario) -> String {
        let labels = self.labels;
        let mut details = String::new();
        let mut line = |label: &str, words: &str| {
            // Writing into a `String` cannot fail.
            let _written = writeln!(details, "{label} : {}", quote(words, self.lang));
        };
        line(labels.scenarios.purpose, &localized(&scenario.purpose, self.lang));
        line(labels.scenarios.covers, &scenario.covers.join(", "));
        for check in &scenario.checks {
            line(&check.id, &format!("{} ({})", localized(&check.sentence, self.lang), check.clause));
            for (label, words) in
                outcome_rows(&check.outcome, self.lang).into_iter().chain(advice_rows(check, self.lang))
            {
                line(label, &words);
            }
            for number in check.outcome.observations() {
                let gone = self.report.withheld.contains(number);
                let seen = self.lines.get(number).map(String::as_str).unwrap_or_default();
                line(&format!("#{number}"), if gone { labels.general.withheld } else { seen });
            }
        }
        if let Some(severity) = self.report.severity_of(scenario) {
            line(labels.results.severity, labels.severity(severity));
        }
        if let Some(announcement) = announcement(self.report, scenario, self.lang) {
            line(labels.general.reservation, &announcement);
        }
        line(labels.scenarios.file, &scenario.file);
        line(labels.scenarios.replay, &scenario.replay);
        details
    }
}
