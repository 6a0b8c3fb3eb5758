// SPDX-License-Identifier: EUPL-1.2
//! The laid out document as text, held against what a human approved, and what must stand on every sheet.

use super::content::compose;
use super::faces::Faces;
use super::sheet::{Graphic, Layout, SHEET};
use crate::model::{Report, Summary};
use crate::render::RENDERERS;
use crate::text::{Lang, Text};
use krilla::tagging::TagKind;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// The report that every other golden is made from.
fn report() -> Report {
    serde_json::from_slice(&std::fs::read(golden("report.json")).unwrap()).unwrap()
}

fn pdf(report: &Report, lang: Lang) -> Vec<u8> {
    let renderer = RENDERERS.iter().find(|renderer| renderer.file == "rapport.pdf").unwrap();
    (renderer.render)(report, lang).unwrap()
}

fn layout(report: &Report, lang: Lang) -> Layout {
    compose(report, lang, &Faces::read().unwrap())
}

fn role(tag: Option<&TagKind>) -> String {
    match tag {
        Some(TagKind::Hn(tag)) => format!("H{}", tag.level()),
        Some(TagKind::P(_)) => "P".into(),
        Some(TagKind::TH(_)) => "TH".into(),
        Some(TagKind::TD(_)) => "TD".into(),
        Some(TagKind::Caption(_)) => "Caption".into(),
        Some(TagKind::LBody(_)) => "LBody".into(),
        Some(TagKind::Link(_)) => "Link".into(),
        Some(TagKind::Figure(_)) => "Figure".into(),
        other => panic!("{other:?} holds words"),
    }
}

/// Each sheet with its words, in the order of reading: what they are, and what they say.
fn text_of(layout: &Layout) -> String {
    let mut text = String::new();
    for (number, sheet) in layout.sheets.iter().enumerate() {
        writeln!(text, "---- {}", number + 1).unwrap();
        for marks in sheet.marks.chunk_by(|a, b| a.node == b.node) {
            let words: Vec<&str> = marks.iter().filter_map(|mark| words(&mark.graphic)).collect();
            if words.is_empty() {
                continue;
            }
            let role = marks[0].node.map_or("-".into(), |node| role(layout.tree.nodes[node].tag.as_ref()));
            let joint = if role == "Figure" || role == "-" { " | " } else { "" };
            writeln!(text, "{role:<8}{}", words.join(joint).trim_end()).unwrap();
        }
    }
    text
}

/// The sheet of contents: the first that leads anywhere; the title page may take one sheet or two.
fn contents(layout: &Layout) -> &super::sheet::Sheet {
    layout.sheets.iter().find(|sheet| !sheet.links.is_empty()).unwrap()
}

fn words(graphic: &Graphic) -> Option<&str> {
    match graphic {
        Graphic::Text { run, .. } => Some(&run.words),
        Graphic::Line { .. } | Graphic::Polygon { .. } => None,
    }
}

fn hold_against_golden(name: &str, actual: &str) {
    if std::env::var_os("REGENERATE_GOLDENS").is_some() {
        std::fs::write(golden(name), actual).unwrap();
    }
    let approved = std::fs::read_to_string(golden(name)).unwrap_or_default();
    let differing = approved.lines().zip(actual.lines()).position(|(a, b)| a != b);
    assert!(approved == actual, "{name} differs from its golden, first at line {:?}", differing.map(|line| line + 1));
}

#[test]
fn the_document_reads_as_approved() {
    hold_against_golden("rapport.pdf.fr.txt", &text_of(&layout(&report(), Lang::Fr)));
    hold_against_golden("rapport.pdf.en.txt", &text_of(&layout(&report(), Lang::En)));
}

#[test]
fn the_same_report_gives_the_same_bytes_and_claims_both_standards() {
    let bytes = pdf(&report(), Lang::Fr);
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(pdf(&report(), Lang::Fr), bytes);
    let text = String::from_utf8_lossy(&bytes);
    for claim in ["pdfaid:part>2<", "pdfaid:conformance>A<", "pdfuaid:part>1<", "/Lang(fr)"] {
        assert!(text.contains(claim), "{claim} is not claimed");
    }
}

#[test]
fn each_sheet_has_the_identifier_and_its_number_and_nothing_lies_outside() {
    let report = report();
    let layout = layout(&report, Lang::Fr);
    let count = layout.sheets.len();
    for (number, sheet) in layout.sheets.iter().enumerate() {
        let said: Vec<&str> = sheet.marks.iter().filter_map(|mark| words(&mark.graphic)).collect();
        assert!(said.contains(&format!("Page {}/{count}", number + 1).as_str()), "{said:?}");
        assert!(said.contains(&format!("Rapport {}", report.id).as_str()), "{said:?}");
        for mark in &sheet.marks {
            if let Graphic::Text { at: [x, y], run } = &mark.graphic {
                assert!(*x > 40.0 && *x < SHEET[0] - 50.0 && *y > 20.0 && *y < SHEET[1] - 30.0, "{run:?} at {x}, {y}");
            }
        }
    }
    let last = text_of(&layout);
    assert!(last.trim_end().lines().any(|line| line == format!("P       — Fin du rapport {} —", report.id)));
}

