// SPDX-License-Identifier: EUPL-1.2
use std::sync::atomic::Ordering;

use rcgen::{CertificateRevocationListParams, KeyIdMethod, RevocationReason, RevokedCertParams, SerialNumber};
use time::Duration;

use crate::{Authority, IgcSante, PkiError};

/// Whose revocation list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CrlIssuer {
    /// The root's list, about intermediates.
    Root,
    /// The intermediate's list, about operators.
    Intermediate,
    /// A list in the intermediate's name under another key: its signature must not convince.
    LookAlikeIntermediate,
}

/// The validity of a revocation list, as offsets from the instant of the hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CrlWindow {
    /// Offset of `thisUpdate`.
    pub this_update: Duration,
    /// Offset of `nextUpdate`, which must come later.
    pub next_update: Duration,
}

impl CrlWindow {
    /// Published an hour ago, good for a week.
    pub const CURRENT: CrlWindow = CrlWindow { this_update: Duration::hours(-1), next_update: Duration::days(7) };
    /// Published eight days ago, out of date since yesterday.
    pub const EXPIRED: CrlWindow = CrlWindow { this_update: Duration::days(-8), next_update: Duration::days(-1) };
    /// To be published tomorrow.
    pub const FUTURE: CrlWindow = CrlWindow { this_update: Duration::days(1), next_update: Duration::days(8) };
}

impl IgcSante {
    /// Signs a revocation list, in DER, with a CRL number greater than that of the lists made before.
    ///
    /// # Errors
    /// [`PkiError::Crypto`] when `next_update` does not come after `this_update`.
    pub fn crl(&self, issuer: CrlIssuer, revoked: &[Vec<u8>], window: CrlWindow) -> Result<Vec<u8>, PkiError> {
        let signer = match issuer {
            CrlIssuer::Root => self.signer_of(Authority::ROOT)?,
            CrlIssuer::Intermediate => self.signer_of(Authority::ORGANISATIONS)?,
            CrlIssuer::LookAlikeIntermediate => self.look_alike_signer()?,
        };
        let this_update = self.now + window.this_update;
        let entry = |serial: &Vec<u8>| RevokedCertParams {
            serial_number: SerialNumber::from(serial.clone()),
            revocation_time: this_update - Duration::DAY,
            reason_code: Some(RevocationReason::KeyCompromise),
            invalidity_date: None,
        };
        let list = CertificateRevocationListParams {
            this_update,
            next_update: self.now + window.next_update,
            crl_number: self.next_crl_number(),
            issuing_distribution_point: None,
            revoked_certs: revoked.iter().map(entry).collect(),
            key_identifier_method: KeyIdMethod::PreSpecified(signer.key_id()),
        };
        let signed = list.signed_by(&signer.issuer(&signer.params()));
        Ok(signed.map_err(PkiError::crypto("sign a revocation list"))?.der().to_vec())
    }

    /// Grows within a run by counting, and from run to run by the clock (RFC 5280 §5.2.3).
    fn next_crl_number(&self) -> SerialNumber {
        let count = self.crl_count.fetch_add(1, Ordering::Relaxed);
        let run = self.now.unix_timestamp().max(0).unsigned_abs();
        SerialNumber::from((run << 16) + count + 1)
    }
}
