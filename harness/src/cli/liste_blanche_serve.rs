// SPDX-License-Identifier: EUPL-1.2
//! The command `liste-blanche serve`: the publication point alone, for whoever writes the part of a connector that
//! fetches the list.

use super::run::open_igc_sante;
use super::{Exit, Failure, init};
use crate::fault::{Fault, PublicationFault};
use crate::report::words::{effect, recorded};
use crate::safety;
use crate::wire::tls::Credentials;
use crate::world::publication::{Listener, Page, PublicationCertificate, Served, Site};
use clap::Args;
use hyper::body::Bytes;
use input::InputError;
use judgement::fact::{Download, Fact};
use judgement::owner::Owner;
use liste_blanche::checksum::{Checksum, FILE_NAME};
use liste_blanche::{environment, fault::publish, sample};
use std::io::Write;
use std::net::{SocketAddr, SocketAddrV4};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;
use time::OffsetDateTime;

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Where to listen.
    #[arg(long, value_name = "IP:PORT", default_value = "127.77.0.3:8443")]
    address: SocketAddrV4,
    /// Allow an address that other machines can reach.
    #[arg(long)]
    listen: bool,
    /// A fault of the list or of its publication: `liste/…`, `checksum/…` or `publication/…` of `list faults`.
    #[arg(long, value_name = "ID")]
    fault: Option<String>,
    /// How many entries the list holds.
    #[arg(long, value_name = "N", default_value_t = 16)]
    entries: usize,
}

/// One edition, and what is wrong with it.
struct Edition {
    list: Bytes,
    /// None: there is no such file.
    checksum: Option<Bytes>,
    fault: Option<PublicationFault>,
    certificate: PublicationCertificate,
    published: SystemTime,
}

impl Site for Edition {
    fn served(&self, path: &str) -> Served {
        let page = |content_type, body: &Bytes, edition| {
            Some(Page { content_type, body: body.clone(), edition, last_modified: Some(self.published) })
        };
        let page = match path.trim_start_matches('/') {
            name if name == environment::HARNESS.file_name() => page("application/xml", &self.list, Some(1)),
            FILE_NAME => self.checksum.as_ref().and_then(|checksum| page("text/plain", checksum, None)),
            _ => None,
        };
        Served { page, fault: self.fault, owner: Owner::Run }
    }

    fn credentials(&self) -> Option<Result<Credentials, String>> {
        Some(self.certificate.credentials(self.fault))
    }
}

pub fn serve(arguments: &ServeArgs) -> Result<Exit, Failure> {
    safety::may_listen(SocketAddr::V4(arguments.address), arguments.listen).map_err(Failure::refused)?;
    let edition = edition(arguments)?;
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::ours)?;
    runtime.block_on(async {
        let mut interrupted =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt()).map_err(Failure::ours)?;
        let listener = Listener::bind(arguments.address, "the liste blanche").await;
        let listener = listener.map_err(Failure::refused)?;
        let point = listener.serve(edition, |_, fact| say(&line(&fact)));
        say(&format!("trust     {}/root.pem", init::KEYS));
        say(&format!("listening https://{}{}", point.address, environment::HARNESS.path));
        interrupted.recv().await;
        say("stopped");
        Ok(Exit::Conforming)
    })
}

fn edition(arguments: &ServeArgs) -> Result<Edition, Failure> {
    let (mut of_list, mut of_point, mut of_checksum) = (None, None, Checksum::Right);
    match arguments.fault.as_deref().map(fault).transpose()? {
        Some(Fault::Liste(fault)) => of_list = Some(fault),
        Some(Fault::Publication(fault)) => of_point = Some(fault),
        Some(Fault::Checksum(state)) => of_checksum = state,
        _ => {}
    }
    let igc_sante = Arc::new(open_igc_sante(Path::new(init::KEYS))?);
    // An hour ago, so that no clock finds it in the future.
    let list = sample::list(arguments.entries, OffsetDateTime::now_utc() - time::Duration::HOUR);
    let list = publish(&list, &sample::signers(igc_sante.clone()), of_list)?;
    let checksum = of_checksum.content(&list).map(Bytes::from);
    let certificate = PublicationCertificate::new(igc_sante, *arguments.address.ip());
    Ok(Edition { list: list.into(), checksum, fault: of_point, certificate, published: SystemTime::now() })
}

/// A fault by its id; a wrong one is shown with the nearest right one.
fn fault(id: &str) -> Result<Fault, InputError> {
    let served = |fault: &Fault| matches!(fault, Fault::Liste(_) | Fault::Publication(_) | Fault::Checksum(_));
    Fault::find(id).filter(served).ok_or_else(|| {
        let error = InputError::new(Path::new("--fault"), format!("`{id}` is no fault of the list or its publication"));
        let ids: Vec<String> =
            Fault::all().iter().filter(|fault| served(fault)).map(|fault| fault.id().to_string()).collect();
        error.known(id, ids.iter().map(String::as_str))
    })
}

fn line(fact: &Fact) -> String {
    match fact {
        Fact::Downloaded(download) => request(download),
        Fact::FaultExercised { fault, how } => format!("fault     {fault} {}", recorded(how, effect).en),
        other => format!("{other:?}"),
    }
}

fn request(download: &Download) -> String {
    if let Some(failure) = &download.failure {
        return format!("turned    {} away: {failure}", download.from);
    }
    let tls = download.tls.as_deref().unwrap_or("no TLS");
    let shown = download.certificate.as_ref().map(|certificate| format!(", shown {}", certificate.subject));
    let condition = if download.is_conditional() { ", conditional" } else { "" };
    let Download { method, path, status, from, at_once, .. } = download;
    let shown = shown.unwrap_or_default();
    format!("asked     {method} {path} from {from}, {tls}{shown}{condition}, {at_once} at once: {status}")
}

fn say(line: &str) {
    // A reader that has gone away must not end the service.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
