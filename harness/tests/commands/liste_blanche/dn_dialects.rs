// SPDX-License-Identifier: EUPL-1.2
//! OpenSSL and GnuTLS write the subject of one certificate each in their own ways; we must read them all as its name.

use std::path::Path;
use std::process::Command;

use fake_pki::{KeyRole, LeafRequest, Profile, Subject};
use liste_blanche::dn::{Dn, DnError};

use super::IGC_SANTE;
use crate::witness::is_heard;

/// Options of `openssl x509 -nameopt`.
const NAME_OPTIONS: [&str; 4] = ["RFC2253", "RFC2253,-esc_msb,utf8", "oneline", "oneline,-esc_msb,utf8"];

/// A subject with everything that dialects disagree on.
fn certificate() -> (Dn, String) {
    let awkward = Subject {
        st: "Val-d'Oise (95)".into(),
        ..Subject::operateur("mx.ch-alpha.test", "1990000001", "CH NOTRE-DAME, SITE  Été – Nord \"A\" + B\\C")
    };
    let credential =
        IGC_SANTE.issue(&LeafRequest::new(Profile::SslServeur, awkward, KeyRole::Peer(2))).expect("issued");
    (Dn::of_certificate(&credential.chain[0]).expect("a subject"), credential.chain_pem())
}

fn said(program: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(program).args(arguments).current_dir(folder).output().expect("the program runs");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn written(pem: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("leaf.pem"), pem).expect("written");
    folder
}

#[test]
fn names_that_openssl_writes_are_read_as_the_certificates() {
    if !is_heard("openssl") {
        return;
    }
    let (own, pem) = certificate();
    let folder = written(&pem);
    let subject = |option: &str| {
        let said =
            said("openssl", &["x509", "-in", "leaf.pem", "-noout", "-subject", "-nameopt", option], folder.path());
        said.trim().strip_prefix("subject=").expect("a subject").trim().to_owned()
    };
    for option in NAME_OPTIONS {
        let read = Dn::parse(&subject(option)).expect("a DN");
        assert!(own.same_as(&read), "{option}: {read} is not {own}");
    }
    assert!(matches!(Dn::parse(&subject("compat")), Err(DnError::NotAnAttribute(_))), "slashes make no DN");
}

#[test]
fn names_that_gnutls_writes_are_read_as_the_certificates() {
    if !is_heard("certtool") {
        return;
    }
    let (own, pem) = certificate();
    let folder = written(&pem);
    let said = said("certtool", &["--certificate-info", "--infile", "leaf.pem"], folder.path());
    let subject = said.lines().find_map(|line| line.trim().strip_prefix("Subject: ")).expect("a subject");
    let read = Dn::parse(subject).expect("a DN");
    assert!(own.same_as(&read), "{read} is not {own}");
}
