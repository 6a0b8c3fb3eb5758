// SPDX-License-Identifier: EUPL-1.2
use super::*;
use crate::check::testing::{self, Case, Example, Examples, INBOUND, Path, accepted, case, ended, message, opened};
use crate::check::testing::{reply, report, sent, window_ended};
use crate::fact::{Direction, Ending, Message};
use reports::verdict::{Cause, Verdict};

pub const DELIVERED_INSIDE: Examples = Examples {
    pass: Example::Of(|| case(None, vec![accepted(1), inside()])),
    fail: Example::Of(|| case(None, vec![accepted(1), inside(), inside()])),
    inconclusive: Example::Of(|| case(None, vec![reply(1, Stage::EndOfData, 550)])),
};

pub const NOTHING_DELIVERED: Examples = Examples {
    pass: Example::Of(|| case(None, vec![ended(1, Stage::Handshake, Ending::Closed)])),
    fail: Example::Of(|| case(None, vec![inside()])),
    inconclusive: Example::Of(|| case(None, vec![ended(1, Stage::Connect, Ending::Refused)])),
};

pub const ANSWERED_FOR: Examples = Examples {
    pass: Example::Of(|| handed_in(vec![accepted(1), inside()])),
    fail: Example::Of(|| handed_in(vec![accepted(1), window_ended(Window::Outcome)])),
    inconclusive: Example::Of(|| handed_in(vec![accepted(1)])),
};

fn inside() -> Fact {
    testing::taken(Part::InternalServer, INBOUND, message())
}

/// One session of the peer in which the message is sent.
fn handed_in(facts: Vec<Fact>) -> Case {
    case(None, [vec![opened(1, Part::PeerClient), sent(1, INBOUND, message())], facts].concat())
}

#[test]
fn a_message_of_another_script_is_no_delivery() {
    let other = Message { canary: Some("essai-2".into()), ..Message::default() };
    let facts = vec![accepted(1), testing::taken(Part::InternalServer, INBOUND, other)];
    assert_eq!(case(None, facts).verdict(&super::DELIVERED_INSIDE), Verdict::Fail);
}

#[test]
fn a_delivery_for_another_mailbox_is_a_failure_where_the_envelope_is_known() {
    let verdict = |path| {
        let facts = vec![accepted(1), testing::taken(Part::InternalServer, path, message())];
        case(None, facts).in_envelope(Direction::Inbound, INBOUND).verdict(&super::DELIVERED_INSIDE)
    };
    assert_eq!(verdict(INBOUND), Verdict::Pass);
    assert_eq!(verdict(Path { to: "postmaster@ch.test", ..INBOUND }), Verdict::Fail);
    assert_eq!(verdict(Path { from: "bounce@ch.test", ..INBOUND }), Verdict::Fail);
}

#[test]
fn an_absence_counts_only_after_the_watch_where_one_is_known() {
    let judged = |facts| case(None, facts).in_envelope(Direction::Inbound, INBOUND).judged(&super::NOTHING_DELIVERED);
    let closed = || ended(1, Stage::Handshake, Ending::Closed);
    assert_eq!(judged(vec![closed()]).cause(), Some(Cause::TimingMargin));
    assert_eq!(judged(vec![closed(), window_ended(Window::Watch)]).verdict(), Verdict::Pass);
}

#[test]
fn a_refusal_at_the_recipient_and_a_notice_to_the_sender_both_answer_for_a_message() {
    let verdict = |facts| handed_in(facts).verdict(&super::ANSWERED_FOR);
    assert_eq!(verdict(vec![reply(1, Stage::RcptTo, 550)]), Verdict::Pass);
    assert_eq!(verdict(vec![reply(1, Stage::MailFrom, 550)]), Verdict::Inconclusive);
    let path = Path { from: "", to: INBOUND.from };
    let notice = testing::taken(Part::PeerServer, path, report(INBOUND.to, "failed", "5.1.1"));
    assert_eq!(verdict(vec![accepted(1), notice]), Verdict::Pass);
}
