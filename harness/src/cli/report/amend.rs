// SPDX-License-Identifier: EUPL-1.2
//! The command `report amend`: a new report that names the one it replaces, and why.

use super::super::args::Language;
use super::super::{Exit, Failure, output};
use super::{bytes_of, json_of, parse, read};
use crate::connector::Connector;
use crate::report::{Replaced, amended_by, corrected, differences};
use clap::Args;
use dossier::sha256_hex;
use reports::model::Report;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("source").required(true)))]
pub struct AmendArgs {
    /// The report to replace: a folder, its report.json, or an archive (.zip).
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// Why, in a sentence that the new report shows on its first page.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The later run whose report takes its place.
    #[arg(long, value_name = "NEWRUN", group = "source")]
    by: Option<PathBuf>,
    /// The corrected connector file, for the same evidence: laboratory, operator, editor, Annexe 1, and nothing tested.
    #[arg(long, value_name = "FILE", group = "source")]
    connector: Option<PathBuf>,
    /// Where the folder of the new report goes.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    lang: Language,
}

pub fn amend(args: &AmendArgs) -> Result<Exit, Failure> {
    let bytes = bytes_of(&args.old)?;
    let old: Report = parse(&json_of(&args.old), &bytes)?;
    let replaced = Replaced { report: &old, sha256: sha256_hex(&bytes) };
    let amended = match (&args.by, &args.connector) {
        (Some(later), _) => {
            let report = read(later)?;
            holds(&report, later)?;
            amended_by(&replaced, report, &args.reason)
        }
        (_, Some(file)) => {
            holds(&old, &args.old)?;
            corrected(&replaced, &Connector::read(file)?, &args.reason)
        }
        (None, None) => return Err(Failure::refused("give --by NEWRUN or --connector FILE")),
    };
    let mut report = amended.map_err(Failure::refused)?;
    let now = SystemTime::now();
    let issued = OffsetDateTime::from(now).replace_nanosecond(0).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    report.id = output::report_id(now, report.harness.seed);
    report.identification.issued = Some(issued.format(&Rfc3339).unwrap_or_default());
    let folder = output::write(&report, args.lang.into(), Some(&args.out), "")?;
    println!("{} replaces {}.", report.id, old.id);
    println!("{}", folder.display());
    Ok(Exit::Conforming)
}

/// What takes a report's place must itself be what its evidence gives.
fn holds(report: &Report, path: &Path) -> Result<(), Failure> {
    let found = differences(report);
    if found.is_empty() {
        return Ok(());
    }
    let refusal = format!("{} does not verify: {} difference(s)", path.display(), found.len());
    Err(Failure::input([refusal].into_iter().chain(found.iter().map(ToString::to_string))))
}
