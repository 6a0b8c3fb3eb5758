// SPDX-License-Identifier: EUPL-1.2
//! What the document says, part by part.

mod annexes;
mod contents;
mod opening;
mod requirements;
mod scenarios;

use super::faces::{Face, Faces};
use super::flow::{Flow, LEFT, WIDTH};
use super::sheet::{Ink, Layout, Mark, SHEET};
use super::table::{Cell, Columns, Table};
use super::words::{Span, Style, lines};
use crate::labels::Labels;
use crate::model::Report;
use crate::outline::Status;
use crate::render::drawing::Tone;
use crate::render::extract::Extracts;
use crate::render::quote::{quote, say, set_spaces};
use crate::text::{Lang, Text};
use krilla::tagging::{ListNumbering, Tag};

const BODY: Style = Style::new(Face::Text, 9.5, Tone::Ink);
const CELL: Style = Style::new(Face::Text, 8.5, Tone::Ink);
const NOTE: Style = Style::new(Face::Text, 8.0, Tone::Soft).beside(CELL);
const NAME: Style = Style::new(Face::Strong, 8.5, Tone::Soft);
const STRONG: Style = Style::new(Face::Strong, 8.5, Tone::Ink);
const CODE: Style = Style::new(Face::Mono, 7.5, Tone::Ink).beside(CELL);

/// Height that must be left below a heading: a caption, the head of a table and a row.
const FOLLOWING: f32 = 90.0;

/// Lays the whole report out.
pub(super) fn compose(report: &Report, lang: Lang, faces: &Faces) -> Layout {
    let mut pen =
        Pen { report, lang, labels: Labels::of(lang), flow: Flow::new(faces), extracts: Extracts::of(report) };
    pen.title_page();
    let contents = contents::reserve(&mut pen);
    pen.identification();
    pen.summary();
    pen.preflight();
    pen.capabilities();
    pen.failures();
    pen.requirements();
    pen.scenarios();
    pen.reservations();
    pen.parameters();
    pen.not_tested();
    pen.end();
    contents::fill(&mut pen, &contents);
    pen.running_lines();
    pen.flow.layout
}

struct Pen<'a> {
    report: &'a Report,
    lang: Lang,
    labels: &'static Labels,
    flow: Flow<'a>,
    extracts: Extracts<'a>,
}

