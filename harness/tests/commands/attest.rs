// SPDX-License-Identifier: EUPL-1.2
//! A buyer's instance is held against its vendor's report: same, different or cannot tell, and never more than was seen.

use fake_pki::{IgcSante, KeyRole, LeafRequest, Profile, Subject};
use reference_connector::{Config, Connector, ListeBlancheConfig, Mutation, RetryConfig};
use reports::attestation::{Attestation, Sameness};
use reports::text::Lang;
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const BUILD: &str = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
const HOST: &str = "mx.clinique-acheteuse.operateurs.test";

fn harness(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
    command.current_dir(env!("CARGO_TARGET_TMPDIR")).args(arguments).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

fn only_entry(folder: &Path) -> PathBuf {
    let mut entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.next().expect("one entry")
}

/// A run of the reference connector under a file that declares its build, and a folder for what follows.
struct Bench {
    folder: tempfile::TempDir,
    run: PathBuf,
}

impl Bench {
    fn new() -> Bench {
        let folder = tempfile::tempdir().expect("a folder");
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let reference = std::fs::read_to_string(project.join("connectors/reference/connector.yaml")).expect("a file");
        let declared = reference.replace("connector: {", &format!("connector: {{ build-digest: '{BUILD}', "));
        std::fs::write(folder.path().join("vendor.yaml"), declared).expect("written");
        let at = |name: &str| folder.path().join(name).display().to_string();
        let scenario = project.join("../scenarios").display().to_string();
        let run = ["run", &scenario, "--only", "inbound/exchange/valid", "--connector", &at("vendor.yaml")];
        let output = harness(&[&run[..], &["--out", &at("runs")]].concat());
        assert!(output.status.success(), "{}", said(&output));
        let run = only_entry(&folder.path().join("runs"));
        Bench { run, folder }
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// The buyer's file: his own names, the product as he declares it, an address to call on.
    fn declare(&self, address: SocketAddr, change: impl Fn(String) -> String) -> String {
        let reference = include_str!("../../connectors/reference/connector.yaml");
        let own = reference
            .replace("connector: {", &format!("connector: {{ build-digest: '{BUILD}', "))
            .replace("mx.ch-reference.operateurs.test", HOST)
            .replace("CH REFERENCE HARNAIS TEST", "CLINIQUE ACHETEUSE")
            .replace("driver: builtin", "driver: remote")
            .replace("smtp-in: 127.77.0.10:0", &format!("smtp-in: {address}"));
        std::fs::write(self.at("buyer.yaml"), change(own)).expect("written");
        self.at("buyer.yaml")
    }

    fn attest(&self, connector: &str) -> (Option<i32>, String, Option<Attestation>) {
        self.attest_with(connector, &[])
    }

    fn attest_with(&self, connector: &str, more: &[&str]) -> (Option<i32>, String, Option<Attestation>) {
        let (run, out) = (self.run.display().to_string(), self.at("attestations"));
        let output = harness(&[&["report", "attest", &run, "--connector", connector, "--out", &out], more].concat());
        let written = Path::new(&out).is_dir().then(|| only_entry(Path::new(&out)));
        let attestation = written.map(|folder| {
            let json = std::fs::read(folder.join("attestation.json")).expect("an attestation");
            serde_json::from_slice(&json).expect("the model reads what it wrote")
        });
        (output.status.code(), said(&output), attestation)
    }
}

/// A reference connector that somebody else put into service: another name, certificate, size, and no list to fetch.
struct Deployed {
    runtime: tokio::runtime::Runtime,
    connector: Option<Connector>,
    address: SocketAddr,
    _files: tempfile::TempDir,
}

fn igc_sante() -> IgcSante {
    let keys = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    IgcSante::open_or_create(&keys, &|_| ()).expect("TEST keys")
}

impl Deployed {
    fn start(mutation: Option<Mutation>) -> Deployed {
        let files = tempfile::tempdir().expect("a folder");
        let igc_sante = igc_sante();
        let subject = Subject::operateur(HOST, "1990000002", "CLINIQUE ACHETEUSE");
        let subject = Subject { st: "Bas-Rhin (67)".into(), ..subject };
        let leaf = igc_sante.issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Sut)).expect("a leaf");
        let write = |name: &str, text: String| {
            std::fs::write(files.path().join(name), text).expect("written");
            files.path().join(name)
        };
        let anywhere = |last| SocketAddr::from((Ipv4Addr::new(127, 77, 9, last), 0));
        let config = Config {
            hostname: HOST.into(),
            domaines: vec!["clinique-acheteuse.mssante.test".into()],
            smtp: anywhere(1),
            submission: anywhere(2),
            internal_mail_server: anywhere(3),
            source: Ipv4Addr::new(127, 77, 9, 1).into(),
            peer_port: 25,
            dns: anywhere(4),
            certificate_chain: write("chain.pem", leaf.chain_pem()),
            private_key: write("key.pem", leaf.key_pem()),
            trust_anchors: write("root.pem", igc_sante.root_pem()),
            liste_blanche: ListeBlancheConfig {
                url: "https://127.77.9.5:9/liste.xml".into(),
                refresh_ms: 3_600_000,
                timeout_ms: 1_000,
                signer: None,
            },
            crl_urls: Vec::new(),
            automatic_reply: None,
            retry: RetryConfig { delay_ms: 1_000, attempts: 1 },
            timeout_ms: 3_000,
            dns_timeout_ms: 1_000,
            max_message_size: 10_000_000,
            mutation,
        };
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let connector = runtime.block_on(Connector::start(config)).expect("it starts");
        Deployed { address: connector.smtp_address(), connector: Some(connector), runtime, _files: files }
    }
}

