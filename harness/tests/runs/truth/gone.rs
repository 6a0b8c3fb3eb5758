// SPDX-License-Identifier: EUPL-1.2
//! E6, E7. A connector that goes away, and a harness that is held up: what was in course is undecided, never red.

use super::program::{ended, folder, free, harness, process};
use super::{of, red, scenario};
use reports::model::Report;
use reports::verdict::{Cause, Verdict};
use std::net::TcpListener;
use std::process::{Child, Command};
use std::time::Duration;

const INBOUND: &[&str] = &["inbound/exchange/valid", "inbound/exchange/tls-1-2", "inbound/exchange/delegated"];
const TIMING: &str = "{ step-ms: 3000, delivery-ms: 2000, outcome-ms: 8000, automatic-reply-ms: 1500, watch-ms: 2000, retry-ms: 200, list-ms: 2000, ready-ms: 8000 }";

/// Nothing is red; what is undecided is so because the connector went, and something is.
fn only_gone(report: &Report) {
    assert!(red(report).is_empty(), "{:#?}", red(report));
    let undecided = |s: &reports::model::Scenario| s.verdict == Verdict::Inconclusive && !s.covers.is_empty();
    assert!(report.scenarios.iter().any(undecided), "{:#?}", of(report, |_| true));
    let otherwise = of(report, |s| undecided(s) && s.cause != Some(Cause::ConnectorGone));
    assert!(otherwise.is_empty(), "{otherwise:#?}");
}

#[test]
fn a_connector_that_dies_at_a_message_leaves_what_was_in_course_undecided() {
    let folder = folder([free("127.82.2.1"), free("127.82.2.1")], &process("dies", false), TIMING);
    let (code, report) = ended(harness(folder.path(), INBOUND, &[]), folder.path());
    only_gone(&report);
    assert_eq!(code, Some(3), "{:?}", report.conclusion);
}

#[test]
fn a_connector_that_is_restarted_in_mid_run_leaves_what_was_in_course_undecided() {
    const BOTH_WAYS: &[&str] = &[
        "inbound/exchange/*",
        "inbound/automatic-reply/*",
        "inbound/certificate/out-of-date/*",
        "inbound/liste-blanche/not-listed",
        "outbound/exchange/*",
        "outbound/certificate/out-of-date/*",
    ];
    let folder = folder([free("127.82.2.2"), free("127.82.2.2")], &process("dies", true), TIMING);
    let (code, report) = ended(harness(folder.path(), BOTH_WAYS, &[]), folder.path());
    assert!(red(&report).is_empty(), "{:#?}", red(&report));
    assert_eq!(code, Some(3), "{:?}", report.conclusion);
    let gone = of(&report, |s| s.cause == Some(Cause::ConnectorGone));
    assert!(!gone.is_empty(), "{:#?}", of(&report, |_| true));
}

#[test]
fn what_begins_after_a_restart_is_judged_and_nothing_is_red() {
    let folder = folder([free("127.82.2.3"), free("127.82.2.3")], &process("dies", true), TIMING);
    let (code, report) = ended(harness(folder.path(), INBOUND, &["--jobs", "1"]), folder.path());
    only_gone(&report);
    assert_eq!(code, Some(3), "{:?}", report.conclusion);
    let passed = report.scenarios.iter().filter(|s| s.verdict == Verdict::Pass && !s.covers.is_empty()).count();
    assert!(passed >= 1, "{:#?}", of(&report, |_| true));
}

#[test]
fn a_connector_that_nothing_befalls_is_green_as_a_process_too() {
    let folder = folder([free("127.82.2.4"), free("127.82.2.4")], &process("plain", true), TIMING);
    let (code, report) = ended(harness(folder.path(), INBOUND, &[]), folder.path());
    assert_eq!((code, of(&report, |s| s.verdict == Verdict::Inconclusive)), (Some(0), vec![]));
    for id in INBOUND {
        assert_eq!(scenario(&report, id).verdict, Verdict::Pass);
    }
}

fn kill(signal: &str, child: &Child) {
    let status = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill");
    assert!(status.success());
}

#[test]
fn a_harness_that_is_stopped_for_two_seconds_turns_nothing_red() {
    const SEVERAL: &[&str] = &[
        "inbound/exchange/valid",
        "inbound/exchange/unchanged/*",
        "inbound/automatic-reply/answered",
        "inbound/automatic-reply/null-sender",
        "inbound/certificate/out-of-date/*",
        "outbound/exchange/valid",
        "outbound/exchange/refused/*",
        "outbound/dns/no-answer/silence",
    ];
    const SHORT: &str = "{ step-ms: 1500, delivery-ms: 1000, outcome-ms: 5000, automatic-reply-ms: 1000, watch-ms: 1000, retry-ms: 200, list-ms: 2000, ready-ms: 8000 }";
    let listener = TcpListener::bind("127.82.3.1:0").expect("a port");
    let told = listener.local_addr().expect("its address");
    let driver = process(&format!("waits TELL={told}"), false);
    let folder = folder([free("127.82.3.1"), free("127.82.3.1")], &driver, SHORT);
    let child = harness(folder.path(), SEVERAL, &[]);
    // A message of a scenario is on its way inside.
    let (connector, _) = listener.accept().expect("the connector tells");
    drop(listener);
    kill("-STOP", &child);
    drop(connector);
    // Not a wait for anything: the time for which the harness is held up is what is tried.
    std::thread::sleep(Duration::from_secs(2));
    kill("-CONT", &child);
    let (_, report) = ended(child, folder.path());
    assert!(red(&report).is_empty(), "{:#?}", red(&report));
    let undecided = |s: &reports::model::Scenario| s.verdict == Verdict::Inconclusive;
    // A refusal whose control is undecided for that reason is undecided itself.
    let explained = [Some(Cause::TimingMargin), Some(Cause::Precondition)];
    let otherwise = of(&report, |s| undecided(s) && !explained.contains(&s.cause));
    assert!(otherwise.is_empty(), "{otherwise:#?}");
    assert!(report.observations.iter().any(|o| o.fact["fact"] == "bench-late"), "the stop was not noticed");
}

#[test]
fn sixty_four_jobs_turn_nothing_red_at_a_connector_with_a_backlog_of_one() {
    const MANY: &[&str] =
        &["inbound/certificate/*", "inbound/exchange/*", "inbound/recipient/*", "outbound/exchange/*"];
    let folder = folder([free("127.82.3.2"), free("127.82.3.2")], &process("narrow", false), TIMING);
    let (_, report) = ended(harness(folder.path(), MANY, &["--jobs", "64"]), folder.path());
    assert!(red(&report).is_empty(), "{:#?}", red(&report));
    assert!(report.scenarios.iter().any(|s| s.verdict == Verdict::Pass && !s.covers.is_empty()));
}
