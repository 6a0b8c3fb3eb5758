// SPDX-License-Identifier: EUPL-1.2
//! The command `report attest`: a buyer's own instance, held against the report of its vendor.

use super::super::args::Language;
use super::super::run::{keys_folder, open_igc_sante, settle, show_preflight};
use super::super::{Exit, Failure, output};
use super::signing::{chain, pem_key};
use super::{json_of, load, verify};
use crate::bundle::{MANIFEST, SIGNATURE, cms, unpack};
use crate::connector::{Connector, DriverKind};
use crate::dn::Dn;
use crate::driver::version;
use crate::evidence::{Evidence, Recorder};
use crate::identify::{self, Call, identify};
use crate::input::InputError;
use crate::plan;
use crate::report::{Deployment, items, ledger};
use crate::run::{Event, Order};
use crate::wire::mime::sha256_hex;
use crate::wire::tls::{self, Credentials};
use clap::Args;
use judgement::fact::Part;
use judgement::fingerprint::Visit;
use reports::attestation::{Attestation, Deployed, Digest, SCHEMA, Sameness, Tested, conclude, document, statement};
use reports::document::pdf;
use reports::model::{Party, Report};
use reports::text::{Lang, Text};
use rustls::sign::CertifiedKey;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
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
    let (report, found) = verify::judged(&args.archive, args.trust.as_deref())?;
    if !found.is_empty() {
        let count = found.len();
        let refusal =
            format!("{} does not verify, so nothing is attested: {count} difference(s)", args.archive.display());
        return Err(Failure::input([refusal].into_iter().chain(found)));
    }
    let evidence = called(&connector, args)?;
    let attestation = attestation(args, &report, &connector, &evidence)?;
    let folder = write(&attestation, args)?;
    println!("{}", shown(&attestation, args.lang.into()));
    println!("{}", folder.display());
    Ok(match attestation.conclusion {
        Sameness::Same => Exit::Conforming,
        Sameness::Different => Exit::NonConforming,
        Sameness::CannotTell => Exit::Undecided,
    })
}

/// Calls on the instance; one that is a program of ours is started first.
fn called(connector: &Connector, args: &AttestArgs) -> Result<Evidence, Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::input([error]))?;
    let recorder = Recorder::new();
    if connector.driver != DriverKind::Remote {
        let (_stop, stop) = watch::channel(false);
        let order = Order {
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
        return Ok(record.map_err(|error| Failure::input([error]))?.evidence);
    }
    let call = Call {
        to: connector.smtp_in,
        source: identify::source(connector.smtp_in, *connector.bench.dns.ip()),
        server_name: connector.role.mx.clone(),
        credentials: Credentials { shown: shown_certificate(args)?, root: None, versions: tls::ANY },
        step: connector.timing.step(),
    };
    runtime.block_on(identify(&call, &recorder)).map_err(|error| Failure::input([error]))?;
    Ok(recorder.evidence())
}

fn shown_certificate(args: &AttestArgs) -> Result<Option<Arc<CertifiedKey>>, Failure> {
    let (Some(certificate), Some(file)) = (&args.certificate, &args.key) else { return Ok(None) };
    let unusable = |error: rustls::Error| InputError::new(file, format!("cannot be used in TLS: {error}"));
    let signer = tls::provider().key_provider.load_private_key(pem_key(file)?).map_err(unusable)?;
    Ok(Some(Arc::new(CertifiedKey::new(chain(certificate)?, signer))))
}

fn attestation(
    args: &AttestArgs,
    report: &Report,
    connector: &Connector,
    evidence: &Evidence,
) -> Result<Attestation, Failure> {
    let now = SystemTime::now();
    let issued = OffsetDateTime::from(now).replace_nanosecond(0).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let ours = connector.driver == DriverKind::Process;
    let items = items(&Deployment {
        report,
        connector,
        evidence,
        version_said: ours && connector.process.as_ref().and_then(version).is_some(),
        certified: args.certificate.is_some() || connector.driver != DriverKind::Remote,
    });
    let (conclusion, because) = conclude(&items);
    Ok(Attestation {
        schema: SCHEMA,
        id: output::report_id(now, 0),
        issued: issued.format(&Rfc3339).unwrap_or_default(),
        harness: env!("CARGO_PKG_VERSION").to_owned(),
        tested: tested(args, report)?,
        deployed: deployed(args, connector, evidence)?,
        items,
        conclusion,
        because,
        limits: limits(),
        observations: ledger(evidence),
    })
}

