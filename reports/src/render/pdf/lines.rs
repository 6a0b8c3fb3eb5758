// SPDX-License-Identifier: EUPL-1.2
//! Words on lines: their style, their width and where a line may break.

use super::faces::Faces;
use crate::render::drawing::{Colour, Face};

/// The usual height of a line in sizes of type.
const LEADING: f32 = 1.4;

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) face: Face,
    /// Size of type, in points.
    pub(super) size: f32,
    /// The height of a line of this style, in points.
    pub(super) height: f32,
    pub(super) colour: Colour,
}

impl Style {
    /// A style whose lines have the usual height.
    pub(super) const fn new(face: Face, size: f32, colour: Colour) -> Style {
        Style { face, size, height: size * LEADING, colour }
    }

    /// The same style with the height of another: small words beside larger ones, line by line.
    pub(super) const fn beside(self, other: Style) -> Style {
        Style { height: other.height, ..self }
    }

    /// The same style in another colour.
    pub(super) const fn coloured(self, colour: Colour) -> Style {
        Style { colour, ..self }
    }
}

/// Words of one style; `\n` ends a line.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) words: String,
    pub(super) style: Style,
}

impl Span {
    /// Words in a style.
    pub(super) fn new(words: impl Into<String>, style: Style) -> Span {
        Span { words: words.into(), style }
    }
}

/// A piece of a line that one face sets in one go.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) words: String,
    /// The style, with the face that has these characters.
    pub(super) style: Style,
    /// Points from the left end of the line.
    pub(super) x: f32,
}

/// One line, ready to be placed.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its pieces from left to right.
    pub(super) runs: Vec<Run>,
    /// In points, without the space at its end.
    pub(super) width: f32,
    /// In points: that of its tallest style.
    pub(super) height: f32,
}

/// Breaks words into lines no wider than a column, in points.
///
/// The space at the end of a line stays in it: screen readers and copies need it (ISO 14289-1).
pub(super) fn break_lines(faces: &Faces, spans: &[Span], column: f32) -> Vec<Line> {
    let mut breaker = LineBreaker { faces, column, lines: Vec::new(), line: Line::default(), end: 0.0, height: 0.0 };
    for span in spans {
        breaker.height = span.style.height;
        for (number, paragraph) in span.words.split('\n').enumerate() {
            if number > 0 {
                breaker.end_line();
            }
            let settable = faces.settable(span.style.face, paragraph);
            for piece in pieces(&settable, span.style.face) {
                breaker.piece(piece, span.style);
            }
        }
    }
    if !breaker.line.runs.is_empty() || breaker.lines.is_empty() {
        breaker.end_line();
    }
    breaker.lines
}

/// Fills one line after the other.
struct LineBreaker<'a> {
    faces: &'a Faces,
    /// The width of the column, in points.
    column: f32,
    /// The lines that are full.
    lines: Vec<Line>,
    /// The line that is being filled.
    line: Line,
    /// Where the next character goes; beyond `line.width` after a space.
    end: f32,
    /// The height of a line in the current style.
    height: f32,
}

impl LineBreaker<'_> {
    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.height = line.height.max(self.height);
        self.lines.push(line);
        self.end = 0.0;
    }

    /// Sets what may not be broken: on the next line if it does not fit, in parts if none holds it.
    fn piece(&mut self, piece: &str, style: Style) {
        let width = self.faces.width(style.face, style.size, piece.trim_end_matches(' '));
        if self.end > 0.0 && self.end + width > self.column {
            self.end_line();
        }
        for character in piece.chars() {
            self.character(character, style);
        }
    }

    fn character(&mut self, character: char, style: Style) {
        let Some(glyph) = self.faces.glyph(style.face, character) else { return };
        let advance = glyph.advance * style.size;
        if character != ' ' && self.end > 0.0 && self.end + advance > self.column {
            self.end_line();
        }
        let style = Style { face: glyph.face, ..style };
        match self.line.runs.last_mut() {
            Some(run) if run.style == style => run.words.push(character),
            _ => self.line.runs.push(Run { words: character.into(), style, x: self.end }),
        }
        self.end += advance;
        self.line.height = self.line.height.max(self.height);
        if character != ' ' {
            self.line.width = self.end;
        }
    }
}

/// The pieces between which a line may break: after a space, and inside long monospaced names after `/ , ; - @`.
fn pieces(words: &str, face: Face) -> impl Iterator<Item = &str> {
    let mut rest = words;
    std::iter::from_fn(move || {
        let mut characters = rest.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let inside = face == Face::Mono && at > 0 && matches!(character, '/' | ',' | ';' | '-' | '@');
            let joint = character == ' ' || inside;
            let Some(&(next, following)) = characters.peek() else { break };
            if joint && following != ' ' {
                let (piece, left) = rest.split_at(next);
                rest = left;
                return Some(piece);
            }
        }
        (!rest.is_empty()).then(|| std::mem::take(&mut rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: Style = Style::new(Face::Text, 10.0, Colour::Dark);

    fn set(words: &str, face: Face, column: f32) -> Vec<String> {
        let faces = Faces::read().unwrap();
        let spans = [Span::new(words, Style { face, ..BODY })];
        let words = |line: &Line| line.runs.iter().map(|run| run.words.as_str()).collect();
        break_lines(&faces, &spans, column).iter().map(words).collect()
    }

    #[test]
    fn lines_break_after_spaces_and_keep_them() {
        assert_eq!(set("un deux trois", Face::Text, 40.0), ["un deux ", "trois"]);
    }

    #[test]
    fn french_marks_stay_with_their_word() {
        assert_eq!(set("Vraiment\u{202f}? Oui", Face::Text, 52.0), ["Vraiment\u{202f}? ", "Oui"]);
        assert_eq!(set("dit «\u{a0}a\u{a0}»", Face::Text, 30.0), ["dit ", "«\u{a0}a\u{a0}»"]);
    }

    #[test]
    fn a_word_without_end_is_cut_at_the_edge_of_the_column() {
        let cut = set(&"A".repeat(100), Face::Text, 60.0);
        assert!(cut.len() > 8 && cut.concat() == "A".repeat(100), "{cut:?}");
    }

    #[test]
    fn names_break_after_their_joints() {
        assert_eq!(set("inbound/certificate", Face::Mono, 70.0), ["inbound/", "certificate"]);
    }

    #[test]
    fn what_cannot_be_set_is_escaped() {
        assert_eq!(set("\u{5d0}\u{4e2d}\u{1}é✓", Face::Text, 500.0), ["\\u{5d0}\\u{4e2d}\\u{1}é✓"]);
    }
}
