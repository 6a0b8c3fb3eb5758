// SPDX-License-Identifier: EUPL-1.2
//! Plays a whole plan: first the wave of every case that leaves the shared state alone, then the epochs one by one.

use super::case::RunContext;
use super::clock::{self, Clock};
use super::preflight::{self, Readiness};
use super::pulse::{Missed, Pulse};
use super::{Event, Finish};
use crate::connector::Connector;
use crate::driver::{Driver, Reload};
use crate::evidence::{Evidence, Recorder};
use crate::identify::{self, Call};
use crate::plan::{Case, Probe, StepPlan};
use judgement::fact::{Direction, Fact};
use judgement::owner::Owner;
use judgement::place::Place;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// A list that a connector takes up later than it says is waited for this many times as long as it was seen to take.
const CAUTION: u32 = 2;

/// What befalls the run is noticed at the latest so long after it began.
const NOTICED: Duration = clock::LATE;

pub struct Play<'f, F> {
    pub stage: Arc<RunContext>,
    pub driver: Box<dyn Driver>,
    pub recorder: Arc<Recorder>,
    pub jobs: usize,
    pub tell: &'f F,
    /// The longest time seen from the take-up of a good edition, as the driver tells it, to its effect.
    pub lag: Duration,
}

impl<F: Fn(Event<'_>) + Send + Sync> Play<'_, F> {
    pub async fn everything(&mut self, readiness: &mut Vec<Readiness>, connector: &Connector) {
        let asked = preflight::ask(&self.stage, connector, &|address| self.driver.owner(address)).await;
        let reachable = asked.iter().all(|item| !item.essential || item.ready != Some(false));
        (self.tell)(Event::Ready(&asked));
        readiness.extend(asked);
        if !reachable {
            return;
        }
        let _vigilance = self.vigilance();
        // A connector that leaves its visitor waiting keeps no scenario from beginning.
        tokio::join!(self.identify(connector), self.wave());
        self.epochs().await;
    }

    /// Says beside every case in course that the connector went away meanwhile, or that our own timers were late.
    fn vigilance(&self) -> (Pulse, Clock) {
        let (gone, late) = (self.stage.clone(), self.stage.clone());
        let ports = [self.stage.smtp_in, self.stage.submission];
        let pulse = Pulse::begin(ports, self.stage.timing.step(), move |missed| {
            // One that no longer answers may be busy; one that refuses connections is not there.
            if let Missed::Refused { .. } = missed {
                gone.course.see(&gone.world.recorder, &Fact::SutGone { how: missed.words() }, NOTICED);
            }
        });
        let clock = Clock::begin(clock::LATE, move |lateness| {
            let late_ms = u64::try_from(lateness.as_millis()).unwrap_or(u64::MAX);
            late.course.see(&late.world.recorder, &Fact::BenchLate { late_ms }, lateness + NOTICED);
        });
        (pulse, clock)
    }

    /// Notes how the connector shows itself, before any epoch has changed what all share.
    async fn identify(&self, connector: &Connector) {
        let stage = &self.stage;
        let called = match stage.world.visitor() {
            Err(error) => Err(error),
            Ok(credentials) => {
                let call = Call {
                    to: stage.smtp_in,
                    source: identify::source(stage.smtp_in, *connector.bench.dns.ip()),
                    server_name: stage.plan.sut.mx.clone(),
                    credentials,
                    step: stage.timing.step(),
                };
                identify::identify(&call, &self.recorder).await.map_err(|error| error.to_string())
            }
        };
        if let Err(error) = called {
            let fact = Fact::HarnessFault { what: format!("identification: {error}") };
            self.recorder.see(Owner::Run, Place::Harness, fact);
        }
    }

    /// Every case that leaves the shared state alone, all at once, between two exchanges of the probe.
    async fn wave(&self) {
        let indices = self.indices(|case| !case.is_epoch());
        self.probe_beside(&indices).await;
        let permits = Arc::new(Semaphore::new(self.jobs.max(1)));
        let (played, still_playing) = watch::channel(0usize);
        let played = Arc::new(played);
        let (probed, mut probed_after) = watch::channel(false);
        let mut watching = JoinSet::new();
        for index in indices.iter().copied() {
            let (stage, permits, played, mut after) =
                (self.stage.clone(), permits.clone(), played.clone(), probed.subscribe());
            watching.spawn(async move {
                // The semaphore is never closed.
                let permit = permits.acquire().await;
                stage.play(index).await;
                drop(permit);
                played.send_modify(|count| *count += 1);
                stage.watch(&stage.plan.cases[index]).await;
                // A sender that is gone has nothing more to say.
                let _ = after.wait_for(|probed| *probed).await;
                index
            });
        }
        probed_after.mark_unchanged();
        tokio::join!(self.probe_after(&indices, still_playing, probed), self.finish_each(watching));
    }

    /// The second exchange of the probe, once every case was played.
    async fn probe_after(&self, indices: &[usize], mut played: watch::Receiver<usize>, probed: watch::Sender<bool>) {
        let _ = played.wait_for(|count| *count >= indices.len()).await;
        self.probe_beside(indices).await;
        probed.send_replace(true);
    }

    async fn finish_each(&self, mut watching: JoinSet<usize>) {
        while let Some(joined) = watching.join_next().await {
            match joined {
                Ok(index) => self.finish(index),
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                Err(_) => {}
            }
        }
    }

    /// Exchanges a message with the probe each way that an absence is to be proved, and says so beside each.
    async fn probe_beside(&self, indices: &[usize]) {
        let cases = || indices.iter().map(|index| &self.stage.plan.cases[*index]).filter(|case| case.is_negative());
        for direction in [Direction::Inbound, Direction::Outbound] {
            let beside: Vec<&Case> = cases().filter(|case| case.direction() == Some(direction)).collect();
            if beside.is_empty() {
                continue;
            }
            let attempt = self.stage.probe(direction, &self.stage.plan.probe.peer.domaine).await;
            for case in beside {
                self.stage.probed(case.owner(), direction, &attempt);
            }
        }
    }

    /// Cases that change the shared state: change, let the connector take it up, observe, restore. What must not come
    /// any more is watched for while the next ones are played; cases that prove an absence come first for that.
    async fn epochs(&mut self) {
        let stage = self.stage.clone();
        let mut watching = JoinSet::new();
        let mut indices = self.indices(Case::is_epoch);
        indices.sort_by_key(|index| !stage.plan.cases[*index].is_negative());
        for index in indices {
            self.epoch(index).await;
            let stage = stage.clone();
            watching.spawn(async move {
                stage.watch(&stage.plan.cases[index]).await;
                index
            });
            while let Some(Ok(index)) = watching.try_join_next() {
                self.finish(index);
            }
        }
        self.finish_each(watching).await;
    }

    async fn epoch(&mut self, index: usize) {
        let stage = self.stage.clone();
        let case = &stage.plan.cases[index];
        let in_course = stage.course.enter(&case.id);
        for step in 0..case.steps.len() {
            if let StepPlan::Publish { fault } = &case.steps[step] {
                if let Some(edition) = stage.publish(index, step) {
                    self.take_up(edition, Some(case), fault.is_some()).await;
                }
            } else {
                self.probe_beside(&[index]).await;
                stage.step(index, step).await;
                self.probe_beside(&[index]).await;
            }
        }
        drop(in_course);
        if let Some(edition) = stage.restore() {
            self.take_up(edition, None, false).await;
        }
    }

    /// Waits until the connector has applied an edition, or had the time to refuse it.
    async fn take_up(&mut self, edition: u32, case: Option<&Case>, faulty: bool) {
        let owner = case.map(Case::owner).unwrap_or_default();
        let done = match self.driver.reload(self.stage.world.listed()).await {
            Ok(Reload::Done) => true,
            Ok(Reload::InItsOwnTime) => self.polled_twice(edition, &owner).await,
            Err(error) => {
                let fact = Fact::HarnessFault { what: format!("reload of the list: {error}") };
                self.recorder.see(owner.clone(), Place::Harness, fact);
                false
            }
        };
        if faulty {
            // Nothing shows that a bad edition was refused: it is given the time that good ones were seen to take.
            self.recorder.wait(&owner, self.lag * CAUTION, |_| false).await;
        } else {
            let direction = case.and_then(Case::direction).unwrap_or(Direction::Inbound);
            let domaine = Probe::domaine_of(edition);
            let (attempt, waited) = self.stage.until_listed(direction, &domaine, self.stage.timing.list()).await;
            if attempt.listed {
                self.lag = self.lag.max(waited);
            }
        }
        if done {
            self.recorder.see(owner, Place::Harness, Fact::Reloaded { edition });
        }
    }

    /// A connector that comes for the list again has dealt with what it fetched before.
    async fn polled_twice(&self, edition: u32, owner: &Owner) -> bool {
        let fetched =
            move |fact: &Fact| matches!(fact, Fact::Downloaded(d) if d.edition == Some(edition) || d.failure.is_some());
        let twice = |seen: &Evidence| seen.observations.iter().filter(|o| fetched(&o.fact)).count() >= 2;
        self.recorder.wait(owner, self.stage.timing.list(), twice).await
    }

    fn indices(&self, wanted: impl Fn(&Case) -> bool) -> Vec<usize> {
        let cases = self.stage.plan.cases.iter().enumerate();
        cases.filter(|(_, case)| case.runs() && wanted(case)).map(|(index, _)| index).collect()
    }

    fn finish(&self, index: usize) {
        let case = &self.stage.plan.cases[index];
        self.recorder.see(case.owner(), Place::Harness, Fact::CaseFinished);
        (self.tell)(Event::Finished(&case.id));
    }

    /// Says of every case that did not come to its end why it did not.
    pub fn mark_unfinished(&self, finish: &Finish) {
        let fact = match finish {
            // Nothing was played at all: the connector was not ready.
            Finish::Complete => None,
            Finish::Interrupted => Some(Fact::Interrupted),
            Finish::Gone(how) => Some(Fact::SutGone { how: how.clone() }),
        };
        for case in self.stage.plan.cases.iter().filter(|case| case.runs()) {
            let finished = self.recorder.evidence_of(&case.owner()).any(|fact| *fact == Fact::CaseFinished);
            if !finished {
                if let Some(fact) = &fact {
                    self.recorder.see(case.owner(), Place::Harness, fact.clone());
                }
                (self.tell)(Event::Finished(&case.id));
            }
        }
    }
}
