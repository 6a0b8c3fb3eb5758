// SPDX-License-Identifier: EUPL-1.2
//! Who and what was tested, what the customer declares, and what the review of it gives.

use super::{CELL, CODE, FOLLOWING, NOTE, Pen, STRONG};
use crate::outline::Theme;
use crate::render::dossier::{Dossier, FindingLine, Line, ReviewLine};
use crate::render::drawing::{Tone, themes};
use crate::render::pdf::table::Cell;
use crate::render::pdf::words::Span;

impl Pen<'_> {
    /// Names and what is said of them, without a caption.
    pub(super) fn lines_of(&mut self, lines: &[Line]) {
        self.told("", lines);
    }

    /// The same below a caption.
    pub(super) fn told(&mut self, caption: &str, lines: &[Line]) {
        let cell = |line: &Line| if line.code { self.code(&line.value) } else { self.cell(&self.quote(&line.value)) };
        let rows = lines.iter().map(|line| (line.label.as_str(), cell(line))).collect();
        if !caption.is_empty() {
            self.paragraph(caption, NOTE);
        }
        self.facts(rows);
    }

    pub(super) fn identification(&mut self) {
        self.heading(1, self.labels.identification);
        let dossier = Dossier::of(self.report, self.lang);
        self.told(self.labels.laboratory_caption, &dossier.laboratory());
        self.flow.space(8.0);
        self.told(self.labels.customer_caption, &dossier.customer());
    }

    pub(super) fn annexe1(&mut self) {
        self.heading(1, self.labels.annexe1);
        let dossier = Dossier::of(self.report, self.lang);
        let Some(lines) = dossier.annexe1() else {
            self.paragraph(self.labels.no_annexe1, CELL);
            return;
        };
        self.told(self.labels.annexe1_caption, &lines);
        self.heading(2, self.labels.findings);
        let findings = dossier.findings();
        if findings.is_empty() {
            self.paragraph(self.labels.no_findings, CELL);
            return;
        }
        let rows = findings.iter().map(|finding| self.finding(finding)).collect();
        let labels = self.labels;
        let head = [labels.rule_name, labels.what_is_wrong, labels.to_do, labels.source];
        self.table(&[1.7, 2.4, 2.2, 1.9], labels.findings_caption, &head, rows);
    }

    fn finding(&self, finding: &FindingLine) -> Vec<Cell> {
        let rule = format!("{}\n", self.quote(&finding.rule));
        let mut wrong = self.cell(&self.quote(&finding.sentence));
        if !finding.value.is_empty() {
            wrong.push(Span::new(format!("\n{}", self.quote(&finding.value)), CODE.toned(Tone::Soft)));
        }
        let standing = format!("{}\n", finding.standing);
        vec![
            vec![Span::new(rule, CODE), Span::new(finding.level, NOTE)],
            wrong,
            self.cell(&self.quote(&finding.help)),
            vec![Span::new(standing, STRONG), Span::new(self.quote(&finding.source), NOTE)],
        ]
    }

    pub(super) fn pixit(&mut self) {
        self.heading(1, self.labels.pixit);
        let lines = Dossier::of(self.report, self.lang).pixit();
        self.told(self.labels.pixit_caption, &lines);
    }

    pub(super) fn static_review(&mut self) {
        self.heading(1, self.labels.static_review);
        let review = Dossier::of(self.report, self.lang).review();
        let rows = review.iter().map(|line| self.reviewed(line)).collect();
        let labels = self.labels;
        let head = [labels.reviewed, labels.status, labels.because];
        self.table(&[3.2, 1.3, 2.3], labels.static_caption, &head, rows);
    }

    fn reviewed(&self, line: &ReviewLine) -> Vec<Cell> {
        let mut subject = self.cell(&self.quote(&line.subject));
        if !line.id.is_empty() {
            subject.push(Span::new(format!("\n{}", self.quote(&line.id)), CODE.toned(Tone::Soft)));
        }
        vec![subject, self.badge(line.status), self.cell(&self.quote(&line.because))]
    }

    /// Counts by theme, as a picture and as a table.
    pub(super) fn dynamic(&mut self) {
        let title = self.ours(self.labels.by_theme);
        let drawing = themes(self.report, self.lang);
        self.flow.heading(1, &title, drawing.as_ref().map_or(FOLLOWING, |drawing| drawing.height + 12.0));
        if let Some(drawing) = drawing {
            self.flow.figure(&drawing);
        }
        let head = self.count_names();
        let head: Vec<&str> = std::iter::once(self.labels.theme).chain(head.iter().map(String::as_str)).collect();
        let rows = self.report.themes().iter().map(|theme| self.theme(theme)).collect();
        self.table(&[2.5, 1.0, 1.0, 1.15, 1.25, 1.2, 1.25, 0.7], self.labels.by_theme_caption, &head, rows);
    }

    fn theme(&self, theme: &Theme) -> Vec<Cell> {
        let figures = self.labels.counts(&theme.summary).into_iter().map(|(status, _, count)| {
            let style = if count > 0 { STRONG.toned(Tone::of(status)) } else { CELL.toned(Tone::Soft) };
            vec![Span::new(count.to_string(), style)]
        });
        let total = vec![Span::new(theme.summary.total.to_string(), STRONG)];
        std::iter::once(self.code(theme.name)).chain(figures).chain([total]).collect()
    }
}
