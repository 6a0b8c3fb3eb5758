// SPDX-License-Identifier: EUPL-1.2
//! The checks: each is one item with its id, its sentence, its clause and its pure `judge` function.
//!
//! A check is added by writing its item in the file of its family and naming it in that family's `CHECKS`.

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
mod recipient;
mod retry;
mod tls;
mod tracked_message;

pub use advice::Advice;
pub use invariant::Invariant;

use crate::evidence::Evidence;
use crate::fact::Window;
use crate::params::Params;
use reports::model;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// One question put to the evidence.
#[derive(Debug)]
pub struct Check {
    /// Kebab case; what a scenario's `expect` names.
    pub id: &'static str,
    pub fr: &'static str,
    pub en: &'static str,
    /// The clause behind it.
    pub clause: &'static str,
    /// What usually lies behind a failure of it.
    pub advice: Advice,
    /// True when the expectation must name a peer.
    pub needs_peer: bool,
    /// True when a pass rests on something *not* happening: such a scenario must name its control.
    pub negative: bool,
    /// The capability without which this question cannot be put to a connector; the rest of its scenario still can.
    pub needs: Option<&'static str>,
    /// What it waits for once the script was played; none: the script itself shows all.
    pub wait: Option<Wait>,
    pub judge: fn(&Evidence, &Params) -> Outcome,
}

impl Check {
    pub fn sentence(&self) -> Text {
        Text::new(self.fr, self.en)
    }

    /// What to tell a connector that failed it, in a scenario with this fault.
    pub fn advice(&self, fault: Option<&model::Fault>) -> model::Advice {
        self.advice.for_failure(fault)
    }
}

/// What settles a check, and the declared window that bounds it.
#[derive(Debug, Clone, Copy)]
pub struct Wait {
    pub window: Window,
    /// True once nothing more can come that this check waits for.
    pub settled: fn(&Evidence, &Params) -> bool,
}

impl Wait {
    const fn until(window: Window, settled: fn(&Evidence, &Params) -> bool) -> Option<Wait> {
        Some(Wait { window, settled })
    }
}

/// A check with what it needs to know besides the evidence.
#[derive(Debug, Clone)]
pub struct Expected {
    pub check: &'static Check,
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

/// Rules that hold over the evidence of every scenario at once.
pub fn invariants() -> &'static [Invariant] {
    invariant::INVARIANTS
}

pub fn find(id: &str) -> Option<&'static Check> {
    checks().find(|check| check.id == id)
}

fn pass(because: Text, observations: Vec<u32>) -> Outcome {
    Outcome::Pass { because, observations }
}

fn fail(expected: Text, observed: Text, observations: Vec<u32>) -> Outcome {
    Outcome::Fail { expected, observed, observations }
}

fn inconclusive(cause: Cause, because: Text, observations: Vec<u32>) -> Outcome {
    Outcome::Inconclusive { cause, because, observations }
}

/// The outcome of an expectation that names no peer although its check needs one; the plan refuses such scenarios.
fn no_peer() -> Outcome {
    inconclusive(Cause::Harness, Text::new("l’attente ne nomme aucun pair", "the expectation names no peer"), vec![])
}

/// The outcome of an absence that nobody watched to its end.
fn not_watched(observations: Vec<u32>) -> Outcome {
    let because = Text::new("l’observation n’est pas allée à son terme", "the observation did not come to its end");
    inconclusive(Cause::TimingMargin, because, observations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_check_has_an_id_of_its_own_and_both_sentences() {
        let mut ids = HashSet::new();
        for check in checks().chain(invariants().iter().map(|invariant| &invariant.check)) {
            assert!(ids.insert(check.id), "{} is there twice", check.id);
            assert!(!check.fr.is_empty() && !check.en.is_empty() && !check.clause.is_empty(), "{}", check.id);
        }
    }

    #[test]
    fn no_check_passes_on_empty_evidence() {
        let params = Params {
            peer: Some(crate::params::Peer { name: "p".into(), ..Default::default() }),
            canary: "essai-0".into(),
            ..Default::default()
        };
        for check in checks().chain(invariants().iter().map(|invariant| &invariant.check)) {
            let outcome = (check.judge)(&Evidence::default(), &params);
            assert!(!matches!(outcome, Outcome::Pass { .. }), "{} passes although nothing was seen", check.id);
        }
    }
}
