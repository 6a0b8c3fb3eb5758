// SPDX-License-Identifier: EUPL-1.2
//! What the document says, part by part.

mod annexes;
mod contents;
mod declarations;
mod opening;
mod requirements;
mod scenarios;

use super::faces::Faces;
use super::pen::{BODY, CELL, CODE, FOLLOWING, NOTE, Pen, STRONG};
use super::sheet::Layout;
use super::table::{Cell, Columns, Table};
use super::words::Span;
use crate::model::Report;
use crate::render::drawing::Tone;
use crate::render::quote::quote;
use crate::text::Lang;

/// Lays the whole report out.
pub(super) fn compose(report: &Report, lang: Lang, faces: &Faces) -> Layout {
    let mut pen = Pen::new(report, lang, faces);
    pen.title_page();
    let contents = contents::reserve(&mut pen);
    pen.identification();
    pen.summary();
    pen.annexe1();
    pen.capabilities();
    pen.pixit();
    pen.preflight();
    pen.static_review();
    pen.dynamic();
    pen.failures();
    pen.requirements();
    pen.scenarios();
    pen.reservations();
    pen.parameters();
    pen.deviations();
    pen.not_tested();
    pen.seeded_faults();
    pen.fingerprint();
    pen.amends();
    pen.withheld();
    pen.end();
    contents::fill(&mut pen, &contents);
    pen.edges();
    pen.flow.layout
}

impl Pen<'_> {
    /// A table of one row of figures below their names.
    fn figures(&mut self, caption: &str, names: &[&str], row: Vec<Cell>) {
        let caption = [Span::new(self.ours(caption), NOTE)];
        let columns = Columns { shares: &[1.0, 1.0, 1.1, 1.2, 1.3, 1.2, 0.8], named_rows: false };
        let head = self.head(names);
        let table = Table::begin(&mut self.flow, columns, &caption, head);
        table.row(&mut self.flow, row);
        table.end(&mut self.flow);
    }

    /// Whose report each sheet belongs to, and its identifier.
    fn edges(&mut self) {
        let connector = &self.report.connector;
        let product = format!("{} {}", quote(&connector.name, self.lang), quote(&connector.version, self.lang));
        let foot = format!("{} {}", self.labels.report, quote(&self.report.id, self.lang));
        let title = if self.report.is_barred() {
            (self.labels.rehearsal, STRONG.toned(Tone::Red))
        } else {
            (self.labels.title, NOTE)
        };
        self.running_lines(&foot, &product, title);
    }
}
