// SPDX-License-Identifier: EUPL-1.2
//! Every offer under every authority: names and addresses as published, and both foreign judges satisfied.

mod bench;

use ::webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage};
use bench::{IGC_SANTE, run_openssl};
use fake_pki::{
    AlternativeNames, Authority, Endpoints, Environment, KeyRole, LeafRequest, Naming, Person, Profile, Purpose, Range,
    Rank, Subject,
};
use rustls_pki_types::UnixTime;

fn request(profile: Profile, environment: Environment, range: Range) -> LeafRequest {
    let subject = Subject::operateur("mss1.clinique.test", "1990000002", "CLINIQUE EXEMPLE");
    let mut request = LeafRequest { environment, range, ..LeafRequest::new(profile, subject, KeyRole::Sut) };
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

/// The content octets of a key purpose.
fn octets(purpose: Purpose) -> &'static [u8] {
    match purpose {
        Purpose::ServerAuth => &[0x2b, 6, 1, 5, 5, 7, 3, 1],
        Purpose::ClientAuth => &[0x2b, 6, 1, 5, 5, 7, 3, 2],
        Purpose::EmailProtection => &[0x2b, 6, 1, 5, 5, 7, 3, 4],
        Purpose::OcspSigning => &[0x2b, 6, 1, 5, 5, 7, 3, 9],
    }
}

#[test]
fn every_offer_is_valid_under_every_authority_for_webpki_and_openssl() {
    let directory = tempfile::tempdir().expect("a directory");
    let places = Environment::ALL.into_iter().flat_map(|e| Range::ALL.map(|r| (e, r)));
    for (environment, range) in places {
        let root = Authority { environment, range, rank: Rank::Root };
        let root_der = IGC_SANTE.authority_der(root).expect("root is made");
        let anchors = [webpki::anchor_from_trusted_cert(&root_der).expect("root is an anchor")];
        let mut leaves = Vec::new();
        for profile in Profile::ALL {
            let credential = IGC_SANTE.issue(&request(profile, environment, range)).expect("leaf is issued");
            let leaf = EndEntityCert::try_from(&credential.chain[0]).expect("leaf parses");
            for purpose in profile.purposes() {
                // “If present”, because webpki asks the authorities too, which state no purpose.
                let usage = KeyUsage::required_if_present(octets(*purpose));
                let (chain, now) = (&credential.chain[1..], UnixTime::now());
                let judged = leaf.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, chain, now, usage, None, None);
                assert_eq!(judged.map(drop), Ok(()), "{profile:?} {environment:?} {range:?}");
            }
            let name = format!("{}.pem", profile.id());
            std::fs::write(directory.path().join(&name), credential.chain_pem()).expect("file is written");
            leaves.push(name);
        }
        let root = IGC_SANTE.authority_pem(root).expect("root is made");
        std::fs::write(directory.path().join("root.pem"), root).expect("file is written");
        for name in leaves {
            let arguments = ["verify", "-x509_strict", "-auth_level", "2", "-CAfile", "root.pem", "-untrusted"];
            let Some(said) = run_openssl(&[&arguments[..], &[&name, &name]].concat(), directory.path()) else { return };
            assert_eq!(said.trim(), format!("{name}: OK"), "{environment:?} {range:?}");
        }
    }
}

#[test]
fn names_and_addresses_are_those_published() {
    let production = |rank| Authority { environment: Environment::Production, range: Range::Elementaire, rank };
    let (root, organisations) = (production(Rank::Root), production(Rank::Organisations));
    assert_eq!(root.common_name(Naming::Faithful), "AC RACINE IGC-SANTE ELEMENTAIRE");
    assert_eq!(Authority::ORGANISATIONS.common_name(Naming::Faithful), "TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS");
    let endpoints = Endpoints::of(Naming::Faithful);
    assert_eq!(endpoints.crl(root), "http://igc-sante.esante.gouv.fr/CRL/ACR-EL.crl");
    assert_eq!(endpoints.crl(Authority::ORGANISATIONS), "http://igc-sante.esante.gouv.fr/CRL/ACI-EL-ORG-TEST.crl");
    assert_eq!(endpoints.certificate(organisations), "http://igc-sante.esante.gouv.fr/AC/ACI-EL-ORG.cer");
    assert_eq!(
        endpoints.certificate(Authority::ORGANISATIONS),
        "http://igc-sante.esante.gouv.fr/AC%20TEST/ACI-EL-ORG-TEST.cer"
    );
    assert_eq!(endpoints.ocsp_url.as_deref(), Some("http://ocsp.esante.gouv.fr"));
    assert_eq!(
        organisations.directory_crl(Naming::Faithful),
        "ldap://annuaire-igc.esante.gouv.fr/cn=AC%20IGC-SANTE%20ELEMENTAIRE%20ORGANISATIONS,\
         ou=AC%20RACINE%20IGC-SANTE%20ELEMENTAIRE,ou=IGC-SANTE,ou=0002%20187512751,o=ASIP-SANTE,c=FR\
         ?certificaterevocationlist;binary?base?objectClass=pkiCA"
    );
    assert_eq!(
        root.directory_crl(Naming::Faithful),
        "ldap://annuaire-igc.esante.gouv.fr/CN=AC%20RACINE%20IGC-SANTE%20ELEMENTAIRE,OU=IGC-SANTE,\
         OU=0002%20187512751,O=ASIP-SANTE,C=FR?certificaterevocationlist;binary?base?objectclass=pkiCa"
    );
    let files: Vec<_> = Authority::all().map(Authority::file).collect();
    assert_eq!(files.len(), 18);
    for seen in ["ACR-EL", "ACI-EL-ORG", "ACI-ST-PP-TEST", "ACI-FO-PP"] {
        assert!(files.iter().any(|file| file == seen), "{seen}");
    }
}

#[test]
fn nothing_in_the_default_names_and_addresses_is_real() {
    for authority in Authority::all() {
        assert!(authority.common_name(Naming::Marked).starts_with("HARNAIS TEST "));
        for address in [
            Endpoints::default().crl(authority),
            Endpoints::of(Naming::Marked).certificate(authority),
            authority.directory_crl(Naming::Marked),
            authority.directory_delta(Naming::Marked),
            Naming::Marked.policy_page(authority.environment),
        ] {
            let host = address.split('/').nth(2).expect("an address has a host");
            assert!(host.ends_with(".test"), "{address}");
        }
    }
}
