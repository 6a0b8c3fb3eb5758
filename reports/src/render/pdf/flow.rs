// SPDX-License-Identifier: EUPL-1.2
//! Sets headings and paragraphs one below the other, on as many sheets as they need.

use super::faces::Faces;
use super::lines::{Line, Span, Style, break_lines};
use super::sheet::{Graphic, Heading, Layout, Mark, Node, Place, SHEET, Sheet, Tree};
use crate::render::drawing::{Colour, Face, Segment};
use krilla::tagging::Tag;
use std::num::NonZeroU16;

/// The left margin, and the right one, in points.
pub(super) const LEFT: f32 = 57.0;
/// The width between the margins, in points.
pub(super) const WIDTH: f32 = SHEET[0] - 2.0 * LEFT;
/// The upper edge of the content, below the running head.
const TOP: f32 = 64.0;
/// The lower edge of the content, above the running foot.
const BOTTOM: f32 = SHEET[1] - 62.0;
/// Share of a line's height that is above its base line.
const ASCENT: f32 = 0.76;

/// The document while it grows downwards, and from sheet to sheet.
pub(super) struct Flow<'a> {
    pub(super) faces: &'a Faces,
    pub(super) layout: Layout,
    /// The upper edge of what comes next, in points below the upper edge of the sheet.
    pub(super) y: f32,
    /// Where the last heading ended; 0 at the top of a sheet.
    below_heading: f32,
    /// How many sections are open, one in the other.
    depth: u16,
}

impl<'a> Flow<'a> {
    /// A document of one empty sheet.
    pub(super) fn new(faces: &'a Faces) -> Flow<'a> {
        let layout = Layout { sheets: vec![Sheet::default()], tree: Tree::new(), headings: Vec::new() };
        Flow { faces, layout, y: TOP, below_heading: 0.0, depth: 0 }
    }

    /// The index of the last sheet, on which content is set.
    pub(super) fn sheet(&self) -> usize {
        self.layout.sheets.len() - 1
    }

    /// The height that is left on the sheet, in points.
    pub(super) fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Continues on a sheet more.
    pub(super) fn new_sheet(&mut self) {
        self.below_heading = 0.0;
        self.layout.sheets.push(Sheet::default());
        self.y = TOP;
    }

    /// Continues on a sheet more unless so much height is left on this one, or it is empty.
    pub(super) fn need_height(&mut self, height: f32) {
        if self.room() < height && self.y > TOP {
            self.new_sheet();
        }
    }

    /// Leaves a height free, except at the top of a sheet.
    pub(super) fn add_space(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// Adds a mark to the last sheet.
    pub(super) fn draw(&mut self, node: Option<Node>, graphic: Graphic) {
        let sheet = self.sheet();
        self.layout.sheets[sheet].marks.push(Mark { node, graphic });
    }

    /// A decorative line between the margins.
    pub(super) fn rule(&mut self, y: f32, width: f32, colour: Colour) {
        let segment = Segment { from: [LEFT, y], to: [LEFT + WIDTH, y], colour, dashed: false };
        self.draw(None, Graphic::Line { segment, width });
    }

    /// Opens a section under its heading; sections of this level and below end here.
    ///
    /// The heading goes to the next sheet where less than `following` points would be left below it.
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
        self.add_space(if self.y == self.below_heading { 0.0 } else { before });
        self.need_height(size * 2.0 + following);
        let face = if level < 3 { Face::Strong } else { Face::Mono };
        let place = Place { sheet: self.sheet(), y: self.y };
        // H1 is the title of the document.
        let level_of_tag = NonZeroU16::MIN.saturating_add(level);
        let node = self.layout.tree.leaf(Tag::Hn(level_of_tag, Some(words.to_owned())));
        self.lines(node, &[Span::new(words, Style::new(face, size, Colour::Dark))], 0.0, WIDTH);
        if level == 1 {
            self.rule(self.y + 3.0, 1.2, Colour::Dark);
            self.y += 3.0;
        }
        self.y += after;
        self.below_heading = self.y;
        self.layout.headings.push(Heading { level, words: words.to_owned(), place });
    }

    /// Closes the open sections of this level and below.
    pub(super) fn end_sections(&mut self, level: u16) {
        while self.depth >= level && self.depth > 0 {
            self.layout.tree.close();
            self.depth -= 1;
        }
    }

    /// A paragraph between the margins, and the space below it.
    pub(super) fn paragraph(&mut self, spans: &[Span]) {
        let node = self.layout.tree.leaf(Tag::P);
        self.lines(node, spans, 0.0, WIDTH);
        self.y += 4.0;
    }

    /// Sets lines into a node, `indent` points in from the left. Neither the first nor the last stands alone on a
    /// sheet.
    pub(super) fn lines(&mut self, node: Node, spans: &[Span], indent: f32, width: f32) {
        let lines = break_lines(self.faces, spans, width);
        let count = lines.len();
        for (number, line) in lines.into_iter().enumerate() {
            let together = if (number == 0 && count > 1) || number + 2 == count { 2.0 } else { 1.0 };
            self.need_height(line.height * together);
            let height = line.height;
            self.line(Some(node), line, LEFT + indent, self.y);
            self.y += height;
        }
    }

    /// Places one line by its upper left corner.
    pub(super) fn line(&mut self, node: Option<Node>, line: Line, x: f32, y: f32) {
        let base = y + line.height * ASCENT;
        for run in line.runs {
            self.draw(node, Graphic::Text { at: [x + run.x, base], run });
        }
    }
}
