// SPDX-License-Identifier: EUPL-1.2
//! Sets a document block by block.

use super::faces::Faces;
use super::flow::WIDTH;
use super::lines::{Span, Style};
use super::sheet::Layout;
use super::table::Cell;
use super::writer::{BODY, CELL, NOTE, PdfWriter, STRONG};
use crate::document::{Block, Document, Words};
use crate::render::drawing::{Colour, Face};
use crate::text::Lang;
use krilla::tagging::Tag;
use std::num::NonZeroU16;

/// The title of the document.
const TITLE: Style = Style::new(Face::Strong, 20.0, Colour::Dark);

/// The writer of a document that is not a report.
type Sheets<'a> = PdfWriter<'a, &'a Document>;

/// Lays a document out.
pub(super) fn compose(document: &Document, lang: Lang, faces: &Faces) -> Layout {
    let mut writer = PdfWriter::new(document, lang, faces);
    writer.title();
    for block in &document.blocks {
        writer.block(block);
    }
    writer.closing();
    writer.flow.layout
}

impl Sheets<'_> {
    /// The title, the identifier, and the warning that nobody may overlook.
    fn title(&mut self) {
        let title = self.localized(&self.source.title);
        let node = self.flow.layout.tree.leaf(Tag::Hn(NonZeroU16::MIN, Some(title.clone())));
        self.flow.lines(node, &[Span::new(title, TITLE)], 0.0, WIDTH);
        self.flow.y += 4.0;
        let identifier = self.quote(&self.source.id);
        self.flow.paragraph(&[Span::new(identifier, NOTE)]);
        if let Some(warning) = &self.source.warning {
            let words = format!("⚠ {}", self.localized(warning));
            self.panel(Colour::Red, &[vec![Span::new(words, STRONG.coloured(Colour::Red))]]);
            self.flow.y += 8.0;
        }
    }

    /// One block.
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, words) => {
                let words = self.localized(words);
                self.heading(*level, &words);
            }
            Block::Paragraph(words) => {
                let words = self.localized(words);
                self.paragraph(&words, BODY);
            }
            Block::Panel(status, lines) => {
                let style = Style::new(Face::Strong, 13.0, Colour::of(*status));
                let styles = std::iter::once(style).chain(std::iter::repeat(BODY));
                let lines: Vec<Cell> = lines
                    .iter()
                    .zip(styles)
                    .map(|(line, style)| vec![Span::new(self.localized(line), style)])
                    .collect();
                self.panel(Colour::of(*status), &lines);
                self.flow.y += 8.0;
            }
            Block::Facts(rows) => {
                let rows: Vec<(String, Cell)> =
                    rows.iter().map(|(name, words)| (self.localized(name), self.words(words))).collect();
                self.facts(rows.iter().map(|(name, cell)| (name.as_str(), cell.clone())).collect());
            }
            Block::Table { caption, shares, head, rows } => {
                let (caption, head) =
                    (self.localized(caption), head.iter().map(|name| self.localized(name)).collect::<Vec<_>>());
                let head: Vec<&str> = head.iter().map(String::as_str).collect();
                let rows = rows.iter().map(|row| row.iter().map(|words| self.words(words)).collect()).collect();
                self.table(shares, &caption, &head, rows);
            }
            Block::List(items) => {
                let items =
                    items.iter().map(|item| vec![Span::new(format!("– {}", self.localized(item)), BODY)]).collect();
                self.list(items);
            }
        }
    }

    /// The words of one cell.
    fn words(&self, words: &Words) -> Cell {
        match words {
            Words::Said(text) => self.cell(&self.localized(text)),
            Words::Quoted(text) => self.cell(&self.quote(text)),
            Words::Code(text) => self.code(text),
            Words::Mark(status, text) => {
                let words = format!("{} {}", status.symbol(), self.localized(text));
                vec![Span::new(words, STRONG.coloured(Colour::of(*status)))]
            }
        }
    }

    fn closing(&mut self) {
        self.flow.end_sections(1);
        self.flow.add_space(20.0);
        self.flow.need_height(30.0);
        let id = self.quote(&self.source.id);
        let words = format!("— {} {id} —", self.labels.general.end_of_document);
        self.flow.paragraph(&[Span::new(words, CELL.coloured(Colour::Grey))]);
        let subject = self.quote(&self.source.subject);
        let (right, style) = match &self.source.warning {
            Some(warning) => (self.localized(warning), STRONG.coloured(Colour::Red)),
            None => (self.localized(&self.source.title), NOTE),
        };
        self.running_lines(&id, &subject, (&right, style));
    }
}
