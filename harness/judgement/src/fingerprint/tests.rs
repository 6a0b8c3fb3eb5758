// SPDX-License-Identifier: EUPL-1.2

use super::*;
use crate::evidence::Observation;
use crate::fact::{Ending, Fact, Part, Party, Stage, Tls};
use crate::owner::Owner;

/// One visit: what each side said, then how it ended.
fn visit(visit: Visit, script: &[&str], tls: Option<Tls>, ending: (Stage, Ending)) -> Vec<Observation> {
    let session = 1;
    let opened = Fact::SessionOpened {
        session,
        part: Part::PeerClient,
        local: "127.77.0.53".into(),
        remote: "127.0.0.1:25".into(),
    };
    let line = |said: &&str| {
        let by = if said.starts_with("C: ") { Party::Us } else { Party::Sut };
        Fact::Line { session, by, text: said[3..].to_owned(), clear: !said.contains('*') }
    };
    let mut facts = vec![opened];
    facts.extend(script.iter().map(line));
    facts.extend(tls.map(|tls| Fact::TlsEstablished { session, tls }));
    facts.push(Fact::SessionEnded { session, stage: ending.0, ending: ending.1 });
    let observation = |fact| Observation { number: 1, at_ms: 0.0, owner: Owner::Run, place: visit.place(), fact };
    facts.into_iter().map(observation).collect()
}

fn value(observations: Vec<Observation>, id: &str) -> Option<String> {
    let traits = traits(&Evidence { observations });
    traits.into_iter().find(|row| row.id == id).expect("a known trait").value
}

fn greeted(greeting: &str) -> Option<String> {
    value(visit(Visit::Uncertified, &[&format!("S: {greeting}")], None, (Stage::Greeting, Ending::Closed)), "greeting")
}

#[test]
fn hosts_and_dates_are_taken_out_and_products_and_versions_stay() {
    let exim = "220 mx.ch-alpha.fr ESMTP Exim 4.98.2 Thu, 26 Nov 2026 04:43:29 +0000";
    assert_eq!(greeted(exim).as_deref(), Some("220 <host> ESMTP Exim 4.98.2 <date>"));
    assert_eq!(
        greeted("220 MX.ch ESMTP on mx.CH 2026-11-26T04:43:29Z").as_deref(),
        Some("220 <host> ESMTP on <host> <date>")
    );
    assert_eq!(greeted("220 ESMTP 3.7.11 ready").as_deref(), Some("220 ESMTP 3.7.11 ready"));
    assert_eq!(greeted("220 127.0.0.1 greets 127.77.0.53").as_deref(), Some("220 <host> greets <us>"));
}

#[test]
fn a_word_that_differs_between_visits_belongs_to_the_session() {
    let greets = |which, id: &str| {
        visit(which, &[&format!("S: 220 mx.a.test Haraka ready ({id})")], None, (Stage::Greeting, Ending::Closed))
    };
    let both = [greets(Visit::Uncertified, "A1"), greets(Visit::Tls12, "B2")].concat();
    assert_eq!(value(both, "greeting").as_deref(), Some("220 <host> Haraka ready <varies>"));
}

#[test]
fn the_keywords_are_compared_and_the_size_is_the_instances_own() {
    let said = [
        "S: 220 mx.a.test",
        "C: EHLO us.test",
        "S: 250-mx.a.test hello us.test",
        "S: 250-SIZE 1024",
        "S: 250 STARTTLS",
    ];
    let seen = || visit(Visit::Uncertified, &said, None, (Stage::Starttls, Ending::Closed));
    assert_eq!(value(seen(), "ehlo").as_deref(), Some("250 SIZE, STARTTLS"));
    assert_eq!(value(seen(), "message-size").as_deref(), Some("1024"));
    assert_eq!(value(seen(), "noop"), None, "it was never said");
}

#[test]
fn a_version_is_refused_only_by_a_server_that_was_asked_for_it() {
    let ended = |stage, ending| value(visit(Visit::Tls12, &["S: 220 mx.a.test"], None, (stage, ending)), "tls-1.2");
    assert_eq!(ended(Stage::Handshake, Ending::Alert { name: "protocol_version".into() }).as_deref(), Some("refused"));
    assert_eq!(ended(Stage::Greeting, Ending::Closed), None);
    assert_eq!(ended(Stage::Handshake, Ending::Silence { waited_ms: 1 }), None);
}

#[test]
fn an_alert_a_close_and_a_reset_are_one_answer_to_a_missing_certificate() {
    let endings = [Ending::Alert { name: "certificate_required".into() }, Ending::Closed, Ending::Reset];
    let answers: Vec<_> = endings
        .into_iter()
        .map(|ending| value(visit(Visit::Uncertified, &[], None, (Stage::EhloAfterTls, ending)), "without-certificate"))
        .collect();
    assert_eq!(answers, vec![Some("closed".to_owned()); 3]);
}

#[test]
fn without_an_identification_there_are_no_traits() {
    assert!(traits(&Evidence::default()).is_empty());
}
