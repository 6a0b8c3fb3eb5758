// SPDX-License-Identifier: EUPL-1.2
//! The commands `pki issue` and `pki lint`, from the outside.

use crate::witness::heard;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

/// Keys shared by the tests of this file, made once.
fn keys() -> String {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("pki-keys").display().to_string()
}

fn pki(arguments: &[&str], here: &Path) -> Output {
    let keys = keys();
    let trust = if arguments.first() == Some(&"issue") { vec!["--trust", &keys] } else { vec![] };
    let mut command = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
    command.arg("pki").args(arguments).args(trust).current_dir(here).output().expect("the program")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn issue_writes_chain_key_and_pkcs12_and_says_that_they_are_for_tests() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = pki(&["issue", "--out", "made", "--p12-password", "harnais"], folder.path());
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(code(&output), Some(0), "{output:?}");
    let made = |name: &str| folder.path().join("made").join(name);
    for (name, mode) in
        [("ssl-serveur.pem", 0o644), ("ssl-serveur.key.pem", 0o600), ("ssl-serveur.p12", 0o600), ("root.pem", 0o644)]
    {
        assert!(said.contains(name), "{name} is not in:\n{said}");
        let metadata = std::fs::metadata(made(name)).expect("file is there");
        assert_eq!(metadata.permissions().mode() & 0o777, mode, "{name}");
    }
    assert!(said.contains("TEST keys") && said.contains("HARNAIS TEST"), "{said}");
    let chain = std::fs::read_to_string(made("ssl-serveur.pem")).expect("chain is there");
    assert_eq!(chain.matches("BEGIN CERTIFICATE").count(), 2);
    assert_eq!(std::fs::read_dir(folder.path().join("made")).expect("folder is read").count(), 4, "no draft is left");
    let verify = ["verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "ssl-serveur.pem", "ssl-serveur.pem"];
    let open = ["pkcs12", "-in", "ssl-serveur.p12", "-passin", "pass:harnais", "-noenc", "-out", "opened.pem"];
    for judge in [&verify[..], &open] {
        if let Some(output) = heard("openssl", judge, &folder.path().join("made")) {
            assert!(output.status.success(), "{output:?}");
        }
    }
}

#[test]
fn lint_finds_nothing_in_faithful_certificates_and_the_one_thing_in_wrong_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    for (profile, environment) in [("ssl-serveur", "production"), ("auth-cli", "test"), ("smime-sign", "production")] {
        let arguments = ["issue", "--faithful-names", "--profile", profile, "--environment", environment];
        let issued = pki(&arguments, folder.path());
        assert_eq!(code(&issued), Some(0), "{issued:?}");
        let file = if profile == "auth-cli" { "org-auth-cli.pem".to_owned() } else { format!("{profile}.pem") };
        let linted = pki(&["lint", &file], folder.path());
        let said = String::from_utf8_lossy(&linted.stdout);
        assert_eq!(code(&linted), Some(0), "{said}");
        assert!(said.contains("no difference") && said.contains("guessed"), "{said}");
    }
    let arguments = ["issue", "--faithful-names", "--deviation", "no-key-usage"];
    assert_eq!(code(&pki(&arguments, folder.path())), Some(0));
    let linted = pki(&["lint", "ssl-serveur-no-key-usage.pem", "--profile", "ssl-serveur"], folder.path());
    let said = String::from_utf8_lossy(&linted.stdout);
    assert_eq!(code(&linted), Some(1), "{said}");
    assert_eq!(said.matches("DIFFERS").count(), 1, "{said}");
    assert!(said.contains("DIFFERS A keyUsage: there 0 times") && said.contains("as told"), "{said}");
}

#[test]
fn default_names_are_told_from_real_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&pki(&["issue"], folder.path())), Some(0));
    let linted = pki(&["lint", "ssl-serveur.pem"], folder.path());
    assert_eq!(code(&linted), Some(1));
    let said = String::from_utf8_lossy(&linted.stdout);
    assert!(said.contains("HARNAIS TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS"), "{said}");
}

#[test]
fn wrong_input_is_named_with_the_nearest_known_name_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, fragments) in [
        (&["issue", "--profile", "ssl-server"][..], &["did you mean `ssl-serveur`?"][..]),
        (&["issue", "--deviation", "expird"], &["did you mean `expired`?", "list faults"]),
        (&["issue", "--environment", "prod"], &["did you mean `production`?", "known: production, test"]),
        (&["issue", "--range", "hard"], &["known: elementaire, standard, fort"]),
        (&["issue", "--cn", "hôpital.test"], &["subject alternative name"]),
        (&["lint", "absent.pem"], &["absent.pem", "cannot be read"]),
    ] {
        let output =
            pki(&[arguments, if arguments[0] == "issue" { &["--out", "made"] } else { &[] }].concat(), folder.path());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(code(&output), Some(2), "{arguments:?}: {said}");
        for fragment in fragments {
            assert!(said.contains(fragment), "`{fragment}` is not in:\n{said}");
        }
        assert!(!folder.path().join("made").exists(), "{arguments:?}");
    }
    std::fs::write(folder.path().join("text.pem"), "hello").expect("a file");
    let output = pki(&["lint", "text.pem"], folder.path());
    assert_eq!(code(&output), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds no certificate"));
}
