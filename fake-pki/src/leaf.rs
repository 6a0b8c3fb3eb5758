// SPDX-License-Identifier: EUPL-1.2
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use rcgen::{CertificateParams, CustomExtension, KeyPair, PublicKeyData, SerialNumber};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use time::{Duration, OffsetDateTime};

use crate::authority::{self, Signer};
use crate::deviation::{Effect, Surroundings};
use crate::extension;
use crate::hierarchy::{Authority, Environment, Range};
use crate::keys::random;
use crate::profile::AlternativeNames;
use crate::shape::{ExtensionKind, Shape};
use crate::signature::SignatureForm;
use crate::surgery::Tbs;
use crate::{Credential, Deviation, IgcSante, KeyRole, Person, PkiError, Profile, Subject};

/// How long ago a regular leaf was issued: beyond any drift of clocks.
const AGE: Duration = Duration::DAY;

/// What to issue, and the one thing wrong with it.
#[derive(Debug, Clone)]
pub struct LeafRequest {
    /// The certificate offer.
    pub profile: Profile,
    /// The subject, before any deviation of its names.
    pub subject: Subject,
    /// The natural person that a PRO certificate names; nobody in the others.
    pub person: Option<Person>,
    /// Alternative names: further hosts after the CN, which always comes first, or the mailboxes of an S/MIME offer.
    pub san: Vec<String>,
    /// Whose key it is.
    pub key: KeyRole,
    /// Production-shaped or test.
    pub environment: Environment,
    /// Level of assurance.
    pub range: Range,
    /// What is wrong, if anything.
    pub deviation: Option<Deviation>,
    /// Its serial number, big-endian; none: a random one.
    pub serial: Option<Vec<u8>>,
}

/// One of the 256 serial numbers that no other leaf is given. They are the same in every run, so that a revocation list
/// that holds them all goes on saying the truth of leaves issued after it: a verifier may use it until its nextUpdate.
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

/// The texts and dates of a leaf, which rcgen encodes whatever they are.
pub(crate) struct Content {
    pub(crate) subject: Subject,
    pub(crate) names: Vec<String>,
    pub(crate) not_before: OffsetDateTime,
    pub(crate) not_after: OffsetDateTime,
}

impl Content {
    fn regular(request: &LeafRequest, now: OffsetDateTime) -> Content {
        let cn = &request.subject.cn;
        let mut names = request.san.clone();
        if request.profile.alternative_names() == AlternativeNames::Hosts {
            names.retain(|name| name != cn);
            names.insert(0, cn.clone());
        }
        let subject = request.subject.clone();
        let mut content = Content { subject, names, not_before: now, not_after: now };
        content.begin(now - AGE);
        content
    }

    /// Lasts three years to the second from an instant on, as every IGC Santé leaf seen since 2017.
    pub(crate) fn begin(&mut self, not_before: OffsetDateTime) {
        (self.not_before, self.not_after) = (not_before, years_later(not_before, 3));
    }
}

/// The same day and second some years later; 29 February becomes 1 March.
pub fn years_later(date: OffsetDateTime, years: i32) -> OffsetDateTime {
    let year = date.year() + years;
    date.replace_year(year).or_else(|_| (date + Duration::DAY).replace_year(year)).unwrap_or(date)
}

/// Who signs, and the certificates to send after the leaf.
pub(crate) struct Issuing<'a> {
    pub(crate) signer: Signer<'a>,
    pub(crate) senders: Vec<CertificateDer<'static>>,
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

    /// What leaves are identified by: the SHA-1 of the whole SubjectPublicKeyInfo, as in the one real leaf of 2023 that
    /// could be examined; authorities hash the bits of the key alone.
    pub(crate) fn id(public_key_info: &[u8]) -> Vec<u8> {
        digest(&SHA1_FOR_LEGACY_USE_ONLY, public_key_info).as_ref().to_vec()
    }
}

