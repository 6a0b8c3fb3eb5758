// SPDX-License-Identifier: EUPL-1.2
//! `report.json`: the model itself, without loss, in both languages at once.

use super::RenderError;
use crate::model::Report;
use crate::text::Lang;

pub(super) fn render(report: &Report, _: Lang) -> Result<Vec<u8>, RenderError> {
    let mut bytes = serde_json::to_vec_pretty(report)?;
    bytes.push(b'\n');
    Ok(bytes)
}
