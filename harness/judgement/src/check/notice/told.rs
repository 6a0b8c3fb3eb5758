// SPDX-License-Identifier: EUPL-1.2
//! Whether the sender is told that the message failed, and how often.

use super::{advice, no_notice};
use crate::check::outcome::{fail, inconclusive, joined, not_watched, nothing_seen, pass};
use crate::check::tracked_message::TrackedMessage;
use crate::check::{Check, Judge, wait};
use crate::custody::{ReportedStatus, Taken};
use crate::evidence::Evidence;
use crate::fact::Window;
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// A message of an internal user cannot be delivered.
///
/// It needs notices, as a connector without them can only refuse at submission.
pub const SENDER_TOLD: Check = Check {
    id: "sender-told",
    fr: "L’émetteur apprend que son message n’est pas parti : refus à la soumission, ou un avis de non-remise.",
    en: "The sender learns that the message did not leave: a refusal at submission, or one non-delivery notice.",
    clause: "RFC 5321 §6.1",
    advice: advice::SENDER_TOLD,
    negative: false,
    needs: Some("sends-notices"),
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithoutPeer(sender_told),
    #[cfg(test)]
    examples: super::tests::SENDER_TOLD,
};

/// The same, judged by the number of notices at the end of the watch.
pub const TOLD_ONCE: Check = Check {
    id: "told-once",
    fr: "L’émetteur est averti une seule fois de la non-remise.",
    en: "The sender is told of the non-delivery only once.",
    clause: "RFC 3464 §2 ; bonne pratique",
    advice: advice::TOLD_ONCE,
    negative: false,
    needs: Some("sends-notices"),
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithoutPeer(told_once),
    #[cfg(test)]
    examples: super::tests::TOLD_ONCE,
};

/// Does the sender know that the message failed?
///
/// - Passes on a 5xx at submission, and on a notice of failure to the sender about this recipient.
/// - Fails when an accepted message was followed by nothing of the kind in the declared time.
/// - Undecided when a peer took the message (`precondition`), and when it could not be submitted (`peer-unreachable`).
fn sender_told(evidence: &Evidence, params: &Params) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    if let Some(number) = tracked.taken_by_any_peer() {
        let because =
            Text::new("le message est parti : il n’y a rien à dire", "the message left: there is nothing to tell");
        return inconclusive(Cause::Precondition, because, vec![number]);
    }
    if let Some(refusal) = tracked.submission_refusal().filter(|refusal| refusal.is_permanent()) {
        let (code, words) = (refusal.code, refusal.words);
        let because = text!("refus à la soumission : {code} {words}", "refusal at submission: {code} {words}");
        return pass(because, vec![refusal.number]);
    }
    let failures = tracked.failure_notice_numbers();
    if !failures.is_empty() {
        return pass(Text::new("un avis de non-remise", "a non-delivery notice"), failures);
    }
    if tracked.accepted().is_none() {
        return nothing_seen(Text::new("le message n’a pas pu être soumis", "the message could not be submitted"));
    }
    not_told(&tracked)
}

/// The failure of a connector that took the message: what it said instead, if anything.
fn not_told(tracked: &TrackedMessage<'_>) -> Outcome {
    let notices = tracked.notices();
    let numbers = notices.iter().map(|(taken, _)| taken.number).chain(tracked.window_ends(Window::Outcome)).collect();
    let said: Vec<Text> = notices.iter().map(|(taken, status)| said_instead(tracked, taken, *status)).collect();
    let observed = match said.as_slice() {
        [] => Text::new("rien dans le délai déclaré", "nothing within the declared time"),
        said => joined(said),
    };
    fail(Text::new("un refus ou un avis de non-remise", "a refusal or a non-delivery notice"), observed, numbers)
}

/// Why a notice does not tell the sender that the message failed.
fn said_instead(tracked: &TrackedMessage<'_>, taken: &Taken<'_>, status: ReportedStatus) -> Text {
    if !tracked.is_for_sender(taken) {
        let whom = taken.forward_paths.join(", ");
        return text!("un avis adressé à {whom}", "a notice addressed to {whom}");
    }
    match status {
        ReportedStatus::Delayed => Text::new("un avis de retard seulement", "a notice of delay only"),
        ReportedStatus::Delivered => Text::new("un avis de remise", "a notice of delivery"),
        ReportedStatus::OtherRecipient => {
            Text::new("un avis sur un autre destinataire", "a notice about another recipient")
        }
        ReportedStatus::Failed | ReportedStatus::Contradictory => {
            Text::new("un avis qui se contredit", "a notice that contradicts itself")
        }
    }
}

/// Was the sender told once?
///
/// - Passes on one notice of failure to the sender, once the watch came to its end.
/// - Fails on a second one. A notice of delay before it, and a copy to the postmaster, do not count.
/// - Undecided without any (`precondition`), and before the watch ended (`timing-margin`).
fn told_once(evidence: &Evidence, params: &Params) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let failures = tracked.failure_notice_numbers();
    let expected = || Text::new("un seul avis", "a single notice");
    match (failures.len(), tracked.watch_ends()) {
        (0, _) => no_notice(),
        (1, None) => not_watched(failures),
        (1, Some(watched)) => pass(expected(), [failures, watched].concat()),
        (n, _) => fail(expected(), text!("{n} avis", "{n} notices"), failures),
    }
}
