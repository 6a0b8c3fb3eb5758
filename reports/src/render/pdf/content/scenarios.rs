// SPDX-License-Identifier: EUPL-1.2
//! The scenarios: at length where something is wrong or undecided, in one row each by theme.

use super::{BODY, CELL, CODE, FOLLOWING, NOTE, Pen, STRONG};
use crate::model::{Check, Observation, Requirement, Scenario, Style};
use crate::outline::Status;
use crate::render::announced::announced;
use crate::render::dates::{decimal, moment, time_on_day};
use crate::render::drawing::{Tone, sequence};
use crate::render::extract::{Extract, Extracts};
use crate::render::pdf::table::{Cell, Columns, Table};
use crate::render::pdf::words::Span;
use crate::render::quote::relate;
use crate::verdict::{Outcome, Verdict};

impl Pen<'_> {
    pub(super) fn failures(&mut self) {
        let (labels, extracts) = (self.labels, Extracts::of(self.report));
        self.at_length(&extracts, labels.failures, &[Status::Failed, Status::Reserved], labels.no_failures);
        self.at_length(&extracts, labels.undecided, &[Status::Inconclusive, Status::Error], labels.no_undecided);
    }

    fn at_length(&mut self, extracts: &Extracts<'_>, title: &str, ways: &[Status], none: &str) {
        self.heading(1, title);
        let scenarios: Vec<&Scenario> = self.report.ended(ways).collect();
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
        opening.push(Span::new(format!(" – {}", self.say(&scenario.purpose)), BODY));
        self.flow.paragraph(&opening);
        let rows = self.account(scenario);
        self.facts(rows);
        if let Some(drawing) = sequence(&scenario.id, &extract.facts, self.lang) {
            self.flow.figure(&drawing);
        }
        self.transcript(extract);
        let gone = scenario.observations.iter().filter(|number| self.report.withheld.contains(number));
        let gone: Vec<String> = gone.map(|number| format!("#{number}")).collect();
        if !gone.is_empty() {
            let words = format!("{}{} {}", self.labels.withheld_here, self.labels.colon, gone.join(", "));
            self.paragraph(&words, NOTE);
        }
    }

    fn account(&self, scenario: &Scenario) -> Vec<(&'static str, Cell)> {
        let labels = self.labels;
        let mut rows = vec![(labels.covers, self.covered(scenario))];
        if let Some(fault) = &scenario.fault {
            let id = Span::new(format!(" {}", self.quote(&fault.id.to_string())), CODE.toned(Tone::Soft));
            rows.push((labels.fault, vec![Span::new(self.say(&fault.sentence), CELL), id]));
        }
        if let Some(control) = &scenario.control {
            rows.push((labels.control, self.code(control)));
        }
        if let Some(stage) = &scenario.stage {
            rows.push((labels.stage, self.cell(&self.say(stage))));
        }
        for check in &scenario.checks {
            self.check(check, &mut rows);
        }
        if let Some(cause) = scenario.cause {
            rows.push((labels.cause, self.cell(&self.ours(labels.cause(cause)))));
        }
        if let Some(severity) = self.report.severity_of(scenario).filter(|_| scenario.verdict == Verdict::Fail) {
            rows.push((labels.severity, self.cell(labels.severity(severity))));
        }
        if let Some(said) = announced(self.report, scenario, self.lang) {
            rows.push((labels.reservation, self.cell(&self.prose(&said))));
        }
        rows.push((labels.file, self.code(&scenario.file)));
        rows.push((labels.replay, self.code(&scenario.replay)));
        rows
    }

    /// Each requirement with where it comes from: what is deduced must not pass for a rule of the agency.
    fn covered(&self, scenario: &Scenario) -> Cell {
        let mut cell = Vec::new();
        for id in &scenario.covers {
            let end = if cell.is_empty() { "" } else { "\n" };
            cell.push(Span::new(format!("{end}{} ", self.quote(id)), CODE));
            let known: Option<&Requirement> = self.report.requirements.iter().find(|requirement| requirement.id == *id);
            if let Some(requirement) = known {
                let (standing, level) =
                    (self.labels.standing(requirement.standing), self.labels.level(requirement.level));
                cell.push(Span::new(format!("{} ", self.say(&requirement.text)), CELL));
                let weight = self.ours(&format!("({standing}{} {level})", self.labels.semicolon));
                cell.push(Span::new(weight, NOTE));
            }
        }
        if cell.is_empty() { self.cell("–") } else { cell }
    }

    fn check(&self, check: &Check, rows: &mut Vec<(&'static str, Cell)>) {
        let labels = self.labels;
        let verdict = match check.outcome {
            Outcome::Pass { .. } => Status::Passed,
            Outcome::Fail { .. } => Status::Failed,
            Outcome::Inconclusive { .. } => Status::Inconclusive,
        };
        let mark = format!("{} ", verdict.symbol());
        let clause = format!(" – {}", self.quote(&check.clause));
        let sentence = vec![
            Span::new(mark, STRONG.toned(Tone::of(verdict))),
            Span::new(format!("{} ", self.say(&check.sentence)), CELL),
            Span::new(self.quote(&check.id), CODE.toned(Tone::Soft)),
            Span::new(clause, NOTE),
        ];
        rows.push((labels.check, sentence));
        let cited = Span::new(self.cited(check.outcome.observations()), NOTE);
        match &check.outcome {
            Outcome::Pass { because, .. } | Outcome::Inconclusive { because, .. } => {
                rows.push((labels.because, vec![Span::new(self.say(because), CELL), cited]));
            }
            Outcome::Fail { expected, observed, .. } => {
                rows.push((labels.expected, self.cell(&self.say(expected))));
                rows.push((labels.observed, vec![Span::new(self.say(observed), STRONG.toned(Tone::Red)), cited]));
            }
        }
        if let Some(advice) = &check.advice {
            rows.push((labels.probable_cause, self.cell(&self.say(&advice.cause))));
            rows.push((labels.to_fix, self.cell(&self.say(&advice.fix))));
        }
    }

    fn transcript(&mut self, extract: &Extract) {
        if extract.facts.is_empty() {
            return;
        }
        let labels = self.labels;
        let (day, _) = moment(&self.report.started, 0.0);
        let mut caption = self.ours(&format!("{} {day}", labels.transcript_caption));
        if extract.left_out > 0 {
            caption.push_str(&self.ours(&format!("{} + {} {}", labels.semicolon, extract.left_out, labels.left_out)));
        }
        let head = self.head(&[labels.number, labels.time, labels.place, labels.fact]);
        let columns = Columns { shares: &[0.5, 1.1, 1.1, 6.3], named_rows: false };
        let table = Table::begin(&mut self.flow, columns, &[Span::new(caption, NOTE)], head);
        for fact in &extract.facts {
            let row = self.fact(fact);
            table.row(&mut self.flow, row);
        }
        table.end(&mut self.flow);
    }

    fn fact(&self, fact: &Observation) -> Vec<Cell> {
        let small = CODE.toned(Tone::Soft);
        let line = if fact.style == Style::Fault { CODE.toned(Tone::Red) } else { CODE };
        let style = self.labels.style(&fact.style);
        vec![
            vec![Span::new(fact.number.to_string(), small)],
            vec![Span::new(time_on_day(&self.report.started, fact.at_ms), small)],
            vec![Span::new(self.quote(&fact.place), NOTE)],
            vec![
                Span::new(format!("{} ", self.quote(style)), NOTE),
                Span::new(self.quote(&relate(&fact.line, self.lang)), line),
            ],
        ]
    }

    /// Every scenario in one row, under its theme.
    pub(super) fn scenarios(&mut self) {
        self.heading(1, self.labels.scenarios);
        self.paragraph(self.labels.elsewhere, NOTE);
        let labels = self.labels;
        for theme in self.report.themes() {
            let name = self.quote(theme.name);
            self.flow.heading(2, &name, FOLLOWING);
            let rows = theme.scenarios.iter().map(|scenario| self.row(scenario)).collect();
            let head = [labels.scenario, labels.status, labels.duration];
            let caption = format!("{}{} {}", labels.total, labels.colon, theme.summary.total);
            self.table(&[5.2, 1.6, 0.7], &caption, &head, rows);
        }
    }

    fn row(&self, scenario: &Scenario) -> Vec<Cell> {
        let seconds = std::time::Duration::from_millis(scenario.duration_ms).as_secs_f64();
        let duration = format!("{}\u{a0}{}", decimal(seconds, 1, self.lang), self.labels.seconds);
        let ran = scenario.not_applicable.is_none();
        let id = Span::new(format!("{}\n", self.quote(&scenario.id)), CODE);
        vec![
            vec![id, Span::new(self.say(&scenario.purpose), CELL.toned(Tone::Soft))],
            self.badge(scenario.status()),
            self.cell(if ran { &duration } else { "–" }),
        ]
    }
}