impl Drop for Deployed {
    fn drop(&mut self) {
        if let Some(connector) = self.connector.take() {
            self.runtime.block_on(connector.stop());
        }
    }
}

fn finding(attestation: &Attestation, id: &str) -> Sameness {
    attestation.items.iter().find(|item| item.id == id).expect("an item").finding
}

fn unchanged(text: String) -> String {
    text
}

#[test]
fn another_instance_of_the_same_build_is_the_same_whatever_is_its_own() {
    let (bench, deployed) = (Bench::new(), Deployed::start(None));
    let (code, said, attestation) = bench.attest(&bench.declare(deployed.address, unchanged));
    assert_eq!(code, Some(0), "{said}");
    let attestation = attestation.expect("an attestation");
    assert_eq!(attestation.conclusion, Sameness::Same);
    assert_eq!(finding(&attestation, "certificate-dn"), Sameness::Same, "the buyer's own, not the vendor's");
    assert_eq!(finding(&attestation, "message-size"), Sameness::Different, "shown, without effect");
    assert_eq!(finding(&attestation, "ehlo-in-tls"), Sameness::CannotTell, "no certificate was shown to it");
    assert!(
        attestation.observations.iter().all(|seen| !seen.line.in_lang(Lang::En).contains("MAIL FROM")),
        "no mail is sent"
    );
    let folder = only_entry(Path::new(&bench.at("attestations")));
    assert!(std::fs::read(folder.join("attestation.pdf")).expect("a PDF").starts_with(b"%PDF-"));
    let statement = std::fs::read(folder.join("attestation.intoto.json")).expect("a statement");
    let statement: Value = serde_json::from_slice(&statement).expect("JSON");
    assert_eq!(statement["subject"][0]["digest"]["sha256"], BUILD[7..]);
    assert_eq!(statement["predicate"]["result"], "PASSED");
    let passed = statement["predicate"]["passedTests"].as_array().expect("a list");
    assert!(passed.contains(&"greeting".into()) && !passed.contains(&"ehlo-in-tls".into()), "{passed:?}");
}

