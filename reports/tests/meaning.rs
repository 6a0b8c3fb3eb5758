// SPDX-License-Identifier: EUPL-1.2
//! What a report must never let somebody believe.

mod fixture;
mod rendering;
#[path = "rendering/texts.rs"]
mod texts;

use rendering::rendered;
use reports::model::{ConclusionKind, Report, Summary};
use reports::outline::Status;
use reports::text::Lang;
use reports::verdict::{Cause, Verdict};
use serde_json::Value;
use std::collections::HashSet;
use texts::texts;

fn case<'a>(junit: &'a str, id: &str) -> &'a str {
    let start = junit.find(&format!("<testcase name=\"{id}\"")).unwrap();
    &junit[start..start + junit[start..].find("</testcase>").unwrap()]
}

#[test]
fn reserved_failure_stays_a_failure_in_junit() {
    let junit = rendered(&fixture::report(), "junit.xml", Lang::Fr);
    let reserved = case(&junit, "inbound/certificate/refused/revoked");
    assert!(reserved.contains("<failure") && reserved.contains("type=\"reserve\""), "{reserved}");
}

#[test]
fn every_cause_of_doubt_is_an_error_in_junit_and_is_named_in_the_page() {
    for cause in Cause::ALL {
        let mut report = fixture::report();
        report.scenarios[2].cause = Some(cause);
        let junit = rendered(&report, "junit.xml", Lang::Fr);
        let undecided = case(&junit, "outbound/tls/refused/no-starttls");
        assert!(
            undecided.contains("<error") && undecided.contains(&format!("type=\"{}\"", cause.word())),
            "{undecided}"
        );
        rendered(&report, "rapport.html", Lang::En);
    }
}

#[test]
fn nothing_but_a_pass_is_passed_in_ctrf_and_in_earl() {
    let report = fixture::report();
    let ctrf: Value = serde_json::from_str(&rendered(&report, "ctrf.json", Lang::Fr)).unwrap();
    let earl: Value = serde_json::from_str(&rendered(&report, "earl.jsonld", Lang::Fr)).unwrap();
    let outcome = |id: &str| {
        let nodes = earl["@graph"].as_array().unwrap();
        let about = nodes.iter().find(|node| node["earl:test"]["@id"] == id).unwrap();
        about["earl:result"]["earl:outcome"]["@id"].as_str().unwrap().to_owned()
    };
    for (scenario, test) in report.scenarios.iter().zip(ctrf["results"]["tests"].as_array().unwrap()) {
        let passed = scenario.verdict == Verdict::Pass;
        assert_eq!(test["status"] == "passed", passed, "{}", scenario.id);
        assert_eq!(outcome(&format!("#scenario/{}", scenario.id)) == "earl:passed", passed, "{}", scenario.id);
    }
    for requirement in &report.requirements {
        let passed = requirement.status() == Status::Passed;
        assert_eq!(outcome(&format!("#requirement/{}", requirement.id)) == "earl:passed", passed, "{}", requirement.id);
    }
    let counts = &ctrf["results"]["summary"];
    let sum: u64 =
        ["passed", "failed", "skipped", "pending", "other"].map(|key| counts[key].as_u64().unwrap()).iter().sum();
    assert_eq!(counts["tests"], sum);
}

#[test]
fn summary_in_markdown_leads_with_the_conclusion_and_says_what_it_leaves_out() {
    let mut report = fixture::report();
    let expired = report.scenarios[1].clone();
    report.scenarios.extend(std::iter::repeat_n(expired, 30));
    report.connector.reference = true;
    let page = rendered(&report, "resume.md", Lang::Fr);
    assert!(page.starts_with("## ✗ Non conforme\n\n> **⚠ Ce rapport ne peut pas être remis.**\n"), "{page}");
    assert!(page.contains("### Non-conformités (32)") && page.contains("- … + 12 autres"), "{page}");
}

#[test]
fn scenario_without_a_verdict_is_an_error_of_ours() {
    let mut report = fixture::report();
    report.scenarios[0].verdict = Verdict::None;
    assert_eq!(report.scenarios[0].status(), Status::Error);
    assert!(rendered(&report, "junit.xml", Lang::Fr).contains("type=\"harness\""));
}

