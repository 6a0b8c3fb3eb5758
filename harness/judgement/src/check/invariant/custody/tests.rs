// SPDX-License-Identifier: EUPL-1.2
use crate::check::testing::{Case, Example, Examples, Path};
use crate::evidence::{Evidence, Observation};
use crate::fact::{Fact, HELD_UP_MS, Message, Part, Stage};
use crate::params::{Params, Sut};
use reports::verdict::Verdict;

pub const CUSTODY: Examples = Examples {
    pass: Example::Of(|| of_both(vec![taken(3, "essai-1", INSIDE, IN, message("essai-1"))])),
    fail: Example::Of(|| of_both(vec![taken(3, "essai-1", INSIDE, to("journal@ch.test", IN), message("essai-1"))])),
    inconclusive: Example::Of(|| of_both(vec![])),
};

fn observation(number: u32, scenario: &str, place: &str, fact: Fact) -> Observation {
    Observation { number, at_ms: f64::from(number), owner: scenario.into(), place: place.into(), fact }
}

fn message(canary: &str) -> Message {
    Message { canary: Some(canary.into()), message_id: Some(format!("{canary}@x.test")), ..Message::default() }
}

fn sent(number: u32, scenario: &str, Path { from, to }: Path<'_>) -> Observation {
    let fact = Fact::MessageSent {
        session: number,
        reverse_path: format!("<{from}>"),
        forward_path: format!("<{to}>"),
        message: message(scenario),
    };
    observation(number, scenario, "p", fact)
}

fn taken(
    number: u32,
    scenario: &str,
    Player { part, place }: Player<'_>,
    Path { from, to }: Path<'_>,
    message: Message,
) -> Observation {
    let fact = Fact::MessageTaken {
        session: number,
        part,
        reverse_path: format!("<{from}>"),
        forward_paths: vec![format!("<{to}>")],
        clear: false,
        message,
    };
    observation(number, scenario, place, fact)
}

/// Who took a message.
#[derive(Clone, Copy)]
struct Player<'a> {
    part: Part,
    place: &'a str,
}

const INSIDE: Player<'_> = Player { part: Part::InternalServer, place: "internal" };
const IN: Path<'_> = Path { from: "medecin@p.test", to: "essai-1@ch.test" };
const OUT: Path<'_> = Path { from: "essai-2@ch.test", to: "medecin@q.test" };

fn peer(place: &str) -> Player<'_> {
    Player { part: Part::PeerServer, place }
}

fn to(to: &'static str, path: Path<'static>) -> Path<'static> {
    Path { to, ..path }
}

/// One message in, one message out, and what became of them.
fn of_both(more: Vec<Observation>) -> Case {
    let mut observations = vec![sent(1, "essai-1", IN), sent(2, "essai-2", OUT)];
    observations.extend(more);
    let sut = Sut { domaine: "ch.test".into(), ..Sut::default() };
    Case { evidence: Evidence { observations }, params: Params { sut, ..Params::default() } }
}

fn verdict(more: Vec<Observation>) -> Verdict {
    of_both(more).verdict(&super::CUSTODY)
}

#[test]
fn each_message_with_its_recipient_keeps_custody() {
    let inside = taken(3, "essai-1", INSIDE, IN, message("essai-1"));
    let at_peer = taken(4, "essai-2", peer("q"), OUT, message("essai-2"));
    assert_eq!(verdict(vec![inside, at_peer]), Verdict::Pass);
}

#[test]
fn another_mailbox_another_path_a_copy_and_a_second_delivery_break_custody() {
    let inside = || taken(3, "essai-1", INSIDE, IN, message("essai-1"));
    for more in [
        vec![taken(3, "essai-1", INSIDE, to("postmaster@ch.test", IN), message("essai-1"))],
        vec![taken(3, "essai-1", INSIDE, to("essai-2@ch.test", IN), message("essai-1"))],
        vec![taken(3, "essai-1", INSIDE, Path { from: "bounce@ch.test", ..IN }, message("essai-1"))],
        vec![inside(), taken(4, "essai-1", INSIDE, IN, message("essai-1"))],
        vec![inside(), taken(4, "essai-1", INSIDE, to("journal@ch.test", IN), message("essai-1"))],
        vec![inside(), taken(4, "essai-1", peer("p"), to(IN.from, IN), message("essai-1"))],
        vec![taken(4, "essai-3", peer("r"), to("medecin@r.test", OUT), message("essai-2"))],
        vec![taken(4, "essai-2", peer("q"), to("secretariat@q.test", OUT), message("essai-2"))],
        vec![taken(4, "essai-2", INSIDE, to("postmaster@ch.test", OUT), message("essai-2"))],
    ] {
        assert_eq!(verdict(more.clone()), Verdict::Fail, "{more:?}");
    }
}

#[test]
fn what_nobody_sent_is_a_finding_but_for_the_reports_of_the_system_to_its_postmaster() {
    let stranger = |to: &str, from: &str| vec![taken(5, "essai-1", INSIDE, Path { from, to }, Message::default())];
    assert_eq!(verdict(stranger("essai-1@ch.test", "x@y.test")), Verdict::Fail);
    assert_eq!(verdict(stranger("postmaster@ch.test", "")), Verdict::Pass);
    assert_eq!(verdict(stranger("postmaster@ch.test", "double-bounce@mx.ch.test")), Verdict::Pass);
    assert_eq!(verdict(stranger("postmaster@ch.test", "x@y.test")), Verdict::Fail);
}

#[test]
fn a_second_delivery_is_no_breach_while_our_own_answer_was_held_up() {
    let judge = |late_ms: u64| {
        let twice = [3, 4].map(|number| taken(number, "essai-1", INSIDE, IN, message("essai-1")));
        let late = observation(5, "essai-1", "harness", Fact::BenchLate { late_ms });
        verdict([twice.as_slice(), &[late]].concat())
    };
    assert_eq!(judge(HELD_UP_MS), Verdict::Pass);
    assert_eq!(judge(HELD_UP_MS - 1), Verdict::Fail);
}

fn replied(number: u32, session: u32, code: u16) -> Observation {
    let fact = Fact::Reply { session, stage: Stage::EndOfData, code, text: String::new() };
    observation(number, "essai-1", "p", fact)
}

fn accepted(number: u32, session: u32) -> Observation {
    replied(number, session, 250)
}

#[test]
fn a_message_that_comes_in_after_each_attempt_was_refused_breaks_custody() {
    let judge = |attempts: &[Observation]| {
        let inside = taken(9, "essai-1", INSIDE, IN, message("essai-1"));
        verdict([attempts, &[inside]].concat())
    };
    assert_eq!(judge(&[replied(3, 1, 550)]), Verdict::Fail);
    assert_eq!(judge(&[replied(3, 1, 451), sent(4, "essai-1", IN), replied(5, 4, 550)]), Verdict::Fail);
    assert_eq!(judge(&[replied(3, 1, 451), sent(4, "essai-1", IN), accepted(5, 4)]), Verdict::Pass);
    // The answer to one attempt was lost: the connector may have accepted it.
    assert_eq!(judge(&[sent(4, "essai-1", IN), replied(5, 4, 451)]), Verdict::Pass);
}
