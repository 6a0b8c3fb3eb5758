// SPDX-License-Identifier: EUPL-1.2
use crate::check::testing::{Case, Example, Examples, OUTBOUND, case, exercised, failure_notice, in_clear, message};
use crate::check::testing::{submitted, taken};
use crate::fact::{Direction, Fact, Part};
use reports::verdict::{Cause, Verdict};

const DEFERS: &str = "peer/defers-once";
const REFUSES: &str = "peer/refuses-recipient";

pub const RETRIED_UNTIL_TAKEN: Examples = Examples {
    pass: Example::Of(|| sent_out(DEFERS, vec![exercised(DEFERS), at_peer()])),
    fail: Example::Of(|| sent_out(DEFERS, vec![exercised(DEFERS), failure_notice()])),
    inconclusive: Example::Of(|| sent_out(DEFERS, vec![at_peer()])),
};

pub const NOT_RETRIED: Examples = Examples {
    pass: Example::Of(|| sent_out(REFUSES, vec![exercised(REFUSES), failure_notice()])),
    fail: Example::Of(|| sent_out(REFUSES, vec![exercised(REFUSES), exercised(REFUSES), failure_notice()])),
    inconclusive: Example::Of(|| sent_out(REFUSES, vec![])),
};

fn sent_out(fault: &str, facts: Vec<Fact>) -> Case {
    case(Some(fault), [submitted(), facts].concat())
}

fn at_peer() -> Fact {
    taken(Part::PeerServer, OUTBOUND, message())
}

#[test]
fn a_deferred_message_that_comes_again_in_clear_or_twice_is_a_failure() {
    let verdict = |facts: Vec<Fact>| {
        sent_out(DEFERS, [vec![exercised(DEFERS)], facts].concat()).verdict(&super::RETRIED_UNTIL_TAKEN)
    };
    assert_eq!(verdict(vec![in_clear(at_peer())]), Verdict::Fail);
    assert_eq!(verdict(vec![at_peer(), at_peer()]), Verdict::Fail);
}

#[test]
fn a_single_refusal_decides_only_after_the_watch() {
    let case = sent_out(REFUSES, vec![exercised(REFUSES), failure_notice()]);
    let judged = case.in_envelope(Direction::Outbound, OUTBOUND).judged(&super::NOT_RETRIED);
    assert_eq!(judged.cause(), Some(Cause::TimingMargin));
}
