// SPDX-License-Identifier: EUPL-1.2
//! The command `bench`: repeats the built-in run and prints how long its parts take.

use super::run::open_igc_sante;
use super::{Exit, Failure, prepare};
use crate::evidence::Recorder;
use crate::run::{Event, RunRequest};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;

pub fn bench(paths: &[PathBuf], rounds: usize) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::ours)?;
    let (mut ready, mut whole) = (Vec::new(), Vec::new());
    let mut variants = 0;
    // The first run may have to make the keys; it is not measured.
    drop(open_igc_sante(Path::new(super::init::KEYS))?);
    for round in 0..rounds.max(1) {
        let start = Instant::now();
        let prepared = prepare::prepare(paths, prepare::connector(None)?, &[], u64::try_from(round).unwrap_or(0))?;
        let igc_sante = open_igc_sante(Path::new(super::init::KEYS))?;
        let plan = Arc::new(prepared.plan);
        variants = plan.cases.len();
        // Kept to the end of the run: a stop that can no longer be asked for is no stop.
        let (_stop, stopped) = watch::channel(false);
        let order = RunRequest {
            plan: &plan,
            connector: &prepared.connector,
            igc_sante,
            recorder: Recorder::new(),
            jobs: super::args::JOBS,
            mutation: None,
            listen: false,
            stop: stopped,
        };
        let record = runtime.block_on(crate::run::run(order, |_: Event<'_>| ()));
        ready.push(record?.world_ready);
        whole.push(start.elapsed());
    }
    println!("{variants} variants, {} rounds, milliseconds min / median / max", rounds.max(1));
    println!("world ready  {}", spread(&mut ready));
    println!("whole run    {}", spread(&mut whole));
    println!("peak memory  {}", peak_memory());
    Ok(Exit::Conforming)
}

fn spread(durations: &mut [Duration]) -> String {
    durations.sort();
    let ms = |d: Option<&Duration>| d.map_or(0.0, |d| d.as_secs_f64() * 1e3);
    let median = durations.get(durations.len() / 2);
    format!("{:.0} / {:.0} / {:.0}", ms(durations.first()), ms(median), ms(durations.last()))
}

/// As the system counts it for this process, all rounds together.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |value| value.trim().to_owned())
}
