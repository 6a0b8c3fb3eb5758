// SPDX-License-Identifier: EUPL-1.2
//! Leaves: what is asked for, and how it is issued.

mod content;
mod issuance;

pub(crate) use content::Content;
pub use content::years_later;
pub(crate) use issuance::Issuance;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use rcgen::{KeyPair, PublicKeyData};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::authority::Signer;
use crate::deviation::Effect;
use crate::hierarchy::{Authority, Environment, Range};
use crate::keys::random;
use crate::{Credential, Deviation, IgcSante, KeyRole, Person, PkiError, Profile, Subject};

/// What to issue, and the one thing wrong with it.
#[derive(Debug, Clone)]
pub struct LeafRequest {
    /// The certificate offer.
    pub profile: Profile,
    /// The subject, before any deviation of its names.
    pub subject: Subject,
    /// The natural person that a PRO certificate names; nobody in the others.
    pub person: Option<Person>,
    /// Alternative names: hosts after the CN, which always comes first, or the mailboxes of an S/MIME offer.
    pub san: Vec<String>,
    /// The holder of the key.
    pub key: KeyRole,
    /// The environment of its authority.
    pub environment: Environment,
    /// The range of its authority.
    pub range: Range,
    /// What is wrong, if anything.
    pub deviation: Option<Deviation>,
    /// Its serial number, big-endian; none: a random one.
    pub serial: Option<Vec<u8>>,
}

/// One of the 256 serial numbers that no other leaf is given, big-endian.
///
/// They are the same in every run. A revocation list that holds them all stays true of leaves issued after it, until
/// its nextUpdate.
pub fn reserved_serial(number: u8) -> Vec<u8> {
    // Random serial numbers begin with 4 to 7.
    [&[0x22; 15][..], &[number]].concat()
}

impl LeafRequest {
    /// A regular request of the test environment, range élémentaire, without further alternative names.
    pub fn new(profile: Profile, subject: Subject, key: KeyRole) -> LeafRequest {
        LeafRequest {
            profile,
            subject,
            person: None,
            san: Vec::new(),
            key,
            environment: Environment::Test,
            range: Range::Elementaire,
            deviation: None,
            serial: None,
        }
    }

    /// The same request with one thing wrong.
    pub fn deviating(mut self, deviation: Deviation) -> LeafRequest {
        self.deviation = Some(deviation);
        self
    }

    /// The intermediate that issues it when nothing is wrong.
    pub fn authority(&self) -> Authority {
        Authority { environment: self.environment, range: self.range, rank: self.profile.issuer() }
    }
}

/// The signer of a leaf, and the certificates sent after it.
pub(crate) struct IssuingChain<'a> {
    pub(crate) signer: Signer<'a>,
    pub(crate) certificates: Vec<CertificateDer<'static>>,
}

/// The key that a leaf certifies, in the two forms in which it is written.
pub(crate) struct LeafKey {
    pub(crate) pkcs8: Vec<u8>,
    pub(crate) public_key_info: Vec<u8>,
}

impl LeafKey {
    pub(crate) fn of(key: &KeyPair) -> LeafKey {
        LeafKey { pkcs8: key.serialized_der().to_vec(), public_key_info: key.subject_public_key_info() }
    }

    /// The subjectKeyIdentifier of a leaf: the SHA-1 of its whole SubjectPublicKeyInfo.
    ///
    /// Seen in the one real leaf of 2023 that could be examined; authorities hash the bits of the key alone.
    pub(crate) fn id(public_key_info: &[u8]) -> Vec<u8> {
        digest(&SHA1_FOR_LEGACY_USE_ONLY, public_key_info).as_ref().to_vec()
    }
}

impl IgcSante {
    /// Issues a leaf, by one signature, or by two or three when the chain deviates.
    ///
    /// The credential's `subject` is the one encoded, deviation included, as far as these five texts can say it.
    ///
    /// # Errors
    /// - [`PkiError::Name`] for a country that is not a PrintableString, or an alternative name that is not ASCII.
    /// - [`PkiError::Crypto`] if signing fails.
    /// - [`PkiError::Io`] when the key of an authority is first made and cannot be kept.
    /// - [`PkiError::Damaged`] when a key kept cannot be used.
    pub fn issue(&self, request: &LeafRequest) -> Result<Credential, PkiError> {
        let effect = request.deviation.map_or(Effect::Outside, Deviation::effect);
        let mut content = Content::regular(request, self.now);
        if let Effect::Content(spoil) = effect {
            spoil(&mut content, self.now);
        }
        content.check()?;
        let issuer = match effect {
            Effect::Issuer(other) => other(self, request)?,
            _ => self.regular_chain(request)?,
        };
        let key = self.keys.of(request.key);
        let certified = match effect {
            Effect::Key(other) => other(self)?,
            _ => LeafKey::of(key),
        };
        let issuance = Issuance { igc_sante: self, request, content: &content, signer: &issuer.signer, key };
        let (leaf, serial) = issuance.certificate(effect, &certified)?;
        Ok(Credential {
            chain: [leaf].into_iter().chain(issuer.certificates).collect(),
            key: PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(certified.pkcs8)),
            serial,
            subject: content.subject,
        })
    }

    pub(crate) fn regular_chain(&self, request: &LeafRequest) -> Result<IssuingChain<'_>, PkiError> {
        self.chain_of(request.authority())
    }

    /// An authority of the hierarchy, and its certificate to send along.
    pub(crate) fn chain_of(&self, authority: Authority) -> Result<IssuingChain<'_>, PkiError> {
        Ok(IssuingChain { signer: self.signer_of(authority)?, certificates: vec![self.authority_der(authority)?] })
    }
}

/// Sixteen random bytes, positive and never shortened by a leading zero.
pub(crate) fn leaf_serial() -> Result<Vec<u8>, PkiError> {
    let mut serial = vec![0; 16];
    random(&mut serial)?;
    serial[0] = serial[0] & 0x3f | 0x40;
    Ok(serial)
}
