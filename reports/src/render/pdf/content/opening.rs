// SPDX-License-Identifier: EUPL-1.2
//! The title page, who was tested by what and when, and the summary.

use super::{BODY, CELL, CODE, NOTE, Pen, STRONG};
use crate::outline::Status;
use crate::render::dates::date;
use crate::render::drawing::{Tone, themes};
use crate::render::pdf::faces::Face;
use crate::render::pdf::flow::WIDTH;
use crate::render::pdf::sheet::{Heading, Place};
use crate::render::pdf::words::{Span, Style};
use krilla::tagging::Tag;
use std::num::NonZeroU16;

const TITLE: Style = Style::new(Face::Strong, 25.0, Tone::Ink);
const PRODUCT: Style = Style::new(Face::Text, 15.0, Tone::Ink);
/// Characters of a name on the title page; the identification has the rest.
const LONGEST: usize = 120;

impl Pen<'_> {
    pub(super) fn title_page(&mut self) {
        let connector = &self.report.connector;
        let product = format!("{} {}", self.short(&connector.name), self.short(&connector.version));
        let editor = self.short(&connector.editor);
        let identifier = format!("{} {}", self.labels.report, self.short(&self.report.id));
        self.flow.y += 40.0;
        self.flow.paragraph(&[Span::new(identifier, NOTE)]);
        self.flow.y += 6.0;
        let title = self.ours(self.labels.title);
        let node = self.flow.layout.tree.leaf(Tag::Hn(NonZeroU16::MIN, Some(title.clone())));
        self.flow.lines(node, &[Span::new(title, TITLE)], 0.0, WIDTH);
        self.flow.y += 10.0;
        self.flow.paragraph(&[Span::new(product, PRODUCT)]);
        self.flow.paragraph(&[Span::new(editor, BODY.toned(Tone::Soft))]);
        self.flow.y += 22.0;
        if self.report.is_rehearsal() {
            self.rehearsal();
        }
        self.conclusion();
        self.rule_and_scope();
    }

    /// The beginning of a name: one without end would push the conclusion off the title page.
    fn short(&self, words: &str) -> String {
        let words = self.quote(words);
        match words.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &words[..end]),
            None => words,
        }
    }

    fn rehearsal(&mut self) {
        let connector = &self.report.connector;
        let large = Style::new(Face::Strong, 13.0, Tone::Red);
        let mut words = vec![vec![Span::new(format!("⚠ {}", self.ours(self.labels.rehearsal)), large)]];
        let small = CELL.toned(Tone::Red);
        if connector.reference {
            words.push(vec![Span::new(self.ours(self.labels.rehearsal_reference), small)]);
        }
        if let Some(mutation) = &connector.mutation {
            let name = Span::new(self.quote(mutation), CODE.toned(Tone::Red));
            words.push(vec![Span::new(format!("{} ", self.ours(self.labels.rehearsal_mutation)), small), name]);
        }
        self.panel(Tone::Red, &words);
        self.flow.y += 12.0;
    }

    fn conclusion(&mut self) {
        let conclusion = &self.report.conclusion;
        let status = conclusion.kind.status();
        let word = format!("{} {}", status.symbol(), self.labels.conclusion(conclusion.kind));
        let words = [
            vec![Span::new(self.labels.conclusion, STRONG.toned(Tone::Soft))],
            vec![Span::new(word, Style::new(Face::Strong, 21.0, Tone::of(status)))],
            vec![Span::new(self.say(&conclusion.because), Style::new(Face::Text, 10.5, Tone::Ink))],
        ];
        let place = Place { sheet: self.flow.sheet(), y: self.flow.y };
        self.panel(Tone::of(status), &words);
        self.flow.layout.headings.push(Heading { level: 1, words: self.labels.conclusion.to_owned(), place });
    }

    fn rule_and_scope(&mut self) {
        self.flow.y += 14.0;
        let rule = self.ours(&format!("{}{} ", self.labels.rule, self.labels.colon));
        let text = self.ours(self.labels.rule_text);
        self.flow.paragraph(&[Span::new(rule, STRONG), Span::new(text, CELL.toned(Tone::Soft))]);
        self.flow.y += 4.0;
        self.paragraph(self.labels.scope, CELL.toned(Tone::Soft));
        self.flow.y += 14.0;
        let (labels, report) = (self.labels, self.report);
        let rows = vec![
            (labels.mx, self.code(&report.connector.mx)),
            (labels.started, self.cell(&self.quote(&date(&report.started)))),
            (labels.finished, self.cell(&self.quote(&date(&report.finished)))),
            (labels.harness_version, self.cell(&self.quote(&report.harness.version))),
        ];
        self.facts(rows);
    }

    pub(super) fn identification(&mut self) {
        self.heading(1, self.labels.identification);
        let (labels, report) = (self.labels, self.report);
        let (connector, harness) = (&report.connector, &report.harness);
        let method = match connector.dns_method.as_str() {
            "delegation" => labels.dns_delegation,
            "redirection" => labels.dns_redirection,
            other => other,
        };
        let file = match &connector.file {
            Some(file) => self.code(file),
            None => self.cell(labels.built_in),
        };
        let domaines = connector.domaines.join(", ");
        let rows = vec![
            (labels.connector, self.cell(&self.quote(&connector.name))),
            (labels.version, self.cell(&self.quote(&connector.version))),
            (labels.editor, self.cell(&self.quote(&connector.editor))),
            (labels.domaines, self.code(&domaines)),
            (labels.mx, self.code(&connector.mx)),
            (labels.dn, self.code(&connector.dn)),
            (labels.dns_method, self.cell(&self.quote(method))),
            (labels.connector_file, file),
            (labels.started, self.cell(&self.quote(&date(&report.started)))),
            (labels.finished, self.cell(&self.quote(&date(&report.finished)))),
            (labels.report_id, self.code(&report.id)),
            (labels.harness_version, self.cell(&self.quote(&harness.version))),
            (labels.catalogue, self.code(&harness.catalogue_digest)),
            (labels.seed, self.code(&harness.seed.to_string())),
            (labels.command, self.code(&harness.command)),
        ];
        self.facts(rows);
    }

    pub(super) fn summary(&mut self) {
        self.heading(1, self.labels.summary);
        let (labels, counts) = (self.labels, &self.report.summary);
        let columns = [
            (Status::Passed, labels.count_passed, counts.passed),
            (Status::Failed, labels.count_failed, counts.failed),
            (Status::Reserved, labels.count_reserved, counts.reserved),
            (Status::Inconclusive, labels.count_inconclusive, counts.inconclusive),
            (Status::Error, labels.count_error, counts.errors),
            (Status::NotApplicable, labels.count_not_applicable, counts.not_applicable),
        ];
        let names: Vec<String> = columns
            .iter()
            .map(|(status, word, _)| format!("{} {word}", status.symbol()))
            .chain([labels.total.into()])
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let figure = |tone, count: usize| vec![Span::new(count.to_string(), Style::new(Face::Strong, 17.0, tone))];
        let tone = |status, count| if count > 0 { Tone::of(status) } else { Tone::Soft };
        let cells = columns.iter().map(|(status, _, count)| figure(tone(*status, *count), *count));
        let row = cells.chain([figure(Tone::Ink, counts.total)]).collect();
        self.figures(labels.summary_caption, &names, row);
        if let Some(drawing) = themes(self.report, self.lang) {
            let title = self.ours(labels.by_theme);
            self.flow.heading(2, &title, drawing.height + 12.0);
            self.flow.figure(&drawing);
        }
    }
}
