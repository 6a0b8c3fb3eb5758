// SPDX-License-Identifier: EUPL-1.2
use super::*;
use crate::check::retry::{not_retried, retried_until_taken};
use crate::evidence::testing::{evidence, of_peer};
use crate::fact::Message;
use crate::fact::{Direction, Effect, Ending, Notice, Party};
use crate::params::Envelope;

fn visit() -> Fact {
    Fact::SessionOpened { session: 1, part: Part::PeerServer, local: String::new(), remote: String::new() }
}

fn submitted() -> Vec<Fact> {
    vec![
        Fact::SessionOpened { session: 2, part: Part::Submitter, local: String::new(), remote: String::new() },
        Fact::Reply { session: 2, stage: Stage::EndOfData, code: 250, text: String::new() },
        Fact::SessionEnded { session: 2, stage: Stage::Quit, ending: Ending::Quit },
    ]
}

fn taken(part: Part, clear: bool, notice: Option<Notice>) -> Fact {
    let message = Message { canary: Some("essai-1".into()), notice, ..Default::default() };
    Fact::MessageTaken { session: 1, part, reverse_path: String::new(), forward_paths: vec![], clear, message }
}

fn shown(fault: &str) -> Fact {
    Fact::FaultExercised { fault: fault.into(), how: Effect::ServerCertificateShown.into() }
}

fn notice() -> Fact {
    taken(Part::InternalServer, true, Some(Notice::default()))
}

fn judged(judge: fn(&Evidence, &Params) -> Outcome, fault: Option<&str>, facts: Vec<Fact>) -> Outcome {
    judge(&evidence("clinique-a", [submitted(), facts].concat()), &of_peer("clinique-a", fault))
}

#[test]
fn one_delivery_inside_tls_passes_and_one_in_clear_fails() {
    let tls = judged(relayed_to_peer, None, vec![visit(), taken(Part::PeerServer, false, None)]);
    assert!(matches!(tls, Outcome::Pass { .. }), "{tls:?}");
    let clear = judged(relayed_to_peer, None, vec![visit(), taken(Part::PeerServer, true, None)]);
    assert!(matches!(clear, Outcome::Fail { .. }), "{clear:?}");
}

#[test]
fn a_notice_instead_of_a_delivery_is_a_failure() {
    assert!(matches!(judged(relayed_to_peer, None, vec![visit(), notice()]), Outcome::Fail { .. }));
}

#[test]
fn a_delivery_whose_sender_is_told_that_it_failed_is_a_failure() {
    let (from, to) = ("essai-1@ch.test".to_owned(), "medecin@q.test".to_owned());
    let arrived = |part, notice, reverse_path: &str, to: &str| {
        let message = Message { canary: Some("essai-1".into()), notice, ..Default::default() };
        let (reverse_path, forward_paths) = (reverse_path.to_owned(), vec![to.to_owned()]);
        Fact::MessageTaken { session: 1, part, reverse_path, forward_paths, clear: false, message }
    };
    let delivered = arrived(Part::PeerServer, None, &from, &to);
    let told = arrived(Part::InternalServer, Some(Notice::default()), "", &from);
    let mut params = of_peer("clinique-a", None);
    params.envelope = Some(Envelope { direction: Direction::Outbound, reverse_path: from, forward_path: to });
    let judge = |facts: Vec<Fact>| relayed_to_peer(&evidence("clinique-a", facts), &params);
    assert!(matches!(judge(vec![delivered.clone()]), Outcome::Pass { .. }));
    assert!(matches!(judge(vec![told, delivered]), Outcome::Fail { .. }));
}

#[test]
fn an_unreachable_submission_port_says_nothing_of_the_relay() {
    let opened = Fact::SessionOpened { session: 2, part: Part::Submitter, local: String::new(), remote: String::new() };
    let refused = Fact::SessionEnded { session: 2, stage: Stage::Connect, ending: Ending::Refused };
    let facts = evidence("clinique-a", vec![opened, refused]);
    for judge in [relayed_to_peer, peer_turned_away, never_contacted] {
        assert_eq!(judge(&facts, &of_peer("clinique-a", None)).cause(), Some(Cause::PeerUnreachable));
    }
}

#[test]
fn a_peer_that_was_visited_and_given_nothing_was_turned_away() {
    let outcome = judged(peer_turned_away, Some("pki/expired"), vec![visit(), shown("pki/expired"), notice()]);
    assert!(matches!(outcome, Outcome::Pass { .. }), "{outcome:?}");
}