#[test]
fn each_scenario_is_counted_once() {
    let summary = fixture::report().summary;
    let Summary { total, passed, failed, reserved, inconclusive, errors, not_applicable } = summary;
    assert_eq!(total, passed + failed + reserved + inconclusive + errors + not_applicable);
    assert_eq!((total, passed, failed, reserved), (7, 2, 1, 1));
}

#[test]
fn report_on_the_reference_connector_says_that_it_cannot_be_handed_in() {
    let mut report = fixture::report();
    let banner = "<strong><span aria-hidden=\"true\">⚠</span> Ce rapport ne peut pas être remis</strong>";
    assert!(!rendered(&report, "rapport.html", Lang::Fr).contains(banner));
    report.connector.reference = true;
    report.connector.mutation = Some("accepts-expired".into());
    let page = rendered(&report, "rapport.html", Lang::Fr);
    assert!(page.find(banner).unwrap() < page.find("id=\"conclusion\"").unwrap());
    assert!(page.contains("accepts-expired") && !page.contains("id=\"h-signature\""));
}

#[test]
fn every_conclusion_has_its_words_in_both_languages() {
    let kinds = [
        (ConclusionKind::Conforme, "Conforme", "Conforming"),
        (ConclusionKind::ConformeAvecReserves, "Conforme avec réserves", "Conforming with reservations"),
        (ConclusionKind::ConformeSousDerogation, "Conforme sous dérogation", "Conforming under derogation"),
        (ConclusionKind::NonConformeAnnonce, "Non conforme, écarts annoncés", "Not conforming, deviations announced"),
        (ConclusionKind::NonConforme, "Non conforme", "Not conforming"),
        (ConclusionKind::Partiel, "Partiel", "Partial"),
        (ConclusionKind::PasPret, "Pas prêt", "Not ready"),
        (ConclusionKind::NonConcluant, "Non concluant", "Undecided"),
    ];
    assert_eq!(kinds.map(|(kind, ..)| kind.words().fr).len(), ConclusionKind::ALL.len());
    for (kind, fr, en) in kinds {
        let mut report = fixture::report();
        report.conclusion.kind = kind;
        for (lang, word) in [(Lang::Fr, fr), (Lang::En, en)] {
            assert!(rendered(&report, "rapport.html", lang).contains(&format!("</span> {word}</p>")), "{word}");
        }
    }
}

