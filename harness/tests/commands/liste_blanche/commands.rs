// SPDX-License-Identifier: EUPL-1.2
//! The commands of the family `liste-blanche`, as a developer of a connector uses them.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use liste_blanche::environment;

use super::IGC_SANTE;
use crate::witness::is_heard;

/// A folder whose TEST keys are those of all the tests: making others takes seconds.
fn folder() -> tempfile::TempDir {
    LazyLock::force(&IGC_SANTE);
    let folder = tempfile::tempdir().expect("a folder");
    let keys = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    std::os::unix::fs::symlink(keys, folder.path().join(".espace-de-confiance")).expect("a link");
    folder
}

/// Exit code and everything said.
fn harness(here: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
    let output = program.arg("liste-blanche").args(arguments).current_dir(here).output().expect("the program");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).expect("UTF-8"))
}

fn says(here: &Path, arguments: &[&str], code: i32, fragments: &[&str]) {
    let (found, said) = harness(here, arguments);
    assert_eq!(found, Some(code), "{arguments:?}: {said}");
    for fragment in fragments {
        assert!(said.contains(fragment), "{arguments:?}: `{fragment}` is not in:\n{said}");
    }
}

fn lists(here: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(here).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "xml")).collect()
}

#[test]
fn written_lists_are_verified_with_the_trust_beside_them() {
    let folder = folder();
    let here = folder.path();
    says(here, &["write", ".", "--fault", "revoked-signer", "--fault", "liste/rolled-back"], 0, &["for tests only"]);
    let regular = environment::HARNESS.file_name();
    let signer = std::fs::read_to_string(here.join("signer.txt")).expect("the signer");
    let strict = ["verify", "--trust", "trust", "--signer", signer.trim(), "--previous", regular];
    let (code, said) = harness(here, &[&strict[..], &[regular]].concat());
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("note:"), "nothing was left unasked:\n{said}");
    says(here, &[&strict[..], &["revoked-signer.xml"]].concat(), 1, &["refused:", "revocation list"]);
    says(here, &[&strict[..], &["rolled-back.xml"]].concat(), 1, &["refused:", "must not come back"]);
    let weak = ["verify", "--trust", "trust", "rolled-back.xml"];
    says(here, &weak, 0, &["note: roll-back not checked", "note: any signing certificate"]);
    let table = std::fs::read_to_string(here.join("variants.tsv")).expect("a table");
    assert!(table.contains("revoked-signer\trefused: signer revoked\n"), "{table}");
    let list = std::fs::read(here.join(regular)).expect("the list");
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &list);
    let digest: String = digest.as_ref().iter().map(|octet| format!("{octet:02x}")).collect();
    assert_eq!(std::fs::read_to_string(here.join("checksum")).expect("a checksum"), digest);
    if is_heard("xmlsec1") {
        let trust = ["--verify", "--trusted-pem", "trust/root.pem", "--untrusted-pem", "trust/intermediate.pem"];
        let output = Command::new("xmlsec1").args(trust).arg(regular).current_dir(here).output().expect("xmlsec1");
        assert!(output.status.success(), "{output:?}");
    }
}

#[test]
fn without_revocation_lists_the_verdict_says_that_nobody_asked() {
    let folder = folder();
    let here = folder.path();
    says(here, &["write", ".", "--fault", "revoked-signer"], 0, &[]);
    std::fs::remove_file(here.join("trust/root.crl")).expect("removed");
    let verify = ["verify", "--trust", "trust", "revoked-signer.xml"];
    // The root no longer answers for the intermediate, so nothing below it is known.
    for list in ["revoked-signer.xml", environment::HARNESS.file_name()] {
        says(here, &["verify", "--trust", "trust", list], 1, &["is not known: no CRL of an authority"]);
    }
    std::fs::remove_file(here.join("trust/intermediate.crl")).expect("removed");
    says(here, &verify, 0, &["note: revocation not checked: no CRL"]);
}

#[test]
fn mistakes_are_one_message_each_and_nothing_is_written() {
    let folder = folder();
    let here = folder.path();
    says(here, &["write", ".", "--fault", "revoked-sign"], 2, &["did you mean `revoked-signer`?"]);
    says(here, &["write", ".", "--entries", "0", "--fault", "forged-entry"], 2, &["forged-entry", "has no entry"]);
    assert_eq!(lists(here), Vec::<PathBuf>::new());
    says(here, &["write", "."], 0, &[]);
    let list = environment::HARNESS.file_name();
    let verify = |more: &[&'static str]| [&["verify", list, "--trust", "trust"], more].concat();
    says(here, &verify(&["--at", "yesterday"]), 2, &["--at yesterday: expected a day such as"]);
    says(here, &verify(&["--not-older-than", "2030-13-01"]), 2, &["--not-older-than 2030-13-01"]);
    says(here, &verify(&["--signer", "somebody"]), 2, &["--signer somebody", "expected `any` or CN="]);
    says(here, &verify(&["--previous", "nowhere.xml"]), 2, &["nowhere.xml", "cannot be read"]);
    says(here, &["verify", list, "--trust", "nowhere"], 2, &["nowhere"]);
    says(here, &["lint", "signer.txt"], 2, &["signer.txt"]);
}

#[test]
fn instants_and_days_bound_roll_back() {
    let folder = folder();
    let here = folder.path();
    says(here, &["write", "."], 0, &[]);
    let list = environment::HARNESS.file_name();
    let verify = |date: &'static str| ["verify", list, "--trust", "trust", "--not-older-than", date];
    says(here, &verify("2020-01-01"), 0, &[]);
    says(here, &verify("2020-01-01T00:00:00Z"), 0, &[]);
    says(here, &verify("2100-01-01"), 1, &["must not come back"]);
}

/// Exit code of curl where the connection ends before the answer.
const PARTIAL_FILE: i32 = 18;

#[test]
fn a_list_cut_short_is_served_until_interrupted() {
    let folder = folder();
    let mut program = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
    program.args(["liste-blanche", "serve", "--address", "127.77.8.3:0", "--fault", "publication/cut"]);
    let mut served = program.current_dir(folder.path()).stdout(Stdio::piped()).spawn().expect("the program");
    let mut lines = BufReader::new(served.stdout.take().expect("its output")).lines().map_while(Result::ok);
    let url = lines.find_map(|line| line.strip_prefix("listening ").map(str::to_owned)).expect("where it listens");
    if is_heard("curl") {
        let mut curl = Command::new("curl");
        curl.args([
            "--silent",
            "--noproxy",
            "*",
            "--cacert",
            ".espace-de-confiance/root.pem",
            "--output",
            "cut.xml",
            &url,
        ]);
        let status = curl.current_dir(folder.path()).status().expect("curl");
        assert_eq!(status.code(), Some(PARTIAL_FILE));
        assert!(lines.any(|line| line.starts_with("fault     publication/cut")));
    }
    let interrupted = Command::new("kill").args(["-INT", &served.id().to_string()]).status();
    assert!(interrupted.expect("kill").success());
    assert_eq!(served.wait().expect("its end").code(), Some(0));
    assert_eq!(lines.last().as_deref(), Some("stopped"));
}
