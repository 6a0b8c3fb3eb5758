// SPDX-License-Identifier: EUPL-1.2
//! Path validation and revocation lists.

use rcgen::{ExtendedKeyUsagePurpose, KeyUsagePurpose};
use time::{Duration, OffsetDateTime};

use super::*;
use crate::testing::{Leaf, Pki};

const NAME: [&str; 2] = ["C=FR", "CN=mss.a.test"];
const STRICT: SkippedChecks = SkippedChecks { authority: false, validity: false, revocation: false };

fn client(trust: &TrustStore, leaf: &Leaf, skipped: SkippedChecks) -> Result<(), ValidationError> {
    trust.verify(&leaf.der, &[], KeyPurpose::ClientAuth, skipped)
}

#[test]
fn a_valid_leaf_is_trusted_without_presenting_the_known_intermediate() {
    let pki = Pki::new();
    assert_eq!(client(&pki.trust_with_crls(&[]), &pki.leaf(&NAME), STRICT), Ok(()));
}

#[test]
fn expired_leaf_is_refused_by_webpki() {
    let pki = Pki::new();
    let leaf = pki.leaf_with(&NAME, |leaf| leaf.not_after = OffsetDateTime::now_utc() - Duration::SECOND);
    let verdict = client(&pki.trust_with_crls(&[]), &leaf, STRICT);
    assert!(matches!(verdict, Err(ValidationError::Path(webpki::Error::CertExpired { .. }))), "{verdict:?}");
}

#[test]
fn wrong_usages_are_refused_even_when_absent() {
    let pki = Pki::new();
    let purposes = |purposes: &[ExtendedKeyUsagePurpose]| {
        pki.leaf_with(&NAME, |leaf| leaf.extended_key_usages = purposes.to_vec())
    };
    for wrong in
        [purposes(&[]), purposes(&[ExtendedKeyUsagePurpose::Any]), purposes(&[ExtendedKeyUsagePurpose::ServerAuth])]
    {
        assert_eq!(
            client(&pki.trust_with_crls(&[]), &wrong, STRICT),
            Err(ValidationError::Purpose(KeyPurpose::ClientAuth))
        );
    }
    let no_signature = pki.leaf_with(&NAME, |leaf| leaf.key_usages = vec![KeyUsagePurpose::ContentCommitment]);
    assert_eq!(client(&pki.trust_with_crls(&[]), &no_signature, STRICT), Err(ValidationError::KeyUsage));
}

#[test]
fn revocation_is_checked_at_both_levels() {
    let pki = Pki::new();
    let leaf = pki.leaf(&NAME);
    let revoked = Err(ValidationError::Path(webpki::Error::CertRevoked));
    assert_eq!(client(&pki.trust_with_crls(&[leaf.serial]), &leaf, STRICT), revoked);
    let trust = pki.trust_with_crls(&[]);
    trust.offer_crl("racine", &pki.root_crl(true)).unwrap();
    assert_eq!(client(&trust, &leaf, STRICT), revoked);
}

#[test]
fn an_unknown_revocation_status_is_a_refusal() {
    let pki = Pki::new();
    let trust = pki.trust();
    let unknown = Err(ValidationError::Path(webpki::Error::UnknownRevocationStatus));
    assert_eq!(client(&trust, &pki.leaf(&NAME), STRICT), unknown);
    trust.offer_crl("racine", &pki.root_crl(false)).unwrap();
    assert_eq!(client(&trust, &pki.leaf(&NAME), STRICT), unknown);
}

#[test]
fn a_worse_crl_never_replaces_the_one_in_use() {
    let pki = Pki::new();
    let leaf = pki.leaf(&NAME);
    let trust = pki.trust_with_crls(&[leaf.serial]);
    let now = OffsetDateTime::now_utc();
    let offer = |der: &[u8]| trust.offer_crl("organisations", der);
    assert_eq!(offer(b"<html>"), Err(CrlError::Unreadable));
    assert_eq!(offer(&Pki::new().crl(&[], now)), Err(CrlError::Signature));
    assert_eq!(offer(&pki.crl(&[], now - Duration::days(2))), Err(CrlError::Date));
    assert_eq!(offer(&pki.crl(&[], now + Duration::HOUR)), Err(CrlError::Date));
    assert_eq!(offer(&pki.crl(&[], now - Duration::HOUR)), Err(CrlError::Older));
    assert_eq!(client(&trust, &leaf, STRICT), Err(ValidationError::Path(webpki::Error::CertRevoked)));
}

#[test]
fn each_leniency_forgives_its_own_fault_and_no_other() {
    let pki = Pki::new();
    let past = OffsetDateTime::now_utc() - Duration::HOUR;
    let revoked = pki.leaf(&NAME);
    let trust = pki.trust_with_crls(&[revoked.serial]);
    let faulty = [
        (SkippedChecks { authority: true, ..STRICT }, Pki::new().leaf(&NAME)),
        (SkippedChecks { validity: true, ..STRICT }, pki.leaf_with(&NAME, |leaf| leaf.not_after = past)),
        (SkippedChecks { revocation: true, ..STRICT }, revoked),
    ];
    for (given, (skipped, _)) in faulty.iter().enumerate() {
        for (met, (_, leaf)) in faulty.iter().enumerate() {
            assert_eq!(client(&trust, leaf, *skipped).is_ok(), given == met, "{skipped:?}");
        }
    }
    let expired_stranger = Pki::new().leaf_with(&NAME, |leaf| leaf.not_after = past);
    assert!(client(&trust, &expired_stranger, SkippedChecks { authority: true, ..STRICT }).is_err());
}
