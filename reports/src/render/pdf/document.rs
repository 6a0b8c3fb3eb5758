// SPDX-License-Identifier: EUPL-1.2
//! Sets a document block by block.

use super::faces::{Face, Faces};
use super::flow::WIDTH;
use super::pen::{BODY, CELL, NOTE, Pen, STRONG};
use super::sheet::Layout;
use super::table::Cell;
use super::words::{Span, Style};
use crate::document::{Block, Document, Words};
use crate::render::drawing::Tone;
use crate::text::Lang;
use krilla::tagging::Tag;
use std::num::NonZeroU16;

const TITLE: Style = Style::new(Face::Strong, 20.0, Tone::Ink);

type Sheets<'a> = Pen<'a, &'a Document>;

/// Lays a document out.
pub(super) fn compose(document: &Document, lang: Lang, faces: &Faces) -> Layout {
    let mut pen = Pen::new(document, lang, faces);
    pen.title();
    for block in &document.blocks {
        pen.block(block);
    }
    pen.end();
    pen.flow.layout
}

impl Sheets<'_> {
    fn title(&mut self) {
        let title = self.say(&self.report.title);
        let node = self.flow.layout.tree.leaf(Tag::Hn(NonZeroU16::MIN, Some(title.clone())));
        self.flow.lines(node, &[Span::new(title, TITLE)], 0.0, WIDTH);
        self.flow.y += 4.0;
        let identifier = self.quote(&self.report.id);
        self.flow.paragraph(&[Span::new(identifier, NOTE)]);
        if let Some(warning) = &self.report.warning {
            let words = format!("⚠ {}", self.say(warning));
            self.panel(Tone::Red, &[vec![Span::new(words, STRONG.toned(Tone::Red))]]);
            self.flow.y += 8.0;
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, words) => {
                let words = self.say(words);
                self.heading(*level, &words);
            }
            Block::Paragraph(words) => {
                let words = self.say(words);
                self.paragraph(&words, BODY);
            }
            Block::Panel(status, lines) => {
                let style = Style::new(Face::Strong, 13.0, Tone::of(*status));
                let styles = std::iter::once(style).chain(std::iter::repeat(BODY));
                let lines: Vec<Cell> =
                    lines.iter().zip(styles).map(|(line, style)| vec![Span::new(self.say(line), style)]).collect();
                self.panel(Tone::of(*status), &lines);
                self.flow.y += 8.0;
            }
            Block::Facts(rows) => {
                let rows: Vec<(String, Cell)> =
                    rows.iter().map(|(name, words)| (self.say(name), self.words(words))).collect();
                self.facts(rows.iter().map(|(name, cell)| (name.as_str(), cell.clone())).collect());
            }
            Block::Table { caption, shares, head, rows } => {
                let (caption, head) = (self.say(caption), head.iter().map(|name| self.say(name)).collect::<Vec<_>>());
                let head: Vec<&str> = head.iter().map(String::as_str).collect();
                let rows = rows.iter().map(|row| row.iter().map(|words| self.words(words)).collect()).collect();
                self.table(shares, &caption, &head, rows);
            }
            Block::List(items) => {
                let items = items.iter().map(|item| vec![Span::new(format!("– {}", self.say(item)), BODY)]).collect();
                self.list(items);
            }
        }
    }

    fn words(&self, words: &Words) -> Cell {
        match words {
            Words::Said(text) => self.cell(&self.say(text)),
            Words::Quoted(text) => self.cell(&self.quote(text)),
            Words::Code(text) => self.code(text),
            Words::Mark(status, text) => {
                let words = format!("{} {}", status.symbol(), self.say(text));
                vec![Span::new(words, STRONG.toned(Tone::of(*status)))]
            }
        }
    }

    fn end(&mut self) {
        self.flow.end_sections(1);
        self.flow.space(20.0);
        self.flow.need(30.0);
        let id = self.quote(&self.report.id);
        let words = format!("— {} {id} —", self.labels.end_of_document);
        self.flow.paragraph(&[Span::new(words, CELL.toned(Tone::Soft))]);
        let subject = self.quote(&self.report.subject);
        let (right, style) = match &self.report.warning {
            Some(warning) => (self.say(warning), STRONG.toned(Tone::Red)),
            None => (self.say(&self.report.title), NOTE),
        };
        self.running_lines(&id, &subject, (&right, style));
    }
}
