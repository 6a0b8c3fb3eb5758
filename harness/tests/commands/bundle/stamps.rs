// SPDX-License-Identifier: EUPL-1.2
//! Time stamps by an authority that openssl plays; openssl judges ours in turn.

use super::{Bench, harness, openssl, says};
use dossier::{SIGNATURE, STAMP};
use std::path::Path;

const CONFIG: &str = "\
[ tsa ]
default_tsa = authority
[ authority ]
serial = serial
signer_cert = tsa.pem
certs = chain.pem
signer_key = tsa.key
default_policy = 1.2.3.4.1
signer_digest = DIGEST
digests = sha256, sha384, sha512
ess_cert_id_alg = ESS
ess_cert_id_chain = CHAIN
accuracy = secs:1
ordering = yes
tsa_name = yes
";

/// A TEST authority for time stamps under a TEST root; false where there is no openssl.
fn authority(folder: &Path, purposes: &str) -> bool {
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("written");
    write("purposes", &format!("extendedKeyUsage={purposes}\nkeyUsage=critical,digitalSignature\n"));
    write("serial", "01\n");
    let root = "req -x509 -newkey rsa:2048 -nodes -keyout root.key -out tsa-root.pem -days 3650 -sha256 \
                -addext keyUsage=critical,keyCertSign -subj";
    let mut root: Vec<&str> = root.split_whitespace().collect();
    root.push("/CN=TEST ROOT OF TIME STAMPS");
    let request = "req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=TEST-TSA";
    let issue = "x509 -req -in tsa.csr -CA tsa-root.pem -CAkey root.key -out tsa.pem -days 3650 -sha256 -set_serial 7 \
                 -extfile purposes";
    for arguments in [root, request.split_whitespace().collect(), issue.split_whitespace().collect()] {
        let Some(output) = openssl(folder, &arguments) else { return false };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    std::fs::copy(folder.join("tsa-root.pem"), folder.join("chain.pem")).expect("copied");
    true
}

/// The authority's answer to a request, in `answer.tsr`.
fn answer(folder: &Path, (digest, ess, chain): (&str, &str, &str), query: &str) {
    let config = CONFIG.replace("DIGEST", digest).replace("ESS", ess).replace("CHAIN", chain);
    std::fs::write(folder.join("ts.cnf"), config).expect("written");
    let reply =
        ["ts", "-reply", "-config", "ts.cnf", "-section", "authority", "-queryfile", query, "-out", "answer.tsr"];
    let output = openssl(folder, &reply).expect("openssl ran before");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A bench with a packaged archive, the request for its stamp and an authority; none without openssl.
fn asked(purposes: &str) -> Option<Bench> {
    let bench = Bench::new();
    authority(bench.folder.path(), purposes).then_some(())?;
    let query = bench.at("query.tsq");
    let (chain, key) = (bench.at("chain.pem"), bench.at("key.pem"));
    std::fs::write(&chain, super::RUN.operateur.chain_pem()).expect("written");
    says(&bench.package_with(&["--certificate", &chain, "--key", &key, "--timestamp-query", &query]), 0, &["signed"]);
    std::fs::copy(bench.at("tsa-root.pem"), &chain).expect("copied");
    Some(bench)
}

fn stamp(bench: &Bench, more: &[&str]) -> std::process::Output {
    harness(&[&["report", "stamp", &bench.at("dossier.zip"), "--response", &bench.at("answer.tsr")], more].concat())
}

/// What openssl says of the token in the archive.
fn openssl_verifies(bench: &Bench) -> bool {
    let files = bench.files("dossier.zip");
    bench.write("signature", &files[SIGNATURE]);
    bench.write("token", &files[STAMP]);
    let judge = ["ts", "-verify", "-data", "signature", "-in", "token", "-token_in", "-CAfile", "tsa-root.pem"];
    openssl(bench.folder.path(), &judge).expect("openssl ran before").status.success()
}

#[test]
fn a_stamp_goes_in_and_is_told_by_verify_and_openssl_agrees() {
    let Some(bench) = asked("critical,timeStamping") else { return };
    for form in [("sha256", "sha256", "no"), ("sha384", "sha256", "yes"), ("sha512", "sha1", "no")] {
        answer(bench.folder.path(), form, "query.tsq");
        says(&stamp(&bench, &["--query", &bench.at("query.tsq")]), 0, &["stamped on ", "CN=TEST-TSA"]);
        says(&bench.verify(&[]), 0, &["; stamped on ", "by CN=TEST-TSA"]);
        assert!(openssl_verifies(&bench), "{form:?}");
    }
    let trust = bench.at("trust");
    says(&bench.verify(&["--trust", &trust]), 1, &["time stamp: no trusted authority vouches"]);
    std::fs::copy(bench.at("tsa-root.pem"), bench.at("trust/tsa.pem")).expect("copied");
    says(&bench.verify(&["--trust", &trust]), 0, &["signed on"]);
    let copy = bench.at("copy.zip");
    says(&harness(&["report", "redact", &bench.at("dossier.zip"), "--withhold", "inbound/*", "--out", &copy]), 0, &[]);
    says(&bench.verify_file("copy.zip", &["--trust", &trust]), 0, &["; stamped on "]);
}

#[test]
fn every_changed_octet_of_a_stamp_is_refused() {
    let Some(bench) = asked("critical,timeStamping") else { return };
    answer(bench.folder.path(), ("sha256", "sha256", "yes"), "query.tsq");
    says(&stamp(&bench, &[]), 0, &[]);
    let files = bench.files("dossier.zip");
    let (token, signature) = (&files[STAMP], &files[SIGNATURE]);
    assert!(dossier::timestamp::verify(token, signature).is_ok());
    for at in 0..token.len() {
        for bit in (0..8).map(|bit| 1 << bit) {
            let mut changed = token.clone();
            changed[at] ^= bit;
            assert!(dossier::timestamp::verify(&changed, signature).is_err(), "octet {at}, bit {bit:#x}");
        }
    }
}

#[test]
fn stamps_of_others_or_by_others_are_refused() {
    let Some(bench) = asked("critical,timeStamping") else { return };
    let folder = bench.folder.path();
    let form = ("sha256", "sha256", "no");
    bench.write("other", "another content");
    let query = ["ts", "-query", "-data", "other", "-sha256", "-cert", "-out", "other.tsq"];
    assert!(openssl(folder, &query).expect("openssl ran before").status.success());
    answer(folder, form, "other.tsq");
    says(&stamp(&bench, &[]), 2, &["of something else than this signature"]);
    bench.write("signature", &bench.files("dossier.zip")[SIGNATURE]);
    let query = ["ts", "-query", "-data", "signature", "-sha256", "-cert", "-out", "second.tsq"];
    assert!(openssl(folder, &query).expect("openssl ran before").status.success());
    answer(folder, form, "second.tsq");
    says(&stamp(&bench, &["--query", &bench.at("query.tsq")]), 2, &["its nonce is another"]);
    bench.write("answer.tsr", b"\x30\x05\x30\x03\x02\x01\x02");
    says(&stamp(&bench, &[]), 2, &["the time stamp authority refused: status 2"]);
    bench.write("answer.tsr", b"nothing");
    says(&stamp(&bench, &[]), 2, &["not a time stamp of RFC 3161"]);
    assert!(!bench.files("dossier.zip").contains_key(STAMP), "a refused stamp leaves the archive as it was");
}
