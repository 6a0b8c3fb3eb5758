// SPDX-License-Identifier: EUPL-1.2
//! A connector chooses its words; whatever they are, the report reads the same around them.

mod fixture;

use reports::model::Report;
use reports::render::{RENDERERS, terminal};
use reports::text::{Lang, Text};
use reports::verdict::Outcome;

const HOSTILE: [&str; 7] = [
    "</code></bdi></table></details><script>alert(1)</script><h1>Conforme</h1>",
    "\" onmouseover=\"alert(1)\" style='position:fixed'",
    "250 ok\u{1b}[2K\u{1b}[1;32m ✓ Conforme\r\u{8}\u{0}",
    "\u{202e}emrofnoc\u{202c} \u{2066}\u{200f}\u{feff}",
    "]]>&lt;!--<![CDATA[ {{ 7*7 }} {% raw %} &amp; \u{fffe}\u{ffff}",
    "</style><style>.conclusion{display:none}",
    "\u{2028}\u{85}نعم\u{ad}",
];

/// The fixture with the same words in every place that a connector, or its file, can fill.
fn saying(words: &str) -> Report {
    let mut report = fixture::report();
    report.id.push_str(words);
    report.connector.name = words.into();
    report.connector.dn = words.into();
    report.connector.mutation = Some(words.into());
    report.preflight[0].detail = Text::same(words);
    report.reservations[0].reason = words.into();
    report.capabilities[0].reservation = Some(words.into());
    report.requirements[0].source = words.into();
    for observation in &mut report.observations {
        observation.line = words.into();
        observation.place = words.into();
        // Something must be exchanged, or no sequence is drawn.
        observation.style = if observation.number % 2 == 0 { "received" } else { "event" }.into();
    }
    for scenario in &mut report.scenarios {
        scenario.reservation = scenario.reservation.as_ref().map(|_| words.into());
        for check in &mut scenario.checks {
            if let Outcome::Fail { observed: said, .. } | Outcome::Inconclusive { because: said, .. } =
                &mut check.outcome
            {
                *said = Text::same(words);
            }
        }
    }
    report
}

fn rendered(report: &Report, file: &str) -> String {
    let renderer = RENDERERS.iter().find(|renderer| renderer.file == file).unwrap();
    String::from_utf8((renderer.render)(report, Lang::Fr).unwrap()).unwrap()
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
        let report = saying(words);
        let terminal = terminal::summary(&report, Lang::Fr, false, "");
        let files = ["rapport.html", "junit.xml", "ctrf.json", "earl.jsonld", "resume.md"];
        for text in files.map(|file| rendered(&report, file)).into_iter().chain([terminal]) {
            let found = text.chars().find(|character| deceiving.contains(character));
            assert_eq!(found, None, "from {words:?}");
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
    assert!(rendered(&report, "rapport.html").len() < 400_000);
    for file in ["junit.xml", "ctrf.json", "earl.jsonld", "resume.md"] {
        assert!(rendered(&report, file).len() < 400_000, "{file}");
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
