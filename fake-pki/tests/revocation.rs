// SPDX-License-Identifier: EUPL-1.2
//! Revocation lists of every kind before webpki and openssl.

mod bench;

use std::path::Path;
use std::sync::LazyLock;

use ::webpki::{KeyUsage, OwnedCertRevocationList, UnknownStatusPolicy};
use bench::{IGC_SANTE, issue, openssl, run_openssl, webpki_with};
use fake_pki::{Authority, Crl, CrlFault, CrlRequest};

const ORGANISATIONS: Authority = Authority::ORGANISATIONS;

fn list(request: &CrlRequest) -> Crl {
    IGC_SANTE.crl(request).expect("list is signed")
}

/// Made once: two hundred thousand entries take their time.
static HUGE: LazyLock<Crl> = LazyLock::new(|| list(&CrlRequest::full(ORGANISATIONS, vec![]).with(CrlFault::Huge)));

fn wrong(fault: CrlFault) -> Crl {
    match fault {
        CrlFault::Huge => HUGE.clone(),
        _ => list(&CrlRequest::full(ORGANISATIONS, vec![]).with(fault)),
    }
}

/// openssl's verdict on a regular leaf with one list for it.
fn openssl_with(crl: &Crl, directory: &Path) -> Option<String> {
    std::fs::write(directory.join("leaf.crl"), &crl.der).expect("file is written");
    run_openssl(&["crl", "-inform", "DER", "-in", "leaf.crl", "-out", "leaf.crl.pem"], directory)?;
    openssl(&issue(None), &["-crl_check", "-CRLfile", "leaf.crl.pem"], directory)
}

/// webpki's verdict on the same, of the root's empty list and this one.
fn webpki_of(crl: &Crl) -> String {
    let root = list(&CrlRequest::full(Authority::ROOT, vec![])).der;
    let lists = [root, crl.der.clone()];
    webpki_with(&issue(None), KeyUsage::server_auth(), IGC_SANTE.root_der(), &lists, UnknownStatusPolicy::Deny)
}

#[test]
fn each_wrong_list_is_refused_by_openssl_for_its_own_reason() {
    let directory = tempfile::tempdir().expect("a directory");
    let cases = [
        (None, "ok"),
        (Some(CrlFault::Expired), "12 CRL has expired"),
        (Some(CrlFault::Future), "11 CRL is not yet valid"),
        (Some(CrlFault::WrongSigner), "3 unable to get certificate CRL"),
        (Some(CrlFault::WrongAuthority), "3 unable to get certificate CRL"),
        // Slow to load and sound: what it tries is the patience and the memory of the connector.
        (Some(CrlFault::Huge), "ok"),
    ];
    for (fault, expected) in cases {
        let crl = fault.map_or_else(|| list(&CrlRequest::full(ORGANISATIONS, vec![])), wrong);
        let Some(said) = openssl_with(&crl, directory.path()) else { return };
        assert_eq!(said, expected, "{fault:?}");
    }
}

#[test]
fn each_wrong_list_is_refused_by_webpki_unless_only_dates_are_wrong() {
    assert_eq!(webpki_of(&wrong(CrlFault::WrongSigner)), "InvalidCrlSignatureForPublicKey");
    assert_eq!(webpki_of(&wrong(CrlFault::WrongAuthority)), "UnknownRevocationStatus");
    // webpki looks at the dates of a list only when told to: why connectors must.
    assert_eq!(webpki_of(&wrong(CrlFault::Expired)), "ok");
    assert_eq!(webpki_of(&wrong(CrlFault::Future)), "ok");
    assert_eq!(webpki_of(&wrong(CrlFault::Huge)), "ok");
}

#[test]
fn delta_list_names_its_base_in_a_critical_extension() {
    let directory = tempfile::tempdir().expect("a directory");
    let full = list(&CrlRequest::full(ORGANISATIONS, vec![]));
    let revoked = issue(None).serial;
    let delta = list(&CrlRequest::delta(ORGANISATIONS, vec![revoked.clone()], full.number));
    assert!(delta.number > full.number);
    // webpki reads no delta list, and says so rather than take it for a full one.
    assert!(OwnedCertRevocationList::from_der(&delta.der).is_err());
    let impossible = list(&CrlRequest::full(ORGANISATIONS, vec![]).with(CrlFault::DeltaNewerThanFull));
    for (crl, base) in [(&delta, full.number), (&impossible, impossible.number + 1000)] {
        std::fs::write(directory.path().join("delta.crl"), &crl.der).expect("file is written");
        let arguments = ["crl", "-inform", "DER", "-in", "delta.crl", "-noout", "-text"];
        let Some(said) = run_openssl(&arguments, directory.path()) else { return };
        assert!(said.contains("X509v3 Delta CRL Indicator: critical"), "{said}");
        assert!(said.contains(&format!("critical\n                {base}\n")), "{base}: {said}");
    }
}

#[test]
fn delta_list_revokes_for_openssl_beside_its_full_list() {
    let directory = tempfile::tempdir().expect("a directory");
    let leaf = issue(None);
    let full = list(&CrlRequest::full(ORGANISATIONS, vec![]));
    let verdict = |revoked: Vec<Vec<u8>>| {
        let delta = list(&CrlRequest::delta(ORGANISATIONS, revoked, full.number));
        for (name, der) in [("full", &full.der), ("delta", &delta.der)] {
            std::fs::write(directory.path().join(name), der).expect("file is written");
            let pem = format!("{name}.pem");
            run_openssl(&["crl", "-inform", "DER", "-in", name, "-out", &pem], directory.path())?;
        }
        let options = ["-crl_check", "-extended_crl", "-use_deltas", "-CRLfile", "full.pem", "-CRLfile", "delta.pem"];
        openssl(&leaf, &options, directory.path())
    };
    if let Some(said) = verdict(vec![leaf.serial.clone()]) {
        assert_eq!(said, "23 certificate revoked");
        assert_eq!(verdict(vec![]).as_deref(), Some("ok"));
    }
}

#[test]
fn huge_list_has_two_hundred_thousand_entries() {
    let crl = wrong(CrlFault::Huge);
    let (_, read) = x509_parser::parse_x509_crl(&crl.der).expect("list parses");
    assert_eq!(read.iter_revoked_certificates().count(), fake_pki::HUGE as usize);
}
