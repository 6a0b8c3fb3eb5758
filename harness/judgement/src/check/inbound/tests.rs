// SPDX-License-Identifier: EUPL-1.2
use super::*;
use crate::check::recipient::recipient_refused;
use crate::evidence::testing::{evidence, of_peer};
use crate::fact::Effect;

fn refused(fault: &str, facts: Vec<Fact>) -> Outcome {
    peer_refused(&evidence("clinique-a", facts), &of_peer("clinique-a", Some(fault)))
}

fn opened() -> Fact {
    Fact::SessionOpened { session: 1, part: Part::PeerClient, local: String::new(), remote: String::new() }
}

fn reply(stage: Stage, code: u16) -> Fact {
    Fact::Reply { session: 1, stage, code, text: "words".into() }
}

fn ended(stage: Stage, ending: Ending) -> Fact {
    Fact::SessionEnded { session: 1, stage, ending }
}

fn requested() -> Fact {
    Fact::CertificateRequested { session: 1, authorities: vec![] }
}

#[test]
fn an_alert_after_the_certificate_was_asked_for_is_a_refusal() {
    let alert = Ending::Alert { name: "certificate_expired".into() };
    let outcome = refused("pki/expired", vec![opened(), requested(), ended(Stage::Handshake, alert)]);
    assert!(matches!(outcome, Outcome::Pass { .. }), "{outcome:?}");
}

#[test]
fn a_421_right_after_the_handshake_is_a_refusal() {
    let outcome = refused("pki/expired", vec![opened(), requested(), reply(Stage::EhloAfterTls, 421)]);
    assert!(matches!(outcome, Outcome::Pass { .. }), "{outcome:?}");
}

#[test]
fn an_accepted_message_is_a_failure_whatever_came_before() {
    let facts = vec![opened(), requested(), reply(Stage::MailFrom, 250), reply(Stage::EndOfData, 250)];
    assert!(matches!(refused("pki/expired", facts), Outcome::Fail { .. }));
}

#[test]
fn a_closed_port_refuses_nobody() {
    let outcome = refused("pki/expired", vec![opened(), ended(Stage::Connect, Ending::Refused)]);
    assert_eq!(outcome.cause(), Some(Cause::PeerUnreachable));
}

#[test]
fn a_silent_connector_refuses_nobody() {
    let silence = Ending::Silence { waited_ms: 1000 };
    let outcome = refused("pki/expired", vec![opened(), requested(), ended(Stage::EhloAfterTls, silence)]);
    assert_eq!(outcome.cause(), Some(Cause::TimingMargin));
}

#[test]
fn a_refusal_by_someone_who_never_asked_for_the_certificate_proves_nothing() {
    let outcome = refused("pki/expired", vec![opened(), reply(Stage::MailFrom, 550)]);
    assert_eq!(outcome.cause(), Some(Cause::FaultNotExercised));
}

#[test]
fn greylisting_is_not_a_refusal() {
    let outcome = refused("pki/expired", vec![opened(), requested(), reply(Stage::RcptTo, 450)]);
    assert_eq!(outcome.cause(), Some(Cause::TimingMargin));
}

#[test]
fn too_many_connections_is_not_a_refusal_of_the_certificate() {
    let outcome = refused("pki/expired", vec![opened(), reply(Stage::Greeting, 421)]);
    assert_eq!(outcome.cause(), Some(Cause::RateLimited));
}

#[test]
fn an_unknown_recipient_must_be_refused_at_rcpt() {
    let params = of_peer("clinique-a", None);
    let judge = |facts| recipient_refused(&evidence("clinique-a", facts), &params);
    assert!(matches!(judge(vec![opened(), reply(Stage::RcptTo, 550)]), Outcome::Pass { .. }));
    assert!(matches!(
        judge(vec![opened(), reply(Stage::RcptTo, 250), reply(Stage::EndOfData, 250)]),
        Outcome::Fail { .. }
    ));
    assert!(matches!(judge(vec![opened()]), Outcome::Inconclusive { .. }));
}

#[test]
fn an_answer_to_a_command_slipped_in_behind_starttls_is_a_failure() {
    let exercised =
        Fact::FaultExercised { fault: "peer/pipelines-behind-starttls".into(), how: Effect::CommandInjected.into() };
    let leak = Fact::Unsolicited { session: 1, text: "250 ok".into(), clear: false };
    let params = of_peer("clinique-a", Some("peer/pipelines-behind-starttls"));
    let judge = |facts| injected_command_ignored(&evidence("clinique-a", facts), &params);
    assert!(matches!(judge(vec![opened(), exercised.clone(), leak]), Outcome::Fail { .. }));
    assert!(matches!(judge(vec![opened(), exercised, reply(Stage::EhloAfterTls, 250)]), Outcome::Pass { .. }));
    assert!(matches!(judge(vec![opened(), reply(Stage::EhloAfterTls, 250)]), Outcome::Inconclusive { .. }));
}

#[test]
fn starttls_still_offered_inside_tls_is_a_failure() {
    let params = of_peer("clinique-a", None);
    let ehlo = |stage, text: &str| Fact::Reply { session: 1, stage, code: 250, text: text.into() };
    let judge = |facts| starttls_offered_once(&evidence("clinique-a", facts), &params);
    let first = ehlo(Stage::Ehlo, "mx.test|SIZE 1000|STARTTLS");
    assert!(matches!(
        judge(vec![opened(), first.clone(), ehlo(Stage::EhloAfterTls, "mx.test|SIZE 1000")]),
        Outcome::Pass { .. }
    ));
    assert!(matches!(
        judge(vec![opened(), first, ehlo(Stage::EhloAfterTls, "mx.test|STARTTLS")]),
        Outcome::Fail { .. }
    ));
}
