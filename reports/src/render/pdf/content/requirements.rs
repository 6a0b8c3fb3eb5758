// SPDX-License-Identifier: EUPL-1.2
//! What was declared and what was required: pre-flight, capabilities, the register of requirements.

use super::{CELL, CODE, NOTE, Pen, STRONG};
use crate::model::{Capability, PreflightItem, Requirement};
use crate::outline::Status;
use crate::render::drawing::Tone;
use crate::render::pdf::table::Cell;
use crate::render::pdf::words::Span;

impl Pen<'_> {
    pub(super) fn preflight(&mut self) {
        self.heading(1, self.labels.preflight);
        let labels = self.labels;
        let rows = self.report.preflight.iter().map(|item| self.question(item)).collect();
        let head = [labels.question, labels.answer, labels.because];
        self.table(&[2.2, 1.0, 2.6], labels.preflight_intro, &head, rows);
    }

    fn question(&self, item: &PreflightItem) -> Vec<Cell> {
        let (status, word) = match item.ready {
            Some(true) => (Status::Passed, self.labels.ready),
            Some(false) => (Status::Failed, self.labels.not_ready),
            None => (Status::Inconclusive, self.labels.not_asked),
        };
        let answer = format!("{} {word}", status.symbol());
        let detail = format!("{}{}", self.say(&item.detail), self.cited(&item.observations));
        vec![
            self.cell(&self.say(&item.sentence)),
            vec![Span::new(answer, STRONG.toned(Tone::of(status)))],
            self.cell(&detail),
        ]
    }

    /// The numbers of observations, after a sentence.
    pub(super) fn cited(&self, numbers: &[u32]) -> String {
        let cite = |number: &u32| match self.report.withheld.contains(number) {
            true => format!("#{number} {}", self.labels.withheld),
            false => format!("#{number}"),
        };
        let numbers: Vec<String> = numbers.iter().map(cite).collect();
        if numbers.is_empty() { String::new() } else { format!(" [{}]", numbers.join(", ")) }
    }

    pub(super) fn capabilities(&mut self) {
        self.heading(1, self.labels.capabilities);
        let labels = self.labels;
        let rows = self.report.capabilities.iter().map(|capability| self.capability(capability)).collect();
        let head = [labels.capability, labels.mandatory, labels.declared, labels.reservation];
        self.table(&[3.0, 1.0, 1.0, 1.8], labels.capabilities_caption, &head, rows);
    }

    fn capability(&self, capability: &Capability) -> Vec<Cell> {
        let (labels, missing) = (self.labels, capability.mandatory && !capability.declared);
        let word = |yes| if yes { labels.yes } else { labels.no };
        let sentence = format!("{}\n", self.say(&capability.sentence));
        let reservation = match &capability.reservation {
            Some(reason) => self.cell(&self.prose(reason)),
            None if missing => vec![Span::new(self.ours(labels.missing), STRONG.toned(Tone::Red))],
            None => self.cell("–"),
        };
        vec![
            vec![Span::new(sentence, CELL), Span::new(self.quote(&capability.id), CODE.toned(Tone::Soft))],
            self.cell(word(capability.mandatory)),
            self.cell(word(capability.declared)),
            reservation,
        ]
    }

    pub(super) fn requirements(&mut self) {
        self.heading(1, self.labels.requirements);
        self.paragraph(self.labels.requirements_intro, NOTE);
        self.flow.space(4.0);
        let labels = self.labels;
        let rows = self.report.requirements.iter().map(|requirement| self.requirement(requirement)).collect();
        let head = [labels.requirement, labels.source, labels.level, labels.status];
        self.table(&[2.8, 2.9, 1.05, 1.35], labels.requirements_caption, &head, rows);
    }

    fn requirement(&self, requirement: &Requirement) -> Vec<Cell> {
        let status = requirement.status();
        let id = format!("{}\n", self.quote(&requirement.id));
        let standing = format!("{}\n", self.labels.standing(requirement.standing));
        let mut verdict = self.badge(status);
        if !requirement.scenarios.is_empty() {
            let count = format!("\n{}{} {}", self.labels.scenarios, self.labels.colon, requirement.scenarios.len());
            verdict.push(Span::new(self.ours(&count), NOTE));
        }
        if matches!(status, Status::InPart | Status::NotJudged) {
            let missing: Vec<&str> = requirement.unjudged.iter().map(|missing| missing.scenario.as_str()).collect();
            let words = format!("\n{}{} {}", self.labels.unjudged, self.labels.colon, missing.join(", "));
            verdict.push(Span::new(self.ours(&self.quote(&words)), NOTE));
        }
        vec![
            vec![Span::new(id, CODE), Span::new(self.say(&requirement.text), CELL)],
            vec![Span::new(standing, STRONG), Span::new(self.prose(&requirement.source), NOTE)],
            self.weight(requirement),
            verdict,
        ]
    }

    /// The level, and what a breach does.
    fn weight(&self, requirement: &Requirement) -> Cell {
        let mut cell = self.cell(self.labels.level(requirement.level));
        if let Some(severity) = requirement.severity {
            cell.push(Span::new(format!("\n{}", self.labels.severity(severity)), NOTE));
        }
        cell
    }
}
