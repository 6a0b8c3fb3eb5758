// SPDX-License-Identifier: EUPL-1.2
//! What a human reads is compared with what a human approved: `REGENERATE_GOLDENS=1 cargo test -p reports` rewrites it.

mod fixture;
mod rendering;

use rendering::rendered;
use reports::model::Report;
use reports::render::{RENDERERS, terminal};
use reports::text::Lang;
use std::path::Path;

fn hold_against_golden(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("REGENERATE_GOLDENS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let approved = std::fs::read_to_string(&path).unwrap_or_default();
    let differing = approved.lines().zip(actual.lines()).position(|(a, b)| a != b);
    assert!(approved == actual, "{name} differs from its golden, first at line {:?}", differing.map(|line| line + 1));
}

#[test]
fn html_reads_as_approved_in_french() {
    hold_against_golden("rapport.fr.html", &rendered(&fixture::report(), "rapport.html", Lang::Fr));
}

#[test]
fn html_reads_as_approved_in_english() {
    hold_against_golden("rapport.en.html", &rendered(&fixture::report(), "rapport.html", Lang::En));
}

#[test]
fn junit_reads_as_approved() {
    hold_against_golden("junit.xml", &rendered(&fixture::report(), "junit.xml", Lang::Fr));
}

#[test]
fn ctrf_reads_as_approved() {
    hold_against_golden("ctrf.json", &rendered(&fixture::report(), "ctrf.json", Lang::Fr));
}

#[test]
fn earl_reads_as_approved_and_is_the_same_in_both_languages() {
    let earl = rendered(&fixture::report(), "earl.jsonld", Lang::Fr);
    hold_against_golden("earl.jsonld", &earl);
    assert_eq!(rendered(&fixture::report(), "earl.jsonld", Lang::En), earl);
}

#[test]
fn summary_in_markdown_reads_as_approved() {
    hold_against_golden("resume.fr.md", &rendered(&fixture::report(), "resume.md", Lang::Fr));
    hold_against_golden("resume.en.md", &rendered(&fixture::report(), "resume.md", Lang::En));
}

#[test]
fn json_reads_as_approved_and_nothing_is_lost() {
    let json = rendered(&fixture::report(), "report.json", Lang::Fr);
    hold_against_golden("report.json", &json);
    let read_back: Report = serde_json::from_str(&json).unwrap();
    assert_eq!(rendered(&read_back, "report.json", Lang::En), json);
    for lang in [Lang::Fr, Lang::En] {
        assert_eq!(rendered(&read_back, "rapport.html", lang), rendered(&fixture::report(), "rapport.html", lang));
    }
}

#[test]
fn reports_of_earlier_versions_still_render_in_every_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/earlier");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let json = std::fs::read(file.unwrap().path()).unwrap();
        let report: Report = serde_json::from_slice(&json).unwrap();
        for renderer in RENDERERS {
            assert!((renderer.render)(&report, Lang::Fr).unwrap().len() > 1_000, "{}", renderer.file);
        }
        // What was stored comes out as it went in: a signature over it still holds.
        let again = RENDERERS.iter().find(|renderer| renderer.file == "report.json").unwrap();
        assert_eq!((again.render)(&report, Lang::Fr).unwrap(), json);
        seen += 1;
    }
    assert!(seen > 0, "no report of an earlier version");
}

#[test]
fn terminal_summary_reads_as_approved() {
    let report = fixture::report();
    hold_against_golden("terminal.fr.txt", &terminal::summary(&report, Lang::Fr, false, "reports/out/4f2c9a10"));
    hold_against_golden("terminal.en.txt", &terminal::summary(&report, Lang::En, false, "reports/out/4f2c9a10"));
}

#[test]
fn colour_changes_nothing_but_colour() {
    let report = fixture::report();
    let coloured = terminal::summary(&report, Lang::Fr, true, "");
    let mut plain = String::new();
    for (index, piece) in coloured.split('\u{1b}').enumerate() {
        plain.push_str(if index == 0 { piece } else { piece.split_once('m').unwrap().1 });
    }
    assert_ne!(coloured, plain);
    assert_eq!(plain, terminal::summary(&report, Lang::Fr, false, ""));
}
