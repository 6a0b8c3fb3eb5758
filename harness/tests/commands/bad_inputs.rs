// SPDX-License-Identifier: EUPL-1.2
//! Mistakes of the user: each is one clear message with its place, exit code 2, and nothing written.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const REGISTER: &str =
    "- { id: T/one, text: { fr: a, en: a }, source: s, standing: liste, level: must, direction: both }\n";

const GOOD: &str = "purpose: { fr: a, en: a }
covers: [T/one]
world: { peers: { clinique-a: {} } }
script:
  - { do: deliver, peer: clinique-a }
expect:
  - { check: message-accepted, peer: clinique-a }
";

struct Catalogue {
    folder: tempfile::TempDir,
}

impl Catalogue {
    fn with(files: &[(&str, &str)]) -> Catalogue {
        let folder = tempfile::tempdir().expect("a folder");
        let catalogue = Catalogue { folder };
        catalogue.write("requirements/all.yaml", REGISTER);
        for (name, text) in files {
            catalogue.write(name, text);
        }
        catalogue
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }
}

fn harness(arguments: &[&str], here: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mssante-harness")).args(arguments).current_dir(here).output().expect("the program")
}

/// Runs and expects exit code 2 with every given fragment on stderr, and no report.
fn refused(catalogue: &Catalogue, more: &[&str], fragments: &[&str]) {
    let path = catalogue.path();
    let arguments = [&["run", path.to_str().expect("UTF-8")], more].concat();
    let output = harness(&arguments, &path);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    for fragment in fragments {
        assert!(said.contains(fragment), "`{fragment}` is not in:\n{said}");
    }
    assert!(!path.join("reports").exists(), "a report was written:\n{said}");
}

fn refused_scenario(text: &str, fragments: &[&str]) {
    refused(&Catalogue::with(&[("a.yaml", text)]), &[], fragments);
}

#[test]
fn an_unknown_key_is_shown_with_its_place_and_the_nearest_name() {
    refused_scenario(&GOOD.replace("covers", "cover"), &["a.yaml:2:1", "did you mean `covers`?"]);
}

#[test]
fn a_wrong_type_and_a_duplicate_key_are_shown_with_their_places() {
    refused_scenario(&GOOD.replace("covers: [T/one]", "covers: 12"), &["a.yaml:2:9"]);
    refused_scenario(&format!("{GOOD}covers: [T/one]\n"), &["a.yaml:8:1", "duplicate"]);
}

#[test]
fn unknown_checks_faults_requirements_and_peers_are_shown_with_the_nearest_name() {
    refused_scenario(
        &GOOD.replace("message-accepted", "mesage-accepted"),
        &["a.yaml:7:14", "did you mean `message-accepted`?"],
    );
    refused_scenario(
        &GOOD.replace("clinique-a: {}", "clinique-a: { fault: pki/expird }"),
        &["a.yaml:3:40", "did you mean `pki/expired`?"],
    );
    refused_scenario(&GOOD.replace("T/one", "T/on"), &["a.yaml:2:10", "did you mean `T/one`?"]);
    refused_scenario(
        &GOOD.replace("peer: clinique-a }\nexpect", "peer: clinique-b }\nexpect"),
        &["a.yaml:5:26", "did you mean `clinique-a`?"],
    );
}

#[test]
fn faults_that_no_peer_can_commit_are_refused_with_the_reason() {
    for (fault, why) in [
        ("crl/expired", "regular revocation lists only"),
        ("ocsp/silent", "no OCSP responder"),
        ("pki/rsa-512", "TLS refuses"),
        ("pki/key-shared", "another certificate"),
        ("pki/intermediate-expired", "holds the genuine intermediate"),
    ] {
        let text = GOOD.replace("clinique-a: {}", &format!("clinique-a: {{ fault: {fault} }}"));
        refused_scenario(&text, &["a.yaml:3:40", fault, "cannot happen in a scenario", why]);
    }
}

#[test]
fn a_negative_check_without_a_control_is_refused() {
    refused_scenario(&GOOD.replace("message-accepted", "peer-refused"), &["a.yaml:7:14", "control"]);
}

#[test]
fn a_scenario_that_expects_nothing_is_refused() {
    let text = GOOD.replace("expect:\n  - { check: message-accepted, peer: clinique-a }\n", "expect: []\n");
    refused_scenario(&text, &["a.yaml:6:9", "cannot fail"]);
}

#[test]
fn two_scenarios_with_one_id_are_refused_with_both_places() {
    let varied = format!("{GOOD}vary: {{ clinique-a.tls: ['1.2'] }}\n");
    let catalogue = Catalogue::with(&[("a.yaml", &varied), ("a/1.2.yaml", GOOD)]);
    refused(&catalogue, &[], &["`a/1.2` is there twice", "first in"]);
}

