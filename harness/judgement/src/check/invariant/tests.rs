// SPDX-License-Identifier: EUPL-1.2
use super::{dialogue, loss};
use crate::check::testing::{
    Case, Example, Examples, INBOUND, OUTBOUND, Path, accepted, case, command, ended, exercised,
};
use crate::check::testing::{handshake, in_clear, message, opened, sent, taken, unsolicited, window_ended};
use crate::fact::{Ending, Fact, Part, Stage, Window};
use crate::params::{Params, Sut};
use reports::verdict::Verdict;

pub const NO_MAIL_BEFORE_TLS: Examples = Examples {
    pass: Example::Of(|| run(vec![visited(), mail_from(false)])),
    fail: Example::Of(|| run(vec![visited(), mail_from(false), mail_from(true)])),
    inconclusive: Example::Of(|| run(vec![visited()])),
};

pub const NO_MESSAGE_IN_CLEAR: Examples = Examples {
    pass: Example::Of(|| run(vec![at_peer()])),
    fail: Example::Of(|| run(vec![at_peer(), in_clear(at_peer())])),
    inconclusive: Example::Of(|| run(vec![inside()])),
};

pub const TLS_1_2_AT_LEAST: Examples = Examples {
    pass: Example::Of(|| run(vec![handshake(1, "TLSv1.2"), handshake(2, "TLSv1.3")])),
    fail: Example::Of(|| run(vec![handshake(1, "TLSv1.3"), handshake(2, "TLSv1.1")])),
    inconclusive: Example::Of(|| run(vec![visited()])),
};

pub const ONE_FINAL_REPLY: Examples = Examples {
    pass: Example::Of(|| answered(vec![])),
    fail: Example::Of(|| answered(vec![unsolicited(1, "250 2.0.0 ok")])),
    inconclusive: Example::Of(|| run(vec![opened(1, Part::PeerClient), accepted(1)])),
};

pub const NOTHING_VANISHES: Examples = Examples {
    pass: Example::Of(|| handed_in(INBOUND, vec![inside(), window_ended(Window::Watch)])),
    fail: Example::Of(|| handed_in(INBOUND, vec![window_ended(Window::Watch)])),
    inconclusive: Example::Of(|| handed_in(INBOUND, vec![])),
};

/// A whole run with a connector of `ch.test` whose mailbox `auto` replies by itself.
fn run(facts: Vec<Fact>) -> Case {
    let sut = Sut { domaine: "ch.test".into(), automatic_reply: Some("auto@ch.test".into()), ..Sut::default() };
    Case { params: Params { sut, ..Params::default() }, ..case(None, facts) }
}

fn visited() -> Fact {
    opened(1, Part::PeerServer)
}

fn mail_from(clear: bool) -> Fact {
    command(1, "MAIL FROM:<a@b>", clear)
}

fn at_peer() -> Fact {
    taken(Part::PeerServer, OUTBOUND, message())
}

fn inside() -> Fact {
    taken(Part::InternalServer, INBOUND, message())
}

/// A session of a peer in which the final dot is answered inside TLS.
fn answered(facts: Vec<Fact>) -> Case {
    run([vec![opened(1, Part::PeerClient), handshake(1, "TLSv1.3"), accepted(1)], facts].concat())
}

/// A message of a peer that the connector accepts.
fn handed_in(path: Path<'_>, facts: Vec<Fact>) -> Case {
    run([vec![sent(1, path, message()), accepted(1)], facts].concat())
}

#[test]
fn a_421_and_the_reply_to_a_command_slipped_in_are_none_too_many() {
    let verdict = |facts| answered(facts).verdict(&dialogue::ONE_FINAL_REPLY);
    assert_eq!(verdict(vec![unsolicited(1, "421 4.7.1 closing")]), Verdict::Pass);
    let slipped = exercised("peer/pipelines-behind-starttls");
    assert_eq!(verdict(vec![slipped, unsolicited(1, "250 ok")]), Verdict::Pass);
}

#[test]
fn the_reply_that_comes_after_the_wait_for_it_was_given_up_is_none_too_many() {
    let verdict = |facts| answered(facts).verdict(&dialogue::ONE_FINAL_REPLY);
    let silence = || ended(1, Stage::Greeting, Ending::Silence { waited_ms: 10 });
    let late = |text| unsolicited(1, text);
    assert_eq!(verdict(vec![late("220 mx.test"), silence()]), Verdict::Pass);
    assert_eq!(verdict(vec![late("220 mx.test"), late("250 ok"), silence()]), Verdict::Fail);
}

#[test]
fn a_message_from_nobody_and_one_for_the_mailbox_that_replies_cannot_vanish() {
    for path in [Path { from: "", ..INBOUND }, Path { to: "auto@ch.test", ..INBOUND }, OUTBOUND] {
        let verdict = handed_in(path, vec![window_ended(Window::Watch)]).verdict(&loss::NOTHING_VANISHES);
        assert_eq!(verdict, Verdict::Inconclusive, "{path:?}");
    }
}
