// SPDX-License-Identifier: EUPL-1.2
//! The commands of the family `report`, about reports written before.

mod amend;
mod attest;
mod compare;
mod deadline;
mod package;
mod redact;
mod signing;
mod stamp;
mod verify;

use super::args::Language;
use super::{Exit, Failure, output};
use clap::Subcommand;
use dossier::{Dossier, unpack};
use input::InputError;
use reports::model::Report;
use std::path::{Path, PathBuf};

/// The file that holds all of a report.
const JSON: &str = "report.json";

#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Judge a report again from its own evidence, offline; exit 0 if nothing differs, 1 otherwise.
    Verify {
        /// The folder of a run, its report.json, or a signed archive (.zip).
        #[arg(value_name = "REPORT")]
        report: PathBuf,
        /// Folder of the authorities that the signer must descend from, PEM or DER.
        #[arg(long, value_name = "DIR")]
        trust: Option<PathBuf>,
    },
    /// Put a whole run into one signed archive, announced deviations included and named; exit 1 with a list of what is
    /// missing or red.
    Package(package::PackageArgs),
    /// Put the answer of a time stamp authority (RFC 3161) into a signed archive; exit 2 if it is not for it.
    Stamp(stamp::StampArgs),
    /// Make a copy of a signed archive without chosen evidence; its signature still holds.
    Redact(redact::RedactArgs),
    /// Hold your own deployed instance against its vendor's report; exit 0 same, 1 different, 3 cannot tell.
    Attest(attest::AttestArgs),
    /// Write a new report that names the one it replaces and why: a later run, or the same evidence better identified.
    Amend(amend::AmendArgs),
    /// Count the six months in the test space and list what is still red; exit 0 nothing red, 1 red, 3 undecided.
    Deadline(deadline::DeadlineArgs),
    /// Write every format of a report anew from its report.json.
    Render {
        #[arg(value_name = "REPORT")]
        report: PathBuf,
        /// Where the folder of the report goes.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        #[arg(long, value_enum, default_value_t = Language::Fr)]
        lang: Language,
    },
    /// Show which verdicts changed from one report to a later one, with the evidence of both, regressions first; exit 1
    /// if there are any.
    Compare(compare::CompareArgs),
}

pub fn report(command: ReportCommand) -> Result<Exit, Failure> {
    match command {
        ReportCommand::Verify { report, trust } => verify::verify(&report, trust.as_deref()),
        ReportCommand::Attest(args) => attest::attest(&args),
        ReportCommand::Amend(args) => amend::amend(&args),
        ReportCommand::Deadline(args) => deadline::deadline(&args),
        ReportCommand::Package(args) => package::package(&args),
        ReportCommand::Stamp(args) => stamp::stamp(&args),
        ReportCommand::Redact(args) => redact::redact(&args),
        ReportCommand::Render { report, out, lang } => {
            let folder = output::write(&read(&report)?, lang.into(), Some(&out), "")?;
            println!("{}", folder.display());
            Ok(Exit::Conforming)
        }
        ReportCommand::Compare(args) => compare::comparison(&args),
    }
}

/// The report.json that a path means: itself, or the one in that folder.
fn json_of(path: &Path) -> PathBuf {
    if path.is_dir() { path.join(JSON) } else { path.to_owned() }
}

fn read(path: &Path) -> Result<Report, Failure> {
    Ok(parse(&json_of(path), &bytes_of(path)?)?)
}

/// The octets of a report.json: of a file, of a folder, or out of an archive.
fn bytes_of(path: &Path) -> Result<Vec<u8>, InputError> {
    let file = json_of(path);
    let octets = std::fs::read(&file).map_err(|error| InputError::new(&file, format!("cannot be read: {error}")))?;
    if file.extension().is_none_or(|extension| extension != "zip") {
        return Ok(octets);
    }
    let mut files = unpack(&octets).map_err(|error| InputError::new(&file, error.to_string()))?;
    files.remove(&format!("report/{JSON}")).ok_or_else(|| InputError::new(&file, "holds no report"))
}

fn parse(file: &Path, bytes: &[u8]) -> Result<Report, InputError> {
    serde_json::from_slice(bytes).map_err(|error| {
        let what = format!("is not a report of this harness: {error}");
        InputError::new(file, what).help("name the folder of a run, the report.json in it, or a signed archive")
    })
}

fn load(file: &Path) -> Result<Vec<u8>, InputError> {
    std::fs::read(file).map_err(|error| InputError::new(file, format!("cannot be read: {error}")))
}

/// Reads a signed archive, and judges nothing.
fn open(path: &Path) -> Result<Dossier, InputError> {
    Dossier::read(&load(path)?).map_err(|error| InputError::new(path, error.to_string()))
}
