// SPDX-License-Identifier: EUPL-1.2
//! Detached signatures: ours convince openssl, openssl's convince us, and nothing changed convinces anybody.

use crate::witness::heard;
use dossier::Purpose;
use dossier::cms::{CmsError, Signer, sign, verify};
use fake_pki::{Credential, IgcSante, KeyRole, LeafRequest, Profile, Subject};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use std::path::Path;
use std::sync::LazyLock;
use time::OffsetDateTime;
use time::macros::datetime;

const AT: OffsetDateTime = datetime!(2026-11-26 12:34:56 UTC);

static OPERATEUR: LazyLock<Credential> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    let igc_sante = IgcSante::open_or_create(&folder, &|_| {}).expect("hierarchy opens");
    let subject = Subject::operateur("mss1.clinique.test", "1990000002", "CLINIQUE EXEMPLE");
    igc_sante.issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Sut)).expect("a leaf")
});

fn signer(operateur: &Credential) -> Signer<'_> {
    Signer { chain: &operateur.chain, key: operateur.key.secret_der() }
}

#[test]
fn what_was_signed_is_found_to_be_so_and_by_whom() {
    let signature = sign(b"content", &signer(&OPERATEUR), AT).expect("signed");
    let signed = verify(&signature, b"content").expect("valid");
    assert_eq!(signed.certificate, OPERATEUR.chain[0]);
    assert_eq!(signed.others, OPERATEUR.chain[1..]);
    assert_eq!(signed.signing_time, Some(AT));
    assert_eq!(verify(&signature, b"contents"), Err(CmsError::Digest));
}

#[test]
fn whoever_may_seal_may_not_stamp_and_nobody_may_under_another_root() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    let root = IgcSante::open_or_create(&folder, &|_| {}).expect("hierarchy opens").root_pem();
    let root = CertificateDer::from_pem_slice(root.as_bytes()).expect("a certificate");
    let signed = verify(&sign(b"content", &signer(&OPERATEUR), AT).expect("signed"), b"content").expect("valid");
    let objection = |anchors: &[CertificateDer<'static>], purpose| {
        signed.objection(anchors, &[], OffsetDateTime::now_utc(), purpose)
    };
    assert_eq!(objection(std::slice::from_ref(&root), Purpose::Seal), None);
    let refused = objection(std::slice::from_ref(&root), Purpose::TimeStamp).expect("an objection");
    assert!(refused.contains("RequiredEku"), "{refused}");
    assert!(objection(&[], Purpose::Seal).is_some());
}

#[test]
fn every_changed_octet_of_a_signature_is_refused() {
    let signature = sign(b"content", &signer(&OPERATEUR), AT).expect("signed");
    for (at, bit) in (0..signature.len()).flat_map(|at| [0x01, 0x20, 0x80].map(|bit| (at, bit))) {
        let mut changed = signature.clone();
        changed[at] ^= bit;
        assert!(verify(&changed, b"content").is_err(), "octet {at}, bit {bit:#x}");
    }
}

#[test]
fn key_of_somebody_else_does_not_sign() {
    let mut mixed = OPERATEUR.clone();
    mixed.chain.rotate_left(1);
    assert_eq!(sign(b"content", &signer(&mixed), AT), Err(CmsError::OtherKey));
    let no_key = Signer { chain: &OPERATEUR.chain, key: b"nothing" };
    assert!(matches!(sign(b"content", &no_key, AT), Err(CmsError::Key(_))));
}

fn openssl(folder: &Path, arguments: &[&str]) -> Option<std::process::Output> {
    heard("openssl", arguments, folder)
}

#[test]
fn openssl_takes_our_signatures_and_we_take_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, octets: &[u8]| std::fs::write(folder.path().join(name), octets).expect("written");
    write("content", b"content\n");
    write("changed", b"contents\n");
    write("chain.pem", OPERATEUR.chain_pem().as_bytes());
    write("key.pem", OPERATEUR.key_pem().as_bytes());
    write("ours.p7s", &sign(b"content\n", &signer(&OPERATEUR), AT).expect("signed"));
    let judge = ["cms", "-verify", "-binary", "-inform", "DER", "-noverify", "-in", "ours.p7s", "-content"];
    let Some(good) = openssl(folder.path(), &[&judge[..], &["content"]].concat()) else { return };
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stderr));
    let bad = openssl(folder.path(), &[&judge[..], &["changed"]].concat()).expect("openssl ran before");
    assert!(!bad.status.success());
    let sign = ["cms", "-sign", "-binary", "-outform", "DER", "-md", "sha256", "-in", "content", "-out", "theirs"];
    let made = openssl(folder.path(), &[&sign[..], &["-signer", "chain.pem", "-inkey", "key.pem"]].concat());
    assert!(made.expect("openssl ran before").status.success());
    let theirs = std::fs::read(folder.path().join("theirs")).expect("it is there");
    assert_eq!(verify(&theirs, b"content\n").expect("valid").certificate, OPERATEUR.chain[0]);
    assert_eq!(verify(&theirs, b"contents\n"), Err(CmsError::Digest));
}
