// SPDX-License-Identifier: EUPL-1.2
//! Every certificate of the world, issued before anybody is awake.

use super::WorldError;
use crate::plan::{PeerPlan, Plan};
use crate::wire::tls::{self, Credentials};
use fake_pki::{
    Authority, Credential, CrlRequest, Deviation, IgcSante, KeyRole, LeafRequest, PkiError, Profile, Subject,
    reserved_serial,
};
use judgement::fact::Certificate;
use liste_blanche::{REVOKED_SIGNER, Signers};
use rustls::SupportedProtocolVersion;
use std::collections::BTreeMap;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

pub struct Trust {
    igc_sante: Arc<IgcSante>,
    sut: Credential,
    /// By case id and index of the peer.
    peers: BTreeMap<(String, usize), Arc<PeerCertificate>>,
    pub signers: Arc<Signers>,
    /// Serial numbers on the intermediate's revocation list beside the reserved ones.
    revoked: Vec<Vec<u8>>,
}

/// A peer's certificate, issued when it is first shown: one RSA signature each is most of the work of a run, and the
/// world need not wait for it.
pub struct PeerCertificate {
    request: LeafRequest,
    igc_sante: Arc<IgcSante>,
    issued: OnceLock<Result<Credential, String>>,
}

impl PeerCertificate {
    pub fn credential(&self) -> Result<&Credential, String> {
        let issue = || self.igc_sante.issue(&self.request).map_err(|error| error.to_string());
        self.issued.get_or_init(issue).as_ref().map_err(Clone::clone)
    }

    /// What the peer shows in TLS and holds true.
    pub fn credentials(&self, versions: &'static [&'static SupportedProtocolVersion]) -> Result<Credentials, String> {
        let credential = self.credential()?;
        let root = self.igc_sante.root_der().clone();
        Credentials::showing(credential.chain.clone(), &credential.key, root, versions)
            .map_err(|error| error.to_string())
    }
}

/// Files that the connector under test must be given.
#[derive(Debug, Clone)]
pub struct SutFiles {
    pub certificate_chain: PathBuf,
    pub private_key: PathBuf,
    pub root: PathBuf,
    pub intermediate: PathBuf,
    /// Root and intermediate together.
    pub authorities: PathBuf,
}

fn structure(cn: &str, o: &str) -> Subject {
    Subject {
        cn: cn.to_owned(),
        ou: "318751275100020".to_owned(),
        o: o.to_owned(),
        st: "Paris (75)".to_owned(),
        c: "FR".to_owned(),
    }
}

impl Trust {
    pub fn issue(igc_sante: IgcSante, plan: &Plan) -> Result<Trust, PkiError> {
        let sut = igc_sante.issue(&LeafRequest::new(Profile::SslServeur, plan.sut.subject.clone(), KeyRole::Sut))?;
        let signer = structure("liste-blanche.operateurs.test", "EDITEUR DE LA LISTE HARNAIS TEST");
        let igc_sante = Arc::new(igc_sante);
        let peers = peers(&igc_sante, plan);
        let signers = Signers::new(igc_sante.clone(), signer, "liste-blanche@mssante.test", other_operator());
        let revoked = unreserved(&peers);
        Ok(Trust { revoked, signers: Arc::new(signers), igc_sante, sut, peers })
    }

    pub fn of_peer(&self, case: &str, index: usize) -> Option<&Arc<PeerCertificate>> {
        self.peers.get(&(case.to_owned(), index))
    }

    /// The credentials of an operator that no scenario is about.
    pub fn visitor(&self) -> Result<Credentials, String> {
        let request = LeafRequest::new(Profile::SslServeur, other_operator(), KeyRole::Peer(0));
        let certificate = PeerCertificate { request, igc_sante: self.igc_sante.clone(), issued: OnceLock::new() };
        certificate.credentials(crate::wire::tls::ANY)
    }

    /// The revocation lists by path of publication. Every reserved serial number is on the intermediate's, used or not: a
    /// connector that rightly keeps an earlier run's list until its nextUpdate knows the revoked peers of this one.
    pub fn revocation_lists(&self) -> Result<BTreeMap<String, Vec<u8>>, PkiError> {
        let list = |authority: Authority, revoked: &[Vec<u8>]| {
            let crl = self.igc_sante.crl(&CrlRequest::full(authority, revoked.to_vec()))?;
            Ok::<_, PkiError>((authority.crl_path(), crl.der))
        };
        let reserved = (0..=u8::MAX).map(reserved_serial);
        let revoked: Vec<Vec<u8>> = reserved.chain(self.revoked.iter().cloned()).collect();
        let intermediate = self.igc_sante.intermediate_der().to_vec();
        Ok(BTreeMap::from([
            list(Authority::ROOT, &[])?,
            list(Authority::ORGANISATIONS, &revoked)?,
            (Authority::ORGANISATIONS.certificate_path(), intermediate),
        ]))
    }

