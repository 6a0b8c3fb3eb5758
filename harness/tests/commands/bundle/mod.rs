// SPDX-License-Identifier: EUPL-1.2
//! The archive that is handed in: refused while anything is missing or red, verified by itself alone, stamped, redacted.

mod changes;
mod earlier;
mod packaging;
mod pkcs12;
mod redaction;
mod stamps;

use crate::witness::heard;
use dossier::{Dossier, Files, REPORT, pack, unpack};
use fake_pki::{Credential, IgcSante, KeyRole, LeafRequest, Profile, Subject};
use reports::model::Report;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

fn harness(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).args(arguments).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

/// Demands an exit code and some words of a command.
fn says(output: &Output, code: i32, words: &[&str]) {
    assert_eq!(output.status.code(), Some(code), "{}", said(output));
    for words in words {
        assert!(said(output).contains(words), "{words}: {}", said(output));
    }
}

fn openssl(folder: &Path, arguments: &[&str]) -> Option<Output> {
    heard("openssl", arguments, folder)
}

fn only_entry(folder: &Path) -> PathBuf {
    let mut entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.next().expect("one entry")
}

/// What makes the reference connector's file one of a connector that can be handed in.
const OPERATOR: &str = r#"
operator: { name: CH EXEMPLE }
laboratory: { name: Laboratoire des essais }
annexe1:
  environment: test
  operateur: CH EXEMPLE
  certificate-dn: CN=mss.ch-exemple.fr,OU=1990000002,O=CH EXEMPLE,ST=Bas-Rhin (67),C=FR
  automatic-reply: reponse-automatique@ch-exemple.mssante.fr
  incident-contacts:
    project: { surname: Modele, first-name: Dominique, phone: '0300000003', email: mssante@ch-exemple.fr }
    technical: { surname: Patron, first-name: Claude, phone: '0300000004', email: exploitation@ch-exemple.fr }
  dns: { redirection: { mail-server: mss.ch-exemple.fr } }
  domaines: { add: [ch-exemple.mssante.fr] }
# The vault's password: hunter2-of-the-vault
"#;
const IDENTITY: &str = "connector: { name: Connecteur des essais, version: \"1.2.3\", editor: Atelier des essais, build-digest: \
                        \"sha256:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\" }";

/// A small catalogue of our own scenarios, so that the whole of it runs in a moment.
fn catalogue(folder: &Path) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let copy = |name: &str| {
        let to = folder.join("scenarios").join(name);
        std::fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
        std::fs::copy(project.join(name), to).expect("copied");
    };
    let register = std::fs::read_dir(project.join("requirements")).expect("the register");
    for file in register {
        let name = file.expect("an entry").file_name();
        copy(&format!("requirements/{}", name.to_string_lossy()));
    }
    for name in ["inbound/exchange/valid.yaml", "inbound/certificate/revoked.yaml", "outbound/exchange/valid.yaml"] {
        copy(name);
    }
}

/// One run for all tests: of the reference connector, under the name of another.
struct Run {
    folder: PathBuf,
    report: Report,
    operateur: Credential,
    root_pem: String,
}

static RUN: LazyLock<Run> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bundle");
    // Left over from the last time.
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).expect("a folder");
    catalogue(&folder);
    let own = include_str!("../../../connectors/reference/connector.yaml");
    let named = own.lines().map(|line| if line.starts_with("connector:") { IDENTITY } else { line });
    let file = folder.join("connector.yaml");
    std::fs::write(&file, named.collect::<Vec<_>>().join("\n") + OPERATOR).expect("written");
    let text = |path: PathBuf| path.display().to_string();
    let (scenarios, out) = (text(folder.join("scenarios")), text(folder.join("first")));
    let output = harness(&["run", &scenarios, "--connector", &text(file), "--out", &out]);
    assert!(output.status.success(), "{}", said(&output));
    let json = std::fs::read(only_entry(&folder.join("first")).join("report.json")).expect("a report");
    let mut report: Report = serde_json::from_slice(&json).expect("a report");
    report.connector.reference = false;
    let keys = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    let igc_sante = IgcSante::open_or_create(&keys, &|_| ()).expect("TEST keys");
    let subject = Subject::operateur("mss1.clinique.test", "1990000002", "CLINIQUE EXEMPLE");
    let operateur = igc_sante.issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Sut)).expect("a leaf");
    Run { folder, report, operateur, root_pem: igc_sante.root_pem() }
});

/// A folder in which one test packages the run and does as it likes with the archive.
struct Bench {
    folder: tempfile::TempDir,
    run: PathBuf,
}

impl Bench {
    fn new() -> Bench {
        Bench::with(|_| ())
    }

    /// A bench whose report was changed before it was rendered.
    fn with(change: impl FnOnce(&mut Report)) -> Bench {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let mut report = RUN.report.clone();
        std::fs::copy(RUN.folder.join("connector.yaml"), at("connector.yaml")).expect("copied");
        report.connector.file = Some(at("connector.yaml").display().to_string());
        change(&mut report);
        std::fs::write(at("report.json"), serde_json::to_vec(&report).expect("JSON")).expect("written");
        let (json, out) = (at("report.json").display().to_string(), at("run").display().to_string());
        let output = harness(&["report", "render", &json, "--out", &out]);
        assert!(output.status.success(), "{}", said(&output));
        std::fs::write(at("chain.pem"), RUN.operateur.chain_pem()).expect("written");
        std::fs::write(at("key.pem"), RUN.operateur.key_pem()).expect("written");
        std::fs::create_dir(at("trust")).expect("a folder");
        std::fs::write(at("trust/root.pem"), &RUN.root_pem).expect("written");
        Bench { run: only_entry(&at("run")), folder }
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.at(name), content).expect("written");
    }

    /// `report package`, to `dossier.zip`.
    fn package_with(&self, more: &[&str]) -> Output {
        let (run, scenarios) = (self.run.display().to_string(), RUN.folder.join("scenarios").display().to_string());
        let out = self.at("dossier.zip");
        harness(&[&["report", "package", &run, "--scenarios", &scenarios, "--out", &out], more].concat())
    }

    fn package(&self) -> Output {
        self.package_with(&["--certificate", &self.at("chain.pem"), "--key", &self.at("key.pem")])
    }

    /// A bench with an archive in it.
    fn packaged() -> Bench {
        let bench = Bench::new();
        says(&bench.package(), 0, &["signed"]);
        bench
    }

    fn verify_file(&self, archive: &str, more: &[&str]) -> Output {
        harness(&[&["report", "verify", &self.at(archive)], more].concat())
    }

    fn verify(&self, more: &[&str]) -> Output {
        self.verify_file("dossier.zip", more)
    }

    fn files(&self, archive: &str) -> Files {
        unpack(&std::fs::read(self.at(archive)).expect("an archive")).expect("unpacked")
    }

    fn dossier(&self, archive: &str) -> Dossier {
        Dossier::of(self.files(archive)).expect("an archive of ours")
    }

    /// Changes the files of an archive, without any regard for what was signed.
    fn change(&self, archive: &str, change: impl FnOnce(&mut Files)) {
        let mut files = self.files(archive);
        change(&mut files);
        self.write(archive, pack(&files).expect("packed"));
    }
}

/// The report in an archive.
fn report_of(dossier: &Dossier) -> Report {
    serde_json::from_slice(&dossier.files[REPORT]).expect("a report")
}
