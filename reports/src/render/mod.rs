// SPDX-License-Identifier: EUPL-1.2
//! The renderers: each turns a report into the bytes of one file.
//!
//! A renderer is added by writing its file and naming it in [`RENDERERS`].

mod account;
mod announced;
mod ctrf;
mod dates;
mod dossier;
mod drawing;
mod earl;
mod extract;
mod html;
mod json;
mod junit;
mod pdf;
mod quote;
mod resume;
pub mod terminal;

pub use pdf::PdfError;
pub(crate) use pdf::render_document as document;

use crate::model::Report;
use crate::text::Lang;

/// One file made from a report.
pub struct Renderer {
    /// The name of the file, in the folder of the run.
    pub file: &'static str,
    pub render: fn(&Report, Lang) -> Result<Vec<u8>, RenderError>,
}

/// Every file that a run leaves behind; the first holds all that the others show.
pub const RENDERERS: &[Renderer] = &[
    Renderer { file: "report.json", render: json::render },
    Renderer { file: "rapport.html", render: html::render },
    Renderer { file: "rapport.pdf", render: pdf::render },
    Renderer { file: "resume.md", render: resume::render },
    Renderer { file: "junit.xml", render: junit::render },
    Renderer { file: "ctrf.json", render: ctrf::render },
    Renderer { file: "earl.jsonld", render: earl::render },
];

/// A report that could not be rendered: always a fault of ours.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("the report cannot be written as JSON")]
    Json(#[from] serde_json::Error),
    #[error("the report cannot be written as JUnit XML")]
    Junit(#[from] quick_junit::SerializeError),
    #[error("the report holds a date that is not RFC 3339")]
    Date(#[from] time::error::Parse),
    #[error("the report cannot be written as PDF")]
    Pdf(#[from] pdf::PdfError),
    #[error("the report cannot be written as HTML")]
    Html(#[from] minijinja::Error),
}
