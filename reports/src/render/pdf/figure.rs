// SPDX-License-Identifier: EUPL-1.2
//! Places a picture on a sheet: the shapes of a [`Drawing`] as marks of one `Figure` node.

use super::flow::{Flow, LEFT};
use super::lines::{Run, Span, Style, break_lines};
use super::sheet::{Graphic, Node};
use crate::render::drawing::{Anchor, Drawing, HEAD, LabelStyle, Point, Segment, Shape};
use krilla::geom::Rect;
use krilla::tagging::{BBox, Tag, TagKind};

/// The width of a line of a picture, in points.
const LINE: f32 = 0.6;
/// The width of the line of an arrow, in points.
const ARROW: f32 = 0.8;
/// The space below a picture, in points.
const BELOW: f32 = 8.0;

impl Flow<'_> {
    /// A picture, as wide as it was drawn, with its title as alternate text; it is never divided.
    pub(super) fn figure(&mut self, drawing: &Drawing) {
        self.need_height(drawing.height + BELOW);
        let corner = [LEFT, self.y];
        let size = Rect::from_xywh(corner[0], corner[1], drawing.width, drawing.height.max(1.0));
        let bounds = size.map(|rect| BBox::new(self.sheet(), rect));
        let tag: TagKind = Tag::Figure(Some(drawing.title.clone())).with_bbox(bounds).into();
        let node = self.layout.tree.leaf(tag);
        for shape in &drawing.shapes {
            self.shape(node, corner, shape);
        }
        self.y += drawing.height + BELOW;
    }

    /// One shape, moved by the corner of its picture.
    fn shape(&mut self, node: Node, [left, top]: Point, shape: &Shape) {
        let moved = |[x, y]: Point| [left + x, top + y];
        let moved_line = |line: Segment| Segment { from: moved(line.from), to: moved(line.to), ..line };
        match shape {
            Shape::Line(line) => {
                self.draw(Some(node), Graphic::Line { segment: moved_line(*line), width: LINE });
            }
            Shape::Arrow { from, to, colour } => {
                let segment = moved_line(Segment { from: *from, to: *to, colour: *colour, dashed: false });
                self.draw(Some(node), Graphic::Line { segment, width: ARROW });
                let ([length, half], [x, y]) = (HEAD, segment.to);
                let back = if x > segment.from[0] { x - length } else { x + length };
                let corners = vec![[x, y], [back, y - half], [back, y + half]];
                self.draw(Some(node), Graphic::Polygon { corners, colour: *colour });
            }
            Shape::Box { at, size: [width, height], colour } => {
                let [x, y] = moved(*at);
                let corners = rectangle([x, y], [x + width, y + height]);
                self.draw(Some(node), Graphic::Polygon { corners, colour: *colour });
            }
            Shape::Text { at, words, style } => self.label(node, moved(*at), words, *style),
        }
    }

    /// Words of a picture on one line, by their base line.
    fn label(&mut self, node: Node, [x, y]: Point, words: &str, style: LabelStyle) {
        let LabelStyle { size, colour, face, anchor } = style;
        let lines = break_lines(self.faces, &[Span::new(words, Style::new(face, size, colour))], f32::MAX);
        let start = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - lines.iter().map(|line| line.width).sum::<f32>() / 2.0,
        };
        for run in lines.into_iter().flat_map(|line| line.runs) {
            let at = [start + run.x, y];
            self.draw(Some(node), Graphic::Text { at, run: Run { x: 0.0, ..run } });
        }
    }
}

/// The four corners of a rectangle, by its upper left and its lower right one.
pub(super) fn rectangle([left, top]: Point, [right, bottom]: Point) -> Vec<Point> {
    vec![[left, top], [right, top], [right, bottom], [left, bottom]]
}
