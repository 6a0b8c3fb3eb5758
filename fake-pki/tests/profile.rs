// SPDX-License-Identifier: EUPL-1.2
//! What is encoded is what certificates of IGC Santé hold: names, order of extensions, criticality, dates, serials.

use std::path::Path;
use std::sync::LazyLock;

use fake_pki::{Credential, Deviation, Endpoints, IgcSante, KeyRole, LeafRequest, Profile, Subject};
use x509_parser::prelude::{FromDer, X509Certificate};

static IGC_SANTE: LazyLock<IgcSante> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("igc-sante");
    let opened = IgcSante::open_or_create(&directory, &|_| {}).expect("hierarchy opens");
    let endpoints = Endpoints {
        crl_base_url: "http://127.0.0.1:8080/".into(),
        ocsp_url: Some("http://127.0.0.1:8080/ocsp".into()),
    };
    opened.at(std::time::SystemTime::now(), endpoints).expect("hierarchy moves to now")
});

fn issue(profile: Profile, san: &[&str], deviation: Option<Deviation>) -> Credential {
    let subject = Subject::operateur("mss1.clinique.test", "1990000001", "CLINIQUE EXEMPLE");
    let san = san.iter().map(|&name| name.to_owned()).collect();
    let request = LeafRequest { san, deviation, ..LeafRequest::new(profile, subject, KeyRole::Sut) };
    IGC_SANTE.issue(&request).expect("leaf is issued")
}

fn parse(der: &[u8]) -> X509Certificate<'_> {
    X509Certificate::from_der(der).expect("certificate parses").1
}

fn oids(certificate: &X509Certificate<'_>) -> Vec<String> {
    certificate.extensions().iter().map(|extension| extension.oid.to_id_string()).collect()
}

const SAN: &str = "2.5.29.17";
const KEY_USAGE: &str = "2.5.29.15";

#[test]
fn ssl_serveur_has_the_extensions_of_igc_sante_in_their_order() {
    let credential = issue(Profile::SslServeur, &["mss2.clinique.test", "mss1.clinique.test"], None);
    let leaf = parse(&credential.chain[0]);
    let expected = [
        "2.5.29.37",
        "2.5.29.35",
        "1.3.6.1.5.5.7.1.1",
        "2.5.29.32",
        "2.5.29.31",
        "2.5.29.14",
        "2.5.29.46",
        KEY_USAGE,
        "1.2.250.1.71.1.2.5",
        SAN,
        "2.5.29.19",
    ];
    assert_eq!(oids(&leaf), expected);
    let critical: Vec<_> = leaf.extensions().iter().filter(|e| e.critical).map(|e| e.oid.to_id_string()).collect();
    assert_eq!(critical, [KEY_USAGE]);
    let value = |oid| leaf.extensions().iter().find(|e| e.oid.to_id_string() == oid).expect("it is there").value;
    assert_eq!(value("1.2.250.1.71.1.2.5"), [0x04, 0x01, 0x83]);
    assert_eq!(value("2.5.29.19"), [0x30, 0x00]);
    assert_eq!(value(KEY_USAGE), [0x03, 0x02, 0x05, 0xa0]);
    let names = leaf.subject_alternative_name().expect("SAN parses").expect("SAN is there").value;
    let names: Vec<_> = names.general_names.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["DNSName(mss1.clinique.test)", "DNSName(mss2.clinique.test)"]);
    for url in ["http://127.0.0.1:8080/CRL/ACI-EL-ORG-TEST.crl", "http://127.0.0.1:8080/ocsp"] {
        assert!(credential.chain[0].windows(url.len()).any(|window| window == url.as_bytes()), "{url}");
    }
}

#[test]
fn list_signer_has_a_mailbox_and_a_key_usage_period() {
    let credential = issue(Profile::SmimeSign, &["alb@liste.test"], None);
    let leaf = parse(&credential.chain[0]);
    assert!(oids(&leaf).contains(&"2.5.29.16".to_owned()));
    let names = leaf.subject_alternative_name().expect("SAN parses").expect("SAN is there").value;
    assert_eq!(names.general_names[0].to_string(), "RFC822Name(alb@liste.test)");
    let purposes = leaf.extended_key_usage().expect("EKU parses").expect("EKU is there").value;
    assert!(purposes.email_protection && !purposes.server_auth && !purposes.client_auth);
    let usage = leaf.key_usage().expect("KU parses").expect("KU is there").value;
    assert!(usage.digital_signature() && usage.non_repudiation() && !usage.key_encipherment());
}

