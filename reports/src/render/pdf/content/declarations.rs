// SPDX-License-Identifier: EUPL-1.2
//! Who and what was tested, what the customer declares, and the static review of it.

use super::{CELL, CODE, FOLLOWING, NOTE, PdfWriter, STRONG};
use crate::outline::Theme;
use crate::render::drawing::{Colour, themes};
use crate::render::pdf::lines::Span;
use crate::render::pdf::table::Cell;
use crate::render::sections::{FindingLine, LabelledValue, ReviewLine, Sections};

impl PdfWriter<'_> {
    /// A table of names and values without a caption.
    pub(super) fn plain_facts(&mut self, rows: &[LabelledValue]) {
        let cell = |row: &LabelledValue| {
            if row.code { self.code(&row.value) } else { self.cell(&self.quote(&row.value)) }
        };
        self.facts(rows.iter().map(|row| (row.label.as_str(), cell(row))).collect());
    }

    /// A table of names and values below a caption.
    pub(super) fn captioned_facts(&mut self, caption: &str, rows: &[LabelledValue]) {
        self.paragraph(caption, NOTE);
        self.plain_facts(rows);
    }

    /// The section *Identification*: the laboratory's part, then the customer's.
    pub(super) fn identification(&mut self) {
        self.heading(1, self.labels.identification.heading);
        let sections = Sections::of(self.source, self.lang);
        self.captioned_facts(self.labels.identification.laboratory_caption, &sections.laboratory());
        self.flow.add_space(8.0);
        self.captioned_facts(self.labels.identification.customer_caption, &sections.customer());
    }

    /// The section *Annexe 1*: the form, and the rules that it breaks.
    pub(super) fn annexe1(&mut self) {
        let labels = &self.labels.declarations;
        self.heading(1, labels.annexe1);
        let sections = Sections::of(self.source, self.lang);
        let Some(rows) = sections.annexe1() else {
            self.paragraph(labels.no_annexe1, CELL);
            return;
        };
        self.captioned_facts(labels.annexe1_caption, &rows);
        self.heading(2, labels.findings);
        let findings = sections.findings();
        if findings.is_empty() {
            self.paragraph(labels.no_findings, CELL);
            return;
        }
        let rows = findings.iter().map(|finding| self.finding(finding)).collect();
        let head = [labels.rule_name, labels.what_is_wrong, labels.to_do, self.labels.general.source];
        self.table(&[1.7, 2.4, 2.2, 1.9], labels.findings_caption, &head, rows);
    }

    fn finding(&self, finding: &FindingLine) -> Vec<Cell> {
        let rule = format!("{}\n", self.quote(&finding.rule));
        let mut wrong = self.cell(&self.quote(&finding.sentence));
        if !finding.value.is_empty() {
            wrong.push(Span::new(format!("\n{}", self.quote(&finding.value)), CODE.coloured(Colour::Grey)));
        }
        let standing = format!("{}\n", finding.standing);
        vec![
            vec![Span::new(rule, CODE), Span::new(finding.level, NOTE)],
            wrong,
            self.cell(&self.quote(&finding.help)),
            vec![Span::new(standing, STRONG), Span::new(self.quote(&finding.source), NOTE)],
        ]
    }

    /// The section *Environnement d’essai (PIXIT)*.
    pub(super) fn pixit(&mut self) {
        let labels = &self.labels.declarations;
        self.heading(1, labels.pixit);
        let rows = Sections::of(self.source, self.lang).pixit();
        self.captioned_facts(labels.pixit_caption, &rows);
    }

    /// The section *Conformité statique*.
    pub(super) fn static_review(&mut self) {
        let labels = &self.labels.declarations;
        self.heading(1, labels.static_review);
        let review = Sections::of(self.source, self.lang).review();
        let rows = review.iter().map(|line| self.reviewed(line)).collect();
        let head = [labels.reviewed, self.labels.general.status, self.labels.general.because];
        self.table(&[3.2, 1.3, 2.3], labels.static_caption, &head, rows);
    }

    fn reviewed(&self, line: &ReviewLine) -> Vec<Cell> {
        let mut subject = self.cell(&self.quote(&line.subject));
        if !line.id.is_empty() {
            subject.push(Span::new(format!("\n{}", self.quote(&line.id)), CODE.coloured(Colour::Grey)));
        }
        vec![subject, self.badge(line.status), self.cell(&self.quote(&line.because))]
    }

    /// The section *Conformité dynamique*: counts by theme, as a picture and as a table.
    pub(super) fn dynamic_conformity(&mut self) {
        let labels = &self.labels.results;
        let title = self.ours(labels.by_theme);
        let drawing = themes(self.source, self.lang);
        self.flow.heading(1, &title, drawing.as_ref().map_or(FOLLOWING, |drawing| drawing.height + 12.0));
        if let Some(drawing) = drawing {
            self.flow.figure(&drawing);
        }
        let head = self.count_names();
        let theme = self.labels.general.theme;
        let head: Vec<&str> = std::iter::once(theme).chain(head.iter().map(String::as_str)).collect();
        let rows = self.source.themes().iter().map(|theme| self.theme(theme)).collect();
        self.table(&[2.5, 1.0, 1.0, 1.15, 1.25, 1.2, 1.25, 0.7], labels.by_theme_caption, &head, rows);
    }

    fn theme(&self, theme: &Theme) -> Vec<Cell> {
        let figures = self.labels.counts(&theme.summary).into_iter().map(|(status, _, count)| {
            let style = if count > 0 { STRONG.coloured(Colour::of(status)) } else { CELL.coloured(Colour::Grey) };
            vec![Span::new(count.to_string(), style)]
        });
        let total = vec![Span::new(theme.summary.total.to_string(), STRONG)];
        std::iter::once(self.code(theme.name)).chain(figures).chain([total]).collect()
    }
}
