// SPDX-License-Identifier: EUPL-1.2
//! An OCSP responder (RFC 6960): what is asked, what is answered, and the ways an answer can be wrong.

mod fault;
mod identity;
mod request;
mod response;

pub use fault::OcspFault;
pub use request::{CertId, OcspRequest};

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rcgen::{KeyPair, SigningKey};
use rustls_pki_types::CertificateDer;

use crate::authority::key_id;
use crate::keys::LazyKey;
use crate::window::Window;
use crate::{Authority, IgcSante, KeyRole, LeafRequest, PkiError, Profile, Subject};
use response::Single;

/// The status of a certificate in an answer (RFC 6960 §2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum CertStatus {
    /// Not revoked.
    Good,
    /// Revoked yesterday because its key was compromised.
    Revoked,
    /// The responder does not know it.
    Unknown,
}

/// The operator that signs answers without being delegated.
const OPERATOR: KeyRole = KeyRole::Peer(3);

/// An OCSP responder for one authority: a delegated certificate, and what it knows.
///
/// The profile of the real responders is not known: the certificate is inferred from RFC 6960 §4.2.2.2.
pub struct OcspResponder {
    igc_sante: Arc<IgcSante>,
    authority: Authority,
    certificate: CertificateDer<'static>,
    knowledge: Mutex<Knowledge>,
}

/// The signer of an answer.
struct Delegate<'a> {
    key: &'a KeyPair,
    certificate: CertificateDer<'static>,
}

/// What the responder knows, which may change while it runs.
#[derive(Default)]
struct Knowledge {
    revoked: BTreeSet<Vec<u8>>,
    fault: Option<OcspFault>,
}

impl OcspResponder {
    /// Opens a responder for an authority, which certifies it at once.
    ///
    /// # Errors
    /// - [`PkiError::Crypto`] if signing fails.
    /// - [`PkiError::Io`] when its key is first made and cannot be kept.
    /// - [`PkiError::Damaged`] when a key kept cannot be used.
    pub fn open(igc_sante: Arc<IgcSante>, authority: Authority) -> Result<OcspResponder, PkiError> {
        let certificate = identity::issue(&igc_sante, authority)?;
        Ok(OcspResponder { igc_sante, authority, certificate, knowledge: Mutex::default() })
    }

    /// Revokes a serial number (big-endian) from now on.
    pub fn revoke(&self, serial: &[u8]) {
        self.knowledge().revoked.insert(serial.to_vec());
    }

    /// Sets the fault of every answer from now on; none: regular answers.
    pub fn commit(&self, fault: Option<OcspFault>) {
        self.knowledge().fault = fault;
    }

    /// The answer in DER to a question in DER; none when the fault is to stay silent.
    ///
    /// A question that cannot be read is answered by `malformedRequest` (RFC 6960 §2.3).
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
        let now = self.igc_sante.now;
        let [this_update, next_update] = fault.map_or(Window::OF_ANSWER, OcspFault::window).dates(now);
        let single = |asked: &CertId| {
            let id = if fault == Some(OcspFault::OtherCertificate) { asked.neighbour() } else { asked.clone() };
            Single { status: self.status(&id, fault), id, this_update, next_update }
        };
        let singles: Vec<_> = request.asked.iter().map(single).collect();
        let Delegate { key, certificate } = self.delegate(fault)?;
        let data = response::data(&singles, &key_id(key), now, request.nonce.as_ref());
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

    /// The regular delegate, or an operator when that is the fault.
    fn delegate(&self, fault: Option<OcspFault>) -> Result<Delegate<'_>, PkiError> {
        if fault != Some(OcspFault::WrongSigner) {
            let key = self.igc_sante.keys.lazy(LazyKey::OcspResponder)?;
            return Ok(Delegate { key, certificate: self.certificate.clone() });
        }
        let Authority { environment, range, .. } = self.authority;
        let request = LeafRequest::new(Profile::SslServeur, Subject::another_operator(), OPERATOR);
        let leaf = self.igc_sante.issue(&LeafRequest { environment, range, ..request })?.chain.swap_remove(0);
        Ok(Delegate { key: self.igc_sante.keys.of(OPERATOR), certificate: leaf })
    }

    fn knowledge(&self) -> MutexGuard<'_, Knowledge> {
        self.knowledge.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
