// SPDX-License-Identifier: EUPL-1.2
use fake_pki::{Authority, CrlFault, CrlRequest, Deviation};
use time::{Duration, OffsetDateTime};

use super::super::verify::{Crl, Policy, Refusal, Remark, SignerRule, Trust, verify};
use super::super::{SignerRole, generation, write};
use super::{SIGNERS, TRUST, asked, authorities, crl, list, published, strict, variant};
use crate::dn::Dn;

fn judged(trust: &Trust, id: Option<&str>) -> Result<(), Refusal> {
    verify(&published(id.map(variant)), trust, &strict()).map(drop)
}

fn with(crls: Vec<Crl>) -> Trust {
    Trust { crls, ..authorities() }
}

fn intermediate(fault: CrlFault) -> Crl {
    asked(&CrlRequest::full(Authority::ORGANISATIONS, vec![]).with(fault))
}

#[test]
fn without_a_revocation_list_a_revoked_signer_passes_and_the_report_says_so() {
    let bytes = published(Some(variant("revoked-signer")));
    let verified = verify(&bytes, &authorities(), &strict()).expect("nobody knows");
    assert_eq!(verified.remarks, [Remark::RevocationNotChecked]);
    assert!(verified.remarks[0].to_string().contains("no CRL"));
}

#[test]
fn status_is_unknown_and_refused_unless_every_authority_of_the_chain_has_a_current_list_of_its_own() {
    let root = || crl(Authority::ROOT, &[]);
    let cases = [
        ("no CRL of an authority", with(vec![root()])),
        ("no CRL of an authority", with(vec![crl(Authority::ORGANISATIONS, &[])])),
        ("the CRL ended on", with(vec![root(), intermediate(CrlFault::Expired)])),
        ("no CRL of an authority", with(vec![root(), intermediate(CrlFault::Future)])),
        ("of a later date", with(vec![intermediate(CrlFault::Future)])),
        ("not signed by its authority", with(vec![root(), intermediate(CrlFault::WrongSigner)])),
    ];
    for (why, trust) in cases {
        match judged(&trust, None) {
            Err(Refusal::RevocationUnknown { why: found, .. }) => {
                assert!(found.contains(why), "{found} instead of {why}")
            }
            other => panic!("{other:?} instead of {why}"),
        }
    }
    assert_eq!(judged(&TRUST, None), Ok(()));
}

#[test]
fn lists_of_revocation_are_judged_at_the_date_of_verification() {
    let at = |offset| verify(&published(None), &TRUST, &Policy { at: OffsetDateTime::now_utc() + offset, ..strict() });
    assert!(at(Duration::days(6)).is_ok());
    assert!(matches!(at(Duration::days(8)), Err(Refusal::RevocationUnknown { .. })), "nextUpdate is over");
}

#[test]
fn without_a_rule_any_signing_certificate_is_taken_and_the_report_says_so() {
    let seal = published(Some(variant("operator-seal")));
    let any = Policy { signer: SignerRule::Any, ..strict() };
    let verified = verify(&seal, &TRUST, &any).expect("IGC Santé vouches for it");
    assert_eq!(verified.remarks, [Remark::AnySigner]);
    let named = |dn: &str| Policy { signer: SignerRule::Named(Dn::parse(dn).expect("a DN")), ..strict() };
    let operator = SIGNERS.operator().liste_blanche_dn().replace(',', ", ");
    assert!(verify(&seal, &TRUST, &named(&operator)).is_ok(), "names are compared as names");
    assert!(verify(&published(Some(variant("operator-signer"))), &TRUST, &any).is_err(), "TLS is no signing");
}

#[test]
fn older_lists_are_refused_only_by_who_remembers() {
    let bytes = published(Some(variant("rolled-back")));
    let forgetful = Policy { not_older_than: None, ..strict() };
    assert_eq!(verify(&bytes, &TRUST, &forgetful).expect("well signed").remarks, [Remark::RollBackNotChecked]);
    let in_use = generation::read(&list().date_de_generation).expect("a date");
    let floor = |floor| Policy { not_older_than: Some(floor), ..strict() };
    let regular = published(None);
    assert!(verify(&regular, &TRUST, &floor(in_use)).is_ok(), "the same list again is no roll-back");
    let refusal = verify(&regular, &TRUST, &floor(in_use + Duration::SECOND)).expect_err("a second too old");
    assert!(matches!(refusal, Refusal::Older { .. }), "{refusal}");
}

#[test]
fn a_list_from_the_future_is_taken_with_a_remark() {
    let verified = verify(&published(Some(variant("dated-tomorrow"))), &TRUST, &strict()).expect("well signed");
    assert!(matches!(verified.remarks.as_slice(), [Remark::AheadOfTime(_)]), "{:?}", verified.remarks);
}

#[test]
fn the_weakest_policy_names_each_of_its_weaknesses() {
    let now = OffsetDateTime::now_utc();
    let verified = verify(&published(None), &authorities(), &Policy::at(now)).expect("good list");
    let expected = [Remark::RevocationNotChecked, Remark::AnySigner, Remark::RollBackNotChecked];
    assert_eq!(verified.remarks, expected);
}

#[test]
fn look_alike_hierarchy_convinces_nobody_even_with_revocation_lists_of_its_own() {
    for deviation in [Deviation::ForeignRoot, Deviation::SameIssuerOtherKey, Deviation::SelfSigned] {
        let signer = SIGNERS.of(SignerRole::Deviating(deviation)).expect("issued");
        let bytes = write::signed(&list(), signer).expect("list is signed");
        assert!(verify(&bytes, &TRUST, &strict()).is_err(), "{}", deviation.id());
    }
}
