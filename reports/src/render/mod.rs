// SPDX-License-Identifier: EUPL-1.2
//! The renderers: each turns a report into the bytes of one file.
//!
//! A renderer is a file here that defines `RENDERER`: the name of its file, and the function that writes it. It is
//! added by declaring the file as a module and by one line in [`RENDERERS`]. Nothing else names it.

mod announced;
mod ctrf;
mod dates;
mod drawing;
mod earl;
mod extract;
mod findings;
mod html;
mod json;
mod junit;
mod pdf;
mod quote;
mod resume;
mod scenario_text;
mod sections;
pub mod terminal;

pub(crate) use pdf::render_document as document;

use crate::model::Report;
use crate::text::Lang;
use std::error::Error;

/// One file made from a report.
pub struct Renderer {
    /// The name of the file, in the folder of the run.
    pub file: &'static str,
    /// Equal reports give equal bytes in the same language.
    pub render: fn(&Report, Lang) -> Result<Vec<u8>, RenderError>,
}

/// Every file that a run leaves behind; the first is the report itself, which all the others are made from.
pub const RENDERERS: &[Renderer] =
    &[json::RENDERER, html::RENDERER, pdf::RENDERER, resume::RENDERER, junit::RENDERER, ctrf::RENDERER, earl::RENDERER];

/// A report or a document that could not be rendered.
///
/// It is a defect of the harness, or a date that is not RFC 3339.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct RenderError(Box<dyn Error + Send + Sync>);

impl RenderError {
    /// The error of whichever library a renderer writes with.
    fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> RenderError {
        RenderError(error.into())
    }
}
