// SPDX-License-Identifier: EUPL-1.2
//! `report.json`: the model itself, without loss, in both languages at once.

use super::{RenderError, Renderer};
use crate::model::Report;
use crate::text::Lang;
use serde::Serialize;

pub(super) const RENDERER: Renderer = Renderer { file: "report.json", render };

/// The report as the model has it; the language changes nothing.
fn render(report: &Report, _: Lang) -> Result<Vec<u8>, RenderError> {
    pretty_json(report)
}

/// A value as indented JSON, with a line feed at its end.
pub(super) fn pretty_json(value: &impl Serialize) -> Result<Vec<u8>, RenderError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(RenderError::new)?;
    bytes.push(b'\n');
    Ok(bytes)
}
