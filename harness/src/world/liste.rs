// SPDX-License-Identifier: EUPL-1.2
//! The editions of the liste blanche, one after the other.

use super::WorldError;
use super::publication::{Page, PublicationCertificate, Served, Site};
use super::trust::{Trust, other_operator};
use crate::fault::{EditionFault, PublicationFault};
use crate::plan::{Case, Listing, PeerPlan, Plan, Probe};
use crate::wire::tls::Credentials;
use hyper::body::Bytes;
use judgement::owner::Owner;
use liste_blanche::{self, Entree, ListeBlanche, Signers, environment};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Where the list is published.
pub const PATH: &str = environment::HARNESS.path;

/// All editions of a run; the last one published is the one served.
pub struct Editions {
    signers: Arc<Signers>,
    started: SystemTime,
    /// Entries of every edition unless a case says otherwise: owner (case and peer), entry.
    entries: Vec<Owned>,
    /// The DN under which each edition lists a domain that no other one lists.
    probe: String,
    current: Mutex<Current>,
}

struct Owned {
    case: String,
    newcomer: bool,
    withdrawn: bool,
    entree: Entree,
}

struct Current {
    edition: u32,
    bytes: Bytes,
    published: SystemTime,
    /// What is wrong with its publication.
    fault: Option<PublicationFault>,
    /// Who published it.
    owner: Owner,
    entrees: Vec<Entree>,
}

impl Editions {
    /// Publishes the first edition.
    pub fn new(plan: &Plan, trust: &Trust, started: SystemTime) -> Result<Editions, WorldError> {
        let mut entries = vec![owned_by_nobody(&plan.sut.domaine, plan.sut.subject.liste_blanche_dn())];
        for (owner, index, peer) in plan.peers() {
            entries.extend(of_peer(owner, peer, index, trust));
        }
        let probe = plan.probe.peer.subject.liste_blanche_dn();
        let current = Current {
            edition: 0,
            bytes: Bytes::new(),
            published: started,
            fault: None,
            owner: Owner::Run,
            entrees: Vec::new(),
        };
        let current = Mutex::new(current);
        let editions = Editions { signers: trust.signers.clone(), started, entries, probe, current };
        editions.publish(None, None)?;
        Ok(editions)
    }

    fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn publish(&self, case: Option<&Case>, fault: Option<EditionFault>) -> Result<u32, WorldError> {
        let edition = self.current().edition + 1;
        let owner = case.map(Case::owner).unwrap_or_default();
        let own = |owned: &&Owned| case.is_some_and(|case| case.id == owned.case);
        let listed = |owned: &&Owned| (!owned.newcomer || own(owned)) && !(owned.withdrawn && own(owned));
        let mut entrees: Vec<Entree> = self.entries.iter().filter(listed).map(|owned| owned.entree.clone()).collect();
        entrees.push(entree(&Probe::domaine_of(edition), self.probe.clone()));
        entrees.sort_by(|a, b| a.nom.cmp(&b.nom));
        // An hour ago, so that no clock finds it in the future; later editions are later by a second each.
        let generated = self.started - Duration::from_secs(3_600) + Duration::from_secs(u64::from(edition));
        let list = ListeBlanche { date_de_generation: date(generated), entrees };
        let (of_list, fault) = match fault {
            Some(EditionFault::Liste(fault)) => (Some(fault), None),
            Some(EditionFault::Publication(fault)) => (None, Some(fault)),
            None => (None, None),
        };
        let bytes = Bytes::from(liste_blanche::publish(&list, &self.signers, of_list)?);
        *self.current() = Current { edition, bytes, published: SystemTime::now(), fault, owner, entrees: list.entrees };
        Ok(edition)
    }

    /// Number of the edition served.
    pub fn number(&self) -> u32 {
        self.current().edition
    }

    /// Domain, DN and CN of each entry of the edition served.
    pub fn rows(&self) -> Vec<BTreeMap<String, String>> {
        let current = self.current();
        let rows = current.entrees.iter().map(|entree| {
            let cn = liste_blanche::dn::Dn::parse(&entree.dn).ok().and_then(|dn| dn.value("CN").map(str::to_owned));
            BTreeMap::from([
                ("domaine".to_owned(), entree.nom.clone()),
                ("dn".to_owned(), entree.dn.clone()),
                ("cn".to_owned(), cn.unwrap_or_default()),
            ])
        });
        rows.collect()
    }
}

/// The publication point of the list: the edition in force, and the certificate it is shown under.
pub struct Publication {
    pub editions: Arc<Editions>,
    pub certificate: PublicationCertificate,
}

impl Site for Publication {
    fn served(&self, path: &str) -> Served {
        let current = self.editions.current();
        let page = (path == PATH).then(|| Page {
            content_type: "application/xml",
            body: current.bytes.clone(),
            edition: Some(current.edition),
            last_modified: Some(current.published),
        });
        Served { page, fault: current.fault, owner: current.owner.clone() }
    }

    fn credentials(&self) -> Option<Result<Credentials, String>> {
        let fault = self.editions.current().fault;
        Some(self.certificate.credentials(fault))
    }
}

fn date(at: SystemTime) -> String {
    let at = OffsetDateTime::from(at).replace_nanosecond(0).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    at.format(&Rfc3339).unwrap_or_default()
}

fn owned_by_nobody(domaine: &str, dn: String) -> Owned {
    Owned { case: String::new(), newcomer: false, withdrawn: false, entree: entree(domaine, dn) }
}

fn entree(domaine: &str, dn: String) -> Entree {
    Entree {
        nom: domaine.to_owned(),
        description: "Domaine de messagerie fictif du harnais de TEST".to_owned(),
        dn,
        responsable_contact: "00 00 00 00 00, responsable@operateurs.test".to_owned(),
        support_contact: "00 00 00 00 00, support@operateurs.test".to_owned(),
        date_maj: "2026-01-01T00:00:00Z".to_owned(),
    }
}

fn of_peer(owner: &str, peer: &PeerPlan, index: usize, trust: &Trust) -> Vec<Owned> {
    // `cn-not-mx` alone is listed under the DN that it shows: nothing but the host name must disagree.
    let shown = trust.of_peer(owner, index).filter(|_| peer.deviation() == Some(fake_pki::Deviation::CnNotMx));
    let shown = shown.and_then(|certificate| certificate.credential().ok());
    let own = shown.map_or(&peer.subject, |credential| &credential.subject);
    let dn = own.liste_blanche_dn();
    let spelled = |listing: &Listing| match listing {
        Listing::Own => dn.clone(),
        Listing::Other => other_operator().liste_blanche_dn(),
        Listing::Spaced => dn.replace(',', ", "),
        Listing::Quoted => dn.replace(&format!("O={},", own.o), &format!("O=\"{}\",", own.o)),
    };
    let entries = peer.listings.iter().map(|listing| Owned {
        case: owner.to_owned(),
        newcomer: peer.newcomer,
        withdrawn: peer.is_withdrawn(),
        entree: entree(&peer.domaine, spelled(listing)),
    });
    entries.collect()
}
