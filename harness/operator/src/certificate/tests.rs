// SPDX-License-Identifier: EUPL-1.2
use std::sync::LazyLock;

use fake_pki::{
    AlternativeNames, Deviation, Environment, Examination, IgcSante, KeyRole, LeafRequest, Naming, Person, Profile,
    Range, Shape, Subject,
};

use super::{CertificateError, Lint};

/// Under the published names: what lint compares with.
static IGC_SANTE: LazyLock<IgcSante> =
    LazyLock::new(|| marked().faithful().expect("hierarchy takes the published names"));

/// Kept beside the test binary: its keys are made once, not at each run.
fn marked() -> IgcSante {
    let binary = std::env::current_exe().expect("the test has a path");
    IgcSante::open_or_create(&binary.with_file_name("igc-sante-of-tests"), &|_| {}).expect("hierarchy opens")
}

fn request(profile: Profile) -> LeafRequest {
    let subject = Subject::operateur("mss1.clinique.test", "1990000002", "CLINIQUE EXEMPLE");
    let mut request = LeafRequest::new(profile, subject, KeyRole::Sut);
    if profile.alternative_names() == AlternativeNames::Mailboxes {
        request.san.push("signature@clinique.test".into());
    }
    request.person = profile.is_personal().then(|| Person {
        surname: "EXEMPLE".into(),
        given_name: "CAMILLE".into(),
        title: "Médecin".into(),
    });
    request
}

fn lint(request: &LeafRequest, told: Option<Profile>) -> Lint {
    let credential = IGC_SANTE.issue(request).expect("certificate is issued");
    Lint::of(credential.chain_pem().as_bytes(), told).expect("certificate is read")
}

fn differing(lint: &Lint) -> Vec<&str> {
    lint.lines.iter().filter(|line| !line.ok).map(|line| line.field.as_str()).collect()
}

#[test]
fn every_offer_of_both_environments_differs_in_nothing_and_is_guessed() {
    for profile in Profile::ALL {
        for environment in Environment::ALL {
            let lint = lint(&LeafRequest { environment, ..request(profile) }, None);
            assert_eq!(lint.kind.shape, Shape::Leaf(profile), "{environment:?}");
            assert_eq!(differing(&lint), [""; 0], "{profile:?} {environment:?}: {:#?}", lint.lines);
            assert_eq!(lint.kind.issuer.environment, environment);
        }
    }
}

#[test]
fn other_ranges_and_all_their_authorities_differ_in_nothing() {
    for range in Range::ALL {
        assert_eq!(differing(&lint(&LeafRequest { range, ..request(Profile::SslServeur) }, None)), [""; 0]);
        let authority = LeafRequest { range, ..request(Profile::SslServeur) }.authority();
        for authority in [authority, authority.root()] {
            let der = IGC_SANTE.authority_der(authority).expect("authority is made");
            let lint = Lint::of(&der, None).expect("certificate is read");
            assert_eq!(lint.kind.subject, Some(authority));
            assert_eq!(differing(&lint), [""; 0], "{}", authority.common_name(Naming::Faithful));
        }
    }
}

/// Which lines differ for each deviation. After a change that is meant, take over what the failing test shows.
const TABLE: &str = include_str!("deviations.txt");

#[test]
fn lines_that_differ_are_those_of_the_table_for_every_deviation() {
    let line = |deviation: &Deviation| {
        let lint = lint(&request(Profile::SslServeur).deviating(*deviation), Some(Profile::SslServeur));
        format!("{:30} | {}", deviation.id(), differing(&lint).join("; ")).trim_end().to_owned()
    };
    let now: Vec<_> = Deviation::ALL.iter().map(line).collect();
    let table: Vec<_> = TABLE.lines().collect();
    assert!(now == table, "the table is now:\n{}", now.join("\n"));
}

/// The claim of the catalogue against the table, which the test above holds against lint.
#[test]
fn every_deviation_that_only_profile_or_annexe_1_show_is_named() {
    // Another operator's DN is as regular as one's own: only the liste blanche tells them apart.
    let regular = [Deviation::OuOther, Deviation::OOther, Deviation::SameCnOtherDn, Deviation::UnlistedDn];
    for deviation in Deviation::ALL {
        let row = TABLE.lines().find(|row| row.split(' ').next() == Some(deviation.id())).expect("it is in the table");
        let named = row.split_once("| ").is_some_and(|(_, fields)| !fields.is_empty());
        match deviation.seen_by() {
            Examination::Profile => assert!(named, "{row}"),
            Examination::ListeBlanche => assert_eq!(named, !regular.contains(deviation), "{row}"),
            _ => {}
        }
    }
}

#[test]
fn telling_another_offer_shows_where_it_differs() {
    let lint = lint(&request(Profile::SslServeur), Some(Profile::OrgSign));
    for field in ["keyUsage", "extKeyUsage", "privateKeyUsagePeriod"] {
        assert!(differing(&lint).contains(&field), "{field}");
    }
}

#[test]
fn marked_certificate_is_told_from_a_real_one_by_its_issuer() {
    let lint = Lint::of(marked().intermediate_pem().as_bytes(), None).expect("certificate is read");
    assert!(differing(&lint).contains(&"issuer"), "{:?}", differing(&lint));
}

#[test]
fn nothing_that_is_cut_or_changed_makes_it_fail() {
    let der = IGC_SANTE.issue(&request(Profile::SmimeSign)).expect("certificate is issued").chain.swap_remove(0);
    let cut = (0..der.len()).map(|length| der[..length].to_vec());
    // A fixed sequence (a linear congruential generator), so that a failure is found again.
    let mut state = 1u32;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let changed: Vec<_> = (0..2000)
        .map(|_| {
            let mut copy = der.to_vec();
            for _ in 0..=next(4) {
                let place = next(copy.len());
                copy[place] = next(256) as u8;
            }
            copy
        })
        .collect();
    let mut read = 0;
    for bytes in cut.chain(changed) {
        if let Ok(lint) = Lint::of(&bytes, None) {
            read += 1;
            assert!(!super::report(&lint).is_empty());
        }
    }
    assert!(read > 500, "too few of the changed certificates were read at all: {read}");
}

#[test]
fn what_is_no_certificate_is_refused() {
    assert_eq!(Lint::of(b"hello", None), Err(CertificateError::NoCertificate));
    assert_eq!(Lint::of(b"", None), Err(CertificateError::NoCertificate));
    assert!(matches!(Lint::of(b"0123", None), Err(CertificateError::Unreadable(_))));
    let longer = [&IGC_SANTE.intermediate_der()[..], b"more"].concat();
    assert_eq!(Lint::of(&longer, None), Err(CertificateError::Trailing(4)));
}
