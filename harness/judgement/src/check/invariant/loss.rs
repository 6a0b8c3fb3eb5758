// SPDX-License-Identifier: EUPL-1.2
//! No message that a peer handed over disappears.

use super::advice;
use super::messages::{final_dot_reply, is_of_domain, no_message};
use crate::check::outcome::{fail, pass};
use crate::check::{Check, Judge};
use crate::custody::{Correlation, Sent, Taken, same_address};
use crate::evidence::Evidence;
use crate::fact::{Fact, Window};
use crate::params::{Params, Sut};
use reports::text;
use reports::text::Text;
use reports::verdict::Outcome;

/// Judged over every message that peers handed over in the run.
pub const NOTHING_VANISHES: Check = Check {
    id: "nothing-vanishes",
    fr: "Aucun message accepté d’un pair ne disparaît sans un mot.",
    en: "No message accepted from a peer vanishes without a word.",
    clause: "RFC 5321 §6.1",
    advice: advice::NOTHING_VANISHES,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithoutPeer(nothing_vanishes),
    #[cfg(test)]
    examples: super::tests::NOTHING_VANISHES,
};

/// Was every accepted message accounted for?
///
/// - Passes when every accepted message that came in was delivered, reported on or answered.
/// - Fails on one that left no trace although it was watched to the end. One from the null reverse-path is not counted:
///   nobody can be told of it (RFC 5321 §4.5.5). Nor is one for the automatic-reply mailbox, which may keep what it
///   gets.
/// - Undecided when no such message was accepted and seen again, and none lost.
fn nothing_vanishes(evidence: &Evidence, params: &Params) -> Outcome {
    let taken: Vec<Taken<'_>> = evidence.taken_messages().collect();
    let (mut accounted, mut lost) = (0, Vec::new());
    for sent in evidence.sent_messages().filter(|sent| is_inbound(sent, &params.sut)) {
        let Some((accepted, 200..=299)) = final_dot_reply(evidence, &sent) else { continue };
        if taken.iter().any(|taken| taken.correlation(&sent) != Correlation::Unrelated) {
            accounted += 1;
        } else if is_watched(evidence, &sent) && !sent.reverse_path.is_empty() {
            lost.push(accepted);
        }
    }
    match (lost.len(), accounted) {
        (0, 0) => no_message(),
        (0, n) => pass(text!("{n} message(s) acceptés, aucun perdu", "{n} message(s) accepted, none lost"), vec![]),
        (n, _) => fail(
            Text::new("livré, ou rendu compte", "delivered, or told"),
            text!("{n} message(s) acceptés et perdus", "{n} message(s) accepted and lost"),
            lost,
        ),
    }
}

/// For a mailbox of the connector's domain other than the one that replies by itself.
fn is_inbound(sent: &Sent<'_>, sut: &Sut) -> bool {
    let replies = sut.automatic_reply.as_ref().is_some_and(|address| same_address(address, sent.forward_path));
    is_of_domain(sent.forward_path, &sut.domaine) && !replies
}

/// True when the scenario of the message was watched to the end.
fn is_watched(evidence: &Evidence, sent: &Sent<'_>) -> bool {
    evidence
        .observations
        .iter()
        .any(|o| o.owner == *sent.owner && matches!(o.fact, Fact::WindowEnded { window: Some(Window::Watch), .. }))
}
