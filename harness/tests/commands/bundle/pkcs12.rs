// SPDX-License-Identifier: EUPL-1.2
//! Certificate and key from one PKCS#12 file, ours and openssl's.

use super::{Bench, RUN, openssl, says};
use dossier::pkcs12::{Pkcs12Error, open};

const PASSWORD: &str = "pâsse-partout";

fn with_p12(bench: &Bench) -> std::process::Output {
    bench.package_with(&["--p12", &bench.at("own.p12"), "--p12-password-file", &bench.at("password")])
}

#[test]
fn what_pki_issue_writes_signs_an_archive() {
    let bench = Bench::new();
    bench.write("own.p12", RUN.operateur.pkcs12(PASSWORD).expect("PKCS#12"));
    bench.write("password", format!("{PASSWORD}\n"));
    says(&with_p12(&bench), 0, &["signed"]);
    says(&bench.verify(&["--trust", &bench.at("trust")]), 0, &["CN=mss1.clinique.test"]);
    bench.write("password", "other\n");
    says(&with_p12(&bench), 2, &["the password is not the one of this PKCS#12 file", "own.p12"]);
    bench.write("own.p12", RUN.operateur.chain_pem());
    says(&with_p12(&bench), 2, &["it is not a PKCS#12 file"]);
}

#[test]
fn a_changed_octet_opens_to_the_same_or_to_nothing() {
    let file = RUN.operateur.pkcs12(PASSWORD).expect("PKCS#12");
    let whole = open(&file, PASSWORD).expect("opened");
    assert_eq!(whole.chain, RUN.operateur.chain);
    for at in (0..file.len()).step_by(7) {
        let mut changed = file.clone();
        changed[at] ^= 0x21;
        if let Ok(opened) = open(&changed, PASSWORD) {
            assert_eq!(opened.key.secret_pkcs8_der(), whole.key.secret_pkcs8_der(), "octet {at}");
        }
    }
}

#[test]
fn what_openssl_exports_is_opened_and_its_older_forms_are_named() {
    let bench = Bench::new();
    let export = |more: &[&str]| {
        let common = ["pkcs12", "-export", "-in", "chain.pem", "-inkey", "key.pem", "-out", "own.p12"];
        let output = openssl(bench.folder.path(), &[&common, more, &["-passout", "file:password"]].concat())?;
        assert!(output.status.success(), "{more:?}: {}", String::from_utf8_lossy(&output.stderr));
        Some(std::fs::read(bench.at("own.p12")).expect("a file"))
    };
    bench.write("password", PASSWORD);
    let forms: [&[&str]; 4] = [
        &[],
        &["-keypbe", "AES-128-CBC", "-certpbe", "AES-128-CBC"],
        &["-certpbe", "NONE", "-macalg", "sha512"],
        &["-keypbe", "NONE", "-certpbe", "NONE", "-iter", "1", "-macalg", "sha1"],
    ];
    for form in forms {
        let Some(file) = export(form) else { return };
        let opened = open(&file, PASSWORD).unwrap_or_else(|error| panic!("{form:?}: {error}"));
        assert_eq!(opened.chain, RUN.operateur.chain, "{form:?}");
        assert_eq!(open(&file, "other").err(), Some(Pkcs12Error::Password), "{form:?}");
        says(&with_p12(&bench), 0, &["signed"]);
    }
    let older = export(&["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"]).expect("openssl ran before");
    assert!(matches!(open(&older, PASSWORD), Err(Pkcs12Error::Algorithm(_))));
    says(&with_p12(&bench), 2, &["protected by the scheme", "openssl pkcs12 -legacy"]);
}
