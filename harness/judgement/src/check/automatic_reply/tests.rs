// SPDX-License-Identifier: EUPL-1.2
use super::{form, reply};
use crate::check::testing::with_fields;
use crate::check::testing::{self, Case, Example, Examples, Path, accepted, case, message, sent, taken, window_ended};
use crate::fact::{Direction, Fact, Part, Stage, Window};
use reports::verdict::Verdict;

/// From the peer to the mailbox.
const ASKED: Path<'_> = Path { from: "medecin@p.test", to: "auto@ch.test" };

const FULL: [(&str, &str); 3] =
    [("From", "auto@ch.test"), ("Auto-Submitted", "auto-replied"), ("In-Reply-To", "<essai-1@x.test>")];

pub const ANSWERED_AUTOMATICALLY: Examples = Examples {
    pass: Example::Of(|| asked(vec![answer()])),
    fail: Example::Of(|| asked(vec![window_ended(Window::AutomaticReply)])),
    inconclusive: Example::Of(refused),
};

pub const ANSWERED_ONCE: Examples = Examples {
    pass: Example::Of(|| asked(vec![answer(), window_ended(Window::Watch)])),
    fail: Example::Of(|| asked(vec![answer(), answer(), window_ended(Window::Watch)])),
    inconclusive: Example::Of(|| asked(vec![answer()])),
};

pub const ANSWER_FROM_NOBODY: Examples = of_form(|| asked(vec![answer_from("auto@ch.test", &FULL)]));
pub const ANSWER_MARKED: Examples = of_form(|| asked(vec![answer_from("", &[FULL[0], FULL[2]])]));
pub const ANSWER_THREADED: Examples = of_form(|| asked(vec![answer_from("", &FULL[..2])]));

pub const NOT_ANSWERED_AUTOMATICALLY: Examples = Examples {
    pass: Example::Of(|| asked(vec![window_ended(Window::AutomaticReply)])),
    fail: Example::Of(|| asked(vec![answer(), window_ended(Window::AutomaticReply)])),
    inconclusive: Example::Of(|| asked(vec![])),
};

/// Of a rule that the full form keeps and one other answer breaks.
const fn of_form(fail: fn() -> Case) -> Examples {
    Examples {
        pass: Example::Of(|| asked(vec![answer()])),
        fail: Example::Of(fail),
        inconclusive: Example::Of(|| asked(vec![])),
    }
}

/// A message to the mailbox that the connector accepts, then what the peer sees.
fn asked(facts: Vec<Fact>) -> Case {
    let asked = vec![sent(1, ASKED, message()), accepted(1)];
    case(None, [asked, facts].concat()).in_envelope(Direction::Inbound, ASKED)
}

fn refused() -> Case {
    case(None, vec![sent(1, ASKED, message()), testing::reply(1, Stage::RcptTo, 550)])
}

fn answer() -> Fact {
    answer_from("", &FULL)
}

fn answer_from(from: &str, fields: &[(&str, &str)]) -> Fact {
    taken(Part::PeerServer, Path { from, to: ASKED.from }, with_fields(fields))
}

#[test]
fn an_answer_in_any_form_is_an_answer() {
    let plain = answer_from("auto@ch.test", &FULL[..1]);
    assert_eq!(asked(vec![plain.clone()]).verdict(&reply::ANSWERED_AUTOMATICALLY), Verdict::Pass);
    for check in [form::ANSWER_FROM_NOBODY, form::ANSWER_MARKED, form::ANSWER_THREADED] {
        assert_eq!(asked(vec![plain.clone()]).verdict(&check), Verdict::Fail);
    }
}

#[test]
fn neither_a_notice_nor_the_message_itself_nor_an_answer_to_another_answers_the_sender() {
    let notice = answer_from("", &[("From", "MAILER-DAEMON")]);
    let to_another = taken(Part::PeerServer, Path { from: "", to: "autre@p.test" }, with_fields(&FULL));
    let itself = answer_from("medecin@p.test", &[]);
    for fact in [notice, to_another, itself] {
        let verdict = asked(vec![fact.clone()]).verdict(&reply::ANSWERED_AUTOMATICALLY);
        assert_eq!(verdict, Verdict::Fail, "{fact:?}");
    }
}
