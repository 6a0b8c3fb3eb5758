// SPDX-License-Identifier: EUPL-1.2
//! The table of contents: a sheet kept free until the number of each sheet is known.

use super::{BODY, PdfWriter, STRONG};
use crate::render::drawing::{Colour, Segment};
use crate::render::pdf::flow::{LEFT, WIDTH};
use crate::render::pdf::lines::{Span, Style, break_lines};
use crate::render::pdf::sheet::{Graphic, Heading, Link, Mark, Node, Place};
use krilla::tagging::Tag;

/// Entries that one sheet holds; with more, only the first level is listed.
const MAX_ENTRIES: usize = 42;
/// From one entry to the next, in points.
const ROW: f32 = 15.5;

/// The place that is kept free.
pub(super) struct Contents {
    /// The index of the sheet.
    sheet: usize,
    /// The upper edge of the first entry, in points.
    y: f32,
    /// The node `TOC`.
    node: Node,
}

/// Keeps the next sheet free.
pub(super) fn reserve(writer: &mut PdfWriter) -> Contents {
    writer.flow.new_sheet();
    writer.heading(1, writer.labels.general.contents);
    let node = writer.flow.layout.tree.leaf(Tag::TOC);
    let contents = Contents { sheet: writer.flow.sheet(), y: writer.flow.y, node };
    writer.flow.new_sheet();
    contents
}

/// One heading, as the table lists it.
struct Entry {
    level: u16,
    words: String,
    place: Place,
}

/// Lists the headings with the sheets they are on: levels 1 and 2 where there is room.
pub(super) fn fill(writer: &mut PdfWriter, contents: &Contents) {
    let headings = &writer.flow.layout.headings;
    let deepest = if headings.iter().filter(|heading| heading.level <= 2).count() <= MAX_ENTRIES { 2 } else { 1 };
    let listed = headings.iter().filter(|heading| heading.level <= deepest && heading.place.sheet != contents.sheet);
    let entry = |heading: &Heading| Entry { level: heading.level, words: heading.words.clone(), place: heading.place };
    let entries: Vec<Entry> = listed.take(MAX_ENTRIES).map(entry).collect();
    for (row, entry) in (0u16..).zip(entries) {
        let y = contents.y + f32::from(row) * ROW;
        set_entry(writer, contents, y, &entry);
    }
}

/// The words on the left, the number of the sheet on the right, a dotted line between. A link covers the whole row.
fn set_entry(writer: &mut PdfWriter, contents: &Contents, y: f32, Entry { level, words, place }: &Entry) {
    let style = if *level == 1 { Style { face: STRONG.face, ..BODY } } else { BODY };
    let indent = if *level == 1 { 0.0 } else { 14.0 };
    let tree = &mut writer.flow.layout.tree;
    let item = tree.leaf_of(contents.node, Tag::TOCI);
    let reference = tree.leaf_of(item, Tag::Reference);
    let node = tree.leaf_of(reference, Tag::Link);
    let number = break_lines(writer.flow.faces, &[Span::new(format!(" {}", place.sheet + 1), BODY)], 60.0);
    let title = break_lines(writer.flow.faces, &[Span::new(words, style)], WIDTH - indent - 40.0);
    let sheet = &mut writer.flow.layout.sheets[contents.sheet];
    let base = y + 10.0;
    let mut end = LEFT + indent;
    for line in title.into_iter().take(1) {
        end += line.width;
        for run in line.runs {
            let at = [LEFT + indent + run.x, base];
            sheet.marks.push(Mark { node: Some(node), graphic: Graphic::Text { at, run } });
        }
    }
    let right = LEFT + WIDTH;
    let width: f32 = number.iter().map(|line| line.width).sum();
    for run in number.into_iter().flat_map(|line| line.runs) {
        let at = [right - width + run.x, base];
        sheet.marks.push(Mark { node: Some(node), graphic: Graphic::Text { at, run } });
    }
    let leader = Segment { from: [end + 5.0, base], to: [right - width, base], colour: Colour::Line, dashed: true };
    sheet.marks.push(Mark { node: None, graphic: Graphic::Line { segment: leader, width: 0.6 } });
    let title = format!("{words}, {} {}", writer.labels.general.page, place.sheet + 1);
    sheet.links.push(Link { node, at: [LEFT, y], size: [WIDTH, ROW - 2.0], to: *place, title });
}
