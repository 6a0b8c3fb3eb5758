// SPDX-License-Identifier: EUPL-1.2
use rcgen::{CertificateParams, CustomExtension, KeyPair, PublicKeyData, SerialNumber};
use rustls_pki_types::CertificateDer;

use super::{Content, LeafKey, leaf_serial};
use crate::authority::{self, Signer};
use crate::deviation::Effect;
use crate::extension::{self, ExtensionKind};
use crate::profile::AlternativeNames;
use crate::shape::Shape;
use crate::signature::SignatureForm;
use crate::tbs::Tbs;
use crate::{IgcSante, LeafRequest, PkiError};

/// The issuance of one leaf: all that its certificate is made from.
pub(crate) struct Issuance<'a> {
    pub(crate) igc_sante: &'a IgcSante,
    pub(crate) request: &'a LeafRequest,
    pub(crate) content: &'a Content,
    pub(super) signer: &'a Signer<'a>,
    /// The regular key of the leaf.
    pub(super) key: &'a KeyPair,
}

impl Issuance<'_> {
    /// The certificate and its serial number.
    pub(super) fn certificate(
        &self,
        effect: Effect,
        certified: &LeafKey,
    ) -> Result<(CertificateDer<'static>, Vec<u8>), PkiError> {
        let serial = self.request.serial.clone().map_or_else(leaf_serial, Ok)?;
        let params = self.params(serial.clone())?;
        match effect {
            Effect::Outside | Effect::Content(_) | Effect::Issuer(_) if self.request.person.is_none() => {
                Ok((self.signer.sign(&params, self.key)?, serial))
            }
            _ => self.altered(&params, effect, certified),
        }
    }

    /// The regular certificate taken apart, one field replaced, and signed again.
    fn altered(
        &self,
        params: &CertificateParams,
        effect: Effect,
        certified: &LeafKey,
    ) -> Result<(CertificateDer<'static>, Vec<u8>), PkiError> {
        let mut tbs = Tbs::of(params, self.key, self.signer)?;
        if let Some(person) = &self.request.person {
            tbs.subject = person.subject(&self.content.subject);
        }
        let mut form = SignatureForm::Sha256;
        match effect {
            Effect::Field(spoil) => spoil(&mut tbs, self),
            Effect::Key(_) => tbs.certify(certified),
            Effect::Signature(other) => form = other,
            Effect::Outside | Effect::Content(_) | Effect::Issuer(_) => {}
        }
        Ok((tbs.sign(self.signer.key, form)?, tbs.serial_number()))
    }

    fn params(&self, serial: Vec<u8>) -> Result<CertificateParams, PkiError> {
        let mut params = CertificateParams::default();
        params.serial_number = Some(SerialNumber::from(serial));
        params.distinguished_name = self.content.subject.to_name()?;
        params.not_before = self.content.not_before;
        params.not_after = self.content.not_after;
        params.custom_extensions = self.extensions();
        Ok(params)
    }

    /// The extensions in the order of certificates issued since 2023.
    fn extensions(&self) -> Vec<CustomExtension> {
        let shape = Shape::Leaf(self.request.profile);
        let kinds = shape.extensions().into_iter();
        let written = kinds.filter(|kind| *kind != ExtensionKind::SubjectAltName || !self.content.names.is_empty());
        written.map(|kind| authority::custom(shape, kind, self.extension(kind))).collect()
    }

    fn extension(&self, kind: ExtensionKind) -> Vec<u8> {
        let Issuance { igc_sante, request, content, signer, key } = *self;
        match kind {
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
            kind => {
                let place = igc_sante.place(request.authority());
                let value = Shape::Leaf(request.profile).value(kind, &place);
                value.map(|(value, _)| value).unwrap_or_default()
            }
        }
    }
}
