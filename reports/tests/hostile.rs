// SPDX-License-Identifier: EUPL-1.2
//! A connector chooses its words; whatever they are, the report reads the same around them.

mod fixture;
mod rendering;
#[path = "rendering/texts.rs"]
mod texts;
#[path = "fixture/hostile.rs"]
mod words;

use reports::model::Report;
use reports::render::terminal;
use reports::text::Lang;
use texts::texts;
use words::{HOSTILE, saying};

fn rendered(report: &Report, file: &str) -> String {
    rendering::rendered(report, file, Lang::Fr)
}

fn count(page: &str, what: &str) -> usize {
    page.matches(what).count()
}

#[test]
fn words_of_the_connector_never_become_markup() {
    let plain = rendered(&saying("250 ok"), "rapport.html");
    for words in HOSTILE {
        let page = rendered(&saying(words), "rapport.html");
        for mark in ["<", ">", "<script", "<style", "\" on", "style=\""] {
            assert_eq!(count(&page, mark), count(&plain, mark), "{mark} in a page that quotes {words:?}");
        }
    }
}

#[test]
fn no_control_and_no_direction_mark_reaches_a_reader() {
    let deceiving =
        ['\u{1b}', '\u{8}', '\u{0}', '\r', '\u{202e}', '\u{2066}', '\u{200f}', '\u{feff}', '\u{2028}', '\u{85}'];
    for words in HOSTILE {
        for (file, text) in texts(&saying(words)) {
            let found = text.chars().find(|character| deceiving.contains(character));
            assert_eq!(found, None, "{file}, from {words:?}");
        }
    }
}

#[test]
fn junit_stays_well_formed() {
    for words in HOSTILE {
        let junit = rendered(&saying(words), "junit.xml");
        assert_eq!(count(&junit, "<testcase "), 7);
        assert_eq!(count(&junit, "<script"), 0);
        assert!(!junit.contains(['\u{fffe}', '\u{ffff}']));
        assert!(junit.trim_end().ends_with("</testsuites>"));
    }
}

/// What a Markdown reader that is not ours makes of a text, but for plain words and code spans.
fn structure(markdown: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser};
    let plain = |event: &Event<'_>| matches!(event, Event::Text(_) | Event::Code(_));
    Parser::new_ext(markdown, Options::all()).filter(|event| !plain(event)).map(|event| format!("{event:?}")).collect()
}

#[test]
fn summary_in_markdown_keeps_its_structure() {
    let plain = structure(&rendered(&saying("250 ok"), "resume.md"));
    let marks =
        ["``` ` ~~~ `` [x](javascript:y) ![z](w) @all #1 **b** | a | b |", "\n\n# Conforme\n---\n> a\n- b", "`"];
    for words in HOSTILE.iter().chain(&marks) {
        assert_eq!(structure(&rendered(&saying(words), "resume.md")), plain, "{words:?}");
    }
}

#[test]
fn ctrf_and_earl_stay_well_formed_and_complete() {
    for words in HOSTILE {
        let report = saying(words);
        let ctrf: serde_json::Value = serde_json::from_str(&rendered(&report, "ctrf.json")).unwrap();
        assert_eq!(ctrf["results"]["tests"].as_array().unwrap().len(), report.summary.total);
        let earl: serde_json::Value = serde_json::from_str(&rendered(&report, "earl.jsonld")).unwrap();
        let graph = earl["@graph"].as_array().unwrap();
        let assertions = graph.iter().filter(|node| node["@type"] == "earl:Assertion").count();
        assert_eq!(assertions, report.scenarios.len() + report.requirements.len());
    }
}

#[test]
fn a_line_of_one_megabyte_is_cut_for_people_and_whole_in_the_json() {
    let report = saying(&"A".repeat(1 << 20));
    for (file, text) in texts(&report) {
        assert!(text.len() < 400_000, "{file}");
    }
    assert!(terminal::summary(&report, Lang::Fr, false, "").len() < 40_000);
    assert!(rendered(&report, "report.json").len() > 16 << 20);
}

#[test]
fn the_page_asks_for_nothing_and_runs_no_script_but_its_own() {
    let page = rendered(&fixture::report(), "rapport.html");
    assert!(page.contains("default-src 'none'") && page.contains("script-src 'sha256-"));
    assert_eq!(count(&page, "<script"), 1);
    for forbidden in ["http://", "https://", "src=", "@import", "url("] {
        assert_eq!(count(&page, forbidden), 0, "{forbidden}");
    }
}
