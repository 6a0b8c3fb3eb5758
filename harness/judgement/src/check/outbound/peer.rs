// SPDX-License-Identifier: EUPL-1.2
//! The peer written to: visits to it, and whether its fault took effect.

use crate::check::outcome::inconclusive;
use crate::check::tracked_message::TrackedMessage;
use crate::evidence::{Evidence, Session};
use crate::fact::{Fact, Part, Window};
use crate::params::Peer;
use reports::fault::Family;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// Every session that the connector opened with the peer, in order.
pub fn visits<'e>(evidence: &'e Evidence, peer: &Peer) -> Vec<Session<'e>> {
    evidence.sessions_of(Part::PeerServer, Some(&peer.place()))
}

/// The observations in which the peer's fault took effect at the peer.
///
/// A fault that lives in the list alone takes effect when the peer is visited up to its certificate.
pub fn fault_exercised(evidence: &Evidence, peer: &Peer) -> Vec<u32> {
    let at_peer = evidence.observations.iter().filter(|o| o.place == peer.place());
    at_peer
        .filter(|o| matches!(&o.fact, Fact::FaultExercised { fault, .. } if Some(fault) == peer.fault.as_ref()))
        .map(|o| o.number)
        .collect()
}

/// A pass under a fault of the DNS stands only where an answer carried the fault.
///
/// A connector that never asked, or asked another resolver, has not met it.
pub fn require_dns_fault(evidence: &Evidence, peer: &Peer, outcome: Outcome) -> Outcome {
    let of_dns = peer.fault.as_ref().is_some_and(|fault| fault.family == Family::Dns);
    match &outcome {
        Outcome::Pass { observations, .. } if of_dns && fault_exercised(evidence, peer).is_empty() => inconclusive(
            Cause::FaultNotExercised,
            Text::new("aucune réponse DNS n’a porté le défaut", "no DNS answer carried the fault"),
            observations.clone(),
        ),
        _ => outcome,
    }
}

/// The observations that end the watch for something that must not happen; none while it may still happen.
///
/// First the sender is told, the declared time ends or the submission is refused; then the watch ends.
pub fn absence_observed(tracked: &TrackedMessage<'_>) -> Option<Vec<u32>> {
    let ended = [tracked.failure_notice_numbers(), tracked.window_ends(Window::Outcome)].concat();
    let watched = tracked.watch_ends()?;
    (!ended.is_empty() || tracked.submission_refusal().is_some()).then(|| [ended, watched].concat())
}
