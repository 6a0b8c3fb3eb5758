// SPDX-License-Identifier: EUPL-1.2
//! The files of a report, and whether those stored are what the report renders to.

use dossier::{Dossier, REPORT_FOLDER};
use reports::model::Report;
use reports::render::RENDERERS;
use reports::text::Lang;
use std::path::Path;

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot render {file}: {why}")]
pub struct Unrendered {
    file: &'static str,
    why: String,
}

/// Every file of a report, by name.
///
/// # Errors
/// [`Unrendered`] when a renderer fails, which is a fault of ours.
pub fn rendered(report: &Report, lang: Lang) -> Result<Vec<(&'static str, Vec<u8>)>, Unrendered> {
    let files = RENDERERS.iter().map(|renderer| {
        let octets = (renderer.render)(report, lang);
        let file = renderer.file;
        octets.map(|octets| (file, octets)).map_err(|error| Unrendered { file, why: error.to_string() })
    });
    files.collect()
}

/// Where the files of a report lie.
#[derive(Clone, Copy)]
pub enum Written<'a> {
    Folder(&'a Path),
    Archive(&'a Dossier),
}

impl Written<'_> {
    fn octets(self, file: &str) -> Option<Vec<u8>> {
        match self {
            Written::Folder(folder) => std::fs::read(folder.join(file)).ok(),
            Written::Archive(dossier) => dossier.files.get(&format!("{REPORT_FOLDER}{file}")).cloned(),
        }
    }
}

/// Whether this version wrote a report: another words and renders the same facts otherwise.
pub fn is_of_this_version(report: &Report) -> bool {
    report.harness.version == env!("CARGO_PKG_VERSION")
}

/// Files that the report does not give when it is rendered again, where this version can say.
pub fn differing(report: &Report, written: Written<'_>) -> Vec<String> {
    if is_of_this_version(report) { rendered_otherwise(report, written) } else { Vec::new() }
}

/// The same, whichever version wrote the report.
pub fn rendered_otherwise(report: &Report, written: Written<'_>) -> Vec<String> {
    let differs = |renderer: &&reports::render::Renderer| {
        let stored = written.octets(renderer.file);
        let gives = |lang| (renderer.render)(report, lang).ok().is_some_and(|octets| Some(octets) == stored);
        ![Lang::Fr, Lang::En].into_iter().any(gives)
    };
    let differing = RENDERERS.iter().filter(differs);
    differing.map(|renderer| format!("{}: not what the report renders to", renderer.file)).collect()
}
