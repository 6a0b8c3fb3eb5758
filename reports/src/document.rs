// SPDX-License-Identifier: EUPL-1.2
//! A small document that is not a report: an Annexe 1 in fair copy, an attestation. It becomes a PDF/A-2a and PDF/UA-1.
//!
//! ```
//! use reports::document::{Block, Document, Words, pdf};
//! use reports::text::{Lang, Text};
//!
//! let document = Document {
//!     id: "annexe1-2026-11-26".into(),
//!     title: Text::new("Annexe 1", "Annexe 1"),
//!     subject: "CH EXEMPLE".into(),
//!     harness: "0.1.0".into(),
//!     issued: "2026-11-26T09:00:00Z".into(),
//!     warning: None,
//!     blocks: vec![
//!         Block::Heading(1, Text::new("Opérateur", "Operator")),
//!         Block::Facts(vec![(Text::new("Nom", "Name"), Words::Quoted("CH EXEMPLE".into()))]),
//!     ],
//! };
//! assert!(pdf(&document, Lang::Fr).unwrap().starts_with(b"%PDF-"));
//! ```

use crate::outline::Status;
use crate::render::{self, RenderError};
use crate::text::{Lang, Text};

/// A titled document.
#[derive(Debug, Clone)]
pub struct Document {
    /// Shown at the foot of each sheet.
    pub id: String,
    /// On the title, in bookmarks and in the metadata.
    pub title: Text,
    /// Whom or what it is about, shown at the head of each sheet but the first.
    pub subject: String,
    /// The version of the harness that made it.
    pub harness: String,
    /// RFC 3339.
    pub issued: String,
    /// What nobody may overlook, on the first sheet and at the head of each other: a draft, a rehearsal.
    pub warning: Option<Text>,
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// One part of a document, below the one before.
#[derive(Debug, Clone)]
pub enum Block {
    /// Of level 1 or 2.
    Heading(u16, Text),
    /// Running text.
    Paragraph(Text),
    /// The one thing that the reader must take away, in the colour of its status.
    Panel(Status, Vec<Text>),
    /// A table whose rows are a name and what is said of it.
    Facts(Vec<(Text, Words)>),
    /// Rows below the names of their columns.
    Table {
        /// What the rows are; shown above them.
        caption: Text,
        /// The share of the width that each column takes.
        shares: Vec<f32>,
        /// The name of each column.
        head: Vec<Text>,
        /// As many cells in each row as there are columns.
        rows: Vec<Vec<Words>>,
    },
    /// One line an item.
    List(Vec<Text>),
}

/// What one cell says, and how.
#[derive(Debug, Clone)]
pub enum Words {
    /// A sentence of ours.
    Said(Text),
    /// Words of others.
    Quoted(String),
    /// Names, addresses, digests: set so that each character can be told from the others.
    Code(String),
    /// A status with its mark and colour, and the word for it here.
    Mark(Status, Text),
}

/// The document as PDF/A-2a and PDF/UA-1; equal documents give equal bytes.
///
/// # Errors
/// `issued` is no date, or a fault of ours.
pub fn pdf(document: &Document, lang: Lang) -> Result<Vec<u8>, RenderError> {
    render::document(document, lang)
}
