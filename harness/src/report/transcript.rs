// SPDX-License-Identifier: EUPL-1.2
//! One line for each observation: what a reader of the transcript sees. Nothing is judged here.

use super::words::{self, effect, recorded};
use judgement::evidence::Observation;
use judgement::fact::{Direction, Download, Fact, Message, Party, Question, SessionId, Tls};
use reports::model::Style;
use reports::text::{Lang, Text, Wording};
use reports::{both, model, text};

/// The observation as the report shows it, with the fact kept whole.
pub fn observation(observation: &Observation) -> model::Observation {
    let (style, line) = line(&observation.fact);
    model::Observation {
        number: observation.number,
        at_ms: observation.at_ms,
        scenario: observation.owner.clone().into(),
        place: observation.place.to_string(),
        style,
        line: line.into(),
        fact: serde_json::to_value(&observation.fact).unwrap_or_default(),
    }
}

/// The observation that the report shows, with its fact read.
pub(super) fn observed(stored: &model::Observation, fact: Fact) -> Observation {
    Observation {
        number: stored.number,
        at_ms: stored.at_ms,
        owner: stored.scenario.clone().into(),
        place: stored.place.as_str().into(),
        fact,
    }
}

/// Shows an observation as versions up to 0.1.0 did, where the stored one is theirs: their reports must still verify.
pub(super) fn as_of_old(shown: &mut model::Observation, fact: &Fact, stored: &model::Observation) {
    if matches!(fact, Fact::FaultExercised { .. }) && stored.style == Style::Event {
        shown.style = stored.style.clone();
    }
    if matches!(stored.line, Wording::Quoted(_)) {
        shown.line = shown.line.in_lang(Lang::En).into();
    }
    if let (Wording::Sentence(shown), Wording::Sentence(stored)) = (&mut shown.line, &stored.line)
        && EARLIER_WORDS.iter().any(|(now, then)| shown.fr.replacen(now, then, 1) == stored.fr)
    {
        shown.fr.clone_from(&stored.fr);
    }
}

/// French words of this version, and those of 0.2.0 in their place.
const EARLIER_WORDS: [(&str, &str); 2] = [("défaut ", "faute "), ("du harnais ont sonné", "du banc ont sonné")];

/// The English words are those of every version so far: a report of an earlier one is held against them.
fn line(fact: &Fact) -> (Style, Text) {
    match fact {
        Fact::SessionOpened { session, part, local, remote } => {
            let between = Text::same(format!("{local} ↔ {remote}"));
            (Style::Event, both!("{} ouverte : {} {}", "{} opened: {} {}", number(*session), part.said(), between))
        }
        Fact::Line { session, by, text, clear } => {
            let style = if *by == Party::Us { Style::Sent } else { Style::Received };
            (style, Text::same(format!("s{session}{} {text}", if *clear { "" } else { " 🔒" })))
        }
        Fact::Unsolicited { session, text: octets, .. } => (
            Style::Fault,
            text!("s{session} : octets non attendus : {octets}", "s{session}: unsolicited octets: {octets}"),
        ),
        Fact::Reply { session, stage, code, text: words } => {
            let reply = Text::same(format!("{code} {words}"));
            (
                Style::Received,
                both!("{} réponse à {} : {}", "{} reply at {}: {}", number(*session), stage.said(), reply),
            )
        }
        Fact::CertificateRequested { session, authorities } => {
            (Style::Event, both!("{} : {}", "{}: {}", number(*session), certificate_requested(authorities)))
        }
        Fact::TlsEstablished { session, tls } => {
            (Style::Event, both!("{} : {}", "{}: {}", number(*session), established(tls)))
        }
        Fact::SessionEnded { session, stage, ending } => {
            let (stage, ending) = (stage.said(), ending.said());
            (Style::Event, both!("{} terminée à {} : {}", "{} ended at {}: {}", number(*session), stage, ending))
        }
        Fact::MessageSent { session, reverse_path, forward_path, message } => {
            let paths = Text::same(format!("{reverse_path} → {forward_path}"));
            (Style::Sent, both!("{} message {} : {}", "{} message {}: {}", number(*session), paths, summary(message)))
        }
        Fact::MessageTaken { session, part, reverse_path, forward_paths, message, .. } => {
            let paths = Text::same(format!("{reverse_path} → {}", forward_paths.join(", ")));
            let (number, part, summary) = (number(*session), part.said(), summary(message));
            (Style::Received, both!("{} {} a pris {} : {}", "{} {} took {}: {}", number, part, paths, summary))
        }
        Fact::FaultExercised { fault, how } => (
            Style::Fault,
            both!("défaut {} : {}", "fault {}: {}", Text::same(fault.to_string()), recorded(how, effect)),
        ),
        other => (Style::Event, common(other)),
    }
}

/// The SMTP session that something was seen in.
fn number(session: SessionId) -> Text {
    Text::same(format!("s{session}"))
}

fn certificate_requested(authorities: &[String]) -> Text {
    if authorities.is_empty() {
        return Text::new("certificat du client demandé", "client certificate requested");
    }
    let named = authorities.join("; ");
    text!("certificat du client demandé, émis par {named}", "client certificate requested of {named}")
}

