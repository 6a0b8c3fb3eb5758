// SPDX-License-Identifier: EUPL-1.2
//! The three typefaces of the document, and the glyph of each character.
//!
//! Characters stand one after the other without shaping, which does for the Latin script; what cannot be set so without
//! lying is written as `\u{…}`.

use krilla::text::{Font, GlyphId};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::borrow::Cow;
use std::fmt::Write;

/// Characters looked up once and for all: nearly every one that a report has.
const COMMON: u32 = 0x250;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Text,
    Strong,
    /// Also lends its arrows and marks to the other two.
    Mono,
}

/// How one character is set.
#[derive(Clone, Copy)]
pub(super) struct Glyph {
    /// The face that has the character.
    pub(super) face: Face,
    pub(super) id: GlyphId,
    /// In units of the size of type.
    pub(super) advance: f32,
}

pub(super) struct Faces {
    faces: [Typeface; 3],
}

struct Typeface {
    font: Font,
    outlines: FontRef<'static>,
    common: Vec<Option<(GlyphId, f32)>>,
}

impl Faces {
    /// Reads the files of `reports/fonts`; none if one of them is not a font.
    pub(super) fn read() -> Option<Faces> {
        Some(Faces {
            faces: [
                Typeface::read(include_bytes!("../../../fonts/OpenSans-Regular.ttf"))?,
                Typeface::read(include_bytes!("../../../fonts/OpenSans-Semibold.ttf"))?,
                Typeface::read(include_bytes!("../../../fonts/DejaVuSansMono.ttf"))?,
            ],
        })
    }

    pub(super) fn font(&self, face: Face) -> Font {
        self.typeface(face).font.clone()
    }

    fn typeface(&self, face: Face) -> &Typeface {
        &self.faces[face as usize]
    }

    /// The glyph of a character in a face, or in the monospaced one if the face has none.
    pub(super) fn glyph(&self, face: Face, character: char) -> Option<Glyph> {
        [face, Face::Mono].into_iter().find_map(|face| {
            let (id, advance) = self.typeface(face).glyph(character)?;
            Some(Glyph { face, id, advance })
        })
    }

    pub(super) fn width(&self, face: Face, size: f32, words: &str) -> f32 {
        words.chars().filter_map(|character| self.glyph(face, character)).map(|glyph| glyph.advance * size).sum()
    }

    /// The words as they can be set: what no face has, and what is read from right to left, in its escaped form.
    pub(super) fn legible<'a>(&self, face: Face, words: &'a str) -> Cow<'a, str> {
        let set = |character| !rightward(character) && self.glyph(face, character).is_some();
        if words.chars().all(set) {
            return Cow::Borrowed(words);
        }
        let mut legible = String::with_capacity(words.len() + 16);
        for character in words.chars() {
            match character {
                '\t' => legible.push_str("    "),
                // The mark of our own recorder for what was said under TLS.
                '🔒' => legible.push_str("‹TLS›"),
                _ if set(character) => legible.push(character),
                // Writing into a `String` cannot fail.
                _ => drop(write!(legible, "{}", character.escape_unicode())),
            }
        }
        Cow::Owned(legible)
    }
}

impl Typeface {
    fn read(file: &'static [u8]) -> Option<Typeface> {
        let outlines = FontRef::new(file).ok()?;
        let mut face = Typeface { font: Font::new(file.into(), 0)?, outlines, common: Vec::new() };
        face.common = (0..COMMON).map(|code| face.look_up(char::from_u32(code)?)).collect();
        Some(face)
    }

    fn glyph(&self, character: char) -> Option<(GlyphId, f32)> {
        match self.common.get(character as usize) {
            Some(known) => *known,
            None => self.look_up(character),
        }
    }

    fn look_up(&self, character: char) -> Option<(GlyphId, f32)> {
        // Open Sans draws the thin space, but not its unbreakable twin.
        let drawn = if character == '\u{202f}' { '\u{2009}' } else { character };
        let id = self.outlines.charmap().map(drawn).filter(|id| id.to_u32() != 0 && !character.is_control())?;
        let metrics = self.outlines.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some((GlyphId::new(id.to_u32()), metrics.advance_width(id)? / self.font.units_per_em()))
    }
}

/// Scripts that are read from right to left (Unicode blocks Hebrew to Arabic Extended-A, and the presentation forms).
fn rightward(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}
