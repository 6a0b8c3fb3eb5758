// SPDX-License-Identifier: EUPL-1.2
//! What is told of one scenario in plain text: in one line, and as a whole.

use super::announced::announced;
use super::dates::moment;
use super::quote::{quote, relate, say};
use crate::labels::Labels;
use crate::model::{Observation, Report, Scenario};
use crate::text::Lang;
use crate::verdict::Outcome;
use std::collections::HashMap;
use std::fmt::Write;

/// Tells scenarios of one report; it knows the line of each observation.
pub(super) struct Account<'a> {
    lang: Lang,
    labels: &'static Labels,
    /// The moment and the words of each observation.
    lines: HashMap<u32, String>,
    report: &'a Report,
}

impl<'a> Account<'a> {
    pub(super) fn of(report: &'a Report, lang: Lang) -> Account<'a> {
        let line = |o: &Observation| {
            let (day, time) = moment(&report.started, o.at_ms);
            (o.number, format!("{day} {time} UTC {}", relate(&o.line, lang)))
        };
        let lines = report.observations.iter().map(line).collect();
        Account { lang, labels: Labels::of(lang), lines, report }
    }

    /// The worst finding in one line.
    pub(super) fn message(&self, scenario: &Scenario) -> String {
        let worst = scenario.checks.iter().max_by_key(|check| check.outcome.verdict());
        match worst.map(|check| &check.outcome) {
            Some(Outcome::Fail { expected, observed, .. }) => format!(
                "{} : {} — {} : {}",
                self.labels.expected,
                quote(&say(expected, self.lang), self.lang),
                self.labels.observed,
                quote(&say(observed, self.lang), self.lang)
            ),
            Some(Outcome::Inconclusive { because, .. }) => quote(&say(because, self.lang), self.lang).into_owned(),
            _ => scenario.cause.map_or(self.labels.status_error, |cause| self.labels.cause(cause)).to_owned(),
        }
    }

    /// Everything that somebody in front of a red build needs.
    pub(super) fn whole(&self, scenario: &Scenario) -> String {
        let mut account = String::new();
        let mut line = |label: &str, words: &str| {
            // Writing into a `String` cannot fail.
            let _written = writeln!(account, "{label} : {}", quote(words, self.lang));
        };
        line(self.labels.purpose, &say(&scenario.purpose, self.lang));
        line(self.labels.covers, &scenario.covers.join(", "));
        for check in &scenario.checks {
            line(&check.id, &format!("{} ({})", say(&check.sentence, self.lang), check.clause));
            match &check.outcome {
                Outcome::Pass { because, .. } | Outcome::Inconclusive { because, .. } => {
                    line(self.labels.because, &say(because, self.lang));
                }
                Outcome::Fail { expected, observed, .. } => {
                    line(self.labels.expected, &say(expected, self.lang));
                    line(self.labels.observed, &say(observed, self.lang));
                }
            }
            if let Some(advice) = &check.advice {
                line(self.labels.probable_cause, &say(&advice.cause, self.lang));
                line(self.labels.to_fix, &say(&advice.fix, self.lang));
            }
            for number in check.outcome.observations() {
                let gone = self.report.withheld.contains(number);
                let seen = self.lines.get(number).map(String::as_str).unwrap_or_default();
                line(&format!("#{number}"), if gone { self.labels.withheld } else { seen });
            }
        }
        if let Some(severity) = self.report.severity_of(scenario) {
            line(self.labels.severity, self.labels.severity(severity));
        }
        if let Some(said) = announced(self.report, scenario, self.lang) {
            line(self.labels.reservation, &said);
        }
        line(self.labels.file, &scenario.file);
        line(self.labels.replay, &scenario.replay);
        account
    }
}
