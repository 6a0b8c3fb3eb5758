// SPDX-License-Identifier: EUPL-1.2
//! The command `list`: one line each, the id first.

use super::args::Listed;
use super::{Exit, Failure, prepare};
use crate::connector::DriverKind;
use crate::fault::Fault;
use crate::plan::Case;
use crate::scenario::Catalogue;
use judgement::check;
use reference_connector::Mutation;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The catalogue that `list` shows when it is run from the project's root.
const SCENARIOS: &str = "scenarios";
/// Where connector profiles are kept, seen from there.
const PROFILES: &str = "harness/connectors";

pub fn list(what: Listed, connector: Option<&Path>) -> Result<Exit, Failure> {
    let lines = match what {
        Listed::Scenarios => scenarios(connector)?,
        Listed::Requirements => requirements()?,
        Listed::Checks => {
            let all = check::checks().chain(check::invariants().iter().map(|invariant| &invariant.check));
            all.map(|check| format!("{:32} {} [{}]", check.id, check.en, check.clause)).collect()
        }
        Listed::Faults => {
            let line = |fault: &Fault| {
                let beyond = fault.beyond_scenarios().map(|_| " [not in scenarios]").unwrap_or_default();
                format!("{:36} {}{beyond}", fault.id(), fault.sentence().en)
            };
            Fault::all().iter().map(line).collect()
        }
        Listed::Mutations => Mutation::ALL.iter().map(|m| format!("{:36} {}", m.id(), m.sentence())).collect(),
        Listed::Connectors => connectors(),
    };
    let mut out = std::io::stdout().lock();
    for line in lines {
        // A reader that has seen enough, such as `head`, is no error.
        if writeln!(out, "{line}").is_err() {
            break;
        }
    }
    Ok(Exit::Conforming)
}

/// The reference connector, the profiles beside it, and the kinds of driver that a file may name.
fn connectors() -> Vec<String> {
    let mut lines = vec![format!("{:16} the built-in reference connector, when no --connector is given", "reference")];
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(PROFILES).into_iter().flatten().flatten().map(|e| e.path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| !folder.ends_with("reference") && !folder.ends_with("init")) {
        let file = folder.join("connector.yaml");
        if let (Ok(connector), Some(id)) = (prepare::connector(Some(&file)), folder.file_name()) {
            lines.push(format!(
                "{:16} {}: --connector {}",
                id.to_string_lossy(),
                connector.identity.name,
                file.display()
            ));
        }
    }
    lines.extend(
        DriverKind::ALL.iter().map(|kind| format!("{:16} {}", format!("driver:{}", kind.id()), kind.sentence())),
    );
    lines
}

fn scenarios(connector: Option<&Path>) -> Result<Vec<String>, Failure> {
    let prepared = prepare::prepare(&[PathBuf::from(SCENARIOS)], prepare::connector(connector)?, &[], 0)?;
    let line = |case: &Case| {
        let not = case.not_applicable.as_ref().map(|because| format!(" [not applicable: {}]", because.en));
        format!("{:56} {}{}", case.id, case.variant.scenario.purpose.en, not.unwrap_or_default())
    };
    Ok(prepared.plan.cases.iter().map(line).collect())
}

fn requirements() -> Result<Vec<String>, Failure> {
    let (catalogue, _) = Catalogue::read(&[PathBuf::from(SCENARIOS)])?;
    let rows = catalogue.register.requirements.iter().map(|requirement| {
        let covered = catalogue.variants.iter().any(|v| v.scenario.covers.iter().any(|c| c.value == requirement.id));
        let mark = if covered { "" } else { " [not covered]" };
        format!("{:36} {}{mark}", requirement.id, requirement.text.en)
    });
    Ok(rows.collect())
}