#[test]
fn a_peer_that_was_never_visited_was_not_turned_away() {
    let outcome = judged(peer_turned_away, Some("pki/expired"), vec![notice()]);
    assert_eq!(outcome.cause(), Some(Cause::FaultNotExercised));
}

#[test]
fn mail_from_said_to_a_faulty_peer_is_a_failure() {
    let mail = Fact::Line { session: 1, by: Party::Sut, text: "MAIL FROM:<a@b>".into(), clear: false };
    let outcome = judged(peer_turned_away, Some("pki/expired"), vec![visit(), shown("pki/expired"), mail, notice()]);
    assert!(matches!(outcome, Outcome::Fail { .. }), "{outcome:?}");
}

#[test]
fn turning_away_is_undecided_while_the_connector_may_still_retry() {
    let outcome = judged(peer_turned_away, Some("pki/expired"), vec![visit(), shown("pki/expired")]);
    assert_eq!(outcome.cause(), Some(Cause::TimingMargin));
}

#[test]
fn an_unlisted_domain_is_refused_at_submission_or_by_a_notice_but_never_contacted() {
    let refusal = Fact::Reply { session: 2, stage: Stage::RcptTo, code: 550, text: "not listed".into() };
    assert!(matches!(judged(never_contacted, None, vec![refusal]), Outcome::Pass { .. }));
    assert!(matches!(judged(never_contacted, None, vec![notice()]), Outcome::Pass { .. }));
    assert!(matches!(judged(never_contacted, None, vec![visit(), notice()]), Outcome::Fail { .. }));
    assert!(matches!(judged(never_contacted, None, vec![]), Outcome::Inconclusive { .. }));
}

#[test]
fn a_fault_of_the_dns_that_no_answer_carried_decides_nothing() {
    let fault = Some("dns/wrong-id");
    let delivered = || vec![visit(), taken(Part::PeerServer, false, None)];
    for (judge, facts) in
        [(never_contacted as fn(&Evidence, &Params) -> Outcome, vec![notice()]), (relayed_to_peer, delivered())]
    {
        assert_eq!(judged(judge, fault, facts.clone()).cause(), Some(Cause::FaultNotExercised));
        let met = [vec![shown("dns/wrong-id")], facts].concat();
        assert!(matches!(judged(judge, fault, met), Outcome::Pass { .. }));
    }
}

#[test]
fn a_deferred_message_must_be_tried_again() {
    let fault = Some("peer/defers-once");
    let retried = vec![visit(), shown("peer/defers-once"), visit(), taken(Part::PeerServer, false, None)];
    assert!(matches!(judged(retried_until_taken, fault, retried), Outcome::Pass { .. }));
    assert!(matches!(
        judged(retried_until_taken, fault, vec![visit(), shown("peer/defers-once"), notice()]),
        Outcome::Fail { .. }
    ));
    assert!(matches!(judged(retried_until_taken, fault, vec![visit()]), Outcome::Inconclusive { .. }));
}

#[test]
fn a_refused_message_must_not_be_tried_again() {
    let fault = Some("peer/refuses-recipient");
    let shown = || shown("peer/refuses-recipient");
    assert!(matches!(judged(not_retried, fault, vec![visit(), shown(), notice()]), Outcome::Pass { .. }));
    assert!(matches!(judged(not_retried, fault, vec![visit(), shown(), shown(), notice()]), Outcome::Fail { .. }));
    assert!(matches!(judged(not_retried, fault, vec![]), Outcome::Inconclusive { .. }));
}

#[test]
fn a_command_said_before_the_reply_to_ehlo_betrays_the_use_of_injected_answers() {
    let fault = Some("peer/answers-injected");
    let shown = || shown("peer/answers-injected");
    let early = Fact::Unsolicited { session: 1, text: "MAIL FROM:<a@b>".into(), clear: false };
    assert!(matches!(judged(injected_answers_ignored, fault, vec![visit(), shown(), notice()]), Outcome::Pass { .. }));
    let taken = taken(Part::PeerServer, false, None);
    assert!(matches!(judged(injected_answers_ignored, fault, vec![visit(), shown(), taken]), Outcome::Pass { .. }));
    assert!(matches!(
        judged(injected_answers_ignored, fault, vec![visit(), shown(), early, notice()]),
        Outcome::Fail { .. }
    ));
    assert!(matches!(judged(injected_answers_ignored, fault, vec![visit()]), Outcome::Inconclusive { .. }));
}
