// SPDX-License-Identifier: EUPL-1.2
//! Revocation lists: full and delta, and the ways a list can be wrong.

use std::sync::atomic::Ordering;

use rcgen::{
    CertificateRevocationListParams, KeyIdMethod, RevocationReason, RevokedCertParams, SerialNumber, SigningKey,
};
use time::{Duration, OffsetDateTime};
use yasna::{ASN1Result, Tag, construct_der, parse_der};

use crate::authority::{self, Signer};
use crate::catalogue::catalogue;
use crate::keys::AuthorityKey;
use crate::signature::SHA256_WITH_RSA;
use crate::surgery::{Extension, signed, unreadable};
use crate::{Authority, IgcSante, PkiError, Rank};

/// The validity of a revocation list, as offsets from the instant of the hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    this_update: Duration,
    next_update: Duration,
}

impl Window {
    /// Published an hour ago, good for a week. The real span is not known: inferred.
    const CURRENT: Window = Window { this_update: Duration::hours(-1), next_update: Duration::days(7) };
    /// Published eight days ago, out of date since yesterday.
    const EXPIRED: Window = Window { this_update: Duration::days(-8), next_update: Duration::days(-1) };
    /// To be published tomorrow.
    const FUTURE: Window = Window { this_update: Duration::days(1), next_update: Duration::days(8) };
}

/// How many entries a huge list has.
pub const HUGE: u32 = 200_000;

catalogue! {
    /// One thing wrong with a revocation list.
    pub enum CrlFault: Window {
        Expired = "expired", Window::EXPIRED,
            "The list is out of date since yesterday.",
            "La liste est périmée depuis la veille.";
        Future = "future", Window::FUTURE,
            "The list is dated from tomorrow.",
            "La liste est datée du lendemain.";
        WrongSigner = "wrong-signer", Window::CURRENT,
            "The list bears the authority's name but is signed by another key.",
            "La liste porte le nom de l’autorité mais une autre clé l’a signée.";
        WrongAuthority = "wrong-authority", Window::CURRENT,
            "The list is a sound one, of another authority.",
            "La liste est correcte, mais c’est celle d’une autre autorité.";
        Huge = "huge", Window::CURRENT,
            "The list has 200,000 more entries than needed.",
            "La liste a 200 000 entrées de plus que nécessaire.";
        DeltaNewerThanFull = "delta-newer-than-full", Window::CURRENT,
            "The delta list builds on a full list that was never published.",
            "La liste delta complète une liste qui n’a jamais été publiée.";
    }
}

/// What a revocation list holds.
#[derive(Debug, Clone)]
pub struct CrlRequest {
    /// Whose list.
    pub authority: Authority,
    /// Serial numbers, big-endian.
    pub revoked: Vec<Vec<u8>>,
    /// `Some` makes a delta list on the full list of that number.
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
    /// As published.
    pub der: Vec<u8>,
    /// Its CRL number, for delta lists to build on.
    pub number: u64,
}

impl IgcSante {
    /// Signs a revocation list of any authority, regular or with one thing wrong, numbered after those made before.
    ///
    /// # Errors
    /// [`PkiError::Crypto`] if signing fails, [`PkiError::Io`] when the key of an authority is first made and cannot
    /// be kept.
    pub fn crl(&self, request: &CrlRequest) -> Result<Crl, PkiError> {
        let number = self.next_crl_number();
        let window = request.fault.map_or(Window::CURRENT, CrlFault::row);
        let signer = match request.fault {
            Some(CrlFault::WrongSigner) => {
                let key = self.keys.of_authority(AuthorityKey::LookAlikeIntermediate);
                authority::named(request.authority, self.naming, key)?
            }
            Some(CrlFault::WrongAuthority) => self.signer_of(neighbour(request.authority))?,
            _ => self.signer_of(request.authority)?,
        };
        let mut revoked = request.revoked.clone();
        if request.fault == Some(CrlFault::Huge) {
            revoked.extend((0..HUGE).map(invented_serial));
        }
        let der = self.sign_list(&signer, &revoked, (window, number))?;
        let base = match (request.base, request.fault) {
            (_, Some(CrlFault::DeltaNewerThanFull)) => Some(number + 1000),
            (base, _) => base,
        };
        let der = match base {
            Some(base) => as_delta(&der, base, &signer)?,
            None => der,
        };
        Ok(Crl { der, number })
    }

    fn sign_list(
        &self,
        signer: &Signer<'_>,
        revoked: &[Vec<u8>],
        (window, number): (Window, u64),
    ) -> Result<Vec<u8>, PkiError> {
        let this_update = self.now + window.this_update;
        let list = CertificateRevocationListParams {
            this_update,
            next_update: self.now + window.next_update,
            crl_number: SerialNumber::from(number),
            issuing_distribution_point: None,
            revoked_certs: revoked.iter().map(|serial| entry(serial, this_update)).collect(),
            key_identifier_method: KeyIdMethod::PreSpecified(signer.key_id.clone()),
        };
        let signed = list.signed_by(&signer.issuer(&signer.params()));
        Ok(signed.map_err(PkiError::crypto("sign a revocation list"))?.der().to_vec())
    }

    /// Grows within a run by counting, and from run to run by the clock (RFC 5280 §5.2.3).
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

/// Sixteen bytes that no leaf has: leaves begin with 4 to 7.
fn invented_serial(number: u32) -> Vec<u8> {
    [&[0x11; 12][..], &number.to_be_bytes()].concat()
}

/// Another authority of the same root: its root, or for a root its intermediate.
fn neighbour(authority: Authority) -> Authority {
    match authority.rank {
        Rank::Root => Authority { rank: Rank::Organisations, ..authority },
        _ => authority.root(),
    }
}

/// Takes a full list apart, adds the critical extension that makes it a delta list, and signs it again: rcgen has no
/// words for it.
fn as_delta(full: &[u8], base: u64, signer: &Signer<'_>) -> Result<Vec<u8>, PkiError> {
    let (fields, extensions) = split(full).map_err(unreadable)?;
    let indicator = Extension::new(&[2, 5, 29, 27], true, construct_der(|w| w.write_u64(base)));
    let tbs = construct_der(|w| {
        w.write_sequence(|w| {
            fields.iter().for_each(|field| w.next().write_der(field));
            w.next().write_tagged(Tag::context(0), |w| {
                w.write_sequence(|w| {
                    extensions.iter().for_each(|extension| w.next().write_der(extension));
                    indicator.write(w.next());
                });
            });
        });
    });
    let signature = signer.key.sign(&tbs).map_err(PkiError::crypto("sign a delta list"))?;
    Ok(signed(&tbs, SHA256_WITH_RSA, &signature))
}

/// Elements of a sequence, each in DER.
type Pieces = Vec<Vec<u8>>;

/// The fields of a list before its extensions, and its extensions, each in DER.
fn split(der: &[u8]) -> ASN1Result<(Pieces, Pieces)> {
    parse_der(der, |r| {
        r.read_sequence(|r| {
            let tbs = r.next().collect_sequence_of(|r| r.read_der())?;
            for _algorithm_and_signature in 0..2 {
                r.next().read_der()?;
            }
            let Some((last, fields)) = tbs.split_last() else { return Ok((Vec::new(), Vec::new())) };
            let extensions =
                parse_der(last, |r| r.read_tagged(Tag::context(0), |r| r.collect_sequence_of(|r| r.read_der())))?;
            Ok((fields.to_vec(), extensions))
        })
    })
}
