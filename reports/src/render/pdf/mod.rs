// SPDX-License-Identifier: EUPL-1.2
//! `rapport.pdf`: the report to hand in, as PDF/A-2a and PDF/UA-1.
//!
//! The content is laid out on sheets first, with the tree of tags, and only then written. The table of contents knows
//! its numbers by then, and each sheet how many there are.

mod content;
mod document;
mod faces;
mod figure;
mod flow;
mod lines;
mod paint;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod writer;

use super::quote::quote;
use super::{RenderError, Renderer};
use crate::document::Document;
use crate::labels::Labels;
use crate::model::Report;
use crate::text::Lang;
use faces::Faces;
use krilla::metadata::{DateTime, Metadata};
use paint::{PdfError, paint};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

pub(super) const RENDERER: Renderer = Renderer { file: "rapport.pdf", render };

/// Lays the report out and writes it.
fn render(report: &Report, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let faces = Faces::read().ok_or_else(|| RenderError::new(PdfError::Font))?;
    let layout = content::compose(report, lang, &faces);
    let connector = &report.connector;
    let product = format!("{} {}", quote(&connector.name, lang), quote(&connector.version, lang));
    let metadata = FileMetadata {
        title: format!("{} – {product}", Labels::of(lang).general.title),
        description: quote(report.conclusion.because.in_lang(lang), lang).into_owned(),
        harness: &report.harness.version,
        date: &report.finished,
        id: &report.id,
    };
    paint(&layout, &faces, metadata.into_krilla(lang)?, lang.tag()).map_err(RenderError::new)
}

/// A document that is not a report, as PDF.
pub(crate) fn render_document(document: &Document, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let faces = Faces::read().ok_or_else(|| RenderError::new(PdfError::Font))?;
    let layout = document::compose(document, lang, &faces);
    let metadata = FileMetadata {
        title: quote(document.title.in_lang(lang), lang).into_owned(),
        description: quote(&document.subject, lang).into_owned(),
        harness: &document.harness,
        date: &document.issued,
        id: &document.id,
    };
    paint(&layout, &faces, metadata.into_krilla(lang)?, lang.tag()).map_err(RenderError::new)
}

/// What the file says of itself. Everything comes from the report: the same report gives the same bytes, whenever it
/// is rendered.
struct FileMetadata<'a> {
    /// The title of the document, shown by readers instead of the name of the file.
    title: String,
    /// One sentence on its content.
    description: String,
    /// Version of the harness.
    harness: &'a str,
    /// RFC 3339.
    date: &'a str,
    /// Unique; becomes the identifier of the document.
    id: &'a str,
}

impl FileMetadata<'_> {
    /// The metadata of the file.
    fn into_krilla(self, lang: Lang) -> Result<Metadata, RenderError> {
        let at = OffsetDateTime::parse(self.date, &Rfc3339).map_err(RenderError::new)?.to_utc();
        let date = DateTime::new(u16::try_from(at.year()).unwrap_or(0))
            .month(at.month().into())
            .day(at.day())
            .hour(at.hour())
            .minute(at.minute())
            .second(at.second())
            .utc_offset_hour(0)
            .utc_offset_minute(0);
        let tool = format!("mssante-harness {}", quote(self.harness, lang));
        Ok(Metadata::new()
            .title(self.title)
            .description(self.description)
            .authors(vec![tool.clone()])
            .creator(tool)
            .language(lang.tag().to_owned())
            .creation_date(date)
            .document_id(self.id.to_owned()))
    }
}
