// SPDX-License-Identifier: EUPL-1.2
//! `junit.xml`: one suite a theme, for continuous integration.
//!
//! JUnit has three words where a report has seven. *failure* is the connector's doing; *error* is for whatever gave no
//! right to decide, with its cause as type; *skipped* is only for what the connector's own declaration leaves out.
//! A failure under reservation stays a failure, of type `reserve`: JUnit has no "known failure", a skip would hide it
//! and a success would lie. The exit code of the run, not this file, says whether reservations suffice.

use super::RenderError;
use super::quote::{quote, say};
use crate::labels::Labels;
use crate::model::{Report, Scenario};
use crate::outline::{Status, Theme};
use crate::text::Lang;
use crate::verdict::Outcome;
use quick_junit::{NonSuccessKind, Property, TestCase, TestCaseStatus, TestSuite};
use std::collections::HashMap;
use std::fmt::Write;
use std::time::Duration;

pub(super) fn render(report: &Report, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let lines = report.observations.iter().map(|o| (o.number, o.line.as_str())).collect();
    let pen = Pen { lang, labels: Labels::of(lang), lines };
    let connector = &report.connector;
    let mut junit = quick_junit::Report::new(format!("{} {}", quote(&connector.name, lang), connector.version));
    junit.timestamp = report.started.parse().ok();
    for theme in report.themes() {
        junit.add_test_suite(pen.suite(report, &theme));
    }
    let mut bytes = Vec::new();
    junit.serialize(&mut bytes)?;
    Ok(bytes)
}

/// What writing a case needs to know of the report.
struct Pen<'a> {
    lang: Lang,
    labels: &'static Labels,
    lines: HashMap<u32, &'a str>,
}

impl Pen<'_> {
    fn suite(&self, report: &Report, theme: &Theme) -> TestSuite {
        let mut suite = TestSuite::new(theme.name);
        suite.timestamp = report.started.parse().ok();
        suite.add_properties(self.header(report));
        suite.add_test_cases(theme.scenarios.iter().map(|scenario| self.case(scenario)));
        suite
    }

    /// The identity of the report; consumers read properties from the suites only, so each suite carries it.
    fn header(&self, report: &Report) -> Vec<Property> {
        let connector = &report.connector;
        let pairs = [
            ("report.id", report.id.clone()),
            ("report.conclusion", self.labels.conclusion(report.conclusion.kind).to_owned()),
            ("report.rehearsal", report.is_rehearsal().to_string()),
            ("connector.name", connector.name.clone()),
            ("connector.version", connector.version.clone()),
            ("connector.editor", connector.editor.clone()),
            ("connector.mutation", connector.mutation.clone().unwrap_or_default()),
            ("harness.version", report.harness.version.clone()),
            ("harness.catalogue", report.harness.catalogue_digest.clone()),
            ("harness.seed", report.harness.seed.to_string()),
            ("report.started", report.started.clone()),
            ("report.finished", report.finished.clone()),
        ];
        pairs.into_iter().map(|(name, value)| Property::new(name, &*quote(&value, self.lang))).collect()
    }

    fn case(&self, scenario: &Scenario) -> TestCase {
        let mut case = TestCase::new(&scenario.id, self.status(scenario));
        case.set_classname(&scenario.theme);
        case.set_time(Duration::from_millis(scenario.duration_ms));
        if let Some((file, line)) = scenario.file.rsplit_once(':') {
            case.extra.insert("file".into(), file.into());
            case.extra.insert("line".into(), line.into());
        }
        case
    }

    fn status(&self, scenario: &Scenario) -> TestCaseStatus {
        let (kind, type_) = match scenario.status() {
            Status::Passed => return TestCaseStatus::success(),
            Status::NotApplicable | Status::NotCovered => {
                let mut skipped = TestCaseStatus::skipped();
                if let Some(reason) = &scenario.not_applicable {
                    skipped.set_message(&*say(reason, self.lang));
                }
                return skipped;
            }
            Status::Failed => (NonSuccessKind::Failure, "fail"),
            Status::Reserved => (NonSuccessKind::Failure, "reserve"),
            Status::Inconclusive => {
                (NonSuccessKind::Error, scenario.cause.map_or("inconclusive", |cause| cause.word()))
            }
            Status::Error => (NonSuccessKind::Error, "harness"),
        };
        let mut status = TestCaseStatus::non_success(kind);
        status.set_type(type_).set_message(self.message(scenario)).set_description(self.account(scenario));
        status
    }

    /// The worst finding in one line.
    fn message(&self, scenario: &Scenario) -> String {
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

    /// Everything that somebody in front of a red build needs, in plain text.
    fn account(&self, scenario: &Scenario) -> String {
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
            for number in check.outcome.observations() {
                line(&format!("#{number}"), self.lines.get(number).copied().unwrap_or_default());
            }
        }
        if let Some(reason) = &scenario.reservation {
            line(self.labels.reservation, reason);
        }
        line(self.labels.file, &scenario.file);
        line(self.labels.replay, &scenario.replay);
        account
    }
}