    pub fn igc_sante(&self) -> &Arc<IgcSante> {
        &self.igc_sante
    }

    /// True for a certificate with the key that the connector under test was given, here or by `init`: certificates for it
    /// are issued anew, the key stays.
    pub fn is_handed_out(&self, shown: &Certificate) -> bool {
        let ours = self.sut.chain.first().and_then(|leaf| tls::certificate(leaf).spki);
        ours.is_some() && ours == shown.spki
    }

    /// Into a folder where none of them is yet: nothing that is there is followed or overwritten.
    pub fn write_sut_files(&self, folder: &Path) -> Result<SutFiles, WorldError> {
        let (root, intermediate) = (self.igc_sante.root_pem(), self.igc_sante.intermediate_pem());
        let write = |name: &str, text: &str, mode| write_file(folder, name, text, mode);
        Ok(SutFiles {
            certificate_chain: write("certificate-chain.pem", &self.sut.chain_pem(), 0o644)?,
            private_key: write("private-key.pem", &self.sut.key_pem(), 0o600)?,
            root: write("root.pem", &root, 0o644)?,
            intermediate: write("intermediate.pem", &intermediate, 0o644)?,
            authorities: write("authorities.pem", &format!("{root}{intermediate}"), 0o644)?,
        })
    }
}

fn write_file(folder: &Path, name: &str, text: &str, mode: u32) -> Result<PathBuf, WorldError> {
    let path = folder.join(name);
    let written = std::fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(&path);
    let written = written.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| WorldError::File { file: path.display().to_string(), why: error.to_string() })?;
    Ok(path)
}

/// An operator with a regular certificate and nothing to do with any scenario; some entries name it.
pub fn other_operator() -> Subject {
    structure("mx.autre-operateur.operateurs.test", "AUTRE OPERATEUR HARNAIS TEST")
}

fn peers(igc_sante: &Arc<IgcSante>, plan: &Plan) -> BTreeMap<(String, usize), Arc<PeerCertificate>> {
    let mut reserved = 0..REVOKED_SIGNER;
    let unissued = plan.peers().map(|(owner, index, peer)| {
        let mut request = request(peer, index);
        if peer.deviation() == Some(Deviation::Revoked) {
            request.serial = reserved.next().map(reserved_serial);
        }
        let certificate = PeerCertificate { request, igc_sante: igc_sante.clone(), issued: OnceLock::new() };
        // An error here comes again, and is told, when the certificate is shown.
        if peer.deviation().is_some_and(Deviation::makes_keys) {
            let _ = certificate.credential();
        }
        ((owner.to_owned(), index), Arc::new(certificate))
    });
    unissued.collect()
}

fn request(peer: &PeerPlan, index: usize) -> LeafRequest {
    let key = KeyRole::Peer(u8::try_from(index % 4).unwrap_or_default());
    let mut request = LeafRequest::new(Profile::SslServeur, peer.subject.clone(), key);
    request.san = peer.hosts.iter().map(|host| host.name.clone()).filter(|name| *name != peer.subject.cn).collect();
    request.deviation = peer.deviation();
    request
}

