// SPDX-License-Identifier: EUPL-1.2
//! One format of a report as text.

use reports::model::Report;
use reports::render::RENDERERS;
use reports::text::Lang;

pub fn rendered(report: &Report, file: &str, lang: Lang) -> String {
    let renderer = RENDERERS.iter().find(|renderer| renderer.file == file).unwrap();
    String::from_utf8((renderer.render)(report, lang).unwrap()).unwrap()
}