fn established(tls: &Tls) -> Text {
    let with = match tls.chain.first() {
        Some(leaf) => text!("avec {}", "with {}", leaf.subject),
        None => Text::new("sans certificat", "with no certificate"),
    };
    let Tls { version, suite, .. } = tls;
    match &tls.objection {
        Some(objection) => {
            let objection = Text::same(objection.as_str());
            let suite = Text::same(format!("{version} {suite}"));
            both!("{} {} (objection : {})", "{} {} (objection: {})", suite, with, objection)
        }
        None => Text::new(format!("{version} {suite} {}", with.fr), format!("{version} {suite} {}", with.en)),
    }
}

fn common(fact: &Fact) -> Text {
    match fact {
        Fact::Asked(question) => asked(question),
        Fact::Downloaded(download) => downloaded(download),
        Fact::Published { edition, fault: None } => text!("édition {edition} publiée", "edition {edition} published"),
        Fact::Published { edition, fault: Some(fault) } => {
            text!("édition {edition} publiée avec {fault}", "edition {edition} published with {fault}")
        }
        Fact::Reloaded { edition } => {
            text!("édition {edition} prise en compte ou refusée", "edition {edition} taken up or refused")
        }
        Fact::WindowEnded { what, waited_ms, window } => {
            let waited = Text::same(waited_ms.to_string());
            let ended = what.as_ref().map(Wording::text).or(window.map(words::window)).unwrap_or_default();
            both!("rien de plus en {} ms : {}", "nothing more within {} ms: {}", waited, ended)
        }
        Fact::Probed { direction, edition, held, how } => {
            probed(*direction, *edition, *held, &recorded(how, words::exchange))
        }
        Fact::BenchLate { late_ms } => {
            text!(
                "les minuteries du harnais ont sonné {late_ms} ms trop tard",
                "timers of the harness rang {late_ms} ms late"
            )
        }
        Fact::SutGone { how } => text!("le connecteur s’est arrêté : {how}", "the connector ended: {how}"),
        Fact::HarnessFault { what } => text!("défaut du harnais : {what}", "fault of the harness: {what}"),
        Fact::Interrupted => Text::new("essai interrompu", "run interrupted"),
        _ => Text::new("variante jouée jusqu’au bout", "variant played to its end"),
    }
}

fn probed(direction: Direction, edition: u32, held: bool, how: &Text) -> Text {
    let way = match direction {
        Direction::Inbound => text!("réception, édition {edition}", "inbound, edition {edition}"),
        Direction::Outbound => text!("émission, édition {edition}", "outbound, edition {edition}"),
    };
    let held = if held { Text::new("aboutit", "succeeds") } else { Text::new("n’aboutit pas", "does not succeed") };
    both!("sonde ({}) : {}, {}", "probe ({}): {}, {}", way, held, how)
}

fn asked(question: &Question) -> Text {
    let Question { server, kind, name, .. } = question;
    let answers = if question.answers.is_empty() { question.rcode.clone() } else { question.answers.join(", ") };
    let referral = if question.referral { text!(" (délégation)", " (referral)") } else { Text::default() };
    let fault = question.fault.as_deref().map(|fault| format!(" [{fault}]")).unwrap_or_default();
    let hops = match question.hops.join("; ") {
        none if none.is_empty() => Text::default(),
        hops => text!(" (par {hops})", " (by {hops})"),
    };
    let whole = |referral: String, hops: String| format!("{server}: {kind} {name}? {answers}{referral}{fault}{hops}");
    Text::new(whole(referral.fr, hops.fr), whole(referral.en, hops.en))
}

fn downloaded(download: &Download) -> Text {
    let Download { method, path, from, status, .. } = download;
    if let Some(failure) = &download.failure {
        return text!("TLS avec {from} : {failure}", "TLS with {from}: {failure}");
    }
    let edition =
        download.edition.map(|number| text!(" (édition {number})", " (edition {number})")).unwrap_or_default();
    let condition = if download.is_conditional() { text!(", conditionnel", ", conditional") } else { Text::default() };
    let answer = match status {
        0 => Text::new("pas de réponse", "no answer"),
        status => Text::same(status.to_string()),
    };
    let asked = Text::same(format!("{method} {path}"));
    let from = Text::same(from.as_str());
    both!("{} de {}{} : {}{}", "{} from {}{}: {}{}", asked, from, condition, answer, edition)
}

fn summary(message: &Message) -> Text {
    let id = message.message_id.as_deref().unwrap_or("-");
    let octets = message.octets;
    // A stored report may hold anything here.
    let digest: String = message.sha256.chars().take(12).collect();
    let whole = format!("<{id}> {octets} octets, SHA-256 {digest}…");
    let Some(notice) = &message.notice else { return Text::same(whole) };
    let (action, status) = (notice.action.as_deref().unwrap_or("?"), notice.status.as_deref().unwrap_or("?"));
    text!("{whole}, avis {action} {status}", "{whole}, notice {action} {status}")
}

#[cfg(test)]
mod tests;
