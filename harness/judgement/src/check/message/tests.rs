// SPDX-License-Identifier: EUPL-1.2
use super::{DELIVERED_UNCHANGED as DELIVERED, RELAYED_UNCHANGED as RELAYED};
use crate::check::testing::{Case, Example, Examples, INBOUND, OUTBOUND, case, sent, taken};
use crate::fact::{Message, MimePart, Part};
use reports::verdict::Verdict;

pub const RELAYED_UNCHANGED: Examples = Examples {
    pass: Example::Of(|| at_peer(Some(traced()))),
    fail: Example::Of(|| at_peer(Some(message("Lettre", "aa")))),
    inconclusive: Example::Of(|| at_peer(None)),
};

pub const DELIVERED_UNCHANGED: Examples = Examples {
    pass: Example::Of(|| inside(Some(traced()))),
    fail: Example::Of(|| inside(Some(message("Lettre de sortie", "bb")))),
    inconclusive: Example::Of(|| inside(None)),
};

fn message(subject: &str, sha256: &str) -> Message {
    let part = MimePart { content_type: "text/plain".into(), file_name: None, octets: 4, sha256: sha256.into() };
    Message {
        canary: Some("essai-1".into()),
        fields: vec![("Subject".into(), subject.into()), ("X-MSS-INS".into(), "O".into())],
        parts: vec![part],
        ..Message::default()
    }
}

/// The message with its subject folded and a trace field in front.
fn traced() -> Message {
    let mut message = message("Lettre\r\n de sortie", "aa");
    message.fields.insert(0, ("Received".into(), "from a by b".into()));
    message
}

fn at_peer(arrived: Option<Message>) -> Case {
    let arrived = arrived.map(|message| taken(Part::PeerServer, OUTBOUND, message));
    case(None, [sent(1, OUTBOUND, message("Lettre de sortie", "aa"))].into_iter().chain(arrived).collect())
}

fn inside(arrived: Option<Message>) -> Case {
    let arrived = arrived.map(|message| taken(Part::InternalServer, INBOUND, message));
    case(None, [sent(1, INBOUND, message("Lettre de sortie", "aa"))].into_iter().chain(arrived).collect())
}

#[test]
fn a_missing_field_a_missing_part_and_a_part_too_many_are_differences() {
    let whole = || message("Lettre de sortie", "aa");
    let (mut stripped, mut cut, mut longer) = (whole(), whole(), whole());
    stripped.fields.pop();
    cut.parts.clear();
    longer.parts.extend(whole().parts);
    for message in [stripped, cut, longer] {
        assert_eq!(at_peer(Some(message.clone())).verdict(&RELAYED), Verdict::Fail, "{message:?}");
    }
}

#[test]
fn the_arrival_is_compared_with_the_attempt_before_it() {
    let first = sent(1, INBOUND, message("Lettre d’entrée", "cc"));
    let mut facts = vec![first];
    facts.extend(inside(Some(traced())).evidence.observations.into_iter().map(|o| o.fact));
    assert_eq!(case(None, facts).verdict(&DELIVERED), Verdict::Pass);
}
