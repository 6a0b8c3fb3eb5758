// SPDX-License-Identifier: EUPL-1.2
//! Every certificate of the world, issued before anybody is awake.

use super::WorldError;
use crate::fault::Fault;
use crate::liste_blanche::Signers;
use crate::plan::{PeerPlan, Plan};
use crate::wire::tls::{self, Credentials};
use fake_pki::{
    Authority, Credential, CrlRequest, Deviation, IgcSante, KeyRole, LeafRequest, PkiError, Profile, Subject,
};
use judgement::fact::Certificate;
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
    /// Serial numbers on the intermediate's revocation list.
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
        let mut revoked = revoked(plan, &peers);
        if plan.cases.iter().any(|case| matches!(case.fault, Some(Fault::Liste(_)))) {
            revoked.push(signers.revoked_serial()?);
        }
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

    /// The revocation lists by path of publication.
    pub fn revocation_lists(&self) -> Result<BTreeMap<String, Vec<u8>>, PkiError> {
        let list = |authority: Authority, revoked: &[Vec<u8>]| {
            let crl = self.igc_sante.crl(&CrlRequest::full(authority, revoked.to_vec()))?;
            Ok::<_, PkiError>((authority.crl_path(), crl.der))
        };
        let intermediate = self.igc_sante.intermediate_der().to_vec();
        Ok(BTreeMap::from([
            list(Authority::ROOT, &[])?,
            list(Authority::ORGANISATIONS, &self.revoked)?,
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
    let running = plan.cases.iter().filter(|case| case.runs());
    let peers = running.flat_map(|case| case.peers.iter().enumerate().map(move |(index, peer)| (case, index, peer)));
    let unissued = peers.map(|(case, index, peer)| {
        let certificate =
            PeerCertificate { request: request(peer, index), igc_sante: igc_sante.clone(), issued: OnceLock::new() };
        // An error here comes again, and is told, when the certificate is shown.
        if peer.deviation().is_some_and(Deviation::makes_keys) {
            let _ = certificate.credential();
        }
        ((case.id.clone(), index), Arc::new(certificate))
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

/// Serial numbers to put on the intermediate's revocation list.
fn revoked(plan: &Plan, peers: &BTreeMap<(String, usize), Arc<PeerCertificate>>) -> Vec<Vec<u8>> {
    let cases = plan.cases.iter().flat_map(|case| case.peers.iter().enumerate().map(move |(i, peer)| (case, i, peer)));
    let revoked = cases.filter(|(_, _, peer)| peer.deviation() == Some(Deviation::Revoked));
    let serial = |certificate: &Arc<PeerCertificate>| certificate.credential().ok().map(|c| c.serial.clone());
    revoked.filter_map(|(case, i, _)| peers.get(&(case.id.clone(), i)).and_then(serial)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kept beside the test binary: its keys are made once, not at each run.
    fn igc_sante() -> IgcSante {
        let binary = std::env::current_exe().expect("the test has a path");
        IgcSante::open_or_create(&binary.with_file_name("igc-sante-of-tests"), &|_| {}).expect("hierarchy opens")
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
