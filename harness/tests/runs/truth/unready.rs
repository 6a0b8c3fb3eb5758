// SPDX-License-Identifier: EUPL-1.2
//! E5. A set-up that is not finished ends in "not ready", and says nothing of the product.

use super::program::{ended, folder, free, harness, process};
use super::toys::{refuses_everything, takes_everything, toy};
use reports::model::{ConclusionKind, Report};
use reports::verdict::{Cause, Verdict};
use std::net::SocketAddrV4;
use tokio::net::TcpSocket;

const EXCHANGES: &[&str] = &[
    "*/exchange/valid",
    "*/certificate/out-of-date/expired",
    "*/liste-blanche/not-listed",
    "outbound/exchange/refused/*",
];
const QUICK: &str = "{ step-ms: 1000, delivery-ms: 500, outcome-ms: 500, automatic-reply-ms: 500, watch-ms: 500, retry-ms: 50, list-ms: 500, ready-ms: 1000 }";
/// A process needs its time to start, on a busy machine too.
const PROCESS: &str = "{ step-ms: 3000, delivery-ms: 500, outcome-ms: 1000, automatic-reply-ms: 500, watch-ms: 500, retry-ms: 50, list-ms: 500, ready-ms: 4000 }";

fn run(addresses: [SocketAddrV4; 2], driver: &str, timing: &str) -> (Option<i32>, Report) {
    let folder = folder(addresses, driver, timing);
    let child = harness(folder.path(), EXCHANGES, &[]);
    ended(child, folder.path())
}

fn is_not_ready((code, report): (Option<i32>, Report), missing: &str) {
    let shown: Vec<_> = report.preflight.iter().map(|item| (&item.id, item.ready, &item.detail.en)).collect();
    assert_eq!(report.conclusion.kind, ConclusionKind::PasPret, "{:?} {shown:?}", report.conclusion);
    assert_eq!(code, Some(3));
    let asked = report.preflight.iter().any(|item| item.id == missing && item.ready == Some(false));
    assert!(asked, "{missing} is not what is missing: {shown:?}");
    // Rules of the whole run hold over what the probe exchanged; they cover no row.
    for scenario in report.scenarios.iter().filter(|s| !s.covers.is_empty()) {
        let (verdict, cause) = (scenario.verdict, scenario.cause);
        let untouched = verdict == Verdict::Inconclusive && cause == Some(Cause::ConnectorNotReady);
        assert!(untouched, "{} is {verdict:?} ({cause:?})", scenario.id);
    }
    assert!(super::red(&report).is_empty(), "{:#?}", super::red(&report));
    let judged = |verdict| matches!(verdict, Verdict::Pass | Verdict::Fail | Verdict::Error);
    assert!(report.requirements.iter().all(|row| !judged(row.verdict)));
}

#[test]
fn a_server_that_takes_messages_and_neither_asks_our_dns_nor_visits_anybody_is_not_ready() {
    let (smtp_in, submission) = (toy("127.82.1.1", takes_everything), toy("127.82.1.1", takes_everything));
    is_not_ready(run([smtp_in, submission], "  driver: remote", QUICK), "outbound-in-force");
}

#[test]
fn a_connector_whose_submission_refuses_everybody_is_not_ready() {
    let addresses = [free("127.82.1.2"), free("127.82.1.2")];
    is_not_ready(run(addresses, &process("refuses-submission", false), PROCESS), "outbound-in-force");
}

#[test]
fn a_connector_that_never_fetches_the_list_and_refuses_every_peer_is_not_ready() {
    let addresses = [free("127.82.1.3"), free("127.82.1.3")];
    let toys = [toy("127.82.1.3", refuses_everything), toy("127.82.1.3", takes_everything)];
    std::thread::scope(|both| {
        both.spawn(|| is_not_ready(run(addresses, &process("never-fetches", false), PROCESS), "inbound-in-force"));
        both.spawn(|| is_not_ready(run(toys, "  driver: remote", QUICK), "inbound-in-force"));
    });
}

#[test]
fn a_closed_port_is_not_ready() {
    // Kept from others by a socket that never listens.
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind("127.82.1.4:0".parse().expect("an address")).expect("a port");
    let closed = socket.local_addr().expect("its address").to_string().parse().expect("IPv4");
    let open = toy("127.82.1.4", takes_everything);
    std::thread::scope(|both| {
        both.spawn(|| is_not_ready(run([closed, open], "  driver: remote", QUICK), "smtp-in-greets"));
        both.spawn(|| is_not_ready(run([open, closed], "  driver: remote", QUICK), "submission-greets"));
    });
}
