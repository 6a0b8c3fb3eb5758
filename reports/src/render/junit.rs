// SPDX-License-Identifier: EUPL-1.2
//! `junit.xml`: one suite a theme, for continuous integration.
//!
//! JUnit has three words where a report has seven. *failure* is the connector's doing. *error* is for whatever gave no
//! right to decide, with its cause as type. *skipped* is only for what the connector's own declaration leaves out. A
//! failure under reservation stays a failure, of type `reserve`: JUnit has no "known failure". The exit code of the
//! run, not this file, says whether reservations suffice.

use super::quote::{localized, quote};
use super::scenario_text::ScenarioText;
use super::sections::Sections;
use super::{RenderError, Renderer};
use crate::labels::Labels;
use crate::model::{Party, Report, Scenario};
use crate::outline::{Status, Theme};
use crate::text::Lang;
use quick_junit::{NonSuccessKind, Property, TestCase, TestCaseStatus, TestSuite};
use std::time::Duration;

pub(super) const RENDERER: Renderer = Renderer { file: "junit.xml", render };

/// One file in the language of the run.
fn render(report: &Report, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let writer = JunitWriter { lang, labels: Labels::of(lang), text: ScenarioText::of(report, lang) };
    let connector = &report.connector;
    let mut junit =
        quick_junit::Report::new([&connector.name, &connector.version].map(|words| quote(words, lang)).join(" "));
    junit.timestamp = report.started.parse().ok();
    for theme in report.themes() {
        junit.add_test_suite(writer.suite(report, &theme));
    }
    let mut bytes = Vec::new();
    junit.serialize(&mut bytes).map_err(RenderError::new)?;
    Ok(bytes)
}

/// What writing a case needs to know of the report.
struct JunitWriter<'a> {
    lang: Lang,
    labels: &'static Labels,
    text: ScenarioText<'a>,
}

impl JunitWriter<'_> {
    /// A theme.
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
        let who = &report.identification;
        let name = |party: &Option<Party>| party.as_ref().map(|party| party.name.clone()).unwrap_or_default();
        let pairs = [
            ("report.id", report.id.clone()),
            ("report.conclusion", self.labels.conclusion(report.conclusion.kind).to_owned()),
            ("report.because", localized(&report.conclusion.because, self.lang).into_owned()),
            ("report.exit", report.conclusion.kind.exit().to_string()),
            ("report.account", self.tally_sentences(report)),
            ("report.interrupted", report.interrupted.to_string()),
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
            ("report.issued", who.issued.clone().unwrap_or_default()),
            ("report.amends", report.amends.as_ref().map(|amends| amends.report.clone()).unwrap_or_default()),
            ("report.environment", who.environment.clone().unwrap_or_default()),
            ("report.operator", name(&who.operator)),
            ("report.laboratory", name(&who.laboratory)),
            ("connector.build-digest", connector.build_digest.clone().unwrap_or_default()),
            ("connector.configuration-digest", connector.configuration_digest.clone().unwrap_or_default()),
        ];
        pairs.into_iter().map(|(name, value)| Property::new(name, &*quote(&value, self.lang))).collect()
    }

    /// Every figure that the conclusion rests on.
    fn tally_sentences(&self, report: &Report) -> String {
        let sentences = Sections::of(report, self.lang).tally();
        sentences.into_iter().map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" ; ")
    }

    /// A scenario, with the file and the line that define it.
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

    /// Success, failure, error or skipped, with its type, its message and its text.
    fn status(&self, scenario: &Scenario) -> TestCaseStatus {
        let (kind, type_) = match scenario.status() {
            Status::Passed => return TestCaseStatus::success(),
            Status::NotApplicable | Status::InPart | Status::NotJudged | Status::NotCovered => {
                let mut skipped = TestCaseStatus::skipped();
                if let Some(reason) = &scenario.not_applicable {
                    skipped.set_message(quote(&localized(reason, self.lang), self.lang));
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
        status.set_type(type_).set_message(self.text.message(scenario)).set_description(self.text.details(scenario));
        status
    }
}
