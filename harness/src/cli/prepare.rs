// SPDX-License-Identifier: EUPL-1.2
//! From paths and files to a plan, before anything runs.

use super::{Exit, Failure};
use crate::connector::Connector;
use crate::plan::{Plan, Selection, compile};
use crate::report::glob;
use crate::scenario::Catalogue;
use input::Source;
use std::path::{Path, PathBuf};

/// The reference connector's own file, inside the program.
const REFERENCE: &str = include_str!("../../connectors/reference/connector.yaml");

/// A catalogue, a connector, and what to do with them.
pub struct Prepared {
    pub catalogue: Catalogue,
    pub connector: Connector,
    pub plan: Plan,
    pub digest: String,
    /// True when every scenario of the catalogue was selected.
    pub whole: bool,
}

pub fn connector(file: Option<&Path>) -> Result<Connector, Failure> {
    match file {
        Some(file) => Ok(Connector::read(file)?),
        None => Ok(Connector::from_source(&Source::from_text("connectors/reference/connector.yaml", REFERENCE), None)?),
    }
}

pub fn prepare(paths: &[PathBuf], connector: Connector, only: &[String], seed: u64) -> Result<Prepared, Failure> {
    let (catalogue, mut ids) = Catalogue::read(paths)?;
    if !only.is_empty() {
        ids.retain(|id| only.iter().any(|pattern| glob(pattern, id)));
        if ids.is_empty() {
            let message = format!(
                "--only {} selects no variant; `mssante-harness list scenarios` prints their ids",
                only.join(" --only ")
            );
            return Err(Failure::refused(message));
        }
    }
    let plan = compile(&catalogue, &connector, &Selection { ids: &ids, seed })?;
    let whole = ids.len() == catalogue.variants.len();
    let digest = catalogue.digest();
    Ok(Prepared { catalogue, connector, plan, digest, whole })
}

/// The command `check`: everything is read and compiled, nothing is run.
pub fn check(paths: &[PathBuf], file: Option<&Path>) -> Result<Exit, Failure> {
    let prepared = prepare(paths, connector(file)?, &[], 0)?;
    let scenarios: std::collections::BTreeSet<&str> =
        prepared.plan.cases.iter().map(|case| case.variant.scenario.path.as_str()).collect();
    println!(
        "{} scenarios, {} variants, {} requirements: no mistake found",
        scenarios.len(),
        prepared.plan.cases.len(),
        prepared.catalogue.register.requirements.len(),
    );
    let identity = &prepared.connector.identity;
    let apply = prepared.plan.cases.iter().filter(|case| case.runs()).count();
    println!("{} {}: {apply} variant(s) apply", identity.name, identity.version);
    Ok(Exit::Conforming)
}
