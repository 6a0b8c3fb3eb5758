// SPDX-License-Identifier: EUPL-1.2
//! Numbers and dates every fact of a run, keeps it with its owner, and wakes whoever waits for it.

use crate::wire::Reporter;
pub use judgement::evidence::{Evidence, Observation};
use judgement::fact::Fact;
use judgement::owner::Owner;
use judgement::place::Place;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Observations kept for one owner; a connector that floods is cut off here.
const OBSERVATIONS_LIMIT: usize = 5_000;
/// The probe exchanges a message before and after each edition, some twenty observations each.
const PROBE_LIMIT: usize = 50_000;

/// Takes facts from every player of the world.
pub struct Recorder {
    started: Instant,
    sessions: Arc<AtomicU32>,
    ledger: Mutex<Ledger>,
}

#[derive(Default)]
struct Ledger {
    last_number: u32,
    pages: BTreeMap<Owner, Page>,
}

struct Page {
    evidence: Evidence,
    changed: watch::Sender<()>,
}

impl Default for Page {
    fn default() -> Page {
        Page { evidence: Evidence::default(), changed: watch::channel(()).0 }
    }
}

impl Recorder {
    pub fn new() -> Arc<Recorder> {
        Arc::new(Recorder { started: Instant::now(), sessions: Arc::default(), ledger: Mutex::default() })
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        // A panic elsewhere must not lose what was observed.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A reporter whose facts all have one owner.
    pub fn reporter(self: &Arc<Recorder>, owner: Owner, place: Place) -> Reporter {
        let recorder = self.clone();
        Reporter::new(self.sessions.clone(), move |fact| recorder.see(owner.clone(), place.clone(), fact))
    }

    /// A reporter whose facts find their owners one by one.
    pub fn attributing(
        self: &Arc<Recorder>,
        place: Place,
        owner: impl Fn(&Fact) -> Owner + Send + Sync + 'static,
    ) -> Reporter {
        let recorder = self.clone();
        Reporter::new(self.sessions.clone(), move |fact| recorder.see(owner(&fact), place.clone(), fact))
    }

    pub fn see(&self, owner: Owner, place: Place, fact: Fact) {
        let at_ms = (self.started.elapsed().as_secs_f64() * 1e6).round() / 1e3;
        let mut ledger = self.ledger();
        let number = ledger.last_number + 1;
        let page = ledger.pages.entry(owner.clone()).or_default();
        // What is no longer kept can no longer be judged: the cut itself is kept, and leaves the variant undecided.
        let limit = if owner == Owner::Probe { PROBE_LIMIT } else { OBSERVATIONS_LIMIT };
        let fact = match page.evidence.observations.len() {
            kept if kept < limit => fact,
            kept if kept == limit => Fact::HarnessFault { what: format!("more than {limit} observations") },
            _ => return,
        };
        page.evidence.observations.push(Observation { number, at_ms, owner, place, fact });
        page.changed.send_replace(());
        ledger.last_number = number;
    }

    /// Waits until the observations of an owner satisfy a condition; false when the window ends first.
    pub async fn wait(&self, owner: &Owner, window: Duration, until: impl Fn(&Evidence) -> bool) -> bool {
        let mut changed = self.ledger().pages.entry(owner.clone()).or_default().changed.subscribe();
        let satisfied = async {
            loop {
                changed.mark_unchanged();
                if self.ledger().pages.get(owner).is_some_and(|page| until(&page.evidence)) {
                    return;
                }
                if changed.changed().await.is_err() {
                    return;
                }
            }
        };
        tokio::time::timeout(window, satisfied).await.is_ok()
    }

    /// What was seen of one owner so far.
    pub fn evidence_of(&self, owner: &Owner) -> Evidence {
        self.ledger().pages.get(owner).map(|page| page.evidence.clone()).unwrap_or_default()
    }

    /// Everything seen so far, in order.
    pub fn evidence(&self) -> Evidence {
        let ledger = self.ledger();
        let mut observations: Vec<Observation> =
            ledger.pages.values().flat_map(|p| p.evidence.observations.clone()).collect();
        observations.sort_by_key(|o| o.number);
        Evidence { observations }
    }

    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_wait_ends_with_the_observation_it_waits_for() {
        let recorder = Recorder::new();
        let waiting = recorder.clone();
        let wait = tokio::spawn(async move {
            waiting.wait(&"a".into(), Duration::from_secs(5), |seen| !seen.observations.is_empty()).await
        });
        recorder.see("b".into(), Place::Harness, Fact::Interrupted);
        recorder.see("a".into(), Place::Harness, Fact::Interrupted);
        assert!(wait.await.expect("no panic"));
        assert_eq!(recorder.evidence_of(&"a".into()).observations[0].number, 2);
    }

    #[test]
    fn a_flood_is_cut_and_the_cut_is_seen() {
        let recorder = Recorder::new();
        for _ in 0..OBSERVATIONS_LIMIT + 10 {
            recorder.see("a".into(), Place::Harness, Fact::Interrupted);
        }
        let seen = recorder.evidence_of(&"a".into()).observations;
        assert_eq!(seen.len(), OBSERVATIONS_LIMIT + 1);
        assert!(matches!(seen.last().map(|o| &o.fact), Some(Fact::HarnessFault { .. })));
    }

    #[tokio::test]
    async fn a_wait_ends_with_its_window() {
        let recorder = Recorder::new();
        assert!(!recorder.wait(&Owner::Run, Duration::from_millis(5), |_| false).await);
    }
}
