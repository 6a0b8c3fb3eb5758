// SPDX-License-Identifier: EUPL-1.2
//! Sets headings, paragraphs and pictures one below the other, on as many sheets as they need.

use super::faces::{Face, Faces};
use super::sheet::{Heading, Ink, Layout, Mark, Node, Place, SHEET, Sheet, Tree};
use super::words::{Line, Run, Span, Style, lines};
use crate::render::drawing::{Anchor, Drawing, HEAD, Hand, Shape, Tone};
use krilla::geom::Rect;
use krilla::tagging::{BBox, Tag, TagKind};
use std::num::NonZeroU16;

pub(super) const LEFT: f32 = 57.0;
pub(super) const WIDTH: f32 = SHEET[0] - 2.0 * LEFT;
const TOP: f32 = 64.0;
const BOTTOM: f32 = SHEET[1] - 62.0;
/// Share of a line's height that is above its base line.
const ASCENT: f32 = 0.76;

pub(super) struct Flow<'a> {
    pub(super) faces: &'a Faces,
    pub(super) layout: Layout,
    /// The upper edge of what comes next.
    pub(super) y: f32,
    /// Where the last heading ended.
    below_heading: f32,
    /// How many sections are open, one in the other.
    depth: u16,
}

impl<'a> Flow<'a> {
    pub(super) fn new(faces: &'a Faces) -> Flow<'a> {
        let layout = Layout { sheets: vec![Sheet::default()], tree: Tree::new(), headings: Vec::new() };
        Flow { faces, layout, y: TOP, below_heading: 0.0, depth: 0 }
    }

    /// The sheet at hand, by its index.
    pub(super) fn sheet(&self) -> usize {
        self.layout.sheets.len() - 1
    }

    pub(super) fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    pub(super) fn turn(&mut self) {
        self.below_heading = 0.0;
        self.layout.sheets.push(Sheet::default());
        self.y = TOP;
    }

    /// Turns to a new sheet unless so much height is left on this one, or it is empty.
    pub(super) fn need(&mut self, height: f32) {
        if self.room() < height && self.y > TOP {
            self.turn();
        }
    }

    pub(super) fn space(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    pub(super) fn mark(&mut self, node: Option<Node>, ink: Ink) {
        let sheet = self.sheet();
        self.layout.sheets[sheet].marks.push(Mark { node, ink });
    }

    pub(super) fn rule(&mut self, y: f32, width: f32, tone: Tone) {
        self.mark(None, Ink::Line { from: [LEFT, y], to: [LEFT + WIDTH, y], width, tone, dashed: false });
    }

    /// Opens a section under its heading; sections of this level and below end here.
    ///
    /// It does not stay on a sheet where so much of what follows has no room.
    pub(super) fn heading(&mut self, level: u16, words: &str, following: f32) {
        self.end_sections(level);
        self.layout.tree.open(Tag::Section);
        self.depth = level;
        let (size, before, after) = match level {
            1 => (15.0, 24.0, 9.0),
            2 => (11.0, 16.0, 5.0),
            _ => (9.5, 12.0, 3.0),
        };
        // Nothing between a heading and the first one below it.
        self.space(if self.y == self.below_heading { 0.0 } else { before });
        self.need(size * 2.0 + following);
        let face = if level < 3 { Face::Strong } else { Face::Mono };
        let place = Place { sheet: self.sheet(), y: self.y };
        let level_of_tag = NonZeroU16::MIN.saturating_add(level);
        let node = self.layout.tree.leaf(Tag::Hn(level_of_tag, Some(words.to_owned())));
        self.lines(node, &[Span::new(words, Style::new(face, size, Tone::Ink))], 0.0, WIDTH);
        if level == 1 {
            self.rule(self.y + 3.0, 1.2, Tone::Ink);
            self.y += 3.0;
        }
        self.y += after;
        self.below_heading = self.y;
        self.layout.headings.push(Heading { level, words: words.to_owned(), place });
    }

    pub(super) fn end_sections(&mut self, level: u16) {
        while self.depth >= level && self.depth > 0 {
            self.layout.tree.close();
            self.depth -= 1;
        }
    }

    pub(super) fn paragraph(&mut self, spans: &[Span]) {
        let node = self.layout.tree.leaf(Tag::P);
        self.lines(node, spans, 0.0, WIDTH);
        self.y += 4.0;
    }

    /// Sets lines into a node, some way in from the left; neither the first nor the last stands alone on a sheet.
    pub(super) fn lines(&mut self, node: Node, spans: &[Span], indent: f32, width: f32) {
        let lines = lines(self.faces, spans, width);
        let count = lines.len();
        for (number, line) in lines.into_iter().enumerate() {
            let together = if (number == 0 && count > 1) || number + 2 == count { 2.0 } else { 1.0 };
            self.need(line.height * together);
            let height = line.height;
            self.line(Some(node), line, LEFT + indent, self.y);
            self.y += height;
        }
    }

    /// Places one line by its upper left corner.
    pub(super) fn line(&mut self, node: Option<Node>, line: Line, x: f32, y: f32) {
        let base = y + line.height * ASCENT;
        for run in line.runs {
            self.mark(node, Ink::Words { at: [x + run.x, base], run });
        }
    }

    /// A picture, as wide as it was drawn, with its caption; it is never parted.
    pub(super) fn figure(&mut self, drawing: &Drawing) {
        self.need(drawing.height + 8.0);
        let corner = [LEFT, self.y];
        let size = Rect::from_xywh(corner[0], corner[1], drawing.width, drawing.height.max(1.0));
        let bounds = size.map(|rect| BBox::new(self.sheet(), rect));
        let tag: TagKind = Tag::Figure(Some(drawing.title.clone())).with_bbox(bounds).into();
        let node = self.layout.tree.leaf(tag);
        for shape in &drawing.shapes {
            self.shape(node, corner, shape);
        }
        self.y += drawing.height + 8.0;
    }

    fn shape(&mut self, node: Node, [left, top]: [f32; 2], shape: &Shape) {
        let moved = |[x, y]: [f32; 2]| [left + x, top + y];
        match shape {
            Shape::Line { from, to, tone, dashed } => {
                let line = Ink::Line { from: moved(*from), to: moved(*to), width: 0.6, tone: *tone, dashed: *dashed };
                self.mark(Some(node), line);
            }
            Shape::Arrow { from, to, tone } => {
                let (from, to) = (moved(*from), moved(*to));
                self.mark(Some(node), Ink::Line { from, to, width: 0.8, tone: *tone, dashed: false });
                let [length, half] = HEAD;
                let back = if to[0] > from[0] { to[0] - length } else { to[0] + length };
                let corners = vec![to, [back, to[1] - half], [back, to[1] + half]];
                self.mark(Some(node), Ink::Shape { corners, tone: *tone });
            }
            Shape::Box { at, size, tone } => self.mark(Some(node), filled(moved(*at), *size, *tone)),
            Shape::Words { at, words, size, tone, hand, anchor } => {
                let style = Style::new(face(*hand), *size, *tone);
                self.label(node, moved(*at), words, style, *anchor);
            }
        }
    }

    /// Words of a picture on one line, by their base line.
    fn label(&mut self, node: Node, [x, y]: [f32; 2], words: &str, style: Style, anchor: Anchor) {
        let set = lines(self.faces, &[Span::new(words, style)], f32::MAX);
        let start = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - set.iter().map(|line| line.width).sum::<f32>() / 2.0,
        };
        for run in set.into_iter().flat_map(|line| line.runs) {
            let at = [start + run.x, y];
            self.mark(Some(node), Ink::Words { at, run: Run { x: 0.0, ..run } });
        }
    }
}

fn filled([x, y]: [f32; 2], [width, height]: [f32; 2], tone: Tone) -> Ink {
    Ink::Shape { corners: vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height]], tone }
}

fn face(hand: Hand) -> Face {
    match hand {
        Hand::Plain => Face::Text,
        Hand::Strong => Face::Strong,
        Hand::Mono => Face::Mono,
    }
}
