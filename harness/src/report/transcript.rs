// SPDX-License-Identifier: EUPL-1.2
//! One line for each observation: what a reader of the transcript sees. Nothing is judged here.

use judgement::evidence::Observation;
use judgement::fact::{Download, Fact, Message, Party};
use reports::model;

/// The observation as the report shows it, with the fact kept whole.
pub fn observation(observation: &Observation) -> model::Observation {
    let (style, line) = line(&observation.fact);
    model::Observation {
        number: observation.number,
        at_ms: observation.at_ms,
        scenario: observation.scenario.clone(),
        place: observation.place.clone(),
        style: style.to_owned(),
        line,
        fact: serde_json::to_value(&observation.fact).unwrap_or_default(),
    }
}

/// The style that versions up to 0.1.0 gave to a line, where it was another: their reports must still verify.
pub(super) fn style_of_old(fact: &Fact) -> Option<&'static str> {
    matches!(fact, Fact::FaultExercised { .. }).then_some("event")
}

fn line(fact: &Fact) -> (&'static str, String) {
    match fact {
        Fact::SessionOpened { session, part, local, remote } => {
            ("event", format!("s{session} opened: {part:?} {local} ↔ {remote}"))
        }
        Fact::Line { session, by, text, clear } => {
            let style = if *by == Party::Us { "sent" } else { "received" };
            (style, format!("s{session}{} {text}", if *clear { "" } else { " 🔒" }))
        }
        Fact::Unsolicited { session, text, .. } => ("deviation", format!("s{session}: unsolicited octets: {text}")),
        Fact::Reply { session, stage, code, text } => {
            ("received", format!("s{session} reply at {}: {code} {text}", stage.word()))
        }
        Fact::CertificateRequested { session, authorities } => {
            let named = if authorities.is_empty() { String::new() } else { format!(" of {}", authorities.join("; ")) };
            ("event", format!("s{session}: client certificate requested{named}"))
        }
        Fact::TlsEstablished { session, tls } => {
            let leaf = tls.chain.first().map_or("no certificate", |leaf| leaf.subject.as_str());
            let objection = tls.objection.as_deref().map(|o| format!(" (objection: {o})")).unwrap_or_default();
            ("event", format!("s{session}: {} {} with {leaf}{objection}", tls.version, tls.suite))
        }
        Fact::SessionEnded { session, stage, ending } => {
            ("event", format!("s{session} ended at {}: {}", stage.word(), ending.words()))
        }
        Fact::MessageSent { session, reverse_path, forward_path, message } => {
            ("sent", format!("s{session} message {reverse_path} → {forward_path}: {}", summary(message)))
        }
        Fact::MessageTaken { session, part, reverse_path, forward_paths, message, .. } => {
            let to = forward_paths.join(", ");
            ("received", format!("s{session} {part:?} took {reverse_path} → {to}: {}", summary(message)))
        }
        Fact::FaultExercised { fault, how } => ("deviation", format!("fault {fault}: {how}")),
        other => ("event", common(other)),
    }
}

fn common(fact: &Fact) -> String {
    match fact {
        Fact::Asked(q) => {
            let answers = if q.answers.is_empty() { q.rcode.clone() } else { q.answers.join(", ") };
            let referral = if q.referral { " (referral)" } else { "" };
            let fault = q.fault.as_deref().map(|f| format!(" [{f}]")).unwrap_or_default();
            let hops = if q.hops.is_empty() { String::new() } else { format!(" (by {})", q.hops.join("; ")) };
            format!("{}: {} {}? {answers}{referral}{fault}{hops}", q.server, q.kind, q.name)
        }
        Fact::Downloaded(d) => download(d),
        Fact::Published { edition, fault } => {
            format!("edition {edition} published{}", fault.as_deref().map(|f| format!(" with {f}")).unwrap_or_default())
        }
        Fact::Reloaded { edition } => format!("edition {edition} taken up or refused"),
        Fact::WindowEnded { what, waited_ms } => format!("nothing more within {waited_ms} ms: {what}"),
        Fact::SutGone { how } => format!("the connector ended: {how}"),
        Fact::HarnessFault { what } => format!("fault of the harness: {what}"),
        Fact::Interrupted => "run interrupted".to_owned(),
        _ => "variant played to its end".to_owned(),
    }
}

fn download(d: &Download) -> String {
    if let Some(failure) = &d.failure {
        return format!("TLS with {}: {failure}", d.from);
    }
    let edition = d.edition.map(|edition| format!(" (edition {edition})")).unwrap_or_default();
    let condition = if d.is_conditional() { ", conditional" } else { "" };
    let answer = if d.status == 0 { "no answer".to_owned() } else { d.status.to_string() };
    format!("{} {} from {}{condition}: {answer}{edition}", d.method, d.path, d.from)
}

fn summary(message: &Message) -> String {
    let id = message.message_id.as_deref().unwrap_or("-");
    let notice = message
        .notice
        .as_ref()
        .map(|n| format!(", notice {} {}", n.action.as_deref().unwrap_or("?"), n.status.as_deref().unwrap_or("?")));
    format!(
        "<{id}> {} octets, SHA-256 {}…{}",
        message.octets,
        &message.sha256[..message.sha256.len().min(12)],
        notice.unwrap_or_default()
    )
}
