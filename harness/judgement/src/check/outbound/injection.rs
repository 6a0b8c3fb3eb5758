// SPDX-License-Identifier: EUPL-1.2
//! Replies that the peer slips in clear behind its 220 to STARTTLS.

use super::advice;
use super::peer::fault_exercised;
use super::submission::fault_not_met;
use crate::check::outcome::{fail, not_watched, pass};
use crate::check::tracked_message::TrackedMessage;
use crate::check::{Check, Judge, wait};
use crate::evidence::Evidence;
use crate::fact::{Fact, Window};
use crate::params::{Params, Peer};
use reports::text::Text;
use reports::verdict::Outcome;

/// The peer answers STARTTLS and sends replies to commands that were not said yet, in one packet.
///
/// Negative: a connector that never sends ignores everything.
pub const INJECTED_ANSWERS_IGNORED: Check = Check {
    id: "injected-answers-ignored",
    fr: "Les réponses glissées en clair derrière le 220 à STARTTLS ne sont pas prises pour des réponses dans TLS.",
    en: "Replies slipped in clear behind the 220 to STARTTLS are not taken for replies inside TLS.",
    clause: "RFC 3207 §4.2",
    advice: advice::INJECTED_ANSWERS_IGNORED,
    negative: true,
    needs: None,
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithPeer(injected_answers_ignored),
    #[cfg(test)]
    examples: super::tests::INJECTED_ANSWERS_IGNORED,
};

/// Did the connector wait for the replies inside TLS?
///
/// - Passes when no command came inside TLS before the peer had answered EHLO there. Two ends are sound: the session is
///   given up, or it goes on inside TLS without the injected replies.
/// - Fails on a command said too early: the connector took an injected reply for the one that it waited for.
/// - Undecided when the replies were not slipped in, and while the message is still on its way.
fn injected_answers_ignored(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    let exercised = fault_exercised(evidence, peer);
    if exercised.is_empty() {
        return fault_not_met(
            evidence,
            Text::new("les réponses n’ont pas été glissées", "the replies were not slipped in"),
        );
    }
    let mut at_peer = evidence.observations.iter().filter(|o| o.place == peer.place());
    if let Some(early) = at_peer.find(|o| matches!(o.fact, Fact::Unsolicited { clear: false, .. })) {
        return fail(
            Text::new("attendre la réponse à EHLO dans TLS", "waiting for the reply to EHLO inside TLS"),
            Text::new("commande dite avant cette réponse", "a command said before that reply"),
            vec![early.number],
        );
    }
    let tracked = TrackedMessage::of(evidence, params);
    let taken = tracked.taken_by_peer(peer).iter().map(|taken| taken.number).collect();
    let ended = [tracked.failure_notice_numbers(), tracked.window_ends(Window::Outcome), taken].concat();
    if ended.is_empty() {
        return not_watched(exercised);
    }
    pass(Text::new("réponses en clair ignorées", "replies in clear ignored"), [exercised, ended].concat())
}
