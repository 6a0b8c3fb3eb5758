// SPDX-License-Identifier: EUPL-1.2
use super::chosen;
use crate::model::Observation;
use std::collections::BTreeSet;

fn fact(number: usize, style: &str, fact: serde_json::Value) -> Observation {
    Observation {
        number: u32::try_from(number).unwrap(),
        at_ms: 0.0,
        scenario: None,
        place: "clinique-a".into(),
        style: style.into(),
        line: "".into(),
        fact,
    }
}

fn line(number: usize, session: u64, text: &str) -> Observation {
    fact(number, "received", serde_json::json!({ "fact": "line", "session": session, "text": text }))
}

/// A transcript of well over forty lines: names asked without end, EHLO with many lines, the fault, TLS, the message.
fn transcript() -> Vec<Observation> {
    let asked = |number| fact(number, "event", serde_json::json!({ "fact": "asked", "name": "clinique-a.test." }));
    let mut facts: Vec<Observation> = (1..=20).map(asked).collect();
    let mut add = |make: &dyn Fn(usize) -> Observation| facts.push(make(facts.len() + 1));
    add(&|n| fact(n, "event", serde_json::json!({ "fact": "session-opened", "session": 7 })));
    add(&|n| line(n, 7, "EHLO mx.connecteur.test"));
    for _ in 0..15 {
        add(&|n| line(n, 7, "250-EXTENSION"));
    }
    add(&|n| line(n, 7, "STARTTLS"));
    add(&|n| fact(n, "deviation", serde_json::json!({ "fact": "fault-exercised", "fault": "pki/expired" })));
    add(&|n| fact(n, "event", serde_json::json!({ "fact": "tls-established", "session": 7 })));
    add(&|n| line(n, 7, "MAIL FROM:<medecin@connecteur.test>"));
    add(&|n| line(n, 7, "RCPT TO:<patient@clinique-a.test>"));
    add(&|n| line(n, 7, "DATA"));
    add(&|n| fact(n, "received", serde_json::json!({ "fact": "message-taken", "session": 7 })));
    for _ in 0..20 {
        add(&|n| asked(n));
    }
    add(&|n| fact(n, "event", serde_json::json!({ "fact": "session-ended", "session": 7 })));
    facts
}

fn shown(cited: &[u32]) -> Vec<String> {
    let facts = transcript();
    let all: Vec<&Observation> = facts.iter().collect();
    let chosen = chosen(&all, &cited.iter().copied().collect::<BTreeSet<u32>>());
    let word = |fact: &Observation| {
        let text = fact.fact["text"].as_str().map(str::to_owned);
        text.unwrap_or_else(|| fact.fact["fact"].as_str().unwrap().to_owned())
    };
    chosen.into_iter().map(|index| word(all[index])).collect()
}

#[test]
fn a_long_transcript_keeps_what_is_cited_the_fault_tls_and_the_commands_of_the_session() {
    let facts = transcript();
    assert!(facts.len() > 60);
    let taken = facts.iter().find(|fact| fact.fact["fact"] == "message-taken").unwrap().number;
    // The failing check cites the last question of all, far from the session, and the message.
    let last = facts.iter().rev().find(|fact| fact.fact["fact"] == "asked").unwrap().number;
    let shown = shown(&[taken, last]);
    for kept in [
        "MAIL FROM:<medecin@connecteur.test>",
        "RCPT TO:<patient@clinique-a.test>",
        "STARTTLS",
        "fault-exercised",
        "tls-established",
        "message-taken",
        "session-ended",
        "asked",
    ] {
        assert!(shown.iter().any(|word| word == kept), "{kept} is cut: {shown:?}");
    }
    assert!(shown.len() < facts.len(), "noise is cut");
}

#[test]
fn everything_cited_is_shown_however_much_it_is() {
    let all: Vec<u32> = transcript().iter().map(|fact| fact.number).collect();
    assert_eq!(shown(&all).len(), all.len());
}

#[test]
fn what_is_cited_of_no_session_leaves_every_session_told() {
    let window = transcript().last().unwrap().number - 1;
    let shown = shown(&[window]);
    assert!(shown.iter().any(|word| word.starts_with("MAIL FROM")), "{shown:?}");
}
