// SPDX-License-Identifier: EUPL-1.2
//! The command `report attest`: a buyer's own instance, held against the report of its vendor.

use super::super::args::Language;
use super::super::run::{keys_folder, open_igc_sante, settle, show_preflight};
use super::super::{Exit, Failure, output};
use super::signing::{chain, pem_key};
use super::{json_of, load, verify};
use crate::connector::Connector;
use crate::driver::version;
use crate::evidence::{Evidence, Recorder};
use crate::identify::{self, Call, identify};
use crate::plan;
use crate::report::{AttestedFile, AttestedFiles, Deployment, attestation};
use crate::run::{Event, RunRequest};
use crate::wire::tls::{self, Credentials};
use clap::Args;
use input::InputError;
use reports::attestation::{Attestation, Sameness, document, statement};
use reports::document::pdf;
use reports::text::Lang;
use rustls::sign::CertifiedKey;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use time::OffsetDateTime;
use tokio::sync::watch;

#[derive(Debug, Args)]
pub struct AttestArgs {
    /// The vendor's signed archive (.zip), or the folder of a run.
    #[arg(value_name = "ARCHIVE")]
    archive: PathBuf,
    /// The buyer's own connector file: where his instance is, and what he declares of it.
    #[arg(long, value_name = "FILE")]
    connector: PathBuf,
    /// Where the folder of the attestation goes.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    lang: Language,
    /// Folder of the authorities that the archive's signer must descend from, PEM or DER.
    #[arg(long, value_name = "DIR")]
    trust: Option<PathBuf>,
    /// The certificate to show to the instance, PEM, its own first; without it less can be seen.
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,
    /// Its private key, PEM.
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,
    /// Set by the harness itself once it is inside the connector's namespaces.
    #[arg(long, hide = true)]
    inside_namespaces: bool,
}

pub fn attest(args: &AttestArgs) -> Result<Exit, Failure> {
    let mut connector = Connector::read(&args.connector)?;
    if let Some(exit) = settle(&mut connector, args.inside_namespaces)? {
        return Ok(exit);
    }
    let judged = verify::judged(&args.archive, args.trust.as_deref())?;
    judged.say_origin();
    let (report, found) = (judged.report, judged.found);
    if !found.is_empty() {
        let count = found.len();
        let refusal =
            format!("{} does not verify, so nothing is attested: {count} difference(s)", args.archive.display());
        return Err(Failure::input([refusal].into_iter().chain(found)));
    }
    let evidence = called(&connector, args)?;
    let now = SystemTime::now();
    let id = output::report_id(now, 0);
    let archive = args.archive.extension().is_some_and(|extension| extension == "zip");
    let tested = if archive { args.archive.clone() } else { json_of(&args.archive) };
    let deployment = Deployment {
        report: &report,
        connector: &connector,
        evidence: &evidence,
        version_said: connector.recipe().and_then(version).is_some(),
        certified: args.certificate.is_some() || connector.driver.starts_it(),
    };
    let files = AttestedFiles { tested: named(&tested)?, deployed: named(&args.connector)? };
    let attestation = attestation(&deployment, &files, id, OffsetDateTime::from(now));
    let folder = write(&attestation, args)?;
    println!("{}", shown(&attestation, args.lang.into()));
    println!("{}", folder.display());
    Ok(match attestation.conclusion {
        Sameness::Same => Exit::Conforming,
        Sameness::Different => Exit::NonConforming,
        Sameness::CannotTell => Exit::Undecided,
    })
}

/// A file with its bare name.
fn named(file: &Path) -> Result<AttestedFile, InputError> {
    let name = file.file_name().map_or_else(|| file.to_string_lossy(), |name| name.to_string_lossy());
    Ok(AttestedFile { name: name.into_owned(), octets: load(file)? })
}

/// Calls on the instance; one that is a program of ours is started first.
fn called(connector: &Connector, args: &AttestArgs) -> Result<Evidence, Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::ours)?;
    let recorder = Recorder::new();
    if connector.driver.starts_it() {
        let (_stop, stop) = watch::channel(false);
        let order = RunRequest {
            plan: &Arc::new(plan::idle(connector)),
            connector,
            igc_sante: open_igc_sante(&keys_folder(Some(&args.connector)))?,
            recorder,
            jobs: 1,
            mutation: None,
            listen: false,
            stop,
        };
        let tell = |event: Event<'_>| {
            if let Event::Ready(readiness) = event {
                show_preflight(readiness);
            }
        };
        let record = runtime.block_on(crate::run::run(order, tell));
        return Ok(record?.evidence);
    }
    let call = Call {
        to: connector.smtp_in,
        source: identify::source(connector.smtp_in, *connector.bench.dns.ip()),
        server_name: connector.role.mx.clone(),
        credentials: Credentials { shown: shown_certificate(args)?, root: None, versions: tls::ANY },
        step: connector.timing.step(),
    };
    runtime.block_on(identify(&call, &recorder)).map_err(Failure::refused)?;
    Ok(recorder.evidence())
}

fn shown_certificate(args: &AttestArgs) -> Result<Option<Arc<CertifiedKey>>, Failure> {
    let (Some(certificate), Some(file)) = (&args.certificate, &args.key) else { return Ok(None) };
    let unusable = |error: rustls::Error| InputError::new(file, format!("cannot be used in TLS: {error}"));
    let signer = tls::provider().key_provider.load_private_key(pem_key(file)?).map_err(unusable)?;
    Ok(Some(Arc::new(CertifiedKey::new(chain(certificate)?, signer))))
}

fn write(attestation: &Attestation, args: &AttestArgs) -> Result<PathBuf, Failure> {
    let octets = serde_json::to_vec_pretty(attestation).map_err(Failure::ours)?;
    let page = pdf(&document(attestation), args.lang.into()).map_err(Failure::ours)?;
    let file = AttestedFile { name: "attestation.json".to_owned(), octets };
    let mut files = Vec::new();
    match statement(attestation, &file.digest()) {
        Some(statement) => {
            let statement = serde_json::to_vec_pretty(&statement).map_err(Failure::ours)?;
            files.push(("attestation.intoto.json", statement));
        }
        None => println!("No in-toto statement: the connector file declares no build-digest for it to be about."),
    }
    files.extend([("attestation.json", file.octets), ("attestation.pdf", page)]);
    output::write_files(&attestation.id, &files, args.out.as_deref())
}

fn shown(attestation: &Attestation, lang: Lang) -> String {
    let word = |finding| match (finding, lang) {
        (Sameness::Same, Lang::Fr) => "identique",
        (Sameness::Different, Lang::Fr) => "différent",
        (Sameness::CannotTell, Lang::Fr) => "indéterminé",
        (Sameness::Same, Lang::En) => "same",
        (Sameness::Different, Lang::En) => "different",
        (Sameness::CannotTell, Lang::En) => "cannot tell",
    };
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let row = |item: &reports::attestation::Item| {
        let pair = match item.finding {
            Sameness::Same => value(&item.tested),
            _ => format!("{} → {} ({})", value(&item.tested), value(&item.deployed), item.because.in_lang(lang)),
        };
        format!("{:12} {}: {pair}", word(item.finding), item.id)
    };
    let mut lines: Vec<String> = attestation.items.iter().map(row).collect();
    lines.push(format!("{}: {}", word(attestation.conclusion), attestation.because.in_lang(lang)));
    lines.join("\n")
}
