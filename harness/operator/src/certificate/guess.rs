// SPDX-License-Identifier: EUPL-1.2
//! What kind of certificate this is meant to be.

use fake_pki::{AlternativeNames, Authority, Environment, ExtensionKind, Naming, Profile, Range, Rank, Shape};
use x509_parser::prelude::X509Certificate;

use super::der;
use super::extensions::value_of;

/// What a certificate is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Root, intermediate, or a leaf of an offer.
    pub shape: Shape,
    /// Who should have issued it; for a root, itself.
    pub issuer: Authority,
    /// The authority that it certifies, for authorities.
    pub subject: Option<Authority>,
}

impl Kind {
    /// A leaf of a known offer: environment and range follow from the issuer it names.
    pub(super) fn leaf(profile: Profile, certificate: &X509Certificate<'_>) -> Kind {
        let named = named(certificate.issuer());
        let environment = named.map_or_else(|| environment_of(certificate), |authority| authority.environment);
        let range = named.map_or(Range::Elementaire, |authority| authority.range);
        let issuer = Authority { environment, range, rank: profile.issuer() };
        Kind { shape: Shape::Leaf(profile), issuer, subject: None }
    }

    /// An authority if it bears the name of one or says that it is one without any purpose; else the offer that it
    /// resembles most.
    pub(super) fn guess(certificate: &X509Certificate<'_>) -> Kind {
        let says_so = certificate.basic_constraints().ok().flatten().is_some_and(|limits| limits.value.ca)
            && value_of(certificate, ExtensionKind::ExtendedKeyUsage).is_none();
        match named(certificate.subject()) {
            Some(authority) => Kind::authority(authority),
            None if says_so => {
                let root = certificate.subject().as_raw() == certificate.issuer().as_raw();
                let rank = if root { Rank::Root } else { Rank::Organisations };
                let environment = environment_of(certificate);
                Kind::authority(Authority { environment, range: Range::Elementaire, rank })
            }
            None => Kind::leaf(most_alike(certificate), certificate),
        }
    }

    fn authority(authority: Authority) -> Kind {
        let shape = if authority.rank == Rank::Root { Shape::Root } else { Shape::Intermediate };
        Kind { shape, issuer: authority.root(), subject: Some(authority) }
    }
}

/// The authority of that published name.
fn named(name: &x509_parser::x509::X509Name<'_>) -> Option<Authority> {
    let cn = name.iter_common_name().next()?.as_str().ok()?;
    let unit = name.iter_organizational_unit().last()?.as_str().ok()?;
    Authority::all().find(|authority| {
        let [_, _, _, (_, ou), (_, common_name)] = authority.name(Naming::Faithful);
        common_name == cn && ou == unit
    })
}

/// What a certificate of an unknown issuer says itself, by its product category.
fn environment_of(certificate: &X509Certificate<'_>) -> Environment {
    let test = value_of(certificate, ExtensionKind::ProductCategory) == Some(&[0x04, 0x01, 0x83][..]);
    if test { Environment::Test } else { Environment::Production }
}

fn most_alike(certificate: &X509Certificate<'_>) -> Profile {
    let likeness = |profile: &Profile| -> u32 {
        let shape = Shape::Leaf(*profile);
        let endpoints = fake_pki::Endpoints::of(Naming::Faithful);
        let place =
            fake_pki::Place { authority: Authority::ORGANISATIONS, naming: Naming::Faithful, endpoints: &endpoints };
        let same = |kind| {
            let expected = shape.value(kind, &place).map(|(value, _)| value);
            value_of(certificate, kind) == expected.as_deref()
        };
        let names = match value_of(certificate, ExtensionKind::SubjectAltName).map(der::general_name_tags) {
            None => AlternativeNames::None,
            Some(tags) if tags.contains(&1) => AlternativeNames::Mailboxes,
            Some(_) => AlternativeNames::Hosts,
        };
        let persons = named(certificate.issuer()).is_some_and(|issuer| issuer.rank == Rank::Personnes);
        let period = value_of(certificate, ExtensionKind::PrivateKeyUsagePeriod).is_some();
        [
            (same(ExtensionKind::ExtendedKeyUsage), 4),
            (same(ExtensionKind::KeyUsage), 3),
            (names == profile.alternative_names(), 3),
            (persons == profile.is_personal(), 2),
            (period == profile.limits_key_period(), 1),
        ]
        .into_iter()
        .map(|(alike, weight)| if alike { weight } else { 0 })
        .sum()
    };
    // The first of equals, so that doubt goes to the offer that MSSanté uses.
    let best = Profile::ALL.into_iter().rev().max_by_key(likeness);
    best.unwrap_or(Profile::SslServeur)
}
