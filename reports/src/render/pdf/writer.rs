// SPDX-License-Identifier: EUPL-1.2
//! Sets words in the one style of our documents, whatever they are about: headings, paragraphs, facts, tables, lists.

use super::faces::Faces;
use super::figure::rectangle;
use super::flow::{Flow, LEFT, WIDTH};
use super::lines::{Span, Style, break_lines};
use super::sheet::{Graphic, Mark, SHEET};
use super::table::{Cell, Columns, Table};
use crate::labels::Labels;
use crate::model::Report;
use crate::outline::Status;
use crate::render::drawing::{Colour, Face, Point};
use crate::render::quote::{localized, quote, set_spaces};
use crate::text::{Lang, Text};
use krilla::tagging::{ListNumbering, Tag};

/// Running text.
pub(super) const BODY: Style = Style::new(Face::Text, 9.5, Colour::Dark);
/// The words of a cell.
pub(super) const CELL: Style = Style::new(Face::Text, 8.5, Colour::Dark);
/// Captions, and what is of less weight beside the words of a cell.
pub(super) const NOTE: Style = Style::new(Face::Text, 8.0, Colour::Grey).beside(CELL);
/// The names of rows and columns.
pub(super) const NAME: Style = Style::new(Face::Strong, 8.5, Colour::Grey);
/// What stands out in a cell.
pub(super) const STRONG: Style = Style::new(Face::Strong, 8.5, Colour::Dark);
/// Ids, commands, digests and lines of a transcript.
pub(super) const CODE: Style = Style::new(Face::Mono, 7.5, Colour::Dark).beside(CELL);

/// Height that must be left below a heading, in points: a caption, the head of a table and a row.
pub(super) const FOLLOWING: f32 = 90.0;
/// Space between the edge of a panel and its words, in points.
const PAD: f32 = 12.0;
/// The width of the coloured bar of a panel, in points.
const BAR: f32 = 5.0;

/// Sets one document in one language.
///
/// The source is a [`Report`] or a [`Document`](crate::document::Document).
pub(super) struct PdfWriter<'a, Source = &'a Report> {
    /// What the document is made from.
    pub(super) source: Source,
    pub(super) lang: Lang,
    pub(super) labels: &'static Labels,
    pub(super) flow: Flow<'a>,
}

