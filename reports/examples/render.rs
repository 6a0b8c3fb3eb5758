// SPDX-License-Identifier: EUPL-1.2
//! Renders a `report.json` again, in every format:
//! `cargo run -p reports --example render -- report.json FOLDER [fr|en] [TIMES]`.
//!
//! `TIMES` repeats the scenarios so many times over, to see what a large report costs.

use reports::model::{Report, Summary};
use reports::render::RENDERERS;
use reports::text::Lang;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let source = arguments.next().ok_or("which report.json?")?;
    let folder = PathBuf::from(arguments.next().ok_or("which folder?")?);
    let lang = if arguments.next().as_deref() == Some("en") { Lang::En } else { Lang::Fr };
    let times = arguments.next().map_or(Ok(1), |times| times.parse())?;
    let report = repeated(&serde_json::from_slice(&std::fs::read(source)?)?, times);
    std::fs::create_dir_all(&folder)?;
    println!("{} scenarios, {} observations", report.scenarios.len(), report.observations.len());
    for renderer in RENDERERS {
        let start = Instant::now();
        let bytes = (renderer.render)(&report, lang)?;
        println!("{:<14} {:>9} octets {:>8.1?}  {}", renderer.file, bytes.len(), start.elapsed(), peak());
        std::fs::write(folder.join(renderer.file), bytes)?;
    }
    Ok(())
}

/// The same scenarios again and again, each time with ids and observations of their own.
fn repeated(report: &Report, times: u32) -> Report {
    let step = report.observations.iter().map(|observation| observation.number).max().unwrap_or(0);
    let mut whole = Report { scenarios: Vec::new(), observations: Vec::new(), ..report.clone() };
    for time in 0..times {
        let suffix = if time == 0 { String::new() } else { format!("-{time}") };
        for mut observation in report.observations.iter().cloned() {
            observation.number += time * step;
            observation.scenario = observation.scenario.map(|id| id + &suffix);
            whole.observations.push(observation);
        }
        for mut scenario in report.scenarios.iter().cloned() {
            scenario.id.push_str(&suffix);
            for number in &mut scenario.observations {
                *number += time * step;
            }
            whole.scenarios.push(scenario);
        }
    }
    whole.summary = Summary::of(&whole.scenarios);
    whole
}

/// The most memory that this process has held so far, where the system tells (Linux).
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().replace(char::is_whitespace, " ")
}