fn tested(args: &AttestArgs, report: &Report) -> Result<Tested, Failure> {
    let archive = &args.archive;
    let mut signer = None;
    let mut files = Vec::new();
    if archive.extension().is_some_and(|extension| extension == "zip") {
        let octets = load(archive)?;
        files.push(digest(archive, &octets));
        let inside = unpack(&octets).map_err(|error| InputError::new(archive, error.to_string()))?;
        let (manifest, signature) = (inside.get(MANIFEST), inside.get(SIGNATURE));
        files.extend(manifest.map(|manifest| digest(Path::new(MANIFEST), manifest)));
        let signed = manifest.zip(signature).and_then(|(manifest, signature)| cms::verify(signature, manifest).ok());
        signer = signed.and_then(|signed| Dn::of_certificate(&signed.certificate).ok()).map(|dn| dn.to_string());
    } else {
        let file = json_of(archive);
        files.push(digest(&file, &load(&file)?));
    }
    files.push(Digest { name: "scenarios".to_owned(), sha256: report.harness.catalogue_digest.clone() });
    let connector = &report.connector;
    Ok(Tested {
        name: connector.name.clone(),
        version: connector.version.clone(),
        editor: connector.editor.clone(),
        report: report.id.clone(),
        finished: report.finished.clone(),
        conclusion: report.conclusion.kind,
        signer,
        reference: connector.reference,
        files,
    })
}

fn deployed(args: &AttestArgs, connector: &Connector, evidence: &Evidence) -> Result<Deployed, Failure> {
    let called = evidence.sessions_of(Part::PeerClient, Some(&Visit::Uncertified.place()));
    let called = called.first().and_then(|session| session.remote()).map(str::to_owned);
    let identity = &connector.identity;
    let party = connector.operator.as_ref().map(|operator| Party {
        name: operator.name.clone(),
        address: operator.address.clone(),
        contact: operator.contact.clone(),
    });
    Ok(Deployed {
        name: identity.name.clone(),
        version: identity.version.clone(),
        editor: identity.editor.clone(),
        build_digest: identity.build_digest.clone(),
        operator: party,
        address: called.unwrap_or_else(|| connector.smtp_in.to_string()),
        file: digest(&args.connector, &load(&args.connector)?),
    })
}

fn digest(file: &Path, octets: &[u8]) -> Digest {
    let name = file.file_name().map_or_else(|| file.to_string_lossy(), |name| name.to_string_lossy());
    Digest { name: name.into_owned(), sha256: sha256_hex(octets) }
}

/// What a call from outside can never tell.
fn limits() -> Vec<Text> {
    vec![
        Text::new(
            "L’appel n’a vu que l’extérieur de l’instance, à l’adresse et à l’heure dites ; deux logiciels différents peuvent se montrer identiques.",
            "The call saw only the outside of the instance, at the address and time stated; two different builds can show themselves the same.",
        ),
        Text::new(
            "Les éléments déclarés, empreinte du logiciel comprise, n’engagent que l’opérateur qui les déclare.",
            "Declared items, the build digest included, rest on the word of the operator alone.",
        ),
        Text::new(
            "Aucun message n’a été envoyé : les essais du rapport n’ont pas été rejoués.",
            "No message was sent: the tests of the report were not played again.",
        ),
        Text::new(
            "TLS 1.0 et 1.1 n’ont pas été proposés, et la chaîne de certificats n’a pas été validée.",
            "TLS 1.0 and 1.1 were not offered, and the certificate chain was not validated.",
        ),
        Text::new(
            "Ni cette attestation ni sa déclaration in-toto ne sont signées.",
            "Neither this attestation nor its in-toto statement is signed.",
        ),
    ]
}

fn write(attestation: &Attestation, args: &AttestArgs) -> Result<PathBuf, Failure> {
    let unwritten = |error: &dyn std::fmt::Display| Failure::input([format!("cannot write the attestation: {error}")]);
    let json = serde_json::to_vec_pretty(attestation).map_err(|error| unwritten(&error))?;
    let page = pdf(&document(attestation), args.lang.into()).map_err(|error| unwritten(&error))?;
    let mut files = Vec::new();
    match statement(attestation, &digest(Path::new("attestation.json"), &json)) {
        Some(statement) => {
            let statement = serde_json::to_vec_pretty(&statement).map_err(|error| unwritten(&error))?;
            files.push(("attestation.intoto.json", statement));
        }
        None => println!("No in-toto statement: the connector file declares no build-digest for it to be about."),
    }
    files.extend([("attestation.json", json), ("attestation.pdf", page)]);
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
