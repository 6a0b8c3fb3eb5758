// SPDX-License-Identifier: EUPL-1.2
//! The three typefaces of the document, and the glyph of each character.
//!
//! Characters stand one after the other without shaping, which is enough for the Latin script. A character that cannot
//! be set so is written as `\u{…}`.

use crate::render::drawing::Face;
use krilla::text::{Font, GlyphId};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt::Write;

/// The first code point that is not remembered: letters, marks and arrows of a report lie below.
const REMEMBERED: usize = 0x2800;

/// How one character is set.
#[derive(Clone, Copy)]
pub(super) struct Glyph {
    /// The face that has the character.
    pub(super) face: Face,
    /// The index of the glyph in the font.
    pub(super) id: GlyphId,
    /// The width, in sizes of type.
    pub(super) advance: f32,
}

/// The three fonts, read once a document.
pub(super) struct Faces {
    /// In the order of the variants of [`Face`].
    faces: [Typeface; 3],
}

/// One font.
struct Typeface {
    /// What is embedded in the document.
    font: Font,
    /// What characters and widths are looked up in.
    outlines: FontRef<'static>,
    /// What was looked up of the characters below [`REMEMBERED`].
    remembered: Vec<OnceCell<Option<(GlyphId, f32)>>>,
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

    /// The font of a face.
    pub(super) fn font(&self, face: Face) -> Font {
        self.typeface(face).font.clone()
    }

    fn typeface(&self, face: Face) -> &Typeface {
        &self.faces[face as usize]
    }

    /// The glyph of a character in a face, or in the monospaced one, which has arrows and check marks.
    pub(super) fn glyph(&self, face: Face, character: char) -> Option<Glyph> {
        self.glyph_of(face, character).or_else(|| self.glyph_of(Face::Mono, character))
    }

    /// The glyph of a character in this face alone.
    fn glyph_of(&self, face: Face, character: char) -> Option<Glyph> {
        let (id, advance) = self.typeface(face).glyph(character)?;
        Some(Glyph { face, id, advance })
    }

    /// The width of words on one line, in points; `size` is the size of type.
    pub(super) fn width(&self, face: Face, size: f32, words: &str) -> f32 {
        words.chars().filter_map(|character| self.glyph(face, character)).map(|glyph| glyph.advance * size).sum()
    }

    /// The words as they can be set. What no face has, and what is read from right to left, is escaped.
    pub(super) fn settable<'a>(&self, face: Face, words: &'a str) -> Cow<'a, str> {
        let set = |character| !is_right_to_left(character) && self.glyph(face, character).is_some();
        if words.chars().all(set) {
            return Cow::Borrowed(words);
        }
        let mut settable = String::with_capacity(words.len() + 16);
        for character in words.chars() {
            match character {
                '\t' => settable.push_str("    "),
                // The sign of the recorder for what was said under TLS.
                '🔒' => settable.push_str("‹TLS›"),
                _ if set(character) => settable.push(character),
                // Writing into a `String` cannot fail.
                _ => drop(write!(settable, "{}", character.escape_unicode())),
            }
        }
        Cow::Owned(settable)
    }
}

impl Typeface {
    fn read(file: &'static [u8]) -> Option<Typeface> {
        let outlines = FontRef::new(file).ok()?;
        let remembered = vec![OnceCell::new(); REMEMBERED];
        Some(Typeface { font: Font::new(file.into(), 0)?, outlines, remembered })
    }

    /// The glyph of a character and its width in sizes of type; none when the font has none.
    fn glyph(&self, character: char) -> Option<(GlyphId, f32)> {
        match self.remembered.get(character as usize) {
            Some(glyph) => *glyph.get_or_init(|| self.look_up(character)),
            None => self.look_up(character),
        }
    }

    fn look_up(&self, character: char) -> Option<(GlyphId, f32)> {
        // Open Sans draws the thin space U+2009, but not its unbreakable form U+202F.
        let drawn = if character == '\u{202f}' { '\u{2009}' } else { character };
        let id = self.outlines.charmap().map(drawn).filter(|id| id.to_u32() != 0 && !character.is_control())?;
        let metrics = self.outlines.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some((GlyphId::new(id.to_u32()), metrics.advance_width(id)? / self.font.units_per_em()))
    }
}

/// Scripts that are read from right to left (Unicode blocks Hebrew to Arabic Extended-A, and the presentation forms).
fn is_right_to_left(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}