#[test]
fn report_that_cannot_be_handed_in_says_so_on_each_sheet_and_has_no_place_to_sign() {
    let mut report = report();
    report.connector.reference = true;
    let text = text_of(&layout(&report, Lang::Fr));
    let sheets: Vec<&str> = text.split("---- ").skip(1).collect();
    assert!(sheets.len() > 4 && sheets.iter().all(|sheet| sheet.contains("Ce rapport ne peut pas être remis")));
    assert!(!text.contains("Responsable de l’essai"));
}

#[test]
fn contents_lead_to_the_sheet_of_each_heading() {
    let layout = layout(&report(), Lang::Fr);
    let contents = contents(&layout);
    assert!(contents.links.len() > 10);
    for link in &contents.links {
        let heading = layout
            .headings
            .iter()
            .find(|heading| link.title == format!("{}, Page {}", heading.words, heading.place.sheet + 1))
            .unwrap();
        let text = layout.sheets[link.to.sheet].marks.iter().filter_map(|mark| words(&mark.graphic));
        assert!(text.collect::<String>().contains(&heading.words), "{}", heading.words);
    }
}

#[test]
fn a_rule_that_is_deduced_is_never_shown_without_saying_so() {
    let report = report();
    let text = text_of(&layout(&report, Lang::Fr));
    for requirement in &report.requirements {
        for line in text.lines().filter(|line| line.contains(requirement.text.fr.as_str())) {
            let next = text.lines().skip_while(|other| *other != line).nth(1).unwrap_or_default();
            let standing = crate::labels::Labels::of(Lang::Fr).standing(requirement.standing);
            assert!(line.contains(standing) || next.contains(standing), "{line}\n{next}");
        }
    }
}

#[test]
fn connectors_words_of_every_kind_still_make_a_valid_document() {
    let endless = "A".repeat(1 << 20);
    let emoji = "\u{1f469}\u{200d}\u{1f680} \u{e000} \u{f8ff}\u{10ffff} e\u{301}\u{301}\u{301} ﷽ 中文 \t\r\n\n\n";
    let lossy = String::from_utf8_lossy(b"250 \xff\xfe\xc0 ok").into_owned();
    let hostile = [
        "\u{1b}[2J\u{0}\u{8}",
        "\u{202e}emrofnoc\u{202c}نعم\u{5d0}",
        emoji,
        &endless,
        "(\\)<</S/JavaScript>>",
        "",
        " ",
        &lossy,
    ];
    for words in hostile {
        let mut report = report();
        report.id = words.into();
        report.connector.name = words.into();
        report.connector.dn = words.into();
        report.connector.domaines = vec![words.into()];
        report.conclusion.because = Text::same(words);
        report.reservations[0].reason = words.into();
        for observation in &mut report.observations {
            // Quoted, and inside a sentence of ours.
            observation.line = if observation.number % 2 == 0 { words.into() } else { Text::new(words, "").into() };
            observation.place = words.into();
        }
        for scenario in &mut report.scenarios {
            scenario.id = words.into();
            scenario.theme = words.into();
        }
        let layout = layout(&report, Lang::Fr);
        assert!(layout.sheets.len() < 60, "{} sheets", layout.sheets.len());
        assert!(!text_of(&layout).contains(['\u{202e}', '\u{1b}', '\u{5d0}', '\u{fffe}']));
        assert!(pdf(&report, Lang::Fr).len() < 1 << 20);
    }
}

#[test]
fn no_name_pushes_the_conclusion_off_the_title_page() {
    let mut report = report();
    let endless = "W".repeat(1 << 12);
    for name in
        [&mut report.id, &mut report.connector.name, &mut report.connector.version, &mut report.connector.editor]
    {
        name.clone_from(&endless);
    }
    let layout = layout(&report, Lang::Fr);
    let first = layout.sheets[0].marks.iter().filter_map(|mark| words(&mark.graphic)).collect::<String>();
    assert!(first.contains("Non conforme") && first.contains("exigence obligatoire en échec"), "{first}");
}

#[test]
fn a_row_longer_than_a_sheet_is_parted_and_loses_nothing() {
    let mut report = report();
    report.reservations[0].reason = (0..280).map(|word| format!("mot{word} ")).collect();
    let text = text_of(&layout(&report, Lang::Fr));
    for word in [0, 140, 279] {
        assert!(text.contains(&format!("mot{word} ")) || text.contains(&format!("mot{word}\n")), "mot{word}");
    }
}

#[test]
fn every_scenario_has_its_row_and_each_failure_its_section() {
    let mut report = report();
    let failed = report.scenarios[1].clone();
    for number in 0..60 {
        report.scenarios.push(crate::model::Scenario { id: format!("{}-{number:03}", failed.id), ..failed.clone() });
    }
    report.summary = Summary::of(&report.scenarios);
    let layout = layout(&report, Lang::En);
    for scenario in &report.scenarios[7..] {
        let named = |heading: &&super::sheet::Heading| heading.words == scenario.id;
        assert_eq!(layout.headings.iter().filter(named).count(), 1, "{}", scenario.id);
        assert_eq!(text_of(&layout).matches(&format!("TH      {}", scenario.id)).count(), 1, "{}", scenario.id);
    }
    // Too many for one sheet of contents: the first level alone is listed.
    let first_level = layout.headings.iter().filter(|heading| heading.level == 1).count();
    assert_eq!(contents(&layout).links.len(), first_level - 1);
}
