// SPDX-License-Identifier: EUPL-1.2
//! The table of contents: a sheet kept free until the number of each sheet is known.

use super::{BODY, Pen, STRONG};
use crate::render::drawing::Tone;
use crate::render::pdf::flow::{LEFT, WIDTH};
use crate::render::pdf::sheet::{Ink, Link, Mark, Node, Place};
use crate::render::pdf::words::{Span, Style, lines};
use krilla::tagging::Tag;

/// Entries that one sheet holds; with more, only the first level is listed.
const MOST: usize = 42;
const ROW: f32 = 15.5;

pub(super) struct Contents {
    sheet: usize,
    y: f32,
    node: Node,
}

/// Keeps the next sheet free.
pub(super) fn reserve(pen: &mut Pen) -> Contents {
    pen.flow.turn();
    pen.heading(1, pen.labels.contents);
    let node = pen.flow.layout.tree.leaf(Tag::TOC);
    let contents = Contents { sheet: pen.flow.sheet(), y: pen.flow.y, node };
    pen.flow.turn();
    contents
}

/// Lists the headings with the sheets they are on.
pub(super) fn fill(pen: &mut Pen, contents: &Contents) {
    let headings = &pen.flow.layout.headings;
    let deepest = if headings.iter().filter(|heading| heading.level <= 2).count() <= MOST { 2 } else { 1 };
    let listed = headings.iter().filter(|heading| heading.level <= deepest && heading.place.sheet != contents.sheet);
    let entries: Vec<(u16, String, Place)> =
        listed.take(MOST).map(|heading| (heading.level, heading.words.clone(), heading.place)).collect();
    for (row, (level, words, place)) in (0u16..).zip(entries) {
        let y = contents.y + f32::from(row) * ROW;
        entry(pen, contents, y, level, &words, place);
    }
}

fn entry(pen: &mut Pen, contents: &Contents, y: f32, level: u16, words: &str, place: Place) {
    let style = if level == 1 { Style { face: STRONG.face, ..BODY } } else { BODY };
    let indent = if level == 1 { 0.0 } else { 14.0 };
    let tree = &mut pen.flow.layout.tree;
    let item = tree.leaf_of(contents.node, Tag::TOCI);
    let reference = tree.leaf_of(item, Tag::Reference);
    let node = tree.leaf_of(reference, Tag::Link);
    let number = lines(pen.flow.faces, &[Span::new(format!(" {}", place.sheet + 1), BODY)], 60.0);
    let title = lines(pen.flow.faces, &[Span::new(words, style)], WIDTH - indent - 40.0);
    let sheet = &mut pen.flow.layout.sheets[contents.sheet];
    let base = y + 10.0;
    let mut end = LEFT + indent;
    for line in title.into_iter().take(1) {
        end += line.width;
        for run in line.runs {
            let at = [LEFT + indent + run.x, base];
            sheet.marks.push(Mark { node: Some(node), ink: Ink::Words { at, run } });
        }
    }
    let right = LEFT + WIDTH;
    let width: f32 = number.iter().map(|line| line.width).sum();
    for run in number.into_iter().flat_map(|line| line.runs) {
        let at = [right - width + run.x, base];
        sheet.marks.push(Mark { node: Some(node), ink: Ink::Words { at, run } });
    }
    let leader =
        Ink::Line { from: [end + 5.0, base], to: [right - width, base], width: 0.6, tone: Tone::Rule, dashed: true };
    sheet.marks.push(Mark { node: None, ink: leader });
    let title = format!("{words}, {} {}", pen.labels.page, place.sheet + 1);
    sheet.links.push(Link { node, at: [LEFT, y], size: [WIDTH, ROW - 2.0], to: place, title });
}
