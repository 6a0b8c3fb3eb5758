// SPDX-License-Identifier: EUPL-1.2
//! What was asked and what was required: pre-flight, capabilities, the register of requirements.

use super::{CELL, CODE, NOTE, PdfWriter, STRONG};
use crate::model::{Capability, PreflightItem, Requirement};
use crate::outline::Status;
use crate::render::drawing::Colour;
use crate::render::pdf::lines::Span;
use crate::render::pdf::table::Cell;

impl PdfWriter<'_> {
    /// The section *Vérifications préalables*.
    pub(super) fn preflight(&mut self) {
        let labels = &self.labels.declarations;
        self.heading(1, labels.preflight);
        let rows = self.source.preflight.iter().map(|item| self.question(item)).collect();
        let head = [labels.question, labels.answer, self.labels.general.because];
        self.table(&[2.2, 1.0, 2.6], labels.preflight_intro, &head, rows);
    }

    fn question(&self, item: &PreflightItem) -> Vec<Cell> {
        let labels = &self.labels.declarations;
        let (status, word) = match item.ready {
            Some(true) => (Status::Passed, labels.ready),
            Some(false) => (Status::Failed, labels.not_ready),
            None => (Status::Inconclusive, labels.not_asked),
        };
        let answer = format!("{} {word}", status.symbol());
        let detail = format!("{}{}", self.localized(&item.detail), self.cited(&item.observations));
        vec![
            self.cell(&self.localized(&item.sentence)),
            vec![Span::new(answer, STRONG.coloured(Colour::of(status)))],
            self.cell(&detail),
        ]
    }

    /// The numbers of observations in brackets, to be put after a sentence; nothing for none.
    pub(super) fn cited(&self, numbers: &[u32]) -> String {
        let cite = |number: &u32| match self.source.withheld.contains(number) {
            true => format!("#{number} {}", self.labels.general.withheld),
            false => format!("#{number}"),
        };
        let numbers: Vec<String> = numbers.iter().map(cite).collect();
        if numbers.is_empty() { String::new() } else { format!(" [{}]", numbers.join(", ")) }
    }

    /// The section *Capacités déclarées (PICS)*.
    pub(super) fn capabilities(&mut self) {
        let labels = &self.labels.declarations;
        self.heading(1, labels.capabilities);
        let rows = self.source.capabilities.iter().map(|capability| self.capability(capability)).collect();
        let head = [labels.capability, labels.mandatory, labels.declared, self.labels.general.reservation];
        self.table(&[3.0, 1.0, 1.0, 1.8], labels.capabilities_caption, &head, rows);
    }

    fn capability(&self, capability: &Capability) -> Vec<Cell> {
        let (general, missing) = (&self.labels.general, capability.mandatory && !capability.declared);
        let word = |yes| if yes { general.yes } else { general.no };
        let sentence = format!("{}\n", self.localized(&capability.sentence));
        let reservation = match &capability.reservation {
            Some(reason) => self.cell(&self.prose(reason)),
            None if missing => {
                vec![Span::new(self.ours(self.labels.declarations.missing), STRONG.coloured(Colour::Red))]
            }
            None => self.cell("–"),
        };
        vec![
            vec![Span::new(sentence, CELL), Span::new(self.quote(&capability.id), CODE.coloured(Colour::Grey))],
            self.cell(word(capability.mandatory)),
            self.cell(word(capability.declared)),
            reservation,
        ]
    }

    /// The section *Exigences*: the whole register.
    pub(super) fn requirements(&mut self) {
        let (labels, general) = (&self.labels.results, &self.labels.general);
        self.heading(1, labels.requirements);
        self.paragraph(labels.requirements_intro, NOTE);
        self.flow.add_space(4.0);
        let rows = self.source.requirements.iter().map(|requirement| self.requirement(requirement)).collect();
        let head = [labels.requirement, general.source, labels.level, general.status];
        self.table(&[2.8, 2.9, 1.05, 1.35], labels.requirements_caption, &head, rows);
    }

    fn requirement(&self, requirement: &Requirement) -> Vec<Cell> {
        let id = format!("{}\n", self.quote(&requirement.id));
        let standing = format!("{}\n", self.labels.standing(requirement.standing));
        vec![
            vec![Span::new(id, CODE), Span::new(self.localized(&requirement.text), CELL)],
            vec![Span::new(standing, STRONG), Span::new(self.prose(&requirement.source), NOTE)],
            self.level_and_severity(requirement),
            self.verdict(requirement),
        ]
    }

    /// The status and the number of scenarios; those that are missing unless it is judged as a whole.
    fn verdict(&self, requirement: &Requirement) -> Cell {
        let (status, colon) = (requirement.status(), self.labels.general.colon);
        let mut cell = self.badge(status);
        if !requirement.scenarios.is_empty() {
            let count = format!("\n{}{colon} {}", self.labels.scenarios.heading, requirement.scenarios.len());
            cell.push(Span::new(self.ours(&count), NOTE));
        }
        if matches!(status, Status::InPart | Status::NotJudged) {
            let missing: Vec<&str> = requirement.unjudged.iter().map(|missing| missing.scenario.as_str()).collect();
            let words = format!("\n{}{colon} {}", self.labels.results.unjudged, missing.join(", "));
            cell.push(Span::new(self.ours(&self.quote(&words)), NOTE));
        }
        cell
    }

    /// How binding it is, and what a breach does; the second since schema 3.
    fn level_and_severity(&self, requirement: &Requirement) -> Cell {
        let mut cell = self.cell(self.labels.level(requirement.level));
        if let Some(severity) = requirement.severity {
            cell.push(Span::new(format!("\n{}", self.labels.severity(severity)), NOTE));
        }
        cell
    }
}
