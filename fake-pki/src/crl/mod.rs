// SPDX-License-Identifier: EUPL-1.2
//! Revocation lists: full and delta, and the ways a list can be wrong.

mod delta;
mod fault;

pub use fault::CrlFault;

use std::sync::atomic::Ordering;

use rcgen::{CertificateRevocationListParams, KeyIdMethod, RevocationReason, RevokedCertParams, SerialNumber};
use time::{Duration, OffsetDateTime};

use crate::authority::{self, Signer};
use crate::keys::Slot;
use crate::window::Window;
use crate::{Authority, IgcSante, PkiError, Rank};

/// The entries that [`CrlFault::Huge`] adds.
pub const HUGE: u32 = 200_000;
/// How far beyond its own number [`CrlFault::DeltaNewerThanFull`] places the full list of a delta list.
const AHEAD: u64 = 1000;

/// What a revocation list holds.
#[derive(Debug, Clone)]
pub struct CrlRequest {
    /// The authority whose list it is.
    pub authority: Authority,
    /// The serial numbers revoked, big-endian.
    pub revoked: Vec<Vec<u8>>,
    /// The number of the full list that a delta list builds on; none for a full list.
    pub base: Option<u64>,
    /// What is wrong, if anything.
    pub fault: Option<CrlFault>,
}

impl CrlRequest {
    /// A current full list.
    pub fn full(authority: Authority, revoked: Vec<Vec<u8>>) -> CrlRequest {
        CrlRequest { authority, revoked, base: None, fault: None }
    }

    /// A current delta list: what changed since the full list of that number (RFC 5280 §5.2.4).
    pub fn delta(authority: Authority, revoked: Vec<Vec<u8>>, base: u64) -> CrlRequest {
        CrlRequest { base: Some(base), ..CrlRequest::full(authority, revoked) }
    }

    /// The same list with one thing wrong.
    pub fn with(mut self, fault: CrlFault) -> CrlRequest {
        self.fault = Some(fault);
        self
    }
}

/// A signed revocation list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crl {
    /// The list as published, in DER.
    pub der: Vec<u8>,
    /// Its CRL number, for delta lists to build on (RFC 5280 §5.2.3).
    pub number: u64,
}

impl IgcSante {
    /// Signs a revocation list of any authority, regular or with one thing wrong, under the next CRL number.
    ///
    /// # Errors
    /// - [`PkiError::Crypto`] if signing fails.
    /// - [`PkiError::Io`] when the key of an authority is first made and cannot be kept.
    /// - [`PkiError::Damaged`] when a key kept cannot be used.
    pub fn crl(&self, request: &CrlRequest) -> Result<Crl, PkiError> {
        let number = self.next_crl_number();
        let window = request.fault.map_or(Window::OF_LIST, CrlFault::window);
        let signer = match request.fault {
            Some(CrlFault::WrongSigner) => {
                authority::named(request.authority, self.naming, self.keys.of(Slot::LookAlikeIntermediate))?
            }
            Some(CrlFault::WrongAuthority) => self.signer_of(neighbour(request.authority))?,
            _ => self.signer_of(request.authority)?,
        };
        let mut revoked = request.revoked.clone();
        if request.fault == Some(CrlFault::Huge) {
            revoked.extend((0..HUGE).map(invented_serial));
        }
        let full = self.full_list(&signer, &revoked, window, number)?;
        let base = match request.fault {
            Some(CrlFault::DeltaNewerThanFull) => Some(number + AHEAD),
            _ => request.base,
        };
        let der = match base {
            Some(base) => delta::of_full_list(&full, base, &signer)?,
            None => full,
        };
        Ok(Crl { der, number })
    }

    fn full_list(
        &self,
        signer: &Signer<'_>,
        revoked: &[Vec<u8>],
        window: Window,
        number: u64,
    ) -> Result<Vec<u8>, PkiError> {
        let [this_update, next_update] = window.dates(self.now);
        let list = CertificateRevocationListParams {
            this_update,
            next_update,
            crl_number: SerialNumber::from(number),
            issuing_distribution_point: None,
            revoked_certs: revoked.iter().map(|serial| entry(serial, this_update)).collect(),
            key_identifier_method: KeyIdMethod::PreSpecified(signer.key_id.clone()),
        };
        let signed = list.signed_by(&signer.issuer(&signer.params()));
        Ok(signed.map_err(PkiError::crypto("sign a revocation list"))?.der().to_vec())
    }

    /// A number that grows by counting within a run, and by the clock from run to run (RFC 5280 §5.2.3).
    fn next_crl_number(&self) -> u64 {
        let count = self.crl_count.fetch_add(1, Ordering::Relaxed);
        let run = self.now.unix_timestamp().max(0).unsigned_abs();
        (run << 16) + count + 1
    }
}

fn entry(serial: &[u8], this_update: OffsetDateTime) -> RevokedCertParams {
    RevokedCertParams {
        serial_number: SerialNumber::from(serial.to_vec()),
        revocation_time: this_update - Duration::DAY,
        reason_code: Some(RevocationReason::KeyCompromise),
        invalidity_date: None,
    }
}

/// Sixteen bytes that no leaf has: serial numbers of leaves begin with 4 to 7.
fn invented_serial(number: u32) -> Vec<u8> {
    [&[0x11; 12][..], &number.to_be_bytes()].concat()
}

/// Another authority of the same hierarchy: the root of an intermediate, the first intermediate of a root.
fn neighbour(authority: Authority) -> Authority {
    match authority.rank {
        Rank::Root => Authority { rank: Rank::Organisations, ..authority },
        _ => authority.root(),
    }
}
