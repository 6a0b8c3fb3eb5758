// SPDX-License-Identifier: EUPL-1.2
//! The fake espace de confiance, alive: DNS, publication points, peers and the mail server behind the connector. It
//! does as the plan says, reports what it sees, and never judges.

mod diary;
mod inside;
mod liste;
mod peers;
pub mod publication;
mod resolution;
#[cfg(test)]
mod tests;
mod trust;

pub use trust::SutFiles;

use crate::connector::Bench;
use crate::evidence::Recorder;
use crate::fault::{EditionFault, Fault};
use crate::plan::{Case, Plan};
use crate::wire::smtp::Server;
use crate::wire::tls::Credentials;
use fake_pki::{Authority, Endpoints, IgcSante};
use judgement::fact::{Certificate, Fact};
use judgement::owner::Owner;
use judgement::place::Place;
use liste::{Editions, Publication};
use publication::PublicationCertificate;
use resolution::Resolution;
use std::collections::BTreeMap;
use std::net::SocketAddrV4;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use trust::Trust;

/// Why the world could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    #[error("cannot listen on {address} for {what}: {why}")]
    Listen { what: &'static str, address: String, why: String },
    #[error("cannot prepare the fake IGC Santé: {0}")]
    Pki(#[from] fake_pki::PkiError),
    #[error("cannot prepare the fake DNS: {0}")]
    Dns(#[from] fake_dns::DnsError),
    #[error("cannot write the liste blanche: {0}")]
    Liste(#[from] liste_blanche::ListeError),
    #[error("cannot prepare TLS: {0}")]
    Tls(#[from] rustls::Error),
    #[error("cannot write {file}: {why}")]
    File { file: String, why: String },
}

/// What the world is opened with.
pub struct WorldSetup<'a> {
    pub plan: &'a Plan,
    pub bench: &'a Bench,
    /// The connector's own address, for its A record.
    pub smtp_in: SocketAddrV4,
    pub started: SystemTime,
    pub recorder: Arc<Recorder>,
    pub step: Duration,
}

impl WorldSetup<'_> {
    fn publication_reporter(&self) -> impl Fn(Owner, Fact) + Send + Sync + 'static {
        let recorder = self.recorder.clone();
        move |owner, fact| recorder.see(owner, Place::Publication, fact)
    }
}

/// Everything around the connector; it ends when dropped.
pub struct World {
    pub recorder: Arc<Recorder>,
    trust: Trust,
    editions: Arc<Editions>,
    resolution: Resolution,
    publication: publication::Point,
    /// Held for its life alone: it listens as long as the world stands.
    _revocation: publication::Point,
    inside: Server,
    peers: peers::Peers,
    endpoints: Endpoints,
}

impl World {
    pub async fn open(setup: WorldSetup<'_>, igc_sante: IgcSante) -> Result<World, WorldError> {
        let revocation = publication::Listener::bind(setup.bench.revocation, "the revocation lists").await?;
        let publication = publication::Listener::bind(setup.bench.publication, "the liste blanche").await?;
        let endpoints = Endpoints { crl_base_url: format!("http://{}", revocation.address), ..Endpoints::default() };
        let igc_sante = igc_sante.at(setup.started, endpoints.clone())?;
        let trust = Trust::issue(igc_sante, setup.plan)?;
        let editions = Arc::new(Editions::new(setup.plan, &trust, setup.started)?);
        let peers = peers::Peers::open(&setup, &trust).await?;
        let resolution = Resolution::open(&setup).await?;
        let inside = inside::open(&setup).await?;
        let certificate = PublicationCertificate::new(trust.igc_sante().clone(), *publication.address.ip());
        let published = Publication { editions: editions.clone(), certificate };
        Ok(World {
            _revocation: revocation.serve(trust.revocation_lists()?, setup.publication_reporter()),
            publication: publication.serve(published, setup.publication_reporter()),
            recorder: setup.recorder,
            trust,
            editions,
            resolution,
            inside,
            peers,
            endpoints,
        })
    }

    /// Publishes a new edition: the base list with one case's newcomers in and its withdrawals out, and a fault.
    /// Without a case, the base list again.
    pub fn publish(&self, case: Option<&Case>, fault: Option<EditionFault>) -> Result<u32, WorldError> {
        let edition = self.editions.publish(case, fault)?;
        let fault_id = fault.map(|fault| Fault::from(fault).id());
        let owner = case.map(Case::owner).unwrap_or_default();
        self.recorder.see(owner, Place::Publication, Fact::Published { edition, fault: fault_id });
        Ok(edition)
    }

    /// Number of the edition now published.
    pub fn edition(&self) -> u32 {
        self.editions.number()
    }

    /// What a peer shows and holds true when it is the client.
    pub fn credentials_of(&self, case: &str, peer: usize) -> Option<Result<Credentials, String>> {
        self.peers.showing(case, peer).map(|showing| showing())
    }

    /// What a peer of no scenario shows: a regular certificate, in a list or not.
    pub fn visitor(&self) -> Result<Credentials, String> {
        self.trust.visitor()
    }

    pub fn peer_port(&self) -> u16 {
        self.peers.port
    }

    /// The resolver that the connector must use.
    pub fn dns(&self) -> SocketAddrV4 {
        self.resolution.address
    }

    pub fn internal_mail_server(&self) -> SocketAddrV4 {
        self.inside.address
    }

    pub fn liste_blanche_url(&self) -> String {
        format!("https://{}{}", self.publication.address, liste::PATH)
    }

    pub fn crl_urls(&self) -> Vec<String> {
        vec![self.endpoints.crl(Authority::ROOT), self.endpoints.crl(Authority::ORGANISATIONS)]
    }

    /// Domains and DNs now listed, for connectors that cannot read the list themselves.
    pub fn listed(&self) -> Vec<BTreeMap<String, String>> {
        self.editions.rows()
    }

    /// True for a certificate with the key that the connector under test was given.
    pub fn is_handed_out(&self, shown: &Certificate) -> bool {
        self.trust.is_handed_out(shown)
    }

    /// Writes what the connector must be given: its certificate and key, and the authorities.
    pub fn write_sut_files(&self, folder: &std::path::Path) -> Result<SutFiles, WorldError> {
        self.trust.write_sut_files(folder)
    }

    /// Stops the servers whose end must be waited for; the others end with their tasks.
    pub async fn close(self) {
        self.resolution.close().await;
    }
}
