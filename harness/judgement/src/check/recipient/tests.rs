// SPDX-License-Identifier: EUPL-1.2
use super::RECIPIENT_REFUSED as CHECK;
use crate::check::testing::{Case, Example, Examples, INBOUND, accepted, case, opened, reply, report, sent, taken};
use crate::check::testing::{Path, message};
use crate::fact::{Fact, Part, Stage};
use reports::verdict::Verdict;

pub const RECIPIENT_REFUSED: Examples = Examples {
    pass: Example::Of(|| session(vec![reply(1, Stage::RcptTo, 550)])),
    fail: Example::Of(|| session(vec![reply(1, Stage::RcptTo, 250), accepted(1)])),
    inconclusive: Example::Of(|| session(vec![])),
};

fn session(facts: Vec<Fact>) -> Case {
    case(None, [vec![opened(1, Part::PeerClient), sent(1, INBOUND, message())], facts].concat())
}

#[test]
fn a_temporary_refusal_decides_only_once_it_was_met_twice() {
    let deferred = |session| reply(session, Stage::RcptTo, 450);
    assert_eq!(session(vec![deferred(1)]).verdict(&CHECK), Verdict::Inconclusive);
    let again = vec![deferred(1), opened(2, Part::PeerClient), deferred(2)];
    assert_eq!(session(again).verdict(&CHECK), Verdict::Fail);
}

#[test]
fn a_message_taken_and_given_back_by_a_notice_is_refused_and_one_refused_after_data_is_not() {
    let notice = taken(Part::PeerServer, Path { from: "", to: INBOUND.from }, report(INBOUND.to, "failed", "5.1.1"));
    assert_eq!(session(vec![reply(1, Stage::RcptTo, 250), accepted(1), notice]).verdict(&CHECK), Verdict::Pass);
    let late = vec![reply(1, Stage::RcptTo, 250), reply(1, Stage::EndOfData, 550)];
    assert_eq!(session(late).verdict(&CHECK), Verdict::Fail);
}