#[test]
fn an_empty_folder_a_missing_path_and_an_empty_selection_are_no_success() {
    refused(&Catalogue::with(&[]), &[], &["holds no scenario"]);
    refused(&Catalogue::with(&[("a.yaml", GOOD)]), &["--only", "zzz"], &["--only zzz selects no variant"]);
    let here = tempfile::tempdir().expect("a folder");
    let output = harness(&["run", "nowhere"], here.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere: does not exist"));
}

#[test]
fn a_file_that_is_not_text_is_refused() {
    let catalogue = Catalogue::with(&[]);
    std::fs::write(catalogue.path().join("a.yaml"), [0xff, 0xfe, 0x00]).expect("a file");
    refused(&catalogue, &[], &["a.yaml", "is not UTF-8"]);
}

#[test]
fn a_port_in_use_is_named() {
    let taken = std::net::TcpListener::bind("127.77.9.5:0").expect("a port");
    let address = taken.local_addr().expect("its address");
    let connector = format!(
        "connector: {{ name: x, version: '0', editor: x }}
pics: [receives-smtp]
pixit:
  identity: {{ domaine: a.mssante.test, mx: mx.a.operateurs.test, ou: '1990000001', o: X, st: Paris (75), dns-method: redirection }}
  driver: remote
  smtp-in: 127.77.9.9:25
  submission: 127.77.9.9:26
  bench: {{ internal-mail-server: '{address}' }}
"
    );
    let catalogue = Catalogue::with(&[("a.yaml", GOOD)]);
    std::fs::write(catalogue.path().join("connector.yml"), connector).expect("a file");
    refused(&catalogue, &["--connector", "connector.yml"], &[&address.to_string(), "internal mail server"]);
}

#[test]
fn a_connector_file_with_a_real_name_or_address_is_refused() {
    let catalogue = Catalogue::with(&[("a.yaml", GOOD)]);
    let good = "connector: { name: x, version: '0', editor: x }
pics: [receives-smtp]
pixit:
  identity: { domaine: a.mssante.test, mx: mx.a.operateurs.test, ou: '1990000001', o: X, st: Paris (75), dns-method: redirection }
  driver: remote
  smtp-in: 127.77.9.9:25
  submission: 127.77.9.9:26
";
    let cases = [
        (
            good.replace("a.mssante.test", "hopital.mssante.fr"),
            "connector.yml:4:13: `hopital.mssante.fr` does not end in `.test`",
        ),
        (good.replace("smtp-in: 127.77.9.9", "smtp-in: 192.0.2.1"), "beyond-loopback"),
        (format!("{good}  bench: {{ dns: '192.0.2.53:53' }}\n"), "192.0.2.53 is not a loopback address: "),
        (format!("{good}  beyond-loopback: true\n  bench: {{ publication: '0.0.0.0:0' }}\n"), "add --listen"),
        (good.replace("[receives-smtp]", "[receive-smtp]"), "did you mean `receives-smtp`?"),
        (good.replace("driver: remote", "driver: process"), "process:"),
        (good.replace("name: x", "name: x, build-digest: sha256:0a"), "the 64 lower-case digits"),
        (good.replace("name: x", "name: x, received: 20/11/2026"), "connector.yml:1:33: `20/11/2026` is no date"),
        (format!("{good}operator: {{ name: x, entered-test-space: soon }}\n"), "as 2026-11-20"),
        (format!("{good}laboratory: {{ name: x, town: y }}\n"), "connector.yml:8:24: unknown"),
        (good.replace("identity:", "identty:"), "did you mean `identity`?"),
        (format!("{good}reservations: [{{ what: x, reason: '.' }}]\n"), "connector.yml:8:35: `.` is no reason"),
        (format!("{good}reservations: [{{ what: x, reason: à b c d }}]\n"), "for instance `reason: The CRL"),
        (format!("{good}reservations: [{{ what: x, reason: not yet built, mended-by: soon }}]\n"), "as 2026-11-20"),
        (
            format!("{good}reservations: [{{ what: x, reason: not yet built, accepted-by: {{ who: ANS }} }}]\n"),
            "reference",
        ),
    ];
    for (text, fragment) in cases {
        std::fs::write(catalogue.path().join("connector.yml"), text).expect("a file");
        refused(&catalogue, &["--connector", "connector.yml"], &[fragment]);
    }
}

#[test]
fn a_connector_file_is_checked_beside_the_scenarios() {
    let catalogue = Catalogue::with(&[("scenarios/inbound/case.yaml", GOOD)]);
    let postfix = concat!(env!("CARGO_MANIFEST_DIR"), "/connectors/postfix/connector.yaml");
    let scenarios = catalogue.path().display().to_string();
    let output = harness(&["check", &scenarios, "--connector", postfix], &catalogue.path());
    assert!(String::from_utf8_lossy(&output.stdout).contains("Postfix 3.7: 1 variant(s) apply"), "{output:?}");
    catalogue.write("wrong.yaml", "connector: { name: X, version: '1', editor: Y, editer: Z }\n");
    let wrong = catalogue.path().join("wrong.yaml").display().to_string();
    let output = harness(&["check", &scenarios, "--connector", &wrong], &catalogue.path());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("did you mean `editor`?"), "{said}");
}

#[test]
fn an_unknown_mutation_is_shown_with_the_nearest_name() {
    let catalogue = Catalogue::with(&[("a.yaml", GOOD)]);
    refused(&catalogue, &["--mutation", "accepts-expired-clients"], &["did you mean `accepts-expired-client`?"]);
}