impl<'a, Source> PdfWriter<'a, Source> {
    /// A writer in front of an empty sheet.
    pub(super) fn new(source: Source, lang: Lang, faces: &'a Faces) -> PdfWriter<'a, Source> {
        PdfWriter { source, lang, labels: Labels::of(lang), flow: Flow::new(faces) }
    }

    /// Words of ours in the language of the document, their spaces set.
    pub(super) fn ours(&self, label: &str) -> String {
        set_spaces(label, self.lang).into_owned()
    }

    /// A sentence in the language of the document.
    pub(super) fn localized(&self, text: &Text) -> String {
        self.quote(&localized(text, self.lang))
    }

    /// Words of others, made harmless; a dash for none.
    pub(super) fn quote(&self, words: &str) -> String {
        let quoted = quote(words, self.lang);
        // An empty cell has no content for a screen reader, and PDF/UA-1 refuses it.
        if quoted.trim().is_empty() { "–".to_owned() } else { quoted.into_owned() }
    }

    /// A cell of words of others, set as code.
    pub(super) fn code(&self, words: &str) -> Cell {
        vec![Span::new(self.quote(words), CODE)]
    }

    /// A cell of words that are ready to be set.
    pub(super) fn cell(&self, words: &str) -> Cell {
        vec![Span::new(words, CELL)]
    }

    /// Sentences that stand in the report in one language, with their spaces set.
    pub(super) fn prose(&self, words: &str) -> String {
        set_spaces(&self.quote(words), self.lang).into_owned()
    }

    /// A heading of level 1, 2 or 3, with room for what follows it.
    pub(super) fn heading(&mut self, level: u16, label: &str) {
        let words = self.ours(label);
        self.flow.heading(level, &words, FOLLOWING);
    }

    /// A paragraph of words of ours.
    pub(super) fn paragraph(&mut self, label: &str, style: Style) {
        let words = self.ours(label);
        self.flow.paragraph(&[Span::new(words, style)]);
    }

    /// The symbol and the word of a status, in its colour.
    pub(super) fn badge(&self, status: Status) -> Cell {
        let words = format!("{} {}", status.symbol(), self.labels.status(status));
        vec![Span::new(words, STRONG.coloured(Colour::of(status)))]
    }

    /// The head of a table: the name of each column.
    pub(super) fn head(&self, labels: &[&str]) -> Vec<Cell> {
        labels.iter().map(|label| vec![Span::new(self.ours(label), NAME)]).collect()
    }

    /// A table whose rows are a name and what is said of it; no caption, no head.
    pub(super) fn facts(&mut self, rows: Vec<(&str, Cell)>) {
        let columns = Columns { shares: &[1.0, 3.3], named_rows: true };
        let table = Table::begin(&mut self.flow, columns, &[], Vec::new());
        for (label, cell) in rows {
            let name = vec![Span::new(self.ours(label), NAME)];
            table.row(&mut self.flow, vec![name, cell]);
        }
        table.end(&mut self.flow);
    }

    /// A table whose first column names the rows; one share of the width for each column.
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
            self.paragraph(self.labels.general.nothing_left_out, BODY);
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

    /// Paragraphs on a background, beside a bar that is in a colour.
    pub(super) fn panel(&mut self, colour: Colour, paragraphs: &[Cell]) {
        let (sheet, first) = (self.flow.sheet(), self.flow.layout.sheets[self.flow.sheet()].marks.len());
        let top = self.flow.y;
        self.flow.y += PAD;
        for spans in paragraphs {
            let node = self.flow.layout.tree.leaf(Tag::P);
            self.flow.lines(node, spans, PAD + 6.0, WIDTH - 2.0 * PAD - 6.0);
            self.flow.y += 3.0;
        }
        self.flow.y += PAD - 3.0;
        // An endless sentence may have reached the next sheet; the background stays with its first lines.
        let bottom = if self.flow.sheet() == sheet { self.flow.y } else { top + 2.0 * PAD };
        // Both go below the words: the bar above the background.
        for (width, colour) in [(BAR, colour), (WIDTH, Colour::Background)] {
            let graphic = Graphic::Polygon { corners: rectangle([LEFT, top], [LEFT + width, bottom]), colour };
            self.flow.layout.sheets[sheet].marks.insert(first, Mark { node: None, graphic });
        }
    }

    /// What stands on each sheet: at its foot an identifier and its number, at its head two lines more.
    ///
    /// The first sheet has no head. It is called last, when the number of sheets is known.
    pub(super) fn running_lines(&mut self, foot: &str, left: &str, (right, style): (&str, Style)) {
        let count = self.flow.layout.sheets.len();
        for sheet in 0..count {
            let number = format!("{} {}/{count}", self.labels.general.page, sheet + 1);
            self.running_line(sheet, SHEET[1] - 42.0, Side::Left, &[Span::new(foot, NOTE)]);
            self.running_line(sheet, SHEET[1] - 42.0, Side::Right, &[Span::new(number, NOTE)]);
            if sheet > 0 {
                self.running_line(sheet, 34.0, Side::Left, &[Span::new(left, NOTE)]);
                self.running_line(sheet, 34.0, Side::Right, &[Span::new(right, style)]);
            }
        }
    }

    /// One line at the edge of a sheet, cut at half the width; an artifact.
    fn running_line(&mut self, sheet: usize, y: f32, side: Side, spans: &[Span]) {
        let first = break_lines(self.flow.faces, spans, WIDTH * 0.55).into_iter().next();
        let Some(line) = first else { return };
        let x = match side {
            Side::Left => LEFT,
            Side::Right => LEFT + WIDTH - line.width,
        };
        for run in line.runs {
            let at: Point = [x + run.x, y];
            let mark = Mark { node: None, graphic: Graphic::Text { at, run } };
            self.flow.layout.sheets[sheet].marks.push(mark);
        }
    }
}

/// The margin at which a running line stands.
enum Side {
    Left,
    Right,
}
