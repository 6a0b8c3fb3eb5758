// SPDX-License-Identifier: EUPL-1.2
//! The ways a certificate can be wrong, one thing at a time: the catalogue, and what each entry does.

mod catalogue;
mod issuer;
mod key;
mod names;
mod number;
mod pointer;
mod policy;
mod subject;
mod usage;
mod validity;

pub use self::catalogue::Deviation;

use time::OffsetDateTime;

use crate::leaf::{Content, Issuance, IssuingChain, LeafKey};
use crate::signature::SignatureForm;
use crate::tbs::Tbs;
use crate::{IgcSante, LeafRequest, PkiError};

/// The first examination of a certificate that can notice a deviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Examination {
    /// Path validation up to the root (RFC 5280 §6.1): signatures, dates, authorities, critical extensions.
    Path,
    /// Revocation by CRL or OCSP (RFC 5280 §6.3).
    Revocation,
    /// Extended key usage, judged for the direction of the connection (RFC 5280 §4.2.1.12).
    Purpose,
    /// Comparison with the profile only: not every path validation objects.
    Profile,
    /// Comparison of CN and SAN with the name of the MX host.
    HostName,
    /// Comparison of the subject with the DN that the liste blanche binds to the domain.
    ListeBlanche,
    /// Comparison with another certificate of the same authority: nothing is wrong with this one alone.
    OtherCertificates,
}

/// What a deviation changes: one thing, so that the certificate is regular in everything else.
#[derive(Clone, Copy)]
pub(crate) enum Effect {
    /// Nothing of the certificate: the caller acts.
    Outside,
    /// Texts or dates, which rcgen encodes whatever they are.
    Content(fn(&mut Content, OffsetDateTime)),
    /// One field of the encoded certificate.
    Field(fn(&mut Tbs, &Issuance<'_>)),
    /// Who signs, and what is sent along.
    Issuer(for<'a> fn(&'a IgcSante, &LeafRequest) -> Result<IssuingChain<'a>, PkiError>),
    /// The key certified.
    Key(fn(&IgcSante) -> Result<LeafKey, PkiError>),
    /// How it is signed.
    Signature(SignatureForm),
}

impl Deviation {
    /// Whether issuing it makes keys the first time, which takes seconds: to be done before a peer waits.
    pub fn makes_keys(self) -> bool {
        use Deviation::{IssuedByOtherBranch, KeyShared, OtherEnvironment, RangeFort, RangeStandard, RsaExponent3};
        let making = [IssuedByOtherBranch, KeyShared, OtherEnvironment, RangeFort, RangeStandard, RsaExponent3];
        making.contains(&self)
    }

    /// Whether a TLS library will show the certificate: it refuses keys that it could not sign with.
    pub fn can_be_shown_in_tls(self) -> bool {
        !matches!(self, Deviation::Rsa1024 | Deviation::Rsa512)
    }
}

/// Another host of the same domain.
fn other_host(cn: &str) -> String {
    format!("autre-serveur.{}", domain(cn))
}

/// What follows the first label.
fn domain(cn: &str) -> &str {
    cn.split_once('.').map_or("test", |(_, domain)| domain)
}

#[cfg(test)]
mod tests {
    use super::Deviation;

    #[test]
    fn ids_are_unique_and_kebab_case() {
        let mut seen = std::collections::HashSet::new();
        for deviation in Deviation::ALL {
            let id = deviation.id();
            assert!(seen.insert(id), "{id} stands twice");
            assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{id}");
            assert!(deviation.sentence_en().ends_with('.') && deviation.sentence_fr().ends_with('.'));
            assert_eq!(Deviation::find(id), Some(*deviation));
        }
    }
}
