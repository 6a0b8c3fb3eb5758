// SPDX-License-Identifier: EUPL-1.2
use rcgen::{CertificateParams, CustomExtension, KeyPair, SerialNumber};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use time::{Duration, OffsetDateTime};

use crate::authority::{Signer, key_id};
use crate::extension::{self, Purpose};
use crate::keys::random;
use crate::{Credential, Deviation, IgcSante, KeyRole, PkiError, Profile, Subject};

/// Three years, the life of every IGC Santé leaf seen.
const LIFE: Duration = Duration::days(3 * 365 + 1);
/// How long ago a regular leaf was issued: beyond any drift of clocks.
const AGE: Duration = Duration::DAY;

/// What to issue, and the one thing wrong with it.
#[derive(Debug, Clone)]
pub struct LeafRequest {
    /// The certificate offer.
    pub profile: Profile,
    /// The subject, before any deviation of its names.
    pub subject: Subject,
    /// Alternative names: further hosts after the CN, which always comes first, or the mailboxes of a list signer.
    pub san: Vec<String>,
    /// Whose key it is.
    pub key: KeyRole,
    /// What is wrong, if anything.
    pub deviation: Option<Deviation>,
}

impl LeafRequest {
    /// A regular request without further alternative names.
    pub fn new(profile: Profile, subject: Subject, key: KeyRole) -> LeafRequest {
        LeafRequest { profile, subject, san: Vec::new(), key, deviation: None }
    }

    /// The same request with one thing wrong.
    pub fn deviating(mut self, deviation: Deviation) -> LeafRequest {
        self.deviation = Some(deviation);
        self
    }
}

/// The values of a leaf that deviations touch.
struct Content {
    subject: Subject,
    names: Vec<String>,
    purposes: Vec<Purpose>,
    not_before: OffsetDateTime,
    unknown_critical: bool,
}

impl Content {
    fn regular(request: &LeafRequest, now: OffsetDateTime) -> Content {
        let cn = &request.subject.cn;
        let mut names = request.san.clone();
        if !request.profile.names_mailboxes() {
            names.retain(|name| name != cn);
            names.insert(0, cn.clone());
        }
        Content {
            subject: request.subject.clone(),
            names,
            purposes: request.profile.purposes(),
            not_before: now - AGE,
            unknown_critical: false,
        }
    }

    /// Applies a deviation of the content; those of the issuer are the affair of `IgcSante::issuer_of`.
    fn deviate(&mut self, deviation: Deviation, now: OffsetDateTime) {
        match deviation {
            Deviation::Expired => self.not_before = now - Duration::DAY - LIFE,
            Deviation::NotYetValid => self.not_before = now + Duration::DAY,
            Deviation::ServerAuthOnly => self.purposes = vec![Purpose::ServerAuth],
            Deviation::ClientAuthOnly => self.purposes = vec![Purpose::ClientAuth],
            Deviation::EmailProtectionOnly => self.purposes = vec![Purpose::EmailProtection],
            Deviation::NoEku => self.purposes.clear(),
            Deviation::UnknownCriticalExtension => self.unknown_critical = true,
            Deviation::NoSan => self.names.clear(),
            Deviation::SanNotCn => self.names = vec![other_host(&self.subject.cn)],
            Deviation::CnNotMx => {
                self.subject.cn = other_host(&self.subject.cn);
                self.names = vec![self.subject.cn.clone()];
            }
            Deviation::SameCnOtherDn => self.become_other_structure(),
            Deviation::UnlistedDn => {
                self.become_other_structure();
                self.subject.st = "Gironde (33)".into();
                self.subject.cn = other_host(&self.subject.cn);
                self.names.insert(0, self.subject.cn.clone());
            }
            Deviation::Revoked
            | Deviation::SelfSigned
            | Deviation::ForeignRoot
            | Deviation::ForeignAuthority
            | Deviation::SameIssuerOtherKey
            | Deviation::LeafAsCa => {}
        }
    }

    fn become_other_structure(&mut self) {
        self.subject.ou = "1990009999".into();
        self.subject.o = "AUTRE STRUCTURE EXEMPLE".into();
    }
}

/// Another host of the same domain.
fn other_host(cn: &str) -> String {
    match cn.split_once('.') {
        Some((_, domain)) => format!("autre-serveur.{domain}"),
        None => "autre-serveur.test".into(),
    }
}

