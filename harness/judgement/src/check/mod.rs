// SPDX-License-Identifier: EUPL-1.2
//! The checks: each is one item with its id, its sentence, its clause and its pure judge.
//!
//! A check is added by writing its item in its family, with its advice, and by naming it in `CHECKS`. In tests each
//! item also holds evidence for every verdict that it can give.
//!
//! Judges agree on what they may conclude:
//! - A failure rests on something that was seen, or on a window that ended without it.
//! - A negative check passes only once the fault took effect and the watch came to its end.
//! - Whatever says nothing of the connector is inconclusive, and names its cause.

mod advice;
mod automatic_reply;
mod delivery;
mod dns;
mod inbound;
mod invariant;
mod liste_blanche;
mod message;
mod notice;
mod outbound;
mod outcome;
mod recipient;
mod retry;
#[cfg(test)]
mod testing;
mod tls;
mod tracked_message;
mod wait;

pub use advice::{Advice, FaultAdvice, Phrase};
pub use invariant::Invariant;
pub use wait::Wait;

use crate::evidence::Evidence;
use crate::params::{Params, Peer};
use reports::model;
use reports::text::Text;
use reports::verdict::Outcome;

/// One question put to the evidence.
#[derive(Debug)]
pub struct Check {
    /// Kebab case; what a scenario's `expect` names. It is stored in reports and never changes.
    pub id: &'static str,
    /// What the connector does when it passes, in French.
    pub fr: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// The clause behind it.
    pub clause: &'static str,
    /// What usually lies behind a failure of it.
    pub advice: Advice,
    /// True when a pass rests on something *not* happening: such a scenario must name its control.
    pub negative: bool,
    /// The capability without which this question cannot be put to a connector; the rest of its scenario still can.
    pub needs: Option<&'static str>,
    /// What it waits for once the script was played; none: the script itself shows all.
    pub wait: Option<Wait>,
    /// How the evidence is judged, and whether the expectation must name a peer.
    pub judge: Judge,
    /// Evidence for each verdict that it can give.
    #[cfg(test)]
    examples: testing::Examples,
}

/// The pure function behind a check, by what it is told besides the evidence.
#[derive(Debug, Clone, Copy)]
pub enum Judge {
    /// The question is the same whichever peer plays.
    WithoutPeer(fn(&Evidence, &Params) -> Outcome),
    /// The question is about the peer that the expectation names.
    WithPeer(fn(&Evidence, &Params, &Peer) -> Outcome),
}

impl Check {
    /// The sentence in both languages.
    pub fn sentence(&self) -> Text {
        Text::new(self.fr, self.en)
    }

    /// True when the expectation must name a peer.
    pub fn needs_peer(&self) -> bool {
        matches!(self.judge, Judge::WithPeer(_))
    }

    /// The outcome over this evidence. Without the peer that it needs a check is inconclusive, by a fault of ours.
    pub fn judge(&self, evidence: &Evidence, params: &Params) -> Outcome {
        match (self.judge, &params.peer) {
            (Judge::WithoutPeer(judge), _) => judge(evidence, params),
            (Judge::WithPeer(judge), Some(peer)) => judge(evidence, params, peer),
            (Judge::WithPeer(_), None) => outcome::no_peer_named(),
        }
    }

    /// What to tell a connector that failed it, in a scenario with this fault.
    pub fn advice(&self, fault: Option<&model::Fault>) -> model::Advice {
        self.advice.for_failure(fault)
    }
}

/// A check with what it needs to know besides the evidence.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The question.
    pub check: &'static Check,
    /// What is stored beside its outcome, so that it can be judged again.
    pub params: Params,
}

/// Every check that a scenario may name, by family.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    [
        inbound::CHECKS,
        recipient::CHECKS,
        delivery::CHECKS,
        outbound::CHECKS,
        retry::CHECKS,
        tls::CHECKS,
        notice::CHECKS,
        message::CHECKS,
        automatic_reply::CHECKS,
        dns::CHECKS,
        liste_blanche::CHECKS,
    ]
    .into_iter()
    .flatten()
}

/// Rules that are judged over the evidence of every scenario at once.
pub fn invariants() -> &'static [Invariant] {
    invariant::INVARIANTS
}

/// The check of that id that a scenario may name; invariants are none of them.
pub fn find(id: &str) -> Option<&'static Check> {
    checks().find(|check| check.id == id)
}

#[cfg(test)]
mod tests;
