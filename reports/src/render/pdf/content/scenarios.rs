// SPDX-License-Identifier: EUPL-1.2
//! The scenarios: in full where something is wrong or undecided, in one row each by theme.

use super::{BODY, CELL, CODE, FOLLOWING, NOTE, PdfWriter, STRONG};
use crate::model::{Check, Requirement, Scenario};
use crate::outline::Status;
use crate::render::announced::announcement;
use crate::render::dates::decimal;
use crate::render::drawing::{Colour, sequence};
use crate::render::extract::{Extract, Extracts};
use crate::render::pdf::lines::Span;
use crate::render::pdf::table::Cell;
use crate::verdict::Outcome;
use std::time::Duration;

/// A row of the table of a scenario: the name of the row and its cell.
type FactRow = (&'static str, Cell);

impl PdfWriter<'_> {
    /// The sections *Non-conformités* and *Non concluants*, each scenario in full.
    pub(super) fn failures(&mut self) {
        let (labels, extracts) = (&self.labels.results, Extracts::of(self.source));
        self.heading(1, labels.failures);
        self.detailed(&extracts, &[Status::Failed, Status::Reserved], labels.no_failures);
        self.heading(1, labels.undecided);
        self.detailed(&extracts, &[Status::Inconclusive, Status::Error], labels.no_undecided);
    }

    /// The scenarios that ended in one of these ways, or the sentence for none.
    fn detailed(&mut self, extracts: &Extracts<'_>, ways: &[Status], none: &str) {
        let scenarios: Vec<&Scenario> = self.source.ended(ways).collect();
        if scenarios.is_empty() {
            self.paragraph(none, BODY);
        }
        for scenario in scenarios {
            self.scenario(scenario, &extracts.extract(scenario));
        }
    }

    fn scenario(&mut self, scenario: &Scenario, extract: &Extract<'_>) {
        let id = self.quote(&scenario.id);
        self.flow.heading(2, &id, FOLLOWING);
        let mut opening = self.badge(scenario.status());
        opening.push(Span::new(format!(" – {}", self.localized(&scenario.purpose)), BODY));
        self.flow.paragraph(&opening);
        let rows = self.fact_rows(scenario);
        self.facts(rows);
        if let Some(drawing) = sequence(&scenario.id, &extract.facts, self.lang) {
            self.flow.figure(&drawing);
        }
        self.transcript(extract);
        let gone = scenario.observations.iter().filter(|number| self.source.withheld.contains(number));
        let gone: Vec<String> = gone.map(|number| format!("#{number}")).collect();
        if !gone.is_empty() {
            let general = &self.labels.general;
            let words = format!("{}{} {}", general.withheld_here, general.colon, gone.join(", "));
            self.paragraph(&words, NOTE);
        }
    }

    /// All that is known of a scenario but its transcript.
    fn fact_rows(&self, scenario: &Scenario) -> Vec<FactRow> {
        let labels = &self.labels.scenarios;
        let mut rows = vec![(labels.covers, self.covered(scenario))];
        if let Some(fault) = &scenario.fault {
            let id = Span::new(format!(" {}", self.quote(&fault.id.to_string())), CODE.coloured(Colour::Grey));
            rows.push((labels.fault, vec![Span::new(self.localized(&fault.sentence), CELL), id]));
        }
        if let Some(control) = &scenario.control {
            rows.push((labels.control, self.code(control)));
        }
        if let Some(stage) = &scenario.stage {
            rows.push((labels.stage, self.cell(&self.localized(stage))));
        }
        for check in &scenario.checks {
            self.check(check, &mut rows);
        }
        if let Some(cause) = scenario.cause {
            rows.push((labels.cause, self.cell(&self.ours(self.labels.cause(cause)))));
        }
        if let Some(severity) = self.source.severity_of_failure(scenario) {
            rows.push((self.labels.results.severity, self.cell(self.labels.severity(severity))));
        }
        if let Some(announcement) = announcement(self.source, scenario, self.lang) {
            rows.push((self.labels.general.reservation, self.cell(&self.prose(&announcement))));
        }
        rows.push((labels.file, self.code(&scenario.file)));
        rows.push((labels.replay, self.code(&scenario.replay)));
        rows
    }

    /// Each requirement with its standing: a rule that is deduced must not be taken for one of the ANS.
    fn covered(&self, scenario: &Scenario) -> Cell {
        let mut cell = Vec::new();
        for id in &scenario.covers {
            let end = if cell.is_empty() { "" } else { "\n" };
            cell.push(Span::new(format!("{end}{} ", self.quote(id)), CODE));
            let known: Option<&Requirement> = self.source.requirements.iter().find(|requirement| requirement.id == *id);
            if let Some(requirement) = known {
                let (standing, level) =
                    (self.labels.standing(requirement.standing), self.labels.level(requirement.level));
                cell.push(Span::new(format!("{} ", self.localized(&requirement.text)), CELL));
                let weight = self.ours(&format!("({standing}{} {level})", self.labels.general.semicolon));
                cell.push(Span::new(weight, NOTE));
            }
        }
        if cell.is_empty() { self.cell("–") } else { cell }
    }

    /// A check: its sentence and clause, what it found, and the advice for a failure.
    fn check(&self, check: &Check, rows: &mut Vec<FactRow>) {
        let labels = &self.labels.results;
        let status = check.outcome.verdict().status();
        let symbol = format!("{} ", status.symbol());
        let clause = format!(" – {}", self.quote(&check.clause));
        let sentence = vec![
            Span::new(symbol, STRONG.coloured(Colour::of(status))),
            Span::new(format!("{} ", self.localized(&check.sentence)), CELL),
            Span::new(self.quote(&check.id), CODE.coloured(Colour::Grey)),
            Span::new(clause, NOTE),
        ];
        rows.push((self.labels.scenarios.check, sentence));
        let cited = Span::new(self.cited(check.outcome.observations()), NOTE);
        match &check.outcome {
            Outcome::Pass { because, .. } | Outcome::Inconclusive { because, .. } => {
                let words = Span::new(self.localized(because), CELL);
                rows.push((self.labels.general.because, vec![words, cited]));
            }
            Outcome::Fail { expected, observed, .. } => {
                rows.push((labels.expected, self.cell(&self.localized(expected))));
                let words = Span::new(self.localized(observed), STRONG.coloured(Colour::Red));
                rows.push((labels.observed, vec![words, cited]));
            }
        }
        if let Some(advice) = &check.advice {
            rows.push((labels.probable_cause, self.cell(&self.localized(&advice.cause))));
            rows.push((labels.to_fix, self.cell(&self.localized(&advice.fix))));
        }
    }

    /// The section *Scénarios*: every scenario in one row, under its theme.
    pub(super) fn scenarios(&mut self) {
        let (labels, general) = (&self.labels.scenarios, &self.labels.general);
        self.heading(1, labels.heading);
        self.paragraph(labels.elsewhere, NOTE);
        for theme in self.source.themes() {
            let name = self.quote(theme.name);
            self.flow.heading(2, &name, FOLLOWING);
            let rows = theme.scenarios.iter().map(|scenario| self.row(scenario)).collect();
            let head = [labels.scenario, general.status, labels.duration];
            let caption = format!("{}{} {}", general.total, general.colon, theme.summary.total);
            self.table(&[5.2, 1.6, 0.7], &caption, &head, rows);
        }
    }

    fn row(&self, scenario: &Scenario) -> Vec<Cell> {
        let seconds = Duration::from_millis(scenario.duration_ms).as_secs_f64();
        let duration = format!("{}\u{a0}{}", decimal(seconds, 1, self.lang), self.labels.general.seconds);
        let ran = scenario.not_applicable.is_none();
        let id = Span::new(format!("{}\n", self.quote(&scenario.id)), CODE);
        vec![
            vec![id, Span::new(self.localized(&scenario.purpose), CELL.coloured(Colour::Grey))],
            self.badge(scenario.status()),
            self.cell(if ran { &duration } else { "–" }),
        ]
    }
}
