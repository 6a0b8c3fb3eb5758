// SPDX-License-Identifier: EUPL-1.2
//! What the report says in the PDF, section by section.

mod annexes;
mod closing;
mod contents;
mod declarations;
mod opening;
mod requirements;
mod scenarios;
mod transcript;

use super::faces::Faces;
use super::lines::Span;
use super::sheet::Layout;
use super::table::{Cell, Columns, Table};
use super::writer::{BODY, CELL, CODE, FOLLOWING, NOTE, PdfWriter, STRONG};
use crate::model::Report;
use crate::render::drawing::Colour;
use crate::render::quote::quote;
use crate::text::Lang;

/// Lays the whole report out, in the order of its sections.
pub(super) fn compose(report: &Report, lang: Lang, faces: &Faces) -> Layout {
    let mut writer = PdfWriter::new(report, lang, faces);
    writer.title_page();
    let contents = contents::reserve(&mut writer);
    writer.identification();
    writer.summary();
    writer.annexe1();
    writer.capabilities();
    writer.pixit();
    writer.preflight();
    writer.static_review();
    writer.dynamic_conformity();
    writer.failures();
    writer.requirements();
    writer.scenarios();
    writer.reservations();
    writer.parameters();
    writer.deviations();
    writer.not_tested();
    writer.seeded_faults();
    writer.fingerprint();
    writer.amendments();
    writer.withheld();
    writer.closing();
    contents::fill(&mut writer, &contents);
    writer.running_heads();
    writer.flow.layout
}

impl PdfWriter<'_> {
    /// A table of one row of figures below their names.
    fn figures(&mut self, caption: &str, names: &[&str], row: Vec<Cell>) {
        let caption = [Span::new(self.ours(caption), NOTE)];
        let columns = Columns { shares: &[1.0, 1.0, 1.1, 1.2, 1.3, 1.2, 0.8], named_rows: false };
        let head = self.head(names);
        let table = Table::begin(&mut self.flow, columns, &caption, head);
        table.row(&mut self.flow, row);
        table.end(&mut self.flow);
    }

    /// On each sheet the product, the identifier of the report, and its title or what bars it.
    fn running_heads(&mut self) {
        let connector = &self.source.connector;
        let product = format!("{} {}", quote(&connector.name, self.lang), quote(&connector.version, self.lang));
        let foot = format!("{} {}", self.labels.general.report, quote(&self.source.id, self.lang));
        let title = if self.source.is_barred() {
            (self.labels.opening.rehearsal, STRONG.coloured(Colour::Red))
        } else {
            (self.labels.general.title, NOTE)
        };
        self.running_lines(&foot, &product, title);
    }
}
