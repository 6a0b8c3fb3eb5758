// SPDX-License-Identifier: EUPL-1.2
//! An OCSP responder (RFC 6960): what is asked, what is answered, and the ways an answer can be wrong.

mod identity;
mod request;
mod response;

pub use request::{CertId, OcspRequest};

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rcgen::{KeyPair, SigningKey};
use rustls_pki_types::CertificateDer;
use time::Duration;

use crate::authority::key_id;
use crate::catalogue::catalogue;
use crate::keys::RESPONDER;
use crate::{Authority, IgcSante, KeyRole, LeafRequest, PkiError, Profile, Subject};
use response::Single;

/// What an answer says of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum CertStatus {
    /// Not revoked.
    Good,
    /// Revoked yesterday because its key was compromised.
    Revoked,
    /// The responder does not know it.
    Unknown,
}

/// From when until when an answer is good, as offsets from the instant of the hierarchy. The real span is not known.
const CURRENT: (Duration, Duration) = (Duration::hours(-1), Duration::DAY);
const STALE: (Duration, Duration) = (Duration::days(-8), Duration::days(-1));

catalogue! {
    /// One thing wrong with the answers of an OCSP responder.
    pub enum OcspFault: (Duration, Duration) {
        Unknown = "unknown", CURRENT,
            "The responder knows no certificate.",
            "Le répondeur ne connaît aucun certificat.";
        Revoked = "revoked", CURRENT,
            "The responder says that every certificate is revoked.",
            "Le répondeur dit tout certificat révoqué.";
        Stale = "stale", STALE,
            "The answer is out of date since yesterday.",
            "La réponse est périmée depuis la veille.";
        WrongSigner = "wrong-signer", CURRENT,
            "The answer is signed by an operator's key that no authority has delegated.",
            "La réponse est signée par la clé d’un opérateur qu’aucune autorité n’a délégué.";
        OtherCertificate = "other-certificate", CURRENT,
            "The answer is about another certificate than the one asked for.",
            "La réponse concerne un autre certificat que celui demandé.";
        TryLater = "try-later", CURRENT,
            "The responder says to come back later (tryLater).",
            "Le répondeur demande de revenir plus tard (tryLater).";
        Silent = "silent", CURRENT,
            "The responder takes the question and never answers.",
            "Le répondeur reçoit la question et ne répond jamais.";
    }
}

/// An OCSP responder for one authority: a delegated certificate, and what it knows.
///
/// The profile of the real responders is not known: the certificate is inferred from RFC 6960 §4.2.2.2.
pub struct OcspResponder {
    igc_sante: Arc<IgcSante>,
    authority: Authority,
    certificate: CertificateDer<'static>,
    knowledge: Mutex<Knowledge>,
}

#[derive(Default)]
struct Knowledge {
    revoked: BTreeSet<Vec<u8>>,
    fault: Option<OcspFault>,
}

impl OcspResponder {
    /// Opens a responder for an authority, which certifies it here and now.
    ///
    /// # Errors
    /// [`PkiError::Crypto`] if signing fails, [`PkiError::Io`] when its key is first made and cannot be kept.
    pub fn open(igc_sante: Arc<IgcSante>, authority: Authority) -> Result<OcspResponder, PkiError> {
        let certificate = identity::issue(&igc_sante, authority)?;
        Ok(OcspResponder { igc_sante, authority, certificate, knowledge: Mutex::default() })
    }

    /// Says of a serial number (big-endian) that it is revoked, from now on.
    pub fn revoke(&self, serial: &[u8]) {
        self.knowledge().revoked.insert(serial.to_vec());
    }

    /// Commits a fault in every answer from now on; `None` ends it.
    pub fn commit(&self, fault: Option<OcspFault>) {
        self.knowledge().fault = fault;
    }

    /// Answers a question in DER with an answer in DER; `None` when the fault is to stay silent.
    ///
    /// What cannot be read is answered by `malformedRequest`, as RFC 6960 §2.3 says.
    ///
    /// # Errors
    /// [`PkiError::Crypto`] if signing fails.
    pub fn answer(&self, question: &[u8]) -> Result<Option<Vec<u8>>, PkiError> {
        let fault = self.knowledge().fault;
        let request = match (OcspRequest::read(question), fault) {
            (_, Some(OcspFault::Silent)) => return Ok(None),
            (_, Some(OcspFault::TryLater)) => return Ok(Some(response::refusal(response::TRY_LATER))),
            (None, _) => return Ok(Some(response::refusal(response::MALFORMED_REQUEST))),
            (Some(request), _) => request,
        };
        let (this_update, next_update) = fault.map_or(CURRENT, OcspFault::row);
        let now = self.igc_sante.now;
        let single = |asked: &CertId| {
            let asked = if fault == Some(OcspFault::OtherCertificate) { asked.neighbour() } else { asked.clone() };
            let status = self.status(&asked, fault);
            Single { id: asked, status, this_update: now + this_update, next_update: now + next_update }
        };
        let singles: Vec<_> = request.asked.iter().map(single).collect();
        let data = response::data(&singles, &self.responder_key_id(fault)?, (now, request.nonce.as_ref()));
        let (key, certificate) = self.signer(fault)?;
        let signature = key.sign(&data).map_err(PkiError::crypto("sign an OCSP answer"))?;
        Ok(Some(response::basic(&data, &signature, &certificate)))
    }

    fn status(&self, asked: &CertId, fault: Option<OcspFault>) -> CertStatus {
        let ours = self.igc_sante.signer_of(self.authority).is_ok_and(|signer| asked.is_issued_by(signer.key));
        match fault {
            Some(OcspFault::Revoked) => CertStatus::Revoked,
            Some(OcspFault::Unknown) => CertStatus::Unknown,
            _ if !ours => CertStatus::Unknown,
            _ if self.knowledge().revoked.contains(&asked.serial) => CertStatus::Revoked,
            _ => CertStatus::Good,
        }
    }

    /// The key that signs and its certificate: an operator's, when that is the fault.
    fn signer(&self, fault: Option<OcspFault>) -> Result<(&KeyPair, CertificateDer<'static>), PkiError> {
        if fault != Some(OcspFault::WrongSigner) {
            return Ok((self.igc_sante.keys.late(RESPONDER)?, self.certificate.clone()));
        }
        let subject = Subject::operateur("autre-operateur.test", "1990008880", "AUTRE OPERATEUR EXEMPLE");
        let Authority { environment, range, .. } = self.authority;
        let request = LeafRequest { environment, range, ..LeafRequest::new(Profile::SslServeur, subject, OPERATOR) };
        let leaf = self.igc_sante.issue(&request)?.chain.swap_remove(0);
        Ok((self.igc_sante.keys.of(OPERATOR), leaf))
    }

    fn responder_key_id(&self, fault: Option<OcspFault>) -> Result<Vec<u8>, PkiError> {
        Ok(key_id(match fault {
            Some(OcspFault::WrongSigner) => self.igc_sante.keys.of(OPERATOR),
            _ => self.igc_sante.keys.late(RESPONDER)?,
        }))
    }

    fn knowledge(&self) -> MutexGuard<'_, Knowledge> {
        self.knowledge.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who signs the answers that nobody delegated.
const OPERATOR: KeyRole = KeyRole::Peer(3);
