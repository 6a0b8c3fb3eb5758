// SPDX-License-Identifier: EUPL-1.2
//! Pictures as plain shapes: drawn once, shown as SVG in the page and as vector paths in the PDF.

mod sequence;
mod svg;
mod themes;

pub(super) use sequence::sequence;
pub(super) use svg::svg;
pub(super) use themes::themes;

use crate::outline::Status;

/// The colours of the report; each keeps its meaning in every format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    /// Text.
    Dark,
    /// Text of less weight: captions, ids, what does not apply.
    Grey,
    /// Lines of tables and pictures.
    Line,
    /// Background of panels and of the heads of lanes.
    Background,
    /// Figures on a coloured bar.
    White,
    /// What the connector sent.
    Accent,
    /// Passed.
    Green,
    /// Failed.
    Red,
    /// Undecided, or failed under a reservation.
    Amber,
}

impl Colour {
    /// Red, green and blue of the sRGB colour space, as in `style.css`.
    pub(super) fn rgb(self) -> [u8; 3] {
        match self {
            Colour::Dark => [0x16, 0x24, 0x2f],
            Colour::Grey => [0x4a, 0x5a, 0x66],
            Colour::Line => [0xcf, 0xd8, 0xde],
            Colour::Background => [0xf4, 0xf7, 0xf8],
            Colour::White => [0xff, 0xff, 0xff],
            Colour::Accent => [0x0a, 0x4d, 0x6e],
            Colour::Green => [0x14, 0x60, 0x2f],
            Colour::Red => [0xa3, 0x16, 0x1b],
            Colour::Amber => [0x7a, 0x4a, 0x00],
        }
    }

    /// The colour of a status; its symbol says the same without colour.
    pub(super) fn of(status: Status) -> Colour {
        match status {
            Status::Passed => Colour::Green,
            Status::Failed | Status::Error => Colour::Red,
            Status::Reserved | Status::Inconclusive | Status::InPart => Colour::Amber,
            Status::NotApplicable | Status::NotJudged | Status::NotCovered => Colour::Grey,
        }
    }
}

/// A place in points, from the upper left corner of a picture or a sheet: right, then down.
pub(super) type Point = [f32; 2];

/// A picture, in points (1/72 inch), from its upper left corner.
#[derive(Debug)]
pub(super) struct Drawing {
    pub(super) width: f32,
    pub(super) height: f32,
    /// What the picture says, for whoever does not see it.
    pub(super) title: String,
    /// The shapes in the order in which they are painted.
    pub(super) shapes: Vec<Shape>,
}

/// A straight line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub(super) from: Point,
    pub(super) to: Point,
    pub(super) colour: Colour,
    pub(super) dashed: bool,
}

/// One part of a picture.
#[derive(Debug)]
pub(super) enum Shape {
    Line(Segment),
    /// A horizontal line with a head at its end.
    Arrow {
        from: Point,
        to: Point,
        colour: Colour,
    },
    /// A filled rectangle.
    Box {
        /// Upper left corner.
        at: Point,
        /// Width and height.
        size: [f32; 2],
        colour: Colour,
    },
    /// Words on one line.
    Text {
        /// A point of their base line, as the style's anchor says.
        at: Point,
        words: String,
        style: LabelStyle,
    },
}

/// How words of a picture look and lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct LabelStyle {
    /// Size of type, in points.
    pub(super) size: f32,
    pub(super) colour: Colour,
    pub(super) face: Face,
    pub(super) anchor: Anchor,
}

/// A typeface of the report, in pictures and in the PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// Open Sans.
    Text,
    /// Open Sans Semibold.
    Strong,
    /// DejaVu Sans Mono: every character is [`MONO`] wide.
    Mono,
}

/// Which point of the words stands at their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
}

/// The width of a monospaced character in sizes of type.
const MONO: f32 = 0.602;
/// An upper estimate of the mean width of other characters, in sizes of type.
const PLAIN: f32 = 0.58;
/// The length of the head of an arrow, and half its width, in points.
pub(super) const HEAD: [f32; 2] = [5.0, 2.4];

impl Drawing {
    /// An empty picture without height; whoever draws sets the height.
    fn new(width: f32, title: String) -> Drawing {
        Drawing { width, height: 0.0, title, shapes: Vec::new() }
    }

    fn line(&mut self, segment: Segment) {
        self.shapes.push(Shape::Line(segment));
    }

    fn fill(&mut self, at: Point, size: [f32; 2], colour: Colour) {
        self.shapes.push(Shape::Box { at, size, colour });
    }

    /// Words from a place to the right, cut where they would pass a width in points.
    fn words(&mut self, at: Point, words: &str, style: LabelStyle, room: f32) {
        let each = if style.face == Face::Mono { MONO } else { PLAIN } * style.size;
        let words = truncate(words, room / each);
        self.shapes.push(Shape::Text { at, words, style });
    }
}

/// The words, or as many characters as there is room for and an ellipsis.
fn truncate(words: &str, room: f32) -> String {
    let mut left = room;
    let mut cut = String::new();
    for character in words.chars() {
        left -= 1.0;
        if left < 1.0 && cut.len() + character.len_utf8() < words.len() {
            cut.push('…');
            break;
        }
        cut.push(character);
    }
    cut
}
