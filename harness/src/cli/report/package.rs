// SPDX-License-Identifier: EUPL-1.2
//! The command `report package`: from the folder of a run to the signed archive that is handed in.

use super::super::output::{Existing, OWNER_ALONE, write_file};
use super::super::{Exit, Failure};
use super::signing::SigningArgs;
use super::{load, read};
use crate::connector::Connector;
use crate::report::{objections, pieces};
use crate::scenario::Catalogue;
use clap::Args;
use dossier::{Cleared, Dossier, Files, Manifest, REPORT_FOLDER, clear_secrets, cms, timestamp};
use input::{InputError, Source};
use reports::model::Report;
use reports::render::RENDERERS;
use std::path::{Path, PathBuf};
use time::OffsetDateTime;

/// The connector file, in the archive.
const CONNECTOR: &str = "connector.yaml";
/// Shorter ones are found in any text.
const SECRET_LENGTH: usize = 6;

#[derive(Debug, Args)]
pub struct PackageArgs {
    /// The folder of the run.
    #[arg(value_name = "DIR")]
    run: PathBuf,
    /// The scenarios that were run, register included.
    #[arg(long, value_name = "DIR", default_value = "scenarios")]
    scenarios: PathBuf,
    #[command(flatten)]
    signing: SigningArgs,
    /// The archive to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Write a request for a time stamp of the signature as well (RFC 3161); `report stamp` puts the answer in.
    #[arg(long, value_name = "FILE")]
    timestamp_query: Option<PathBuf>,
}

pub fn package(args: &PackageArgs) -> Result<Exit, Failure> {
    let report = read(&args.run)?;
    let (catalogue, _) = Catalogue::read(std::slice::from_ref(&args.scenarios))?;
    let signatory = args.signing.signatory()?;
    let objections = objections(&report, &catalogue, &args.run, signatory.is_some());
    let Some(signatory) = signatory.filter(|_| objections.is_empty()) else {
        println!("Not packaged: {} thing(s) are missing or red.", objections.len());
        objections.iter().for_each(|objection| println!("- {}\n  → {}", objection.what, objection.remedy));
        return Ok(Exit::NonConforming);
    };
    let (files, removed) = files(&report, &catalogue, &args.run)?;
    let signer = cms::Signer { chain: &signatory.chain, key: signatory.key.secret_der() };
    let about = |tree: &_| Manifest::of(&report, removed.clone(), tree);
    let dossier = Dossier::seal(files, pieces(&report), about, (&signer, OffsetDateTime::now_utc()))
        .map_err(|error| InputError::new(&signatory.file, error.to_string()))?;
    let packed = dossier.packed().map_err(Failure::ours)?;
    write_file(&args.out, &packed, OWNER_ALONE, Existing::Replaced)?;
    if let Some(file) = &args.timestamp_query {
        let query = timestamp::query(dossier.signature());
        let query = query.map_err(|_| Failure::ours("the machine gives no random numbers"))?;
        write_file(file, &query, OWNER_ALONE, Existing::Replaced)?;
    }
    println!(
        "{}: {} files, signed; `report verify` checks it anywhere, offline.",
        args.out.display(),
        dossier.files.len()
    );
    let (word, because) = (report.conclusion.kind.words(), &report.conclusion.because);
    println!("{} ({}): {}.", word.fr, word.en, because.en);
    removed.iter().for_each(|what| println!("Withheld from {CONNECTOR}, {what}."));
    Ok(Exit::Conforming)
}

/// The files of the archive, and what was taken out of the connector file.
fn files(report: &Report, catalogue: &Catalogue, run: &Path) -> Result<(Files, Vec<String>), Failure> {
    let mut files = Files::new();
    for renderer in RENDERERS {
        files.insert(format!("{REPORT_FOLDER}{}", renderer.file), load(&run.join(renderer.file))?);
    }
    files.extend(catalogue.files.iter().map(|(name, bytes)| (format!("scenarios/{name}"), bytes.clone())));
    let mut removed = Vec::new();
    if let Some(file) = &report.connector.file {
        let cleared = cleared(Path::new(file))?;
        no_secret_left(&files, &cleared.secrets)?;
        files.insert(CONNECTOR.to_owned(), cleared.text.into_bytes());
        removed = cleared.removed;
    }
    Ok((files, removed))
}

/// The connector file without its secrets, which must say the same of the connector as before.
fn cleared(file: &Path) -> Result<Cleared, InputError> {
    let source = Source::read(file)?;
    let cleared = clear_secrets(source.text());
    let said = |text: &str| Connector::from_source(&Source::from_text(file, text), None).ok().map(|c| said(&c));
    if said(source.text()) == said(&cleared.text) {
        return Ok(cleared);
    }
    let what = format!("cannot be read once its secrets are taken out ({})", cleared.removed.join("; "));
    Err(InputError::new(file, what).help("keep secrets in files of their own, or in the environment, and run again"))
}

/// What a connector file says, secrets aside: only commands may hold them.
fn said(connector: &Connector) -> String {
    let reservations: Vec<_> = connector.reservations.iter().map(|announced| &announced.reservation).collect();
    let form = connector.annexe1.as_ref().map(|form| form.reported());
    let mut rest = connector.clone();
    (rest.process, rest.annexe1) = (None, None);
    rest.reservations.clear();
    format!("{rest:?} {reservations:?} {form:?}")
}

fn no_secret_left(files: &Files, secrets: &[String]) -> Result<(), Failure> {
    let holds = |content: &[u8], secret: &str| content.windows(secret.len()).any(|window| window == secret.as_bytes());
    let long = || secrets.iter().filter(|secret| secret.len() >= SECRET_LENGTH);
    let leaking = |(path, content): (&String, &Vec<u8>)| {
        let key = holds(content, "PRIVATE KEY-----");
        (key || long().any(|secret| holds(content, secret))).then(|| {
            format!("{path} holds a secret: keep secrets in files of their own, or in the environment, and run again")
        })
    };
    let leaks: Vec<String> = files.iter().filter_map(leaking).collect();
    if leaks.is_empty() { Ok(()) } else { Err(Failure::input(leaks)) }
}
