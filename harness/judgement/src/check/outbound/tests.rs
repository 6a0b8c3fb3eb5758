// SPDX-License-Identifier: EUPL-1.2
use super::{injection, never_contacted, relay, turned_away};
use crate::check::Check;
use crate::check::testing::{Case, Example, Examples, OUTBOUND, Path, case, command, ended, exercised, failure_notice};
use crate::check::testing::{in_clear, message, opened, reply, submitted, taken, unsolicited, window_ended};
use crate::fact::{Direction, Ending, Fact, Part, Stage, Window};
use reports::verdict::{Cause, Verdict};

const INJECTED: &str = "peer/answers-injected";
const EXPIRED: &str = "pki/expired";

pub const RELAYED_TO_PEER: Examples = Examples {
    pass: Example::Of(|| sent_out(None, vec![visit(), at_peer()])),
    fail: Example::Of(|| sent_out(None, vec![visit(), failure_notice()])),
    inconclusive: Example::Of(|| case(None, unreachable())),
};

pub const PEER_TURNED_AWAY: Examples = Examples {
    pass: Example::Of(|| sent_out(Some(EXPIRED), vec![visit(), exercised(EXPIRED), failure_notice()])),
    fail: Example::Of(|| sent_out(Some(EXPIRED), vec![visit(), exercised(EXPIRED), mail_from(), failure_notice()])),
    inconclusive: Example::Of(|| sent_out(Some(EXPIRED), vec![visit(), exercised(EXPIRED)])),
};

pub const INJECTED_ANSWERS_IGNORED: Examples = Examples {
    pass: Example::Of(|| sent_out(Some(INJECTED), vec![visit(), exercised(INJECTED), failure_notice()])),
    fail: Example::Of(|| {
        sent_out(Some(INJECTED), vec![visit(), exercised(INJECTED), unsolicited(1, "MAIL FROM:<a@b>")])
    }),
    inconclusive: Example::Of(|| sent_out(Some(INJECTED), vec![visit()])),
};

pub const NEVER_CONTACTED: Examples = Examples {
    pass: Example::Of(|| sent_out(None, vec![failure_notice()])),
    fail: Example::Of(|| sent_out(None, vec![visit(), failure_notice()])),
    inconclusive: Example::Of(|| sent_out(None, vec![])),
};

/// An accepted submission, then these facts at the peer.
fn sent_out(fault: Option<&str>, facts: Vec<Fact>) -> Case {
    case(fault, [submitted(), facts].concat())
}

fn unreachable() -> Vec<Fact> {
    vec![opened(2, Part::Submitter), ended(2, Stage::Connect, Ending::Refused)]
}

fn visit() -> Fact {
    opened(1, Part::PeerServer)
}

fn at_peer() -> Fact {
    taken(Part::PeerServer, OUTBOUND, message())
}

fn mail_from() -> Fact {
    command(1, "MAIL FROM:<a@b>", false)
}

#[test]
fn a_delivery_in_clear_a_second_one_and_silence_are_failures() {
    for facts in [vec![visit(), in_clear(at_peer())], vec![at_peer(), at_peer()], vec![window_ended(Window::Outcome)]] {
        assert_eq!(sent_out(None, facts.clone()).verdict(&relay::RELAYED_TO_PEER), Verdict::Fail, "{facts:?}");
    }
    let refused = vec![opened(2, Part::Submitter), reply(2, Stage::RcptTo, 550)];
    assert_eq!(case(None, refused).verdict(&relay::RELAYED_TO_PEER), Verdict::Fail);
}

#[test]
fn a_delivery_under_another_envelope_or_with_a_notice_of_failure_is_a_failure() {
    let verdict = |facts| {
        let case = sent_out(None, facts).in_envelope(Direction::Outbound, OUTBOUND);
        case.verdict(&relay::RELAYED_TO_PEER)
    };
    assert_eq!(verdict(vec![at_peer()]), Verdict::Pass);
    assert_eq!(verdict(vec![failure_notice(), at_peer()]), Verdict::Fail);
    let rewritten = Path { from: "bounce@ch.test", ..OUTBOUND };
    assert_eq!(verdict(vec![taken(Part::PeerServer, rewritten, message())]), Verdict::Fail);
}

#[test]
fn an_unreachable_submission_port_says_nothing_of_what_was_sent() {
    for check in [relay::RELAYED_TO_PEER, turned_away::PEER_TURNED_AWAY, never_contacted::NEVER_CONTACTED] {
        assert_eq!(case(None, unreachable()).judged(&check).cause(), Some(Cause::PeerUnreachable));
        assert_eq!(case(None, vec![]).judged(&check).cause(), Some(Cause::Harness));
    }
}

#[test]
fn a_peer_that_was_never_visited_or_never_showed_its_fault_was_not_turned_away() {
    for facts in [vec![failure_notice()], vec![visit(), failure_notice()]] {
        let cause = sent_out(Some(EXPIRED), facts).judged(&turned_away::PEER_TURNED_AWAY).cause();
        assert_eq!(cause, Some(Cause::FaultNotExercised));
    }
}

#[test]
fn turning_away_is_undecided_while_the_connector_may_still_try_again() {
    let judged = |facts: Vec<Fact>| {
        let facts = [vec![visit(), exercised(EXPIRED)], facts].concat();
        sent_out(Some(EXPIRED), facts).in_envelope(Direction::Outbound, OUTBOUND).judged(&turned_away::PEER_TURNED_AWAY)
    };
    assert_eq!(judged(vec![]).cause(), Some(Cause::TimingMargin));
    assert_eq!(judged(vec![failure_notice()]).cause(), Some(Cause::TimingMargin));
    assert_eq!(judged(vec![failure_notice(), window_ended(Window::Watch)]).verdict(), Verdict::Pass);
}

#[test]
fn an_unlisted_domain_is_refused_for_good_at_submission_and_a_temporary_refusal_decides_nothing() {
    let judged = |code| sent_out(None, vec![reply(2, Stage::RcptTo, code)]).judged(&never_contacted::NEVER_CONTACTED);
    assert_eq!(judged(550).verdict(), Verdict::Pass);
    assert_eq!(judged(450).cause(), Some(Cause::TimingMargin));
}

#[test]
fn a_fault_of_the_dns_that_no_answer_carried_decides_nothing() {
    let fault = "dns/wrong-id";
    let of = |check: &Check, facts| sent_out(Some(fault), facts).judged(check);
    for (check, facts) in
        [(never_contacted::NEVER_CONTACTED, vec![failure_notice()]), (relay::RELAYED_TO_PEER, vec![visit(), at_peer()])]
    {
        assert_eq!(of(&check, facts.clone()).cause(), Some(Cause::FaultNotExercised));
        assert_eq!(of(&check, [vec![exercised(fault)], facts].concat()).verdict(), Verdict::Pass);
    }
}

#[test]
fn going_on_inside_tls_without_the_injected_replies_is_sound() {
    let check = injection::INJECTED_ANSWERS_IGNORED;
    let judged = |facts: Vec<Fact>| {
        sent_out(Some(INJECTED), [vec![visit(), exercised(INJECTED)], facts].concat()).judged(&check)
    };
    assert_eq!(judged(vec![at_peer()]).verdict(), Verdict::Pass);
    assert_eq!(judged(vec![]).cause(), Some(Cause::TimingMargin));
}
