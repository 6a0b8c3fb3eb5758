// SPDX-License-Identifier: EUPL-1.2
//! The command `report package`: from the folder of a run to the signed archive that is handed in.

use super::super::prepare;
use super::super::{Exit, Failure};
use super::{differing_files, read};
use crate::bundle::{Files, MANIFEST, Manifest, SIGNATURE, cms, pack};
use crate::connector::Connector;
use crate::input::InputError;
use crate::report::{differences, omissions};
use crate::scenario::Catalogue;
use clap::Args;
use reports::model::{ConclusionKind, Report};
use reports::render::RENDERERS;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::io::Write;
use std::path::{Path, PathBuf};
use time::OffsetDateTime;

/// Versions that say nothing.
const UNKNOWN_VERSIONS: [&str; 4] = ["", "0", "0.0.0", "unknown"];

#[derive(Debug, Args)]
pub struct PackageArgs {
    /// The folder of the run.
    #[arg(value_name = "DIR")]
    run: PathBuf,
    /// The scenarios that were run, register included.
    #[arg(long, value_name = "DIR", default_value = "scenarios")]
    scenarios: PathBuf,
    /// The operator's certificate and those above it, PEM, its own first.
    #[arg(long, value_name = "FILE")]
    certificate: PathBuf,
    /// Its private key, PEM (PKCS#8, RSA).
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The archive to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub fn package(args: &PackageArgs) -> Result<Exit, Failure> {
    let report = read(&args.run)?;
    let (catalogue, _) = Catalogue::read(std::slice::from_ref(&args.scenarios))?;
    let objections = objections(&report, &catalogue, &args.run)?;
    if !objections.is_empty() {
        println!("Not packaged: {} thing(s) are missing or red.", objections.len());
        objections.iter().for_each(|objection| println!("- {objection}"));
        return Ok(Exit::NonConforming);
    }
    let (chain, key) = (chain(&args.certificate)?, key(&args.key)?);
    let mut files = files(&report, &catalogue, &args.run)?;
    let manifest =
        serde_json::to_vec_pretty(&Manifest::of(&report, &files)).map_err(|error| Failure::input([error]))?;
    let signer = cms::Signer { chain: &chain, key: key.secret_der() };
    let signature = cms::sign(&manifest, &signer, OffsetDateTime::now_utc());
    files.insert(
        SIGNATURE.to_owned(),
        signature.map_err(|error| InputError::new(&args.certificate, error.to_string()))?,
    );
    files.insert(MANIFEST.to_owned(), manifest);
    let packed = pack(&files).map_err(|error| Failure::input([error]))?;
    write_whole(&args.out, &packed)?;
    println!("{}: {} files, signed; `report verify` checks it anywhere, offline.", args.out.display(), files.len());
    Ok(Exit::Conforming)
}

/// Everything that keeps a run from being handed in.
fn objections(report: &Report, catalogue: &Catalogue, run: &Path) -> Result<Vec<String>, Failure> {
    let connector = &report.connector;
    let conforming = matches!(report.conclusion.kind, ConclusionKind::Conforme | ConclusionKind::ConformeAvecReserves);
    let own = [
        (connector.reference, "the report is about the built-in reference connector"),
        (connector.mutation.is_some(), "a deliberate bug was switched on"),
        (!conforming, "the conclusion is neither conforming nor conforming with reservations"),
        (UNKNOWN_VERSIONS.contains(&connector.version.as_str()), "the connector's version is not known"),
        (
            report.harness.catalogue_digest != prepare::catalogue_digest(catalogue),
            "the scenarios given are not those of the run (--scenarios)",
        ),
        (report.preflight.iter().any(|item| item.ready == Some(false)), "the pre-flight found something not ready"),
    ];
    let mut found: Vec<String> =
        own.into_iter().filter(|(wrong, _)| *wrong).map(|(_, sentence)| sentence.to_owned()).collect();
    found.extend(omissions(report, catalogue));
    found.extend(differences(report).iter().map(ToString::to_string));
    found.extend(differing_files(run, report)?);
    found.extend(connector_objection(report));
    Ok(found)
}

/// The connector file must be there and say of the connector what the report says.
fn connector_objection(report: &Report) -> Option<String> {
    let Some(file) = &report.connector.file else { return Some("there is no connector file".to_owned()) };
    match Connector::read(Path::new(file)) {
        Err(error) => Some(format!("the connector file of the run: {error}")),
        Ok(connector) if connector.identity.name != report.connector.name => {
            Some(format!("{file} is about {}, the report about {}", connector.identity.name, report.connector.name))
        }
        Ok(_) => None,
    }
}

/// The files of the archive, manifest and signature aside.
fn files(report: &Report, catalogue: &Catalogue, run: &Path) -> Result<Files, Failure> {
    let mut files = Files::new();
    for renderer in RENDERERS {
        files.insert(format!("report/{}", renderer.file), load(&run.join(renderer.file))?);
    }
    files.extend(catalogue.files.iter().map(|(name, bytes)| (format!("scenarios/{name}"), bytes.clone())));
    if let Some(file) = &report.connector.file {
        files.insert("connector.yaml".to_owned(), load(Path::new(file))?);
    }
    match files.iter().find(|(_, content)| content.windows(11).any(|window| window == b"PRIVATE KEY")) {
        Some((path, _)) => Err(Failure::input([format!("{path} holds a private key: take it out before packaging")])),
        None => Ok(files),
    }
}

pub(super) fn load(file: &Path) -> Result<Vec<u8>, InputError> {
    std::fs::read(file).map_err(|error| InputError::new(file, format!("cannot be read: {error}")))
}

pub(super) fn chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, InputError> {
    let wrong = |what: &str| InputError::new(file, what.to_owned()).help("give the certificate in PEM, its own first");
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&load(file)?).collect();
    let chain = chain.map_err(|error| wrong(&format!("is not PEM: {error}")))?;
    if chain.is_empty() { Err(wrong("holds no certificate")) } else { Ok(chain) }
}

pub(super) fn key(file: &Path) -> Result<PrivateKeyDer<'static>, InputError> {
    PrivateKeyDer::from_pem_slice(&load(file)?).map_err(|error| {
        let error = InputError::new(file, format!("holds no private key in PEM: {error}"));
        error.help("`openssl pkcs12 -in FILE.p12 -nodes` turns a PKCS#12 file into PEM")
    })
}

/// Writes a file whole or not at all.
fn write_whole(file: &Path, content: &[u8]) -> Result<(), InputError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut fresh| {
        fresh.write_all(content)?;
        fresh.persist(file).map_err(|error| error.error)
    });
    written.map(drop).map_err(|error| InputError::new(file, format!("cannot be written: {error}")))
}
