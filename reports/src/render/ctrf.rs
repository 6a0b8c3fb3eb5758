// SPDX-License-Identifier: EUPL-1.2
//! `ctrf.json`: the Common Test Report Format (specification 0.0.0), for dashboards of continuous integration.
//!
//! CTRF has no word for "could not be decided". Whatever gave no right to decide is `other`, which no consumer counts
//! as passed; `rawStatus` keeps our own word. A failure under reservation stays `failed`, with a label. What has no
//! field of its own goes under `extra`, in a name space of ours.

use super::announced::announcement;
use super::json::pretty_json;
use super::quote::{localized, quote};
use super::scenario_text::ScenarioText;
use super::{RenderError, Renderer};
use crate::labels::Labels;
use crate::model::{Check, Party, Report, Scenario};
use crate::outline::Status;
use crate::text::Lang;
use crate::verdict::Verdict;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

pub(super) const RENDERER: Renderer = Renderer { file: "ctrf.json", render };

/// One file in the language of the run.
fn render(report: &Report, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let writer = CtrfWriter { lang, text: ScenarioText::of(report, lang) };
    pretty_json(&writer.report(report)?)
}

/// Writes one report.
struct CtrfWriter<'a> {
    lang: Lang,
    text: ScenarioText<'a>,
}

impl CtrfWriter<'_> {
    /// The root object.
    fn report(&self, report: &Report) -> Result<Value, RenderError> {
        let tests: Vec<Value> = report.scenarios.iter().map(|scenario| self.test(report, scenario)).collect();
        Ok(json!({
            "reportFormat": "CTRF",
            "specVersion": "0.0.0",
            "timestamp": self.quoted(&report.finished),
            "generatedBy": format!("mssante-harness {}", self.quoted(&report.harness.version)),
            "results": {
                "tool": { "name": "mssante-harness", "version": self.quoted(&report.harness.version) },
                "summary": self.summary(report)?,
                "tests": tests,
                "environment": self.environment(report),
            },
        }))
    }

    /// Counts, times, and under `extra` what the conclusion rests on. A failure under reservation counts as failed.
    fn summary(&self, report: &Report) -> Result<Value, RenderError> {
        let counts = &report.summary;
        Ok(json!({
            "tests": counts.total,
            "passed": counts.passed,
            "failed": counts.failed + counts.reserved,
            "skipped": counts.not_applicable,
            "pending": 0,
            "other": counts.inconclusive + counts.errors,
            "suites": report.themes().len(),
            "start": milliseconds(&report.started)?,
            "stop": milliseconds(&report.finished)?,
            "extra": { "mssante": {
                "conclusion": Labels::of(self.lang).conclusion(report.conclusion.kind),
                "because": self.quoted(&localized(&report.conclusion.because, self.lang)),
                "kind": report.conclusion.kind,
                "exit": report.conclusion.kind.exit(),
                "tally": report.tally,
                "interrupted": report.interrupted,
                "rehearsal": report.is_rehearsal(),
                "reserved": counts.reserved,
                "inconclusive": counts.inconclusive,
                "errors": counts.errors,
            } },
        }))
    }

    /// What was tested, by whom and how to repeat it.
    fn environment(&self, report: &Report) -> Value {
        let (connector, harness, who) = (&report.connector, &report.harness, &report.identification);
        let words = |words: &Option<String>| words.as_deref().map(|words| self.quoted(words));
        let name = |party: &Option<Party>| party.as_ref().map(|party| self.quoted(&party.name));
        let mut environment = json!({
            "reportName": Labels::of(self.lang).general.title,
            "appName": self.quoted(&connector.name),
            "appVersion": self.quoted(&connector.version),
            "buildId": self.quoted(&report.id),
            "extra": { "mssante": {
                "editor": self.quoted(&connector.editor),
                "mutation": connector.mutation.as_deref().map(|mutation| self.quoted(mutation)),
                "catalogue": self.quoted(&harness.catalogue_digest),
                "seed": harness.seed.to_string(),
                "command": self.quoted(&harness.command),
                "issued": words(&who.issued),
                "amends": report.amends.as_ref().map(|amends| self.quoted(&amends.report)),
                "operator": name(&who.operator),
                "laboratory": name(&who.laboratory),
                "buildDigest": words(&connector.build_digest),
                "configurationDigest": words(&connector.configuration_digest),
            } },
        });
        if let Some(intended) = words(&who.environment) {
            environment["testEnvironment"] = intended.into();
        }
        environment
    }

    /// One test a scenario. `message` is its worst finding, `trace` all that is known of it.
    fn test(&self, report: &Report, scenario: &Scenario) -> Value {
        let status = scenario.status();
        let mut test = Map::new();
        test.insert("name".into(), self.quoted(&scenario.id).into());
        test.insert("status".into(), ctrf_status(status).into());
        test.insert("duration".into(), scenario.duration_ms.into());
        test.insert("suite".into(), json!([self.quoted(&scenario.theme)]));
        match status {
            Status::Passed => {}
            Status::NotApplicable | Status::InPart | Status::NotJudged | Status::NotCovered => {
                if let Some(reason) = &scenario.not_applicable {
                    test.insert("message".into(), self.quoted(&localized(reason, self.lang)).into());
                }
            }
            Status::Failed | Status::Reserved | Status::Inconclusive | Status::Error => {
                test.insert("message".into(), self.text.message(scenario).into());
                test.insert("trace".into(), self.text.details(scenario).into());
            }
        }
        let (file, line) = scenario.file.rsplit_once(':').unwrap_or((&scenario.file, ""));
        if let Ok(line) = line.parse::<u64>() {
            test.insert("line".into(), line.into());
        }
        test.insert("rawStatus".into(), json!(status));
        test.insert("tags".into(), scenario.covers.iter().map(|id| self.quoted(id)).collect());
        test.insert("type".into(), "conformity".into());
        test.insert("filePath".into(), self.quoted(file).into());
        test.insert("steps".into(), scenario.checks.iter().map(|check| self.step(check)).collect());
        test.insert("extra".into(), json!({ "mssante": self.extra(report, scenario) }));
        test.into()
    }

    /// One step a check.
    fn step(&self, check: &Check) -> Value {
        let status = match check.outcome.verdict() {
            Verdict::Pass => "passed",
            Verdict::Fail => "failed",
            Verdict::None | Verdict::Inconclusive | Verdict::Error => "other",
        };
        let mut extra = json!({ "check": self.quoted(&check.id), "clause": self.quoted(&check.clause) });
        if let Some(advice) = &check.advice {
            extra["probableCause"] = self.quoted(&localized(&advice.cause, self.lang)).into();
            extra["toFix"] = self.quoted(&localized(&advice.fix, self.lang)).into();
        }
        json!({
            "name": self.quoted(&localized(&check.sentence, self.lang)),
            "status": status,
            "extra": { "mssante": extra },
        })
    }

    /// What CTRF has no field for: cause, control, fault, severity, reservation, command.
    fn extra(&self, report: &Report, scenario: &Scenario) -> Map<String, Value> {
        let texts = [
            ("cause", scenario.cause.map(|cause| cause.word().to_owned())),
            ("control", scenario.control.as_deref().map(|control| self.quoted(control))),
            ("fault", scenario.fault.as_ref().map(|fault| self.quoted(&fault.id.to_string()))),
            (
                "severity",
                report.severity_of(scenario).map(|severity| Labels::of(self.lang).severity(severity).to_owned()),
            ),
            ("reservation", announcement(report, scenario, self.lang).map(|words| self.quoted(&words))),
            ("replay", Some(self.quoted(&scenario.replay))),
        ];
        texts.into_iter().filter_map(|(name, words)| Some((name.to_owned(), words?.into()))).collect()
    }

    /// Words of others, made harmless.
    fn quoted(&self, words: &str) -> String {
        quote(words, self.lang).into_owned()
    }
}

/// The word that CTRF has for a status.
fn ctrf_status(status: Status) -> &'static str {
    match status {
        Status::Passed => "passed",
        Status::Failed | Status::Reserved => "failed",
        Status::Inconclusive | Status::Error => "other",
        Status::NotApplicable | Status::InPart | Status::NotJudged | Status::NotCovered => "skipped",
    }
}

/// Milliseconds since 1970, as CTRF wants its times.
fn milliseconds(rfc3339: &str) -> Result<i64, RenderError> {
    let date = OffsetDateTime::parse(rfc3339, &Rfc3339).map_err(RenderError::new)?;
    Ok(date.unix_timestamp() * 1_000 + i64::from(date.millisecond()))
}
