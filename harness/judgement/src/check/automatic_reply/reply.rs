// SPDX-License-Identifier: EUPL-1.2
//! Whether the mailbox replies, to whom, and how often.

use super::{advice, no_reply};
use crate::check::outcome::{fail, not_accepted, not_watched, pass};
use crate::check::tracked_message::TrackedMessage;
use crate::check::{Check, Judge, wait};
use crate::evidence::Evidence;
use crate::fact::Window;
use crate::params::{Params, Peer};
use reports::text;
use reports::text::Text;
use reports::verdict::Outcome;

/// A peer writes to the mailbox. The reply may take as long as the window `automatic-reply-ms`.
pub const ANSWERED_AUTOMATICALLY: Check = Check {
    id: "answered-automatically",
    fr: "La boîte de réponse automatique répond au pair qui lui a écrit.",
    en: "The automatic-reply mailbox answers the peer that wrote to it.",
    clause: "Guide d’intégration, Annexe 1",
    advice: advice::ANSWERED_AUTOMATICALLY,
    negative: false,
    needs: None,
    wait: Some(wait::AUTOMATIC_REPLY),
    judge: Judge::WithPeer(answered),
    #[cfg(test)]
    examples: super::tests::ANSWERED_AUTOMATICALLY,
};

/// The same message, seen to the end of the watch.
pub const ANSWERED_ONCE: Check = Check {
    id: "answered-once",
    fr: "La boîte de réponse automatique ne répond qu’une fois à un message.",
    en: "The automatic-reply mailbox answers a message only once.",
    clause: "RFC 3834 §2",
    advice: advice::ANSWERED_ONCE,
    negative: false,
    needs: None,
    wait: Some(wait::AUTOMATIC_REPLY),
    judge: Judge::WithPeer(answered_once),
    #[cfg(test)]
    examples: super::tests::ANSWERED_ONCE,
};

/// The peer writes from the null reverse-path, or marks its message as automatic.
///
/// Negative: a mailbox that never replies keeps the rule by chance.
pub const NOT_ANSWERED_AUTOMATICALLY: Check = Check {
    id: "not-answered-automatically",
    fr: "La boîte de réponse automatique ne répond pas à ce message.",
    en: "The automatic-reply mailbox does not answer this message.",
    clause: "RFC 3834 §2",
    advice: advice::NOT_ANSWERED_AUTOMATICALLY,
    negative: true,
    needs: None,
    wait: Some(wait::NO_AUTOMATIC_REPLY),
    judge: Judge::WithPeer(not_answered),
    #[cfg(test)]
    examples: super::tests::NOT_ANSWERED_AUTOMATICALLY,
};

/// Did the mailbox reply to the sender?
///
/// - Passes when a reply reached the peer for the sender of the accepted message.
/// - Fails on a reply to somebody else alone, and when none came in the declared time.
/// - Undecided when the message was not accepted.
fn answered(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let Some(accepted) = tracked.accepted() else { return not_accepted() };
    let replies = tracked.automatic_replies(peer);
    let for_sender = replies.iter().find(|taken| tracked.is_for_sender(taken));
    let expected = Text::new("une réponse à l’expéditeur", "an answer to the sender");
    match (for_sender, replies.first()) {
        (Some(taken), _) => pass(expected, vec![accepted, taken.number]),
        (None, Some(taken)) => {
            let observed = text!("une réponse à {}", "an answer to {}", taken.forward_paths.join(", "));
            fail(expected, observed, vec![taken.number])
        }
        (None, None) => {
            let observed = Text::new("aucune réponse dans le délai déclaré", "no answer within the declared time");
            fail(expected, observed, [vec![accepted], tracked.window_ends(Window::AutomaticReply)].concat())
        }
    }
}

/// Did the mailbox reply once?
///
/// - Passes on one reply, once the watch came to its end.
/// - Fails on a second one.
/// - Undecided without a reply (`precondition`), and before the watch ended (`timing-margin`).
fn answered_once(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let replies: Vec<u32> = tracked.automatic_replies(peer).iter().map(|taken| taken.number).collect();
    let expected = Text::new("une seule réponse", "a single answer");
    match (replies.len(), tracked.watch_ends()) {
        (0, _) => no_reply(),
        (1, None) => not_watched(replies),
        (1, Some(watched)) => pass(expected, [replies, watched].concat()),
        (n, _) => fail(expected, text!("{n} réponses", "{n} answers"), replies),
    }
}

/// Did the mailbox keep silent?
///
/// - Passes when the message was accepted and no reply came before its window ended.
/// - Fails on any reply: RFC 3834 §2 forbids one to the null reverse-path, and one to an automatic message.
/// - Undecided when the message was not accepted, and before the window ended.
fn not_answered(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    if let Some(taken) = tracked.automatic_replies(peer).first() {
        let observed = Text::new("une réponse automatique", "an automatic reply");
        return fail(Text::new("aucune réponse", "no answer"), observed, vec![taken.number]);
    }
    let Some(accepted) = tracked.accepted() else { return not_accepted() };
    let window = tracked.window_ends(Window::AutomaticReply);
    if window.is_empty() {
        return not_watched(vec![accepted]);
    }
    pass(
        Text::new("aucune réponse dans le délai déclaré", "no answer within the declared time"),
        [vec![accepted], window].concat(),
    )
}
