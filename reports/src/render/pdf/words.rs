// SPDX-License-Identifier: EUPL-1.2
//! Words on a line: their style, their width and where a line may break.

use super::faces::{Face, Faces};
use crate::render::drawing::Tone;

/// The usual height of a line in sizes of type.
const LEADING: f32 = 1.4;

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) face: Face,
    pub(super) size: f32,
    /// Of a line of this style.
    pub(super) height: f32,
    pub(super) tone: Tone,
}

impl Style {
    pub(super) const fn new(face: Face, size: f32, tone: Tone) -> Style {
        Style { face, size, height: size * LEADING, tone }
    }

    /// Small words that stand beside larger ones, line by line.
    pub(super) const fn beside(self, other: Style) -> Style {
        Style { height: other.height, ..self }
    }

    pub(super) const fn toned(self, tone: Tone) -> Style {
        Style { tone, ..self }
    }
}

/// Words of one style.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) words: String,
    pub(super) style: Style,
}

impl Span {
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
    /// From the left end of the line.
    pub(super) x: f32,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
    /// Without the space at its end.
    pub(super) width: f32,
    pub(super) height: f32,
}

/// Breaks words into lines no wider than a column. The space at the end of a line stays in it: whoever reads the
/// document aloud, or copies from it, needs it (ISO 14289-1).
pub(super) fn lines(faces: &Faces, spans: &[Span], column: f32) -> Vec<Line> {
    let mut setter = Setter { faces, column, lines: Vec::new(), line: Line::default(), end: 0.0, height: 0.0 };
    for span in spans {
        setter.height = span.style.height;
        for (number, paragraph) in span.words.split('\n').enumerate() {
            if number > 0 {
                setter.turn();
            }
            let legible = faces.legible(span.style.face, paragraph);
            for piece in pieces(&legible, span.style.face) {
                setter.piece(piece, span.style);
            }
        }
    }
    if !setter.line.runs.is_empty() || setter.lines.is_empty() {
        setter.turn();
    }
    setter.lines
}

struct Setter<'a> {
    faces: &'a Faces,
    column: f32,
    lines: Vec<Line>,
    line: Line,
    /// Where the next character goes; beyond `line.width` after a space.
    end: f32,
    /// Of a line in the style at hand.
    height: f32,
}

impl Setter<'_> {
    fn turn(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.height = line.height.max(self.height);
        self.lines.push(line);
        self.end = 0.0;
    }

    /// Sets what may not be broken, on the next line if it does not fit, and in parts if it fits on no line.
    fn piece(&mut self, piece: &str, style: Style) {
        let width = self.faces.width(style.face, style.size, piece.trim_end_matches(' '));
        if self.end > 0.0 && self.end + width > self.column {
            self.turn();
        }
        for character in piece.chars() {
            self.character(character, style);
        }
    }

    fn character(&mut self, character: char, style: Style) {
        let Some(glyph) = self.faces.glyph(style.face, character) else { return };
        let advance = glyph.advance * style.size;
        if character != ' ' && self.end > 0.0 && self.end + advance > self.column {
            self.turn();
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

/// The pieces between which a line may break: after a space, and inside the long names that monospaced words are.
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

    const BODY: Style = Style::new(Face::Text, 10.0, Tone::Ink);

    fn set(words: &str, face: Face, column: f32) -> Vec<String> {
        let faces = Faces::read().unwrap();
        let spans = [Span::new(words, Style { face, ..BODY })];
        let words = |line: &Line| line.runs.iter().map(|run| run.words.as_str()).collect();
        lines(&faces, &spans, column).iter().map(words).collect()
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