impl IgcSante {
    /// Issues a leaf: one signature, whatever the deviation (two when another leaf plays the authority).
    ///
    /// The credential's `subject` is the one encoded, deviation included.
    ///
    /// # Errors
    /// [`PkiError::Name`] for a country that is not a PrintableString or an alternative name that is not ASCII,
    /// [`PkiError::Crypto`] if signing fails.
    pub fn issue(&self, request: &LeafRequest) -> Result<Credential, PkiError> {
        let mut content = Content::regular(request, self.now);
        if let Some(deviation) = request.deviation {
            content.deviate(deviation, self.now);
        }
        if let Some(name) = content.names.iter().find(|name| !name.is_ascii()) {
            return Err(PkiError::Name { field: "subject alternative name", value: name.clone() });
        }
        let key = self.keys.of(request.key);
        match request.deviation {
            Some(Deviation::SelfSigned) => {
                let itself = Signer { name: content.subject.to_name()?, key };
                self.sign_leaf(request, content, (itself, Vec::new()))
            }
            Some(Deviation::LeafAsCa) => {
                let other = self.other_operator(request.key)?;
                let signer = Signer { name: other.subject.to_name()?, key: self.keys.of(other_peer(request.key)) };
                self.sign_leaf(request, content, (signer, other.chain))
            }
            deviation => self.sign_leaf(request, content, self.issuer_of(deviation)?),
        }
    }

    /// The authority that signs, and the certificates to send after the leaf.
    fn issuer_of(&self, deviation: Option<Deviation>) -> Result<(Signer<'_>, Vec<CertificateDer<'static>>), PkiError> {
        Ok(match deviation {
            Some(Deviation::ForeignRoot) => {
                (self.look_alike_signer()?, vec![self.look_alike_intermediate_der().clone()])
            }
            Some(Deviation::ForeignAuthority) => (self.private_signer()?, vec![self.private_authority_der().clone()]),
            Some(Deviation::SameIssuerOtherKey) => (self.look_alike_signer()?, vec![self.intermediate_der().clone()]),
            _ => (self.intermediate_signer()?, vec![self.intermediate_der().clone()]),
        })
    }

    /// A regular operator certificate under another key than `role`'s, to play the authority it is not.
    fn other_operator(&self, role: KeyRole) -> Result<Credential, PkiError> {
        let subject = Subject::operateur("autre-operateur.test", "1990008888", "AUTRE OPERATEUR EXEMPLE");
        self.issue(&LeafRequest::new(Profile::SslServeur, subject, other_peer(role)))
    }

    fn sign_leaf(
        &self,
        request: &LeafRequest,
        content: Content,
        (signer, senders): (Signer<'_>, Vec<CertificateDer<'static>>),
    ) -> Result<Credential, PkiError> {
        let key = self.keys.of(request.key);
        let serial = leaf_serial()?;
        let mut params = CertificateParams::default();
        params.serial_number = Some(SerialNumber::from(serial.clone()));
        params.distinguished_name = content.subject.to_name()?;
        params.not_before = content.not_before;
        params.not_after = content.not_before + LIFE;
        params.custom_extensions = self.extensions(request.profile, &content, (key, &signer));
        let leaf = signer.sign(&params, key)?;
        Ok(Credential {
            chain: [leaf].into_iter().chain(senders).collect(),
            key: PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialized_der().to_vec())),
            serial,
            subject: content.subject,
        })
    }

    /// The extensions in the order of certificates issued since 2023.
    fn extensions(
        &self,
        profile: Profile,
        content: &Content,
        (key, signer): (&KeyPair, &Signer<'_>),
    ) -> Vec<CustomExtension> {
        let (ocsp, issuer) = (self.endpoints.ocsp_url.as_deref(), self.endpoints.intermediate_certificate());
        let period = profile
            .names_mailboxes()
            .then(|| extension::private_key_usage_period(content.not_before, content.not_before + LIFE));
        let names = (!content.names.is_empty())
            .then(|| extension::subject_alternative_name(&content.names, profile.names_mailboxes()));
        let purposes = (!content.purposes.is_empty()).then(|| extension::extended_key_usage(&content.purposes));
        [
            purposes,
            Some(extension::authority_key_identifier(&signer.key_id())),
            Some(extension::authority_information_access(ocsp, &issuer)),
            Some(extension::test_policy()),
            period,
            Some(extension::crl_distribution_point(&self.endpoints.intermediate_crl())),
            Some(extension::subject_key_identifier(&key_id(key))),
            Some(extension::key_usage(profile.key_usage())),
            Some(extension::product_category()),
            names,
            Some(extension::not_an_authority()),
            content.unknown_critical.then(extension::unknown_critical),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn other_peer(role: KeyRole) -> KeyRole {
    match role {
        KeyRole::Peer(n) => KeyRole::Peer(n.wrapping_add(1)),
        _ => KeyRole::Peer(0),
    }
}

/// Sixteen random bytes, positive and never shortened by a leading zero.
fn leaf_serial() -> Result<Vec<u8>, PkiError> {
    let mut serial = vec![0; 16];
    random(&mut serial)?;
    serial[0] = serial[0] & 0x3f | 0x40;
    Ok(serial)
}
