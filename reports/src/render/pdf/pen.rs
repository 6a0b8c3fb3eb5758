// SPDX-License-Identifier: EUPL-1.2
//! Sets words in the one style of our documents, whatever they are about: headings, paragraphs, facts, tables, lists.

use super::faces::{Face, Faces};
use super::flow::{Flow, LEFT, WIDTH};
use super::sheet::{Ink, Mark, SHEET};
use super::table::{Cell, Columns, Table};
use super::words::{Span, Style, lines};
use crate::labels::Labels;
use crate::model::Report;
use crate::outline::Status;
use crate::render::drawing::Tone;
use crate::render::quote::{quote, say, set_spaces};
use crate::text::{Lang, Text};
use krilla::tagging::{ListNumbering, Tag};

pub(super) const BODY: Style = Style::new(Face::Text, 9.5, Tone::Ink);
pub(super) const CELL: Style = Style::new(Face::Text, 8.5, Tone::Ink);
pub(super) const NOTE: Style = Style::new(Face::Text, 8.0, Tone::Soft).beside(CELL);
pub(super) const NAME: Style = Style::new(Face::Strong, 8.5, Tone::Soft);
pub(super) const STRONG: Style = Style::new(Face::Strong, 8.5, Tone::Ink);
pub(super) const CODE: Style = Style::new(Face::Mono, 7.5, Tone::Ink).beside(CELL);

/// Height that must be left below a heading: a caption, the head of a table and a row.
pub(super) const FOLLOWING: f32 = 90.0;
/// Space between the edge of a panel and its words.
const PAD: f32 = 12.0;

/// Sets a document about something, mostly a report.
pub(super) struct Pen<'a, About = &'a Report> {
    pub(super) report: About,
    pub(super) lang: Lang,
    pub(super) labels: &'static Labels,
    pub(super) flow: Flow<'a>,
}

impl<'a, About> Pen<'a, About> {
    pub(super) fn new(report: About, lang: Lang, faces: &'a Faces) -> Pen<'a, About> {
        Pen { report, lang, labels: Labels::of(lang), flow: Flow::new(faces) }
    }

    /// Words of ours, their spaces set.
    pub(super) fn ours(&self, label: &str) -> String {
        set_spaces(label, self.lang).into_owned()
    }

    pub(super) fn say(&self, text: &Text) -> String {
        self.quote(&say(text, self.lang))
    }

    pub(super) fn quote(&self, words: &str) -> String {
        let quoted = quote(words, self.lang);
        // A cell without words would be no cell to whoever listens.
        if quoted.trim().is_empty() { "–".to_owned() } else { quoted.into_owned() }
    }

    pub(super) fn code(&self, words: &str) -> Cell {
        vec![Span::new(self.quote(words), CODE)]
    }

    pub(super) fn cell(&self, words: &str) -> Cell {
        vec![Span::new(words, CELL)]
    }

    /// Sentences that stand in the report in one language, with their spaces set.
    pub(super) fn prose(&self, words: &str) -> String {
        set_spaces(&self.quote(words), self.lang).into_owned()
    }

    pub(super) fn heading(&mut self, level: u16, label: &str) {
        let words = self.ours(label);
        self.flow.heading(level, &words, FOLLOWING);
    }

    pub(super) fn paragraph(&mut self, label: &str, style: Style) {
        let words = self.ours(label);
        self.flow.paragraph(&[Span::new(words, style)]);
    }

    /// The mark and the word of a status, in its colour.
    pub(super) fn badge(&self, status: Status) -> Cell {
        let words = format!("{} {}", status.symbol(), self.labels.status(status));
        vec![Span::new(words, STRONG.toned(Tone::of(status)))]
    }

    pub(super) fn head(&self, labels: &[&str]) -> Vec<Cell> {
        labels.iter().map(|label| vec![Span::new(self.ours(label), NAME)]).collect()
    }

    /// A table whose rows are a name and what is said of it.
    pub(super) fn facts(&mut self, rows: Vec<(&str, Cell)>) {
        let columns = Columns { shares: &[1.0, 3.3], named_rows: true };
        let table = Table::begin(&mut self.flow, columns, &[], Vec::new());
        for (label, cell) in rows {
            let name = vec![Span::new(self.ours(label), NAME)];
            table.row(&mut self.flow, name_and(name, cell));
        }
        table.end(&mut self.flow);
    }

    pub(super) fn table(&mut self, shares: &[f32], caption: &str, head: &[&str], rows: Vec<Vec<Cell>>) {
        let caption = [Span::new(self.ours(caption), NOTE)];
        let columns = Columns { shares, named_rows: true };
        let head = self.head(head);
        let table = Table::begin(&mut self.flow, columns, &caption, head);
        for row in rows {
            table.row(&mut self.flow, row);
        }
        table.end(&mut self.flow);
    }

    /// A list of lines, or the word for none.
    pub(super) fn list(&mut self, items: Vec<Vec<Span>>) {
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

    /// Paragraphs on a wash, beside a bar that is in a colour.
    pub(super) fn panel(&mut self, tone: Tone, paragraphs: &[Cell]) {
        let (sheet, first) = (self.flow.sheet(), self.flow.layout.sheets[self.flow.sheet()].marks.len());
        let top = self.flow.y;
        self.flow.y += PAD;
        for spans in paragraphs {
            let node = self.flow.layout.tree.leaf(Tag::P);
            self.flow.lines(node, spans, PAD + 6.0, WIDTH - 2.0 * PAD - 6.0);
            self.flow.y += 3.0;
        }
        self.flow.y += PAD - 3.0;
        // An endless sentence may have turned the sheet; the wash stays with its first lines.
        let bottom = if self.flow.sheet() == sheet { self.flow.y } else { top + 2.0 * PAD };
        for (width, tone) in [(5.0, tone), (WIDTH, Tone::Wash)] {
            let corners = [[LEFT, top], [LEFT + width, top], [LEFT + width, bottom], [LEFT, bottom]];
            let ink = Ink::Shape { corners: corners.to_vec(), tone };
            self.flow.layout.sheets[sheet].marks.insert(first, Mark { node: None, ink });
        }
    }

    /// What stands on each sheet: at its foot what it belongs to and its number, at the head of all but the first two
    /// lines more.
    pub(super) fn running_lines(&mut self, foot: &str, left: &str, (right, style): (&str, Style)) {
        let count = self.flow.layout.sheets.len();
        for sheet in 0..count {
            let number = format!("{} {}/{count}", self.labels.page, sheet + 1);
            self.running(sheet, [LEFT, SHEET[1] - 42.0], foot, NOTE, false);
            self.running(sheet, [LEFT, SHEET[1] - 42.0], &number, NOTE, true);
            if sheet > 0 {
                self.running(sheet, [LEFT, 34.0], left, NOTE, false);
                self.running(sheet, [LEFT, 34.0], right, style, true);
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
