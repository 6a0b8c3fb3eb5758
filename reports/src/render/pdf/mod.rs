// SPDX-License-Identifier: EUPL-1.2
//! `rapport.pdf`: the report to hand in, as PDF/A-2a and PDF/UA-1.
//!
//! The content is laid out on sheets first, with the tree that says what each mark means, and only then written: so the
//! table of contents knows its numbers, and each sheet how many there are.

mod content;
mod faces;
mod flow;
mod paint;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub use paint::PdfError;

use super::RenderError;
use super::quote::quote;
use crate::labels::Labels;
use crate::model::Report;
use crate::text::Lang;
use faces::Faces;
use krilla::metadata::{DateTime, Metadata};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

pub(super) fn render(report: &Report, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let faces = Faces::read().ok_or(PdfError::Font)?;
    let layout = content::compose(report, lang, &faces);
    Ok(paint::paint(&layout, &faces, metadata(report, lang)?, lang.tag())?)
}

/// Everything comes from the report: the same report gives the same bytes, whenever it is rendered.
fn metadata(report: &Report, lang: Lang) -> Result<Metadata, RenderError> {
    let connector = &report.connector;
    let product = format!("{} {}", quote(&connector.name, lang), quote(&connector.version, lang));
    let finished = OffsetDateTime::parse(&report.finished, &Rfc3339)?.to_utc();
    let date = DateTime::new(u16::try_from(finished.year()).unwrap_or(0))
        .month(finished.month().into())
        .day(finished.day())
        .hour(finished.hour())
        .minute(finished.minute())
        .second(finished.second())
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    let tool = format!("mssante-harness {}", quote(&report.harness.version, lang));
    Ok(Metadata::new()
        .title(format!("{} – {product}", Labels::of(lang).title))
        .description(quote(report.conclusion.because.in_lang(lang), lang).into_owned())
        .authors(vec![tool.clone()])
        .creator(tool)
        .language(lang.tag().to_owned())
        .creation_date(date)
        .document_id(report.id.clone()))
}
