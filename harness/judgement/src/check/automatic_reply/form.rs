// SPDX-License-Identifier: EUPL-1.2
//! The form of an automatic reply: its envelope and its header fields.

use super::{advice, no_reply};
use crate::check::outcome::{fail, pass};
use crate::check::tracked_message::TrackedMessage;
use crate::check::{Check, Judge, wait};
use crate::custody::Taken;
use crate::evidence::Evidence;
use crate::params::{Params, Peer};
use reports::text;
use reports::text::Text;
use reports::verdict::Outcome;

/// A reply reaches the peer: its envelope.
pub const ANSWER_FROM_NOBODY: Check = Check {
    id: "answer-from-nobody",
    fr: "La réponse automatique part du chemin de retour nul.",
    en: "The automatic reply comes from the null reverse-path.",
    clause: "RFC 3834 §3.3",
    advice: advice::ANSWER_FROM_NOBODY,
    negative: false,
    needs: None,
    wait: Some(wait::AUTOMATIC_REPLY),
    judge: Judge::WithPeer(from_nobody),
    #[cfg(test)]
    examples: super::tests::ANSWER_FROM_NOBODY,
};

/// A reply reaches the peer: the field that says what it is.
pub const ANSWER_MARKED: Check = Check {
    id: "answer-marked",
    fr: "La réponse automatique se dit telle : Auto-Submitted: auto-replied.",
    en: "The automatic reply says that it is one: Auto-Submitted: auto-replied.",
    clause: "RFC 3834 §3.1.7, §5",
    advice: advice::ANSWER_MARKED,
    negative: false,
    needs: None,
    wait: Some(wait::AUTOMATIC_REPLY),
    judge: Judge::WithPeer(marked),
    #[cfg(test)]
    examples: super::tests::ANSWER_MARKED,
};

/// A reply reaches the peer: the field that says what it answers.
pub const ANSWER_THREADED: Check = Check {
    id: "answer-threaded",
    fr: "La réponse automatique nomme dans In-Reply-To le message auquel elle répond.",
    en: "The automatic reply names in In-Reply-To the message that it answers.",
    clause: "RFC 3834 §3.1.6",
    advice: advice::ANSWER_THREADED,
    negative: false,
    needs: None,
    wait: Some(wait::AUTOMATIC_REPLY),
    judge: Judge::WithPeer(threaded),
    #[cfg(test)]
    examples: super::tests::ANSWER_THREADED,
};

/// Passes when the first reply follows one rule of form; the rule says what was seen instead.
///
/// Undecided when no reply reached the peer: whether one must come is another check.
fn first_reply(tracked: &TrackedMessage<'_>, peer: &Peer, rule: impl Fn(&Taken<'_>) -> Result<(), Text>) -> Outcome {
    let replies = tracked.automatic_replies(peer);
    let Some(taken) = replies.first() else { return no_reply() };
    let expected = Text::new("une réponse dans cette forme", "an answer in this form");
    match rule(taken) {
        Ok(()) => pass(expected, vec![taken.number]),
        Err(observed) => fail(expected, observed, vec![taken.number]),
    }
}

/// Has the reply the null reverse-path?
///
/// - Passes on the null reverse-path (RFC 3834 §3.3), so that nothing can answer the reply.
/// - Fails on any other.
fn from_nobody(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    first_reply(&TrackedMessage::of(evidence, params), peer, |taken| match taken.reverse_path {
        "" => Ok(()),
        path => Err(Text::same(format!("MAIL FROM:<{path}>"))),
    })
}

/// Does the reply say that it is automatic?
///
/// - Passes when a field Auto-Submitted begins with `auto-replied`, whatever its case and its parameters.
/// - Fails without one: another responder would take the reply for a message (RFC 3834 §5).
fn marked(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    first_reply(&TrackedMessage::of(evidence, params), peer, |taken| {
        let values: Vec<&str> = taken.message.field("Auto-Submitted").collect();
        match values.iter().any(|value| value.trim().to_ascii_lowercase().starts_with("auto-replied")) {
            true => Ok(()),
            false => Err(text!("Auto-Submitted : {values:?}", "Auto-Submitted: {values:?}")),
        }
    })
}

/// Does the reply name the message that it answers?
///
/// - Passes when a field In-Reply-To holds the Message-ID of the first message of the script.
/// - Fails when none does, and when that message had no Message-ID.
fn threaded(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let asked = evidence.sent_messages().next().and_then(|sent| sent.message.message_id.clone()).unwrap_or_default();
    first_reply(&TrackedMessage::of(evidence, params), peer, |taken| {
        let values: Vec<&str> = taken.message.field("In-Reply-To").collect();
        match !asked.is_empty() && values.iter().any(|value| value.contains(&asked)) {
            true => Ok(()),
            false => Err(text!("In-Reply-To : {values:?}", "In-Reply-To: {values:?}")),
        }
    })
}
