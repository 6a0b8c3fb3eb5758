// SPDX-License-Identifier: EUPL-1.2
use super::*;
use judgement::fact::{Effect, Ending, Exchange, NameServer, Stage, Window};
use reports::fault::FaultId;

/// Observations as 0.1.0, 0.2.0 and 0.3.0 before its release wrote them: in prose, where this version records facts.
const EARLIER: &str = include_str!("../../../tests/commands/earlier/observations.json");

#[test]
fn facts_of_earlier_versions_are_read_shown_and_written_back_as_they_were() {
    let earlier: Vec<model::Observation> = serde_json::from_str(EARLIER).expect("observations");
    for stored in &earlier {
        let fact: Fact = serde_json::from_value(stored.fact.clone()).expect("a fact");
        let mut shown = observation(&observed(stored, fact.clone()));
        as_of_old(&mut shown, &fact, stored);
        let json = |observation| serde_json::to_string(observation).expect("JSON");
        assert_eq!(json(&shown), json(stored));
    }
}

fn shown(fact: &Fact) -> (String, String) {
    let text = line(fact).1;
    (text.fr, text.en)
}

fn exercised(how: Effect) -> Fact {
    Fact::FaultExercised { fault: FaultId::from("peer/x"), how: how.into() }
}

#[test]
fn effects_are_shown_in_the_words_of_earlier_versions() {
    let (asker, path) = ("127.0.0.1:4000".to_owned(), "/liste.xml".to_owned());
    let question = Effect::QuestionAnswered { kind: "MX".into(), name: "p.test.".into(), server: NameServer::Parent };
    for (how, fr, en) in [
        (Effect::ServerCertificateShown, "le certificat du serveur a été montré", "the server certificate was shown"),
        (
            Effect::ClientCertificateShown,
            "le certificat a été demandé, voici celui qui est montré",
            "the certificate was asked for and this is what is shown",
        ),
        (Effect::CertificateShownTo { asker }, "montré à 127.0.0.1:4000", "shown to 127.0.0.1:4000"),
        (Effect::RequestAnswered { path }, "en réponse à /liste.xml", "in answer to /liste.xml"),
        (question, "MX p.test., réponse de parent", "MX p.test. answered by parent"),
        (Effect::StarttlsNotOffered, "réponse à EHLO sans STARTTLS", "EHLO was answered without STARTTLS"),
        (Effect::Refused { code: 454, stage: Stage::Starttls }, "454 à STARTTLS", "454 to STARTTLS"),
        (Effect::Refused { code: 451, stage: Stage::RcptTo }, "451 à RCPT TO", "451 to RCPT TO"),
        (Effect::RepliesInjected, "réponses en clair derrière 220", "replies in clear behind 220"),
        (Effect::AlertSent, "une alerte TLS au lieu d’un ServerHello", "a TLS alert instead of a ServerHello"),
        (Effect::MailFromInClear, "MAIL FROM est dit en clair", "MAIL FROM is said in clear"),
        (Effect::CommandInjected, "STARTTLS et NOOP partent dans un paquet", "STARTTLS and NOOP leave in one packet"),
    ] {
        let wanted = (format!("défaut peer/x : {fr}"), format!("fault peer/x: {en}"));
        assert_eq!(shown(&exercised(how)), wanted);
    }
}

#[test]
fn windows_are_shown_in_the_words_of_earlier_versions() {
    for (window, fr, en) in [
        (Window::Delivery, "remise à l’intérieur", "delivery inside"),
        (Window::Outcome, "issue", "outcome"),
        (Window::AutomaticReply, "réponse automatique", "automatic reply"),
        (Window::Watch, "guet après la fin", "watch after the end"),
    ] {
        let wanted = (format!("rien de plus en 9 ms : {fr}"), format!("nothing more within 9 ms: {en}"));
        assert_eq!(shown(&Fact::WindowEnded { what: None, waited_ms: 9, window: Some(window) }), wanted);
    }
}

#[test]
fn exchanges_of_the_probe_are_shown_in_the_words_of_earlier_versions() {
    let ending = Ending::Silence { waited_ms: 5 };
    for (how, fr, en) in [
        (Exchange::NotPlayed, "la sonde n’a pas pu être jouée", "the probe could not be played"),
        (Exchange::Accepted, "message accepté", "message accepted"),
        (
            Exchange::Refused { code: 550, stage: Stage::EndOfData, text: "no".into() },
            "550 à la fin de DATA : no",
            "550 at end of DATA: no",
        ),
        (
            Exchange::Ended { stage: Stage::Greeting, ending },
            "silence de 5 ms à l’accueil",
            "silence for 5 ms at greeting",
        ),
        (Exchange::Unfinished, "session sans fin observée", "session without an observed end"),
        (Exchange::HandedOver, "message remis à la sonde", "message handed to the probe"),
        (Exchange::VisitedOnly, "visitée, sans remise", "visited, without a delivery"),
        (
            Exchange::NotVisited { asked: true },
            "le DNS de l’essai a été interrogé, la sonde jamais visitée",
            "the run's DNS was asked, the probe never visited",
        ),
        (
            Exchange::NotVisited { asked: false },
            "message accepté, aucune question au DNS de l’essai, la sonde jamais visitée",
            "message accepted, no question at the run's DNS, the probe never visited",
        ),
    ] {
        let fact = Fact::Probed { direction: Direction::Outbound, edition: 2, held: false, how: how.into() };
        let wanted = (
            format!("sonde (émission, édition 2) : n’aboutit pas, {fr}"),
            format!("probe (outbound, edition 2): does not succeed, {en}"),
        );
        assert_eq!(shown(&fact), wanted);
    }
}

#[test]
fn facts_are_written_without_prose() {
    let ending = Ending::Closed;
    for (fact, json) in [
        (
            exercised(Effect::Refused { code: 454, stage: Stage::Starttls }),
            r#"{"fact":"fault-exercised","fault":"peer/x","how":{"effect":"refused","code":454,"stage":"starttls"}}"#,
        ),
        (exercised(Effect::AlertSent), r#"{"fact":"fault-exercised","fault":"peer/x","how":{"effect":"alert-sent"}}"#),
        (
            Fact::WindowEnded { what: None, waited_ms: 9, window: Some(Window::AutomaticReply) },
            r#"{"fact":"window-ended","waited_ms":9,"window":"automatic-reply"}"#,
        ),
        (
            Fact::Probed {
                direction: Direction::Inbound,
                edition: 1,
                held: false,
                how: Exchange::Ended { stage: Stage::Handshake, ending }.into(),
            },
            r#"{"fact":"probed","direction":"inbound","edition":1,"held":false,"how":{"exchange":"ended","stage":"handshake","ending":{"ending":"closed"}}}"#,
        ),
    ] {
        assert_eq!(serde_json::to_string(&fact).expect("JSON"), json);
        assert_eq!(serde_json::from_str::<Fact>(json).expect("a fact"), fact);
    }
}
