// SPDX-License-Identifier: EUPL-1.2
use super::{form, told};
use crate::check::Check;
use crate::check::testing::{Case, Example, Examples, OUTBOUND, Path, RETURNED, case, ended, failure_notice, message};
use crate::check::testing::{opened, reply, report, submitted, taken, window_ended};
use crate::fact::{Direction, Ending, Fact, Message, Notice, Part, Stage, Window};
use reports::verdict::{Cause, Verdict};

pub const SENDER_TOLD: Examples = Examples {
    pass: Example::Of(|| returned(vec![failure_notice()])),
    fail: Example::Of(|| returned(vec![window_ended(Window::Outcome)])),
    inconclusive: Example::Of(|| {
        case(None, vec![opened(2, Part::Submitter), ended(2, Stage::Connect, Ending::Refused)])
    }),
};

pub const NOTICE_WELL_FORMED: Examples = Examples {
    pass: Example::Of(|| returned(vec![failure_notice()])),
    fail: Example::Of(|| returned(vec![changed(|notice| notice.status = None)])),
    inconclusive: Example::Of(|| returned(vec![])),
};

pub const TOLD_ONCE: Examples = Examples {
    pass: Example::Of(|| returned(vec![failure_notice(), window_ended(Window::Watch)])),
    fail: Example::Of(|| returned(vec![failure_notice(), failure_notice()])),
    inconclusive: Example::Of(|| returned(vec![window_ended(Window::Watch)])),
};

pub const NOTICE_FROM_NOBODY: Examples = Examples {
    pass: Example::Of(|| returned(vec![failure_notice()])),
    fail: Example::Of(|| returned(vec![notice_from("system@ch.test")])),
    inconclusive: Example::Of(|| returned(vec![])),
};

/// An accepted submission in a known envelope, then what comes back.
fn returned(facts: Vec<Fact>) -> Case {
    case(None, [submitted(), facts].concat()).in_envelope(Direction::Outbound, OUTBOUND)
}

fn notice_from(address: &str) -> Fact {
    taken(Part::InternalServer, Path { from: address, ..RETURNED }, report(OUTBOUND.to, "failed", "5.7.1"))
}

fn notice_to(mailbox: &str) -> Fact {
    taken(Part::InternalServer, Path { to: mailbox, ..RETURNED }, report(OUTBOUND.to, "failed", "5.7.1"))
}

fn warning() -> Fact {
    taken(Part::InternalServer, RETURNED, report(OUTBOUND.to, "delayed", "4.4.1"))
}

/// A complete notice of failure, but for one change.
fn changed(change: fn(&mut Notice)) -> Fact {
    let mut message = report(OUTBOUND.to, "failed", "5.7.1");
    message.notice.iter_mut().for_each(change);
    taken(Part::InternalServer, RETURNED, message)
}

fn verdict(check: &Check, facts: Vec<Fact>) -> Verdict {
    returned(facts).verdict(check)
}

#[test]
fn a_permanent_refusal_at_submission_tells_the_sender_and_a_message_that_left_needs_no_notice() {
    let refused = vec![opened(2, Part::Submitter), reply(2, Stage::RcptTo, 550)];
    assert_eq!(case(None, refused).verdict(&told::SENDER_TOLD), Verdict::Pass);
    let left = returned(vec![taken(Part::PeerServer, OUTBOUND, message())]).judged(&told::SENDER_TOLD);
    assert_eq!(left.cause(), Some(Cause::Precondition));
}

#[test]
fn only_a_failure_told_to_the_sender_about_this_recipient_tells_him() {
    let of_another = taken(Part::InternalServer, RETURNED, report("autre@p.test", "failed", "5.7.1"));
    for facts in [vec![warning()], vec![of_another], vec![notice_to("postmaster@ch.test")]] {
        assert_eq!(verdict(&told::SENDER_TOLD, facts.clone()), Verdict::Fail, "{facts:?}");
    }
    assert_eq!(verdict(&told::SENDER_TOLD, vec![warning(), failure_notice()]), Verdict::Pass);
}

#[test]
fn a_warning_before_and_a_copy_to_the_postmaster_are_no_second_notice() {
    let facts = vec![warning(), failure_notice(), notice_to("postmaster@ch.test"), window_ended(Window::Watch)];
    assert_eq!(verdict(&told::TOLD_ONCE, facts), Verdict::Pass);
    assert_eq!(returned(vec![failure_notice()]).judged(&told::TOLD_ONCE).cause(), Some(Cause::TimingMargin));
}

#[test]
fn each_field_of_the_report_is_demanded_and_plain_text_has_none() {
    let changes: [fn(&mut Notice); 6] = [
        |notice| notice.content_type = "multipart/mixed".into(),
        |notice| notice.report_type = None,
        |notice| notice.reporting_mta = None,
        |notice| notice.final_recipient = None,
        |notice| notice.action = None,
        |notice| notice.status = None,
    ];
    for change in changes {
        assert_eq!(verdict(&form::NOTICE_WELL_FORMED, vec![changed(change)]), Verdict::Fail);
    }
    let fields = vec![("From".to_owned(), "mailer-daemon@ch.test".to_owned())];
    let plain = Message { fields, mentions: vec![OUTBOUND.to.into()], ..Message::default() };
    let facts = vec![taken(Part::InternalServer, RETURNED, plain)];
    assert_eq!(verdict(&form::NOTICE_WELL_FORMED, facts), Verdict::Fail);
}

#[test]
fn a_report_before_schema_3_is_whole_without_the_fields_that_it_did_not_keep() {
    let bare = changed(|notice| (notice.report_type, notice.reporting_mta) = (None, None));
    let case = case(None, [submitted(), vec![bare]].concat());
    assert_eq!(case.verdict(&form::NOTICE_WELL_FORMED), Verdict::Pass);
}