/// Without the spaces, marks of Markdown and escapes that each format sets in its own way.
fn bare(text: &str) -> String {
    text.replace("&#x27;", "'").chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn every_format_says_the_same_conclusion_and_the_same_counts() {
    for kind in ConclusionKind::ALL {
        let mut report = fixture::report();
        report.conclusion.kind = kind;
        let tally = report.tally.clone().unwrap();
        let sentences = tally.sentences().into_iter().map(|(_, sentence)| sentence.fr);
        let wanted: Vec<String> = std::iter::once(kind.words().fr).chain(sentences).collect();
        assert_eq!((tally.judged(), tally.mandatory), (3, 7));
        for (file, text) in texts(&report) {
            let text = bare(&text);
            let counted = file != "ctrf.json";
            for sentence in wanted.iter().filter(|sentence| counted || **sentence == wanted[0]) {
                assert!(text.contains(&bare(sentence)), "{file} does not say: {sentence}");
            }
        }
        let ctrf: Value = serde_json::from_str(&rendered(&report, "ctrf.json", Lang::Fr)).unwrap();
        let ours = &ctrf["results"]["summary"]["extra"]["mssante"];
        assert_eq!(ours["tally"], serde_json::to_value(&tally).unwrap());
        assert_eq!(ours["exit"], kind.exit());
    }
}

#[test]
fn a_requirement_judged_in_part_names_what_is_missing_and_is_passed_nowhere() {
    let report = fixture::report();
    let row = report.requirements.iter().find(|row| row.id == "RFC3207/2").unwrap();
    assert_eq!(row.status(), Status::InPart);
    let page = rendered(&report, "rapport.html", Lang::Fr);
    let shown = &page[page.find("id=\"e-RFC3207&#x2f;2\"").unwrap()..];
    let shown = &shown[..shown.find("</tr>").unwrap()];
    assert!(
        shown.contains("Jugée en partie") && shown.contains("inbound&#x2f;certificate&#x2f;listed-and-valid"),
        "{shown}"
    );
    let earl = rendered(&report, "earl.jsonld", Lang::Fr);
    assert!(earl.contains("inbound/certificate/listed-and-valid (non choisi pour cette exécution)"));
}

#[test]
fn an_interrupted_run_says_so_in_every_format() {
    let mut report = fixture::report();
    report.interrupted = true;
    for (file, text) in texts(&report).into_iter().filter(|(file, _)| *file != "earl.jsonld") {
        let said = text.contains("Essai interrompu") || text.contains("interrupted\": true");
        assert!(said || text.contains("name=\"report.interrupted\" value=\"true\""), "{file}");
    }
    assert_eq!(Cause::Interrupted.word(), "interrupted");
}

#[test]
fn a_report_that_does_not_say_whose_it_is_cannot_be_handed_in_and_says_why() {
    let mut report = fixture::report();
    assert!(!report.is_barred());
    report.connector.name = "Mon connecteur".into();
    report.connector.version = "0.0.0".into();
    report.identification.laboratory = None;
    let page = rendered(&report, "rapport.html", Lang::Fr);
    let head = &page[..page.find("id=\"conclusion\"").unwrap()];
    for words in
        ["Ce rapport ne peut pas être remis", "« Mon connecteur »", "« 0.0.0 »", "le laboratoire n’est pas nommé"]
    {
        assert!(head.replace('\u{a0}', " ").contains(words), "{words}");
    }
    assert!(!page.contains("id=\"h-signature\""), "nobody signs it");
}

#[test]
fn the_cover_says_over_which_interfaces_the_run_spoke_and_what_was_simulated() {
    let mut report = fixture::report();
    let title = |report: &Report| rendered(report, "resume.md", Lang::Fr);
    assert!(title(&report).contains("boucle locale") && title(&report).contains("IGC Santé"));
    report.pixit.iter_mut().find(|entry| entry.id == "smtp-in").unwrap().value = "192.0.2.1:25".into();
    assert!(title(&report).contains("interfaces réelles") && !title(&report).contains("boucle locale"));
}

#[test]
fn each_observation_is_shown_once_and_every_link_leads_somewhere() {
    let page = rendered(&fixture::report(), "rapport.html", Lang::Fr);
    let values = |attribute: &str| -> Vec<String> {
        page.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let anchors = values(" id=\"");
    let unique: HashSet<&String> = anchors.iter().collect();
    assert_eq!(unique.len(), anchors.len(), "an anchor is there twice");
    for observation in &fixture::report().observations {
        assert!(anchors.contains(&format!("obs-{}", observation.number)));
    }
    // The fixture names three requirements that its register does not hold.
    let broken: Vec<String> = values(" href=\"#").into_iter().filter(|link| !anchors.contains(link)).collect();
    assert_eq!(broken, ["e-RFC5280&#x2f;6.1.3", "e-RFC3463&#x2f;3.2"]);
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    let page = rendered(&fixture::report(), "rapport.html", Lang::Fr);
    let main = &page[page.find("<main").unwrap()..];
    let levels: Vec<u32> =
        main.match_indices("<h").filter_map(|(at, _)| main[at + 2..].chars().next()?.to_digit(10)).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn a_thousand_variants_make_one_page_of_a_few_megabytes() {
    let mut report = fixture::report();
    let model = report.scenarios[1].clone();
    let facts = report.observations.clone();
    (report.scenarios, report.observations) = (Vec::new(), Vec::new());
    for variant in 0..1_000 {
        let first = variant * 16 + 1;
        let mut scenario = model.clone();
        scenario.id = format!("{}-{variant}", model.id);
        scenario.observations = (first..first + 16).collect();
        report.observations.extend(facts.iter().zip(first..).map(|(fact, number)| {
            let mut fact = fact.clone();
            fact.number = number;
            fact
        }));
        report.scenarios.push(scenario);
    }
    let page = rendered(&report, "rapport.html", Lang::Fr);
    assert_eq!(page.matches("<tr id=\"obs-").count(), 1_000 * facts.len());
    assert!(page.len() < 12_500_000, "{} octets", page.len());
}
