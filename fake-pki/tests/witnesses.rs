// SPDX-License-Identifier: EUPL-1.2
//! Regular certificates and revocation before two foreign judges, webpki and the openssl command.

mod bench;

use std::path::Path;

use ::webpki::{KeyUsage, UnknownStatusPolicy};
use bench::{IGC_SANTE, issue, openssl, run_openssl, webpki, webpki_with};
use fake_pki::{Authority, Credential, CrlFault, CrlRequest, Deviation};

fn lists(revoked: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let list = |request| IGC_SANTE.crl(&request).expect("list is signed").der;
    vec![
        list(CrlRequest::full(Authority::ROOT, vec![])),
        list(CrlRequest::full(Authority::ORGANISATIONS, revoked.to_vec())),
    ]
}

/// webpki's verdict when the status of every certificate must be known.
fn strictly(credential: &Credential, lists: &[Vec<u8>]) -> String {
    webpki_with(credential, KeyUsage::server_auth(), IGC_SANTE.root_der(), lists, UnknownStatusPolicy::Deny)
}

/// openssl's verdict with lists at every level; `None` without that command.
fn openssl_with(credential: &Credential, lists: &[Vec<u8>], directory: &Path) -> Option<String> {
    let mut options = vec!["-crl_check_all"];
    for (der, pem, list) in [("root.crl", "root.crl.pem", &lists[0]), ("leaf.crl", "leaf.crl.pem", &lists[1])] {
        std::fs::write(directory.join(der), list).expect("file is written");
        run_openssl(&["crl", "-inform", "DER", "-in", der, "-out", pem], directory)?;
        options.extend(["-CRLfile", pem]);
    }
    openssl(credential, &options, directory)
}

#[test]
fn regular_leaf_is_valid_and_a_revoked_one_is_not_once_its_serial_is_listed() {
    let directory = tempfile::tempdir().expect("a directory");
    let revoked = issue(Some(Deviation::Revoked));
    let (empty, full) = (lists(&[]), lists(std::slice::from_ref(&revoked.serial)));
    for (credential, lists, webpki, openssl) in [
        (&issue(None), &full, "ok", "ok"),
        (&revoked, &empty, "ok", "ok"),
        (&revoked, &full, "CertRevoked", "23 certificate revoked"),
    ] {
        assert_eq!(strictly(credential, lists), webpki);
        if let Some(said) = openssl_with(credential, lists, directory.path()) {
            assert_eq!(said, openssl);
        }
    }
}

#[test]
fn purposes_bind_the_direction_for_webpki() {
    let verdicts = |deviation| {
        let credential = issue(Some(deviation));
        [KeyUsage::server_auth(), KeyUsage::client_auth()].map(|usage| webpki(&credential, usage) == "ok")
    };
    assert_eq!(verdicts(Deviation::ServerAuthOnly), [true, false]);
    assert_eq!(verdicts(Deviation::ClientAuthOnly), [false, true]);
    assert_eq!(verdicts(Deviation::EmailProtectionOnly), [false, false]);
}

#[test]
fn look_alike_hierarchy_is_sound_under_its_own_root() {
    let foreign = issue(Some(Deviation::ForeignRoot));
    let root = IGC_SANTE.look_alike_root_der();
    let said = webpki_with(&foreign, KeyUsage::server_auth(), root, &[], UnknownStatusPolicy::Allow);
    assert_eq!(said, "ok");
}

#[test]
fn list_in_the_intermediates_name_under_another_key_convinces_nobody() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut lists = lists(&[]);
    let request = CrlRequest::full(Authority::ORGANISATIONS, vec![]).with(CrlFault::WrongSigner);
    lists[1] = IGC_SANTE.crl(&request).expect("list is signed").der;
    assert_eq!(strictly(&issue(None), &lists), "InvalidCrlSignatureForPublicKey");
    if let Some(said) = openssl_with(&issue(None), &lists, directory.path()) {
        assert_ne!(said, "ok");
    }
}