#[test]
fn a_visitor_that_shows_a_certificate_sees_what_is_inside_tls() {
    // No revocation list is published here, and without one every visitor would be refused.
    let (bench, deployed) = (Bench::new(), Deployed::start(Some(Mutation::IgnoresRevocationInbound)));
    let subject = Subject::operateur("visiteur.clinique-acheteuse.test", "1990000002", "CLINIQUE ACHETEUSE");
    let visitor = igc_sante().issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Peer(0))).expect("a leaf");
    std::fs::write(bench.at("visitor.pem"), visitor.chain_pem()).expect("written");
    std::fs::write(bench.at("visitor.key"), visitor.key_pem()).expect("written");
    let shown = ["--certificate", &bench.at("visitor.pem"), "--key", &bench.at("visitor.key")];
    let (code, said, attestation) = bench.attest_with(&bench.declare(deployed.address, unchanged), &shown);
    assert_eq!(code, Some(0), "{said}");
    let attestation = attestation.expect("an attestation");
    assert_eq!(finding(&attestation, "ehlo-in-tls"), Sameness::Same);
    assert_eq!(finding(&attestation, "certificate-chain"), Sameness::Same);
}

#[test]
fn another_greeting_another_chain_or_another_certificate_is_different() {
    let bench = Bench::new();
    let changed = [(Mutation::GreetsDifferently, "greeting"), (Mutation::PresentsLeafOnly, "certificate-chain")];
    for (mutation, id) in changed {
        let deployed = Deployed::start(Some(mutation));
        let (code, said, attestation) = bench.attest(&bench.declare(deployed.address, unchanged));
        assert_eq!(code, Some(1), "{id}: {said}");
        assert_eq!(finding(&attestation.expect("an attestation"), id), Sameness::Different);
        std::fs::remove_dir_all(bench.at("attestations")).expect("removed");
    }
    let deployed = Deployed::start(None);
    let foreign = bench.declare(deployed.address, |text| text.replace("CLINIQUE ACHETEUSE", "AUTRE CLINIQUE"));
    let (code, said, attestation) = bench.attest(&foreign);
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(finding(&attestation.expect("an attestation"), "certificate-dn"), Sameness::Different);
}

#[test]
fn another_declared_version_is_different_though_everything_seen_is_the_same() {
    let (bench, deployed) = (Bench::new(), Deployed::start(None));
    let newer = bench.declare(deployed.address, |text| text.replace(env!("CARGO_PKG_VERSION"), "9.9.9"));
    let (code, said, attestation) = bench.attest(&newer);
    assert_eq!(code, Some(1), "{said}");
    let attestation = attestation.expect("an attestation");
    assert_eq!(
        (finding(&attestation, "version"), finding(&attestation, "greeting")),
        (Sameness::Different, Sameness::Same)
    );
}

#[test]
fn what_nobody_answers_or_declares_cannot_be_told() {
    let bench = Bench::new();
    let free = std::net::TcpListener::bind("127.77.9.8:0").expect("a port").local_addr().expect("an address");
    let (code, said, attestation) = bench.attest(&bench.declare(free, unchanged));
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("sans réponse"), "{said}");
    let attestation = attestation.expect("an attestation");
    assert_eq!(finding(&attestation, "version"), Sameness::Same, "a declaration, which proves nothing");
    std::fs::remove_dir_all(bench.at("attestations")).expect("removed");
    let deployed = Deployed::start(None);
    let declaration = format!("build-digest: '{BUILD}', ");
    let (code, said, _) = bench.attest(&bench.declare(deployed.address, |text| text.replace(&declaration, "")));
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("No in-toto statement"), "{said}");
}

#[test]
fn nothing_is_attested_on_a_report_that_does_not_verify() {
    let bench = Bench::new();
    let json = bench.run.join("report.json");
    let forged = std::fs::read_to_string(&json).expect("a report").replace("220 <host> ESMTP", "220 <host> OTHER");
    std::fs::write(&json, forged).expect("written");
    let (code, said, attestation) = bench.attest(&bench.at("vendor.yaml"));
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("fingerprint") && attestation.is_none(), "{said}");
}

#[test]
fn a_connector_that_the_harness_starts_itself_is_attested_too() {
    let bench = Bench::new();
    let (code, said, _) = bench.attest(&bench.at("vendor.yaml"));
    assert_eq!(code, Some(0), "{said}");
}
