// SPDX-License-Identifier: EUPL-1.2
//! Every format that people or foreign programs read as text, a new one included.

use reports::model::Report;
use reports::render::{RENDERERS, terminal};
use reports::text::Lang;

/// All but the PDF and the stored report, which keeps every octet.
pub fn files() -> impl Iterator<Item = &'static str> {
    RENDERERS.iter().map(|renderer| renderer.file).filter(|file| !["report.json", "rapport.pdf"].contains(file))
}

/// Each of them in French, by its name; the closing block of the terminal too.
pub fn texts(report: &Report) -> Vec<(&'static str, String)> {
    let mut texts: Vec<_> = files().map(|file| (file, super::rendering::rendered(report, file, Lang::Fr))).collect();
    texts.push(("terminal", terminal::summary(report, Lang::Fr, false, "")));
    texts
}
