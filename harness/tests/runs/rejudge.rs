// SPDX-License-Identifier: EUPL-1.2
//! A report says nothing that its own evidence does not give; whoever touches it is found out.

use crate::common;
use harness::report::{Difference, compare, differences};
use judgement::place::Place;
use reports::model::{ConclusionKind, Observation, Report, Style};
use reports::text::{Lang, Text, Wording};
use reports::verdict::{Outcome, Verdict};

fn some(id: &str) -> bool {
    ["inbound/certificate", "inbound/exchange/valid", "inbound/recipient"].iter().any(|family| id.starts_with(family))
}

fn read_back(report: &Report) -> Report {
    let written = serde_json::to_vec(report).expect("JSON");
    serde_json::from_slice(&written).expect("the same JSON")
}

fn places(found: &[Difference]) -> Vec<&str> {
    found.iter().map(|difference| difference.place.as_str()).collect()
}

/// One change made by hand, and the place where it must be noticed.
type Forgery = (&'static str, fn(&mut Report), &'static str);

const FAILED: &str = "inbound/certificate/revoked";

fn failed(report: &mut Report) -> &mut reports::model::Scenario {
    report.scenarios.iter_mut().find(|s| s.id == FAILED).expect("the scenario")
}

/// The first line that is told in two languages.
fn told(report: &mut Report) -> &mut Text {
    let lines = report.observations.iter_mut().map(|observation| &mut observation.line);
    let mut told = lines.filter_map(|line| if let Wording::Sentence(text) = line { Some(text) } else { None });
    told.next().expect("a sentence of ours")
}

const FORGERIES: &[Forgery] = &[
    ("a verdict", |r| failed(r).verdict = Verdict::Pass, "inbound/certificate/revoked, verdict"),
    (
        "an outcome",
        |r| {
            let because = Text::same("refused");
            failed(r).checks[0].outcome = Outcome::Pass { because, observations: vec![] };
        },
        "inbound/certificate/revoked, check",
    ),
    ("every check removed", |r| failed(r).checks.clear(), "inbound/certificate/revoked"),
    ("a scenario said not applicable", |r| failed(r).not_applicable = Some(Text::same("no")), "certificate/revoked"),
    ("a reservation out of nowhere", |r| failed(r).reservation = Some("known".into()), "revoked, reservation"),
    ("a stage", |r| failed(r).stage = None, "inbound/certificate/revoked, stage"),
    ("a parameter", |r| failed(r).checks[0].params = None, "inbound/certificate/revoked"),
    ("an unknown check", |r| failed(r).checks[0].id = "peer-charmed".into(), "inbound/certificate/revoked"),
    ("an advice left out", |r| failed(r).checks[0].advice = None, "inbound/certificate/revoked, words of"),
    ("a sentence", |r| failed(r).checks[0].sentence.fr.push('!'), "inbound/certificate/revoked, words of"),
    ("a defect that is not caught", |r| r.seeded_faults[0].caught_by.clear(), "seeded faults"),
    ("the conclusion", |r| r.conclusion.kind = ConclusionKind::Conforme, "conclusion"),
    ("a count", |r| r.summary.passed += 1, "summary"),
    ("a line of a transcript", |r| r.observations[3].line = "!".into(), "observation "),
    ("the French of a line", |r| told(r).fr.push('!'), "observation "),
    ("a fact left out", |r| r.observations.retain(|o| o.scenario.as_deref() != Some(FAILED)), "revoked"),
    ("an order", |r| r.observations.swap(3, 4), "observations"),
    (
        "a requirement",
        |r| r.requirements.iter_mut().filter(|row| row.verdict == Verdict::Fail).for_each(|row| row.reserved = true),
        "requirement ",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_what_its_evidence_gives_and_every_forgery_is_named() {
    let report = common::report(&common::reference(), Some("ignores-revocation-inbound"), some).await;
    assert_eq!(report.conclusion.kind, ConclusionKind::NonConforme);
    let report = read_back(&report);
    assert_eq!(places(&differences(&report)), Vec::<&str>::new());
    for (what, forge, place) in FORGERIES {
        let mut forged = report.clone();
        forge(&mut forged);
        let found = differences(&forged);
        assert!(found.iter().any(|difference| difference.place.contains(place)), "{what}: {:?}", places(&found));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_recorder_says_is_told_in_both_languages_and_what_it_quotes_is_not() {
    let report = common::whole().await;
    let (ours, quoted): (Vec<&Observation>, Vec<&Observation>) = report
        .observations
        .iter()
        .filter(|o| Place::from(o.place.as_str()) != Place::Dns)
        .partition(|o| matches!(o.style, Style::Event | Style::Fault));
    assert!(!ours.is_empty() && !quoted.is_empty());
    for observation in ours {
        assert!(matches!(&observation.line, Wording::Sentence(text) if text.fr != text.en), "{observation:?}");
    }
    let of_the_wire = |o: &&&Observation| o.fact["fact"] == "line";
    assert!(quoted.iter().filter(of_the_wire).all(|o| matches!(o.line, Wording::Quoted(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_is_set_as_a_deviation_and_only_an_earlier_version_may_set_it_as_an_event() {
    let mut report = common::report(&common::reference(), None, |id| id == FAILED).await;
    report.harness.version = env!("CARGO_PKG_VERSION").into();
    let is_fault = |o: &&mut Observation| o.line.in_lang(Lang::En).starts_with("fault ");
    assert!(report.observations.iter_mut().filter(is_fault).all(|fault| fault.style == Style::Fault));
    let faults = report.observations.iter_mut().filter(is_fault).map(|fault| fault.style = Style::Event).count();
    assert!(faults > 0);
    assert_eq!(differences(&report).len(), faults);
    report.harness.version = "0.0.9".into();
    assert_eq!(places(&differences(&report)), Vec::<&str>::new());
    report.observations.iter_mut().filter(is_fault).for_each(|fault| fault.style = Style::Sent);
    assert_eq!(differences(&report).len(), faults);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_regression_is_told_from_progress() {
    let good = common::report(&common::reference(), None, some).await;
    let bad = common::report(&common::reference(), Some("ignores-revocation-inbound"), some).await;
    let worse = compare(&good, &bad);
    assert!(worse.regressions.iter().any(|change| change.id == FAILED) && worse.progress.is_empty());
    let better = compare(&bad, &good);
    assert!(better.progress.iter().any(|change| change.id == FAILED) && better.regressions.is_empty());
    assert_eq!(compare(&good, &good).unchanged, good.scenarios.iter().filter(|s| s.verdict == Verdict::Pass).count());
}
