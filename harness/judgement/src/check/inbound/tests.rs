// SPDX-License-Identifier: EUPL-1.2
use super::acceptance;
use super::refusal;
use crate::check::testing::{Case, Example, Examples, accepted, case, ended, exercised, opened, reply, unsolicited};
use crate::fact::{Ending, Fact, Part, Party, Stage};
use reports::verdict::{Cause, Verdict};

const INJECTED: &str = "peer/pipelines-behind-starttls";

pub const MESSAGE_ACCEPTED: Examples = Examples {
    pass: Example::Of(|| session(None, vec![accepted(1)])),
    fail: Example::Of(|| session(None, vec![reply(1, Stage::MailFrom, 550)])),
    inconclusive: Example::Of(|| session(None, vec![ended(1, Stage::Connect, Ending::Refused)])),
};

pub const PEER_REFUSED: Examples = Examples {
    pass: Example::Of(|| expired(vec![requested(), reply(1, Stage::MailFrom, 550)])),
    fail: Example::Of(|| expired(vec![requested(), reply(1, Stage::MailFrom, 250), accepted(1)])),
    inconclusive: Example::Of(|| expired(vec![reply(1, Stage::MailFrom, 550)])),
};

pub const INJECTED_COMMAND_IGNORED: Examples = Examples {
    pass: Example::Of(|| session(Some(INJECTED), vec![exercised(INJECTED), reply(1, Stage::EhloAfterTls, 250)])),
    fail: Example::Of(|| session(Some(INJECTED), vec![exercised(INJECTED), unsolicited(1, "250 ok")])),
    inconclusive: Example::Of(|| session(Some(INJECTED), vec![reply(1, Stage::EhloAfterTls, 250)])),
};

pub const STARTTLS_OFFERED_ONCE: Examples = Examples {
    pass: Example::Of(|| session(None, vec![ehlo(Stage::Ehlo, true), ehlo(Stage::EhloAfterTls, false)])),
    fail: Example::Of(|| session(None, vec![ehlo(Stage::Ehlo, true), ehlo(Stage::EhloAfterTls, true)])),
    inconclusive: Example::Of(|| session(None, vec![ehlo(Stage::Ehlo, true)])),
};

/// One session that the peer opens.
fn session(fault: Option<&str>, facts: Vec<Fact>) -> Case {
    case(fault, [vec![opened(1, Part::PeerClient)], facts].concat())
}

fn expired(facts: Vec<Fact>) -> Case {
    session(Some("pki/expired"), facts)
}

fn requested() -> Fact {
    Fact::CertificateRequested { session: 1, authorities: vec![] }
}

fn ehlo(stage: Stage, offered: bool) -> Fact {
    let text = if offered { "mx.test|SIZE 1000|STARTTLS" } else { "mx.test|SIZE 1000" };
    Fact::Reply { session: 1, stage, code: 250, text: text.into() }
}

/// Why nothing is known of the refusal of an expired certificate; none when it is a refusal.
fn cause(facts: Vec<Fact>) -> Option<Cause> {
    let outcome = expired(facts).judged(&refusal::PEER_REFUSED);
    assert_ne!(outcome.verdict(), Verdict::Fail, "{outcome:?}");
    outcome.cause()
}

#[test]
fn a_session_that_ends_after_starttls_was_reached_is_a_failure_to_accept() {
    let alert = || Ending::Alert { name: "unknown_ca".into() };
    let accepts = |facts| session(None, facts).judged(&acceptance::MESSAGE_ACCEPTED);
    assert_eq!(accepts(vec![ended(1, Stage::Handshake, alert())]).verdict(), Verdict::Fail);
    assert_eq!(accepts(vec![ended(1, Stage::Greeting, Ending::Closed)]).cause(), Some(Cause::PeerUnreachable));
    assert_eq!(accepts(vec![]).cause(), Some(Cause::Harness));
}

#[test]
fn an_alert_after_the_certificate_was_asked_for_and_a_421_right_after_the_handshake_are_refusals() {
    let alert = Ending::Alert { name: "certificate_expired".into() };
    assert_eq!(cause(vec![requested(), ended(1, Stage::Handshake, alert)]), None);
    assert_eq!(cause(vec![requested(), reply(1, Stage::EhloAfterTls, 421)]), None);
}

#[test]
fn a_closed_port_and_a_silent_connector_refuse_nobody() {
    let silence = Ending::Silence { waited_ms: 1000 };
    assert_eq!(cause(vec![ended(1, Stage::Connect, Ending::Refused)]), Some(Cause::PeerUnreachable));
    assert_eq!(cause(vec![requested(), ended(1, Stage::EhloAfterTls, silence)]), Some(Cause::TimingMargin));
}

#[test]
fn a_refusal_by_someone_who_never_asked_for_the_certificate_proves_nothing() {
    assert_eq!(cause(vec![reply(1, Stage::MailFrom, 550)]), Some(Cause::FaultNotExercised));
}

#[test]
fn greylisting_is_a_refusal_only_once_it_was_met_twice() {
    let greylisted = |session| reply(session, Stage::RcptTo, 450);
    assert_eq!(cause(vec![requested(), greylisted(1)]), Some(Cause::TimingMargin));
    let again = vec![opened(2, Part::PeerClient), Fact::CertificateRequested { session: 2, authorities: vec![] }];
    assert_eq!(cause([vec![requested(), greylisted(1)], again, vec![greylisted(2)]].concat()), None);
}

#[test]
fn too_many_connections_is_not_a_refusal_of_the_certificate() {
    assert_eq!(cause(vec![reply(1, Stage::Greeting, 421)]), Some(Cause::RateLimited));
}

#[test]
fn mail_in_clear_is_refused_only_after_it_was_said_in_clear() {
    let judged = |facts| session(Some("peer/sends-in-clear"), facts).judged(&refusal::PEER_REFUSED);
    let said = Fact::Line { session: 1, by: Party::Us, text: "MAIL FROM:<a@b>".into(), clear: true };
    let refused = || reply(1, Stage::MailFrom, 530);
    assert_eq!(judged(vec![said, refused()]).verdict(), Verdict::Pass);
    assert_eq!(judged(vec![refused()]).cause(), Some(Cause::FaultNotExercised));
}

#[test]
fn starttls_missing_before_tls_is_a_failure_even_when_no_handshake_followed() {
    let verdict = session(None, vec![ehlo(Stage::Ehlo, false)]).verdict(&super::starttls::STARTTLS_OFFERED_ONCE);
    assert_eq!(verdict, Verdict::Fail);
}
