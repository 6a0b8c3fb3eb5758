// SPDX-License-Identifier: EUPL-1.2
//! Opens the world, starts the connector, plays every case, and stops everything again. It waits and records; what it
//! saw is judged elsewhere.

mod case;
pub mod clock;
pub mod liveness;
mod preflight;
pub mod pulse;

pub use preflight::Readiness;

use crate::connector::Connector;
use crate::driver::{Driver, DriverError, Reload, RunFolder, Surroundings};
use crate::evidence::{Evidence, Recorder};
use crate::identify::{self, Call};
use crate::plan::{Case, Plan};
use crate::world::{Ground, World, WorldError};
use case::Stage;
use fake_pki::IgcSante;
use judgement::fact::Fact;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// Why a run could not take place at all.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error(transparent)]
    World(#[from] WorldError),
    #[error(transparent)]
    Driver(#[from] DriverError),
    #[error(transparent)]
    Unsafe(#[from] crate::safety::Refused),
    #[error("the private folder of the run: {0}")]
    Folder(#[from] std::io::Error),
}

/// What a run is given.
pub struct Order<'a> {
    pub plan: &'a Arc<Plan>,
    pub connector: &'a Connector,
    pub igc_sante: IgcSante,
    pub recorder: Arc<Recorder>,
    pub jobs: usize,
    pub mutation: Option<String>,
    /// The user lets the fakes listen where other machines reach them.
    pub listen: bool,
    /// Becomes true when the user wants to stop.
    pub stop: watch::Receiver<bool>,
}

/// What a run leaves.
pub struct Record {
    pub started: SystemTime,
    pub evidence: Evidence,
    pub readiness: Vec<Readiness>,
    pub interrupted: bool,
    /// End of the connector's logs, where it has any.
    pub logs: String,
    /// From the start to the moment when everything listens.
    pub world_ready: Duration,
}

/// What a run tells while it goes on.
pub enum Event<'e> {
    /// The pre-flight is over; nothing was played yet.
    Ready(&'e [Readiness]),
    /// The evidence of this case is complete.
    Finished(&'e str),
}

/// Plays the whole plan; `tell` is called as soon as there is something to tell.
pub async fn run(order: Order<'_>, tell: impl Fn(Event<'_>) + Send + Sync) -> Result<Record, RunError> {
    for address in order.connector.bench.addresses() {
        crate::safety::may_listen((address, 0).into(), order.listen)?;
    }
    // The clock of the evidence may have begun a little earlier.
    let started = SystemTime::now() - order.recorder.elapsed();
    let folder = RunFolder::make()?;
    let recorder = order.recorder.clone();
    let timing = &order.connector.timing;
    let ground = Ground {
        plan: order.plan,
        bench: &order.connector.bench,
        smtp_in: order.connector.smtp_in,
        started,
        recorder: recorder.clone(),
        step: timing.step(),
    };
    let world = World::open(ground, order.igc_sante).await?;
    let surroundings = surroundings(&world, order.plan, order.connector, &folder, order.mutation)?;
    let world_ready = recorder.elapsed();
    let driver = Driver::start(order.connector, surroundings).await?;
    let mut ending = driver.ending();
    let mut stop = order.stop;
    let stage = Stage {
        world,
        plan: order.plan.clone(),
        timing: timing.clone(),
        smtp_in: driver.smtp_in(),
        submission: driver.submission(),
    };
    let mut play = Play { stage: Arc::new(stage), driver, recorder: recorder.clone(), jobs: order.jobs, tell: &tell };
    let mut readiness = Vec::new();
    let outcome = tokio::select! {
        () = play.everything(&mut readiness, order.connector) => Outcome::Complete,
        () = raised(&mut stop) => Outcome::Interrupted,
        how = ended(&mut ending) => Outcome::Gone(how),
    };
    let interrupted = outcome == Outcome::Interrupted;
    play.mark_unfinished(&outcome);
    let mut logs = play.driver.stop().await;
    if let Ok(stage) = Arc::try_unwrap(play.stage) {
        stage.world.close().await;
    }
    if let Err(error) = folder.close() {
        // No reason to lose what was observed.
        logs.push_str(&format!("\n--- the run folder could not be removed ---\n{error}\n"));
    }
    Ok(Record { started, evidence: recorder.evidence(), readiness, interrupted, logs, world_ready })
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Complete,
    Interrupted,
    Gone(String),
}

async fn raised(stop: &mut watch::Receiver<bool>) {
    // A sender that is gone can no longer ask us to stop.
    let asked = stop.wait_for(|stop| *stop).await.is_ok();
    if !asked {
        std::future::pending::<()>().await;
    }
}

async fn ended(ending: &mut Option<watch::Receiver<Option<String>>>) -> String {
    let Some(ending) = ending else { return std::future::pending().await };
    let how = ending.wait_for(Option::is_some).await.map(|how| how.clone().unwrap_or_default());
    match how {
        Ok(how) => how,
        Err(_) => std::future::pending().await,
    }
}

fn surroundings(
    world: &World,
    plan: &Plan,
    connector: &Connector,
    folder: &RunFolder,
    mutation: Option<String>,
) -> Result<Surroundings, WorldError> {
    let files = world.write_sut_files(folder.path())?;
    let mailboxes = plan.cases.iter().map(|case| case.mailbox.clone());
    Ok(Surroundings {
        run: folder.path().to_owned(),
        guardian: folder.guardian().clone(),
        dns: world.dns(),
        peer_port: world.peer_port(),
        internal_mail_server: world.internal_mail_server(),
        source: *connector.smtp_in.ip(),
        liste_blanche_url: world.liste_blanche_url(),
        crl_urls: world.crl_urls(),
        certificate_chain: files.certificate_chain,
        private_key: files.private_key,
        root: files.root,
        intermediate: files.intermediate,
        authorities: files.authorities,
        automatic_reply: plan.sut.automatic_reply.clone(),
        recipients: mailboxes.chain(plan.sut.automatic_reply.clone()).collect(),
        liste: world.listed(),
        mutation,
    })
}

struct Play<'f, F> {
    stage: Arc<Stage>,
    driver: Driver,
    recorder: Arc<Recorder>,
    jobs: usize,
    tell: &'f F,
}

impl<F: Fn(Event<'_>) + Send + Sync> Play<'_, F> {
    async fn everything(&mut self, readiness: &mut Vec<Readiness>, connector: &Connector) {
        let asked = preflight::ask(&self.stage, connector, &self.recorder).await;
        let reachable = asked.iter().all(|item| !item.essential || item.ready == Some(true));
        (self.tell)(Event::Ready(&asked));
        readiness.extend(asked);
        if !reachable {
            return;
        }
        // A connector that leaves its visitor waiting keeps no scenario from beginning.
        tokio::join!(self.identify(connector), self.wave());
        self.epochs().await;
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
            self.recorder.see(None, "harness", fact);
        }
    }

    /// Every case that leaves the shared state alone, all at once.
    async fn wave(&self) {
        let permits = Arc::new(Semaphore::new(self.jobs.max(1)));
        let mut playing = JoinSet::new();
        for index in self.indices(|case| !case.is_epoch()) {
            let (stage, permits) = (self.stage.clone(), permits.clone());
            playing.spawn(async move {
                // The semaphore is never closed.
                let _permit = permits.acquire().await;
                stage.play(index).await;
                index
            });
        }
        while let Some(joined) = playing.join_next().await {
            match joined {
                Ok(index) => self.finish(index),
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                Err(_) => {}
            }
        }
    }

    /// Cases that change the shared state: change, let the connector take it up, observe, restore.
    async fn epochs(&mut self) {
        let plan = self.stage.plan.clone();
        for index in self.indices(Case::is_epoch) {
            let case = &plan.cases[index];
            for step in 0..case.steps.len() {
                if let Some(edition) = self.stage.publish(index, step) {
                    self.take_up(edition, Some(&case.id)).await;
                } else {
                    self.stage.step(index, step).await;
                }
            }
            if let Some(edition) = self.stage.restore() {
                self.take_up(edition, None).await;
            }
            self.finish(index);
        }
    }

    /// Waits until the connector has applied, or refused, an edition.
    async fn take_up(&mut self, edition: u32, scenario: Option<&str>) {
        let done = match self.driver.reload(self.stage.world.listed()).await {
            Ok(Reload::Done) => true,
            Ok(Reload::InItsOwnTime) => self.polled_twice(edition, scenario).await,
            Err(error) => {
                let fact = Fact::HarnessFault { what: format!("reload of the list: {error}") };
                self.recorder.see(scenario, "harness", fact);
                false
            }
        };
        if done {
            self.recorder.see(scenario, "harness", Fact::Reloaded { edition });
        }
    }

    /// A connector that comes for the list again has dealt with what it fetched before.
    async fn polled_twice(&self, edition: u32, scenario: Option<&str>) -> bool {
        let fetched =
            move |fact: &Fact| matches!(fact, Fact::Downloaded(d) if d.edition == Some(edition) || d.failure.is_some());
        let window = self.stage.timing.list();
        self.recorder.wait(scenario, window, |seen| seen.iter().filter(|o| fetched(&o.fact)).count() >= 2).await
    }

    fn indices(&self, wanted: impl Fn(&Case) -> bool) -> Vec<usize> {
        let cases = self.stage.plan.cases.iter().enumerate();
        cases.filter(|(_, case)| case.runs() && wanted(case)).map(|(index, _)| index).collect()
    }

    fn finish(&self, index: usize) {
        let case = &self.stage.plan.cases[index];
        self.recorder.see(Some(&case.id), "harness", Fact::CaseFinished);
        (self.tell)(Event::Finished(&case.id));
    }

    /// Says of every case that did not come to its end why it did not.
    fn mark_unfinished(&self, outcome: &Outcome) {
        let fact = match outcome {
            // Nothing was played at all: the connector was not ready.
            Outcome::Complete => None,
            Outcome::Interrupted => Some(Fact::Interrupted),
            Outcome::Gone(how) => Some(Fact::SutGone { how: how.clone() }),
        };
        for case in self.stage.plan.cases.iter().filter(|case| case.runs()) {
            let finished = self.recorder.evidence_of(&case.id).any(|fact| *fact == Fact::CaseFinished);
            if !finished {
                if let Some(fact) = &fact {
                    self.recorder.see(Some(&case.id), "harness", fact.clone());
                }
                (self.tell)(Event::Finished(&case.id));
            }
        }
    }
}