#[test]
fn subject_is_encoded_from_country_to_common_name() {
    let credential = issue(Profile::SslServeur, &[], None);
    let leaf = parse(&credential.chain[0]);
    let encoded = "C=FR, ST=Paris (75), O=CLINIQUE EXEMPLE, OU=1990000001, CN=mss1.clinique.test";
    assert_eq!(leaf.subject().to_string(), encoded);
    let tags: Vec<_> = leaf.subject().iter_attributes().map(|attribute| attribute.attr_value().tag().0).collect();
    assert_eq!(tags, [19, 12, 12, 12, 12], "PrintableString, then UTF8String");
    let issuer = "C=FR, O=ASIP-SANTE, OU=0002 187512751, OU=IGC-SANTE TEST, \
                  CN=HARNAIS TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS";
    assert_eq!(leaf.issuer().to_string(), issuer);
}

#[test]
fn serials_are_sixteen_bytes_and_never_twice_the_same() {
    let (first, second) = (issue(Profile::SslServeur, &[], None), issue(Profile::SslServeur, &[], None));
    assert_ne!(first.serial, second.serial);
    for credential in [first, second] {
        assert_eq!(credential.serial.len(), 16);
        assert_eq!(parse(&credential.chain[0]).raw_serial(), credential.serial);
    }
}

#[test]
fn credential_says_the_subject_that_is_encoded() {
    // Two CNs, none, or other attributes than the five are beyond what a `Subject` can say.
    let beyond = [
        Deviation::CnAbsent,
        Deviation::CnTwice,
        Deviation::OuAbsent,
        Deviation::LForSt,
        Deviation::DnReordered,
        Deviation::DnMultiValued,
    ];
    for deviation in Deviation::ALL.iter().filter(|deviation| !beyond.contains(deviation)) {
        let credential = issue(Profile::SslServeur, &[], Some(*deviation));
        let leaf = parse(&credential.chain[0]);
        let text = |attribute: &x509_parser::x509::AttributeTypeAndValue<'_>| {
            attribute.as_str().expect("attribute is text").to_owned()
        };
        let mut encoded: Vec<_> = leaf.subject().iter_attributes().map(text).collect();
        encoded.reverse();
        let Subject { cn, ou, o, st, c } = credential.subject;
        assert_eq!(encoded, [cn, ou, o, st, c], "{}", deviation.id());
    }
}

#[test]
fn authorities_last_twenty_years_and_the_intermediate_issues_leaves_only() {
    let (root, intermediate) = (parse(IGC_SANTE.root_der()), parse(IGC_SANTE.intermediate_der()));
    let days = |certificate: &X509Certificate<'_>| {
        let validity = certificate.validity();
        (validity.not_after.timestamp() - validity.not_before.timestamp()) / 86_400
    };
    assert_eq!((days(&root), days(&intermediate)), (7305, 7304));
    let limits = intermediate.basic_constraints().expect("BC parses").expect("BC is there");
    assert!(limits.critical && limits.value.ca && limits.value.path_len_constraint == Some(0));
    assert_eq!(root.raw_serial().len(), 18);
    assert_eq!(root.public_key().parsed().expect("key parses").key_size(), 4096);
}

#[test]
fn text_that_a_certificate_cannot_hold_is_refused() {
    let mut subject = Subject::operateur("mss1.clinique.test", "1990000001", "CLINIQUE EXEMPLE");
    subject.c = "Fr@nce".into();
    assert!(IGC_SANTE.issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Sut)).is_err());
    let subject = Subject::operateur("hôpital.test", "1990000001", "CLINIQUE EXEMPLE");
    assert!(IGC_SANTE.issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Sut)).is_err());
}
