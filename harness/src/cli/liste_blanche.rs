// SPDX-License-Identifier: EUPL-1.2
//! The commands of the family `liste-blanche`; those that make lists have files of their own.

use super::{Exit, Failure, liste_blanche_serve, liste_blanche_write};
use clap::{Args, Subcommand};
use input::InputError;
use liste_blanche::dn::Dn;
use liste_blanche::generation;
use liste_blanche::lint::lint as examine;
use liste_blanche::report::{report_lint, report_verify};
use liste_blanche::verify::{Policy, SignerRule, Trust, verify as judge};
use std::path::{Path, PathBuf};
use time::macros::format_description;
use time::{Date, OffsetDateTime};

#[derive(Debug, Subcommand)]
pub enum ListeBlancheCommand {
    /// Check signature, signer, chain, dates, revocation and roll-back; exit 0 if valid, 1 if refused.
    Verify(VerifyArgs),
    /// Count the deviations from the usual shape of entries.
    Lint { file: PathBuf },
    /// Serve a signed TEST list over HTTPS until Ctrl-C, with a line for each request.
    Serve(liste_blanche_serve::ServeArgs),
    /// Write a signed TEST list, or variants of it, with the authorities to trust.
    Write(liste_blanche_write::WriteArgs),
}

#[derive(Debug, Args)]
pub struct VerifyArgs {
    file: PathBuf,
    /// Folder of the authorities' certificates and revocation lists, PEM or DER.
    #[arg(long, value_name = "DIR")]
    trust: PathBuf,
    /// Judge as of this day or instant (UTC) instead of now.
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
    /// Who must have signed: a DN as in the list, or `any` certificate for signing of the hierarchy.
    #[arg(long, value_name = "DN", default_value = "any")]
    signer: String,
    /// The list in use: an older one is refused.
    #[arg(long, value_name = "FILE", conflicts_with = "not_older_than")]
    previous: Option<PathBuf>,
    /// Refuse a list generated before this day or instant (UTC).
    #[arg(long, value_name = "DATE")]
    not_older_than: Option<String>,
}

pub fn liste_blanche(command: ListeBlancheCommand) -> Result<Exit, Failure> {
    match command {
        ListeBlancheCommand::Verify(arguments) => verify(&arguments),
        ListeBlancheCommand::Lint { file } => lint(&file),
        ListeBlancheCommand::Serve(arguments) => liste_blanche_serve::serve(&arguments),
        ListeBlancheCommand::Write(arguments) => liste_blanche_write::write(&arguments),
    }
}

fn verify(arguments: &VerifyArgs) -> Result<Exit, Failure> {
    let policy = Policy {
        at: arguments.at.as_deref().map_or_else(|| Ok(OffsetDateTime::now_utc()), |at| instant("--at", at, 12))?,
        signer: signer_rule(&arguments.signer)?,
        not_older_than: floor(arguments)?,
    };
    let trust = Trust::from_dir(&arguments.trust).map_err(Failure::refused)?;
    match judge(&read(&arguments.file)?, &trust, &policy) {
        Ok(verified) => {
            print!("{}", report_verify(&verified));
            Ok(Exit::Conforming)
        }
        Err(refusal) => {
            println!("refused: {refusal}");
            Ok(Exit::NonConforming)
        }
    }
}

fn lint(file: &Path) -> Result<Exit, Failure> {
    print!("{}", report_lint(&examined(file)?));
    Ok(Exit::Conforming)
}

fn examined(file: &Path) -> Result<liste_blanche::lint::Lint, Failure> {
    examine(&read(file)?).map_err(|error| Failure::refused(format!("{}: {error}", file.display())))
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: std::io::Error| InputError::new(file, format!("cannot be read: {error}"));
    Ok(std::fs::read(file).map_err(unreadable)?)
}

fn signer_rule(text: &str) -> Result<SignerRule, Failure> {
    if text == "any" {
        return Ok(SignerRule::Any);
    }
    let refused =
        |error| Failure::refused(format!("--signer {text}: {error}; expected `any` or CN=…,OU=…,O=…,ST=…,C=FR"));
    Dn::parse(text).map(SignerRule::Named).map_err(refused)
}

/// The generation date below which the list is refused.
fn floor(arguments: &VerifyArgs) -> Result<Option<OffsetDateTime>, Failure> {
    if let Some(date) = &arguments.not_older_than {
        return instant("--not-older-than", date, 0).map(Some);
    }
    let Some(previous) = &arguments.previous else { return Ok(None) };
    let date = examined(previous)?.date_de_generation;
    let refused = || Failure::refused(format!("{}: DateDeGeneration “{date}” cannot be read", previous.display()));
    generation::read(&date).map(Some).ok_or_else(refused)
}

/// An instant, or an hour of a day: noon when certificates that begin or end on it are to be judged in its middle.
fn instant(option: &str, text: &str, hour: i64) -> Result<OffsetDateTime, Failure> {
    let of_day = |date: Date| date.midnight().assume_utc() + time::Duration::hours(hour);
    let day = Date::parse(text, format_description!("[year]-[month]-[day]")).ok().map(of_day);
    let expected = "expected a day such as 2025-03-01 or an instant such as 2025-03-01T12:00:00Z";
    day.or_else(|| generation::read(text)).ok_or_else(|| Failure::refused(format!("{option} {text}: {expected}")))
}