impl IgcSante {
    /// Issues a leaf: one signature, whatever the deviation (two or three when the chain deviates).
    ///
    /// The credential's `subject` is the one encoded, deviation included, as far as these five texts can say it.
    ///
    /// # Errors
    /// [`PkiError::Name`] for a country that is not a PrintableString or an alternative name that is not ASCII,
    /// [`PkiError::Crypto`] if signing fails, [`PkiError::Io`] when the key of an authority is first made and cannot
    /// be kept.
    pub fn issue(&self, request: &LeafRequest) -> Result<Credential, PkiError> {
        let effect = request.deviation.map(Deviation::effect);
        let mut content = Content::regular(request, self.now);
        if let Some(Effect::Content(spoil)) = effect {
            spoil(&mut content, self.now);
        }
        if let Some(name) = content.names.iter().find(|name| !name.is_ascii()) {
            return Err(PkiError::Name { field: "subject alternative name", value: name.clone() });
        }
        let issuing = match effect {
            Some(Effect::Issuer(other)) => other(self, request)?,
            _ => self.regular_issuer(request)?,
        };
        let key = self.keys.of(request.key);
        let shown = match effect {
            Some(Effect::Key(other)) => Some(other(self)?),
            _ => None,
        };
        let serial = request.serial.clone().map_or_else(leaf_serial, Ok)?;
        let params = self.params(request, &content, (key, &issuing.signer), serial.clone())?;
        let (leaf, serial) = match effect {
            None | Some(Effect::Outside | Effect::Content(_) | Effect::Issuer(_)) if request.person.is_none() => {
                (issuing.signer.sign(&params, key)?, serial)
            }
            _ => self.operate(request, &content, (&params, key, shown.as_ref()), &issuing.signer)?,
        };
        let key = shown.unwrap_or_else(|| LeafKey::of(key)).pkcs8;
        Ok(Credential {
            chain: [leaf].into_iter().chain(issuing.senders).collect(),
            key: PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key)),
            serial,
            subject: content.subject,
        })
    }

    /// Takes the regular certificate apart, replaces one field, and signs it again.
    fn operate(
        &self,
        request: &LeafRequest,
        content: &Content,
        (params, key, shown): (&CertificateParams, &KeyPair, Option<&LeafKey>),
        signer: &Signer<'_>,
    ) -> Result<(CertificateDer<'static>, Vec<u8>), PkiError> {
        let mut tbs = Tbs::of(params, key, signer)?;
        if let Some(person) = &request.person {
            tbs.subject = person.subject(&content.subject);
        }
        let mut form = SignatureForm::Sha256;
        match request.deviation.map(Deviation::effect) {
            Some(Effect::Field(spoil)) => {
                spoil(&mut tbs, &Surroundings { igc_sante: self, request, content });
            }
            Some(Effect::Key(_)) => {
                if let Some(shown) = shown {
                    tbs.certify(shown);
                }
            }
            Some(Effect::Signature(other)) => form = other,
            _ => {}
        }
        Ok((tbs.sign(signer.key, form)?, tbs.serial_number()))
    }

    pub(crate) fn regular_issuer(&self, request: &LeafRequest) -> Result<Issuing<'_>, PkiError> {
        self.issuing(request.authority())
    }

    /// An authority of the hierarchy, and its certificate to send along.
    pub(crate) fn issuing(&self, authority: Authority) -> Result<Issuing<'_>, PkiError> {
        Ok(Issuing { signer: self.signer_of(authority)?, senders: vec![self.authority_der(authority)?] })
    }

    fn params(
        &self,
        request: &LeafRequest,
        content: &Content,
        (key, signer): (&KeyPair, &Signer<'_>),
        serial: Vec<u8>,
    ) -> Result<CertificateParams, PkiError> {
        let mut params = CertificateParams::default();
        params.serial_number = Some(SerialNumber::from(serial));
        params.distinguished_name = content.subject.to_name()?;
        params.not_before = content.not_before;
        params.not_after = content.not_after;
        params.custom_extensions = self.extensions(request, content, (key, signer));
        Ok(params)
    }

    /// The extensions in the order of certificates issued since 2023.
    fn extensions(
        &self,
        request: &LeafRequest,
        content: &Content,
        (key, signer): (&KeyPair, &Signer<'_>),
    ) -> Vec<CustomExtension> {
        let (shape, authority) = (Shape::Leaf(request.profile), request.authority());
        let place = self.place(authority);
        let value = |kind| match kind {
            ExtensionKind::AuthorityKeyIdentifier => extension::authority_key_identifier(&signer.key_id),
            ExtensionKind::PrivateKeyUsagePeriod => {
                extension::private_key_usage_period(content.not_before, content.not_after)
            }
            ExtensionKind::SubjectKeyIdentifier => {
                extension::subject_key_identifier(&LeafKey::id(&key.subject_public_key_info()))
            }
            ExtensionKind::SubjectAltName => {
                let mailboxes = request.profile.alternative_names() == AlternativeNames::Mailboxes;
                extension::subject_alternative_name(&content.names, mailboxes)
            }
            kind => shape.value(kind, &place).map(|(value, _)| value).unwrap_or_default(),
        };
        let kinds = shape.extensions().into_iter();
        let written = kinds.filter(|kind| *kind != ExtensionKind::SubjectAltName || !content.names.is_empty());
        written.map(|kind| authority::custom(shape, kind, value(kind))).collect()
    }
}

/// Sixteen random bytes, positive and never shortened by a leading zero.
pub(crate) fn leaf_serial() -> Result<Vec<u8>, PkiError> {
    let mut serial = vec![0; 16];
    random(&mut serial)?;
    serial[0] = serial[0] & 0x3f | 0x40;
    Ok(serial)
}