/// Serial numbers of revoked peers for whom no reserved one was left; a list of an earlier run does not know them.
fn unreserved(peers: &BTreeMap<(String, usize), Arc<PeerCertificate>>) -> Vec<Vec<u8>> {
    let by_chance = |certificate: &&Arc<PeerCertificate>| {
        let request = &certificate.request;
        request.deviation == Some(Deviation::Revoked) && request.serial.is_none()
    };
    let issued = peers.values().filter(by_chance).filter_map(|certificate| certificate.credential().ok());
    issued.map(|credential| credential.serial.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{igc_sante, plan, reference};
    use super::*;
    use rustls::pki_types::UnixTime;
    use std::time::{Duration, SystemTime};
    use webpki::{CertRevocationList, EndEntityCert, KeyUsage, OwnedCertRevocationList, RevocationOptionsBuilder};

    /// What webpki says of a leaf with the revocation lists of some world.
    fn judged(credential: &Credential, root: &[u8], lists: &BTreeMap<String, Vec<u8>>) -> Result<(), webpki::Error> {
        let root = rustls::pki_types::CertificateDer::from(root);
        let anchors = [webpki::anchor_from_trusted_cert(&root)?];
        let read = |der: &Vec<u8>| OwnedCertRevocationList::from_der(der).ok().map(CertRevocationList::from);
        let lists: Vec<CertRevocationList<'_>> = lists.values().filter_map(read).collect();
        let lists: Vec<&CertRevocationList<'_>> = lists.iter().collect();
        let options = RevocationOptionsBuilder::new(&lists).expect("lists").build();
        let leaf = EndEntityCert::try_from(&credential.chain[0])?;
        let (algorithms, chain) = (webpki::ALL_VERIFICATION_ALGS, &credential.chain[1..]);
        let usage = KeyUsage::server_auth();
        leaf.verify_for_usage(algorithms, &anchors, chain, UnixTime::now(), usage, Some(options), None).map(drop)
    }

    #[test]
    fn the_revocation_list_of_an_earlier_world_refuses_the_revoked_peers_of_a_later_one_and_no_other() {
        let hour = Duration::from_secs(3_600);
        let opened = |at: SystemTime, plan: &Plan| {
            Trust::issue(igc_sante().at(at, fake_pki::Endpoints::default()).expect("it moves"), plan).expect("trust")
        };
        let connector = reference();
        let empty = plan(&connector, |_| false);
        let cached = opened(SystemTime::now() - hour, &empty).revocation_lists().expect("lists");
        let wanted = plan(&connector, |id| id.ends_with("/revoked") || id == "liste-blanche/refused/revoked-signer");
        let later = opened(SystemTime::now(), &wanted);
        let fresh = later.revocation_lists().expect("lists");
        let root = later.igc_sante.root_der().clone();
        let mut serials = Vec::new();
        for ((case, _), certificate) in &later.peers {
            let credential = certificate.credential().expect("issued");
            let revoked = certificate.request.deviation == Some(Deviation::Revoked);
            let expected = if revoked { Err(webpki::Error::CertRevoked) } else { Ok(()) };
            assert_eq!(judged(credential, &root, &cached), expected, "{case}, by the list that was kept");
            assert_eq!(judged(credential, &root, &fresh), expected, "{case}, by the list of its own run");
            serials.extend(revoked.then(|| credential.serial.clone()));
        }
        assert!(serials.len() >= 2 && later.peers.len() > serials.len(), "{serials:?}");
        assert_eq!(serials.iter().collect::<std::collections::BTreeSet<_>>().len(), serials.len(), "no number twice");
        let signer = later.signers.of(liste_blanche::SignerRole::Deviating(Deviation::Revoked)).expect("issued");
        let intermediate = cached.get(&Authority::ORGANISATIONS.crl_path()).expect("the list");
        let list = OwnedCertRevocationList::from_der(intermediate).map(CertRevocationList::from).expect("it parses");
        assert!(list.find_serial(&signer.serial).expect("it is read").is_some(), "the list's signer");
    }

    #[test]
    fn a_certificate_with_the_key_of_init_is_the_one_handed_out_and_another_operators_is_not() {
        let issued = |role| {
            let request = LeafRequest::new(Profile::SslServeur, other_operator(), role);
            igc_sante().issue(&request).expect("certificate is issued")
        };
        let signer = structure("liste-blanche.operateurs.test", "EDITEUR DE LA LISTE HARNAIS TEST");
        let shared = Arc::new(igc_sante());
        let trust = Trust {
            sut: issued(KeyRole::Sut),
            peers: BTreeMap::new(),
            signers: Arc::new(Signers::new(shared.clone(), signer, "liste-blanche@mssante.test", other_operator())),
            igc_sante: shared,
            revoked: Vec::new(),
        };
        let shown = |credential: &Credential| tls::certificate(&credential.chain[0]);
        let again = shown(&issued(KeyRole::Sut));
        assert_ne!(again.fingerprint, shown(&trust.sut).fingerprint, "issued anew");
        assert!(trust.is_handed_out(&again));
        assert!(!trust.is_handed_out(&shown(&issued(KeyRole::Peer(0)))));
        assert!(!trust.is_handed_out(&tls::certificate(&b"rubbish"[..].into())));
    }

    #[test]
    fn exactly_the_deviations_that_scenarios_refuse_for_their_key_cannot_be_shown_in_tls() {
        let igc_sante = igc_sante();
        for deviation in Deviation::ALL {
            let request = LeafRequest::new(Profile::SslServeur, other_operator(), KeyRole::Peer(0));
            let credential = igc_sante.issue(&request.deviating(*deviation)).expect("certificate is issued");
            let root = igc_sante.root_der().clone();
            let shown = Credentials::showing(credential.chain, &credential.key, root, crate::wire::tls::ANY);
            assert_eq!(shown.is_ok(), deviation.can_be_shown_in_tls(), "{}", deviation.id());
        }
    }
}
