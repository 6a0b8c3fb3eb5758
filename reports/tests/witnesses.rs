// SPDX-License-Identifier: EUPL-1.2
//! Programs that are not ours read the PDF: qpdf its structure, poppler its words. A tool that is absent is not heard,
//! unless `MSSANTE_WITNESSES` is `required`.

mod fixture;
#[path = "fixture/hostile.rs"]
mod words;

use reports::model::Report;
use reports::render::RENDERERS;
use reports::text::Lang;
use std::path::Path;
use std::process::{Command, Output};

/// What a tool says; none if it is not installed.
fn heard(tool: &str, arguments: &[&str], file: &Path) -> Option<Output> {
    match Command::new(tool).args(arguments).arg(file).output() {
        Ok(output) => Some(output),
        Err(error) => {
            let required = std::env::var("MSSANTE_WITNESSES").is_ok_and(|value| value == "required");
            assert!(!required, "`{tool}` cannot be run: {error}");
            println!("the witness `{tool}` is not heard: {error}");
            None
        }
    }
}

fn written(folder: &Path, lang: Lang) -> std::path::PathBuf {
    written_of(&fixture::report(), folder, lang)
}

fn written_of(report: &Report, folder: &Path, lang: Lang) -> std::path::PathBuf {
    let renderer = RENDERERS.iter().find(|renderer| renderer.file == "rapport.pdf").unwrap();
    let path = folder.join("rapport.pdf");
    std::fs::write(&path, (renderer.render)(report, lang).unwrap()).unwrap();
    path
}

#[test]
fn qpdf_finds_no_fault_in_the_structure() {
    let folder = tempfile::tempdir().unwrap();
    let Some(output) = heard("qpdf", &["--check", "--warning-exit-0"], &written(folder.path(), Lang::Fr)) else {
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("No syntax or stream encoding errors"), "{said}");
}

#[test]
fn poppler_reads_the_words_of_each_page() {
    let report = fixture::report();
    for (lang, words, end) in
        [(Lang::Fr, "Non conforme", "Fin du rapport"), (Lang::En, "Not conforming", "End of the report")]
    {
        let folder = tempfile::tempdir().unwrap();
        let Some(output) = heard("pdftotext", &["-layout"], &written(folder.path(), lang)) else { return };
        assert!(output.status.success());
        let text = std::fs::read_to_string(folder.path().join("rapport.txt")).unwrap();
        let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
        for (number, page) in pages.iter().enumerate() {
            let number = format!("Page {}/{}", number + 1, pages.len());
            assert!(page.contains(&report.id) && page.contains(&number), "{number}: {page}");
        }
        let last = pages.last().unwrap();
        assert!(pages[0].contains(words) && last.contains(end), "{last}");
        // Characters are mapped to what they mean, ours and the connector's.
        assert!(text.contains("Éditions Médicales du Léman") && text.contains("expiré depuis le 2026-11-22"), "{text}");
    }
}

#[test]
fn poppler_finds_the_tags_of_a_document_that_can_be_read_aloud() {
    let folder = tempfile::tempdir().unwrap();
    let Some(output) = heard("pdfinfo", &["-struct-text"], &written(folder.path(), Lang::Fr)) else { return };
    let tree = String::from_utf8_lossy(&output.stdout);
    for tag in ["H1", "H2", "H3", "TOCI", "Link", "Table", "THead", "TH", "TD", "Caption", "Figure"] {
        assert!(
            tree.lines()
                .any(|line| line.split_whitespace().next().is_some_and(|word| word.trim_end_matches(':') == tag)),
            "no {tag} in {tree}"
        );
    }
    let info =
        heard("pdfinfo", &[], &folder.path().join("rapport.pdf")).map(|output| output.stdout).unwrap_or_default();
    let info = String::from_utf8_lossy(&info);
    assert!(info.contains("Tagged:          yes") && info.contains("Connecteur Étoile 3.4.1"), "{info}");
}

#[test]
fn words_that_deceive_stay_words_in_the_pdf() {
    let folder = tempfile::tempdir().unwrap();
    for words in words::HOSTILE {
        let pdf = written_of(&words::saying(words), folder.path(), Lang::Fr);
        let Some(output) = heard("qpdf", &["--check", "--warning-exit-0"], &pdf) else { return };
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stdout));
        let Some(output) = heard("pdfinfo", &["-js"], &pdf) else { return };
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "", "a script out of {words:?}");
        if heard("pdftotext", &["-layout"], &pdf).is_none() {
            return;
        }
        let text = std::fs::read_to_string(folder.path().join("rapport.txt")).unwrap();
        let deceives =
            |c: char| c.is_control() && !"\n\u{c}".contains(c) || "\u{202e}\u{2066}\u{200f}\u{feff}".contains(c);
        assert_eq!(text.chars().find(|c| deceives(*c)), None, "from {words:?}");
        assert!(text.contains("Non conforme") && text.contains("Ce rapport ne peut pas être remis"), "{words:?}");
    }
}
