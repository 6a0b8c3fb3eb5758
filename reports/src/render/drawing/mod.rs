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
pub(super) enum Tone {
    Ink,
    Soft,
    Rule,
    Wash,
    White,
    Accent,
    Green,
    Red,
    Amber,
}

impl Tone {
    pub(super) fn rgb(self) -> [u8; 3] {
        match self {
            Tone::Ink => [0x16, 0x24, 0x2f],
            Tone::Soft => [0x4a, 0x5a, 0x66],
            Tone::Rule => [0xcf, 0xd8, 0xde],
            Tone::Wash => [0xf4, 0xf7, 0xf8],
            Tone::White => [0xff, 0xff, 0xff],
            Tone::Accent => [0x0a, 0x4d, 0x6e],
            Tone::Green => [0x14, 0x60, 0x2f],
            Tone::Red => [0xa3, 0x16, 0x1b],
            Tone::Amber => [0x7a, 0x4a, 0x00],
        }
    }

    pub(super) fn of(status: Status) -> Tone {
        match status {
            Status::Passed => Tone::Green,
            Status::Failed | Status::Error => Tone::Red,
            Status::Reserved | Status::Inconclusive | Status::InPart => Tone::Amber,
            Status::NotApplicable | Status::NotJudged | Status::NotCovered => Tone::Soft,
        }
    }
}

/// A picture, in points, from its upper left corner.
#[derive(Debug)]
pub(super) struct Drawing {
    pub(super) width: f32,
    pub(super) height: f32,
    /// What the picture says, for whoever does not see it.
    pub(super) title: String,
    pub(super) shapes: Vec<Shape>,
}

#[derive(Debug)]
pub(super) enum Shape {
    Line {
        from: [f32; 2],
        to: [f32; 2],
        tone: Tone,
        dashed: bool,
    },
    /// A horizontal line with a head at its end.
    Arrow {
        from: [f32; 2],
        to: [f32; 2],
        tone: Tone,
    },
    Box {
        at: [f32; 2],
        size: [f32; 2],
        tone: Tone,
    },
    Words {
        at: [f32; 2],
        words: String,
        size: f32,
        tone: Tone,
        hand: Hand,
        anchor: Anchor,
    },
}

/// The face that words of a picture are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    Plain,
    Strong,
    /// Every character is [`MONO`] wide.
    Mono,
}

/// Which point of the words stands at their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
}

/// The width of a monospaced character in sizes of type.
const MONO: f32 = 0.602;
/// A wide guess at the width of other characters.
const PLAIN: f32 = 0.58;
/// The length of the head of an arrow, and half its width.
pub(super) const HEAD: [f32; 2] = [5.0, 2.4];

impl Drawing {
    fn new(width: f32, title: String) -> Drawing {
        Drawing { width, height: 0.0, title, shapes: Vec::new() }
    }

    fn line(&mut self, from: [f32; 2], to: [f32; 2], tone: Tone, dashed: bool) {
        self.shapes.push(Shape::Line { from, to, tone, dashed });
    }

    fn fill(&mut self, at: [f32; 2], size: [f32; 2], tone: Tone) {
        self.shapes.push(Shape::Box { at, size, tone });
    }

    /// Words from a place to the right, cut where they would pass a width.
    fn words(&mut self, at: [f32; 2], words: &str, letters: Letters, room: f32) {
        let each = if letters.hand == Hand::Mono { MONO } else { PLAIN } * letters.size;
        let words = cut(words, room / each);
        let Letters { size, tone, hand, anchor } = letters;
        self.shapes.push(Shape::Words { at, words, size, tone, hand, anchor });
    }
}

/// How words of a picture look and lie.
#[derive(Clone, Copy)]
struct Letters {
    size: f32,
    tone: Tone,
    hand: Hand,
    anchor: Anchor,
}

/// The words, or as many of their characters as there is room for, and a sign that there were more.
fn cut(words: &str, room: f32) -> String {
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
