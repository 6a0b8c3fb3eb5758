// SPDX-License-Identifier: EUPL-1.2
//! Opens the world, starts the connector, plays every case, and stops everything again. It waits and records; what it
//! saw is judged elsewhere.

mod case;
pub mod clock;
mod course;
pub mod liveness;
mod mailboxes;
mod play;
mod preflight;
mod probe;
pub mod pulse;
mod wait;

pub use preflight::{Detail, Readiness};

use crate::connector::Connector;
use crate::driver::{self, DriverError, RunFolder, Surroundings};
use crate::evidence::{Evidence, Recorder};
use crate::plan::Plan;
use crate::world::{World, WorldError, WorldSetup};
use case::RunContext;
use course::CasesInPlay;
use fake_pki::IgcSante;
use play::Play;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::time::{Duration, SystemTime};
use tokio::sync::watch;

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
pub struct RunRequest<'a> {
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
pub async fn run(order: RunRequest<'_>, tell: impl Fn(Event<'_>) + Send + Sync) -> Result<Record, RunError> {
    for address in order.connector.bench.addresses() {
        crate::safety::may_listen((address, 0).into(), order.listen)?;
    }
    // The clock of the evidence may have begun a little earlier.
    let started = SystemTime::now() - order.recorder.elapsed();
    let folder = RunFolder::make()?;
    let recorder = order.recorder.clone();
    let timing = &order.connector.timing;
    let setup = WorldSetup {
        plan: order.plan,
        bench: &order.connector.bench,
        smtp_in: order.connector.smtp_in,
        started,
        recorder: recorder.clone(),
        step: timing.step(),
    };
    let world = World::open(setup, order.igc_sante).await?;
    let surroundings = surroundings(&world, order.plan, order.connector, &folder, order.mutation)?;
    let world_ready = recorder.elapsed();
    let driver = driver::start(order.connector, surroundings).await?;
    let mut ending = driver.ending();
    let mut stop = order.stop;
    let context = RunContext {
        world,
        plan: order.plan.clone(),
        timing: timing.clone(),
        smtp_in: driver.smtp_in(),
        submission: driver.submission(),
        probes: AtomicU32::new(0),
        course: CasesInPlay::default(),
    };
    let mut play = Play {
        stage: Arc::new(context),
        driver,
        recorder: recorder.clone(),
        jobs: order.jobs,
        tell: &tell,
        lag: Duration::ZERO,
    };
    let mut readiness = Vec::new();
    let outcome = tokio::select! {
        () = play.everything(&mut readiness, order.connector) => Finish::Complete,
        () = raised(&mut stop) => Finish::Interrupted,
        how = ended(&mut ending) => Finish::Gone(how),
    };
    let interrupted = outcome == Finish::Interrupted;
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
enum Finish {
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
    let mailboxes = plan.mailboxes().map(str::to_owned);
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
