// SPDX-License-Identifier: EUPL-1.2
//! The revocation lists in use.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use rustls::pki_types::CertificateDer;
use webpki::{CertRevocationList, OwnedCertRevocationList};
use x509_parser::{
    certificate::X509Certificate, prelude::FromDer, revocation_list::CertificateRevocationList, time::ASN1Time,
};

/// How far in the future a CRL may be dated: clocks differ a little.
const CLOCK_SKEW_SECONDS: i64 = 300;

/// Why a downloaded CRL does not replace the one in use.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CrlError {
    #[error("it cannot be read")]
    Unreadable,
    #[error("no known authority signed it")]
    Signature,
    #[error("it is expired, or dated in the future")]
    Date,
    #[error("it is older than the one in use")]
    Older,
}

/// The last accepted CRL of each URL.
#[derive(Debug, Default)]
pub(super) struct CrlStore {
    by_url: RwLock<BTreeMap<String, Arc<Crl>>>,
}

/// One accepted CRL; times in seconds since 1970.
#[derive(Debug)]
pub(super) struct Crl {
    list: CertRevocationList<'static>,
    this_update: i64,
    next_update: i64,
}

impl Crl {
    /// The list in the form that path validation takes.
    pub(super) fn list(&self) -> &CertRevocationList<'static> {
        &self.list
    }
}

impl CrlStore {
    /// Replaces the CRL of that URL by a valid one of a known issuer that is not older.
    ///
    /// # Errors
    /// The reason why the one in use stays.
    pub(super) fn offer<'a>(
        &self,
        url: &str,
        der: &[u8],
        mut issuers: impl Iterator<Item = &'a CertificateDer<'static>>,
    ) -> Result<(), CrlError> {
        let (_, parsed) = CertificateRevocationList::from_der(der).map_err(|_| CrlError::Unreadable)?;
        if !issuers.any(|issuer| is_signed_by(&parsed, issuer)) {
            return Err(CrlError::Signature);
        }
        let owned = OwnedCertRevocationList::from_der(der).map_err(|_| CrlError::Unreadable)?;
        let next_update = parsed.next_update().ok_or(CrlError::Unreadable)?.timestamp();
        let this_update = parsed.last_update().timestamp();
        let now = ASN1Time::now().timestamp();
        if next_update <= now || this_update > now + CLOCK_SKEW_SECONDS {
            return Err(CrlError::Date);
        }
        let mut crls = self.by_url.write().unwrap_or_else(PoisonError::into_inner);
        if crls.get(url).is_some_and(|current| current.this_update > this_update) {
            return Err(CrlError::Older);
        }
        crls.insert(url.to_owned(), Arc::new(Crl { list: owned.into(), this_update, next_update }));
        Ok(())
    }

    /// Whether a CRL of that URL was accepted.
    pub(super) fn contains(&self, url: &str) -> bool {
        self.by_url.read().unwrap_or_else(PoisonError::into_inner).contains_key(url)
    }

    /// The CRLs whose next update is still to come.
    pub(super) fn unexpired(&self) -> Vec<Arc<Crl>> {
        let now = ASN1Time::now().timestamp();
        let crls = self.by_url.read().unwrap_or_else(PoisonError::into_inner);
        crls.values().filter(|crl| crl.next_update > now).cloned().collect()
    }
}

fn is_signed_by(crl: &CertificateRevocationList<'_>, issuer: &CertificateDer<'_>) -> bool {
    X509Certificate::from_der(issuer).is_ok_and(|(_, issuer)| {
        issuer.subject().as_raw() == crl.issuer().as_raw() && crl.verify_signature(issuer.public_key()).is_ok()
    })
}