impl Pen<'_> {
    /// Words of ours, their spaces set.
    fn ours(&self, label: &str) -> String {
        set_spaces(label, self.lang).into_owned()
    }

    fn say(&self, text: &Text) -> String {
        self.quote(&say(text, self.lang))
    }

    fn quote(&self, words: &str) -> String {
        let quoted = quote(words, self.lang);
        // A cell without words would be no cell to whoever listens.
        if quoted.trim().is_empty() { "–".to_owned() } else { quoted.into_owned() }
    }

    fn code(&self, words: &str) -> Cell {
        vec![Span::new(self.quote(words), CODE)]
    }

    fn cell(&self, words: &str) -> Cell {
        vec![Span::new(words, CELL)]
    }

    /// Sentences that stand in the report in one language, with their spaces set.
    fn prose(&self, words: &str) -> String {
        set_spaces(&self.quote(words), self.lang).into_owned()
    }

    fn heading(&mut self, level: u16, label: &str) {
        let words = self.ours(label);
        self.flow.heading(level, &words, FOLLOWING);
    }

    fn paragraph(&mut self, label: &str, style: Style) {
        let words = self.ours(label);
        self.flow.paragraph(&[Span::new(words, style)]);
    }

    /// The mark and the word of a status, in its colour.
    fn badge(&self, status: Status) -> Cell {
        let words = format!("{} {}", status.symbol(), self.labels.status(status));
        vec![Span::new(words, STRONG.toned(Tone::of(status)))]
    }

    fn head(&self, labels: &[&str]) -> Vec<Cell> {
        labels.iter().map(|label| vec![Span::new(self.ours(label), NAME)]).collect()
    }

    /// A table whose rows are a name and what is said of it.
    fn facts(&mut self, rows: Vec<(&str, Cell)>) {
        let columns = Columns { shares: &[1.0, 3.3], named_rows: true };
        let table = Table::begin(&mut self.flow, columns, &[], Vec::new());
        for (label, cell) in rows {
            let name = vec![Span::new(self.ours(label), NAME)];
            table.row(&mut self.flow, name_and(name, cell));
        }
        table.end(&mut self.flow);
    }

    fn table(&mut self, shares: &'static [f32], caption: &str, head: &[&str], rows: Vec<Vec<Cell>>) {
        let caption = [Span::new(self.ours(caption), NOTE)];
        let columns = Columns { shares, named_rows: true };
        let head = self.head(head);
        let table = Table::begin(&mut self.flow, columns, &caption, head);
        for row in rows {
            table.row(&mut self.flow, row);
        }
        table.end(&mut self.flow);
    }

    /// A table of one row of figures below their names.
    fn figures(&mut self, caption: &str, names: &[&str], row: Vec<Cell>) {
        let caption = [Span::new(self.ours(caption), NOTE)];
        let columns = Columns { shares: &[1.0, 1.0, 1.1, 1.2, 1.3, 1.2, 0.8], named_rows: false };
        let head = self.head(names);
        let table = Table::begin(&mut self.flow, columns, &caption, head);
        table.row(&mut self.flow, row);
        table.end(&mut self.flow);
    }

    /// A list of lines, or the word for none.
    fn list(&mut self, items: Vec<Vec<Span>>) {
        if items.is_empty() {
            self.paragraph(self.labels.nothing_left_out, BODY);
            return;
        }
        self.flow.layout.tree.open(Tag::L(ListNumbering::None));
        for spans in items {
            self.flow.layout.tree.open(Tag::LI);
            let node = self.flow.layout.tree.leaf(Tag::LBody);
            self.flow.layout.tree.close();
            self.flow.lines(node, &spans, 10.0, WIDTH - 10.0);
            self.flow.y += 2.5;
        }
        self.flow.layout.tree.close();
        self.flow.y += 3.0;
    }

    /// What stands on each sheet but the first: whose report it is, its identifier and the number of the sheet.
    fn running_lines(&mut self) {
        let count = self.flow.layout.sheets.len();
        let connector = &self.report.connector;
        let product = format!("{} {}", quote(&connector.name, self.lang), quote(&connector.version, self.lang));
        let foot = format!("{} {}", self.labels.report, quote(&self.report.id, self.lang));
        for sheet in 0..count {
            let number = format!("{} {}/{count}", self.labels.page, sheet + 1);
            self.running(sheet, [LEFT, SHEET[1] - 42.0], &foot, NOTE, false);
            self.running(sheet, [LEFT, SHEET[1] - 42.0], &number, NOTE, true);
            if sheet > 0 {
                self.running(sheet, [LEFT, 34.0], &product, NOTE, false);
                let (title, style) = if self.report.is_rehearsal() {
                    (self.labels.rehearsal, STRONG.toned(Tone::Red))
                } else {
                    (self.labels.title, NOTE)
                };
                self.running(sheet, [LEFT, 34.0], title, style, true);
            }
        }
    }

    /// One line at the edge of a sheet, cut at half the width; a decoration.
    fn running(&mut self, sheet: usize, [x, y]: [f32; 2], words: &str, style: Style, right: bool) {
        let first = lines(self.flow.faces, &[Span::new(words, style)], WIDTH * 0.55).into_iter().next();
        let Some(line) = first else { return };
        let x = if right { x + WIDTH - line.width } else { x };
        for run in line.runs {
            let at = [x + run.x, y];
            let mark = Mark { node: None, ink: Ink::Words { at, run } };
            self.flow.layout.sheets[sheet].marks.push(mark);
        }
    }
}

fn name_and(name: Cell, cell: Cell) -> Vec<Cell> {
    vec![name, cell]
}
