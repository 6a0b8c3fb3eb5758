// SPDX-License-Identifier: EUPL-1.2
//! The archive that is handed in: refused while anything is missing or red, verified by itself alone.

use fake_pki::{IgcSante, KeyRole, LeafRequest, Profile, Subject};
use harness::bundle::{Files, MANIFEST, Manifest, SIGNATURE, cms, pack, unpack};
use reports::model::Report;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Bench {
    folder: tempfile::TempDir,
    run: PathBuf,
}

fn harness(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).args(arguments).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

fn only_entry(folder: &Path) -> PathBuf {
    let mut entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.next().expect("one entry")
}

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

impl Bench {
    /// A run of the reference connector, passed off as one of a connector with a file of its own.
    fn new() -> Bench {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        catalogue(folder.path());
        let text = |path: PathBuf| path.display().to_string();
        let output = harness(&[&text(at("scenarios")), "--out", &text(at("first"))]);
        assert!(output.status.success(), "{}", said(&output));
        let connector = include_str!("../connectors/init/connector.yaml").replace("\"0.0.0\"", "\"1.2.3\"");
        std::fs::write(at("connector.yaml"), connector).expect("written");
        let json = std::fs::read(only_entry(&at("first")).join("report.json")).expect("a report");
        let mut report: Report = serde_json::from_slice(&json).expect("a report");
        report.connector.reference = false;
        report.connector.name = "Mon connecteur".into();
        report.connector.version = "1.2.3".into();
        report.connector.file = Some(text(at("connector.yaml")));
        std::fs::write(at("report.json"), serde_json::to_vec(&report).expect("JSON")).expect("written");
        let output = harness(&["report", "render", &text(at("report.json")), "--out", &text(at("second"))]);
        assert!(output.status.success(), "{}", said(&output));
        let run = only_entry(&at("second"));
        let bench = Bench { run, folder };
        bench.write_keys();
        bench
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn write_keys(&self) {
        let keys = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
        let igc_sante = IgcSante::open_or_create(&keys, &|_| ()).expect("TEST keys");
        let subject = Subject::operateur("mss1.clinique.test", "1990000002", "CLINIQUE EXEMPLE");
        let leaf = igc_sante.issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Sut)).expect("a leaf");
        std::fs::write(self.at("chain.pem"), leaf.chain_pem()).expect("written");
        std::fs::write(self.at("key.pem"), leaf.key_pem()).expect("written");
        std::fs::create_dir(self.at("trust")).expect("a folder");
        std::fs::write(self.at("trust/root.pem"), igc_sante.root_pem()).expect("written");
    }

    fn package(&self) -> Output {
        let (run, scenarios) = (self.run.display().to_string(), self.at("scenarios"));
        let (chain, key, out) = (self.at("chain.pem"), self.at("key.pem"), self.at("dossier.zip"));
        let given = ["--scenarios", &scenarios, "--certificate", &chain, "--key", &key, "--out", &out];
        harness(&[&["report", "package", &run], &given[..]].concat())
    }

    fn verify(&self, more: &[&str]) -> Output {
        harness(&[&["report", "verify", &self.at("dossier.zip")], more].concat())
    }

    fn change(&self, change: impl FnOnce(&mut Files)) {
        let mut files = unpack(&std::fs::read(self.at("dossier.zip")).expect("an archive")).expect("unpacked");
        change(&mut files);
        std::fs::write(self.at("dossier.zip"), pack(&files).expect("packed")).expect("written");
    }
}

#[test]
fn a_run_is_packaged_signed_and_verified_by_the_archive_alone() {
    let bench = Bench::new();
    let output = bench.package();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let output = bench.verify(&["--trust", &bench.at("trust")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("CN=mss1.clinique.test") && said(&output).contains("on Mon connecteur 1.2.3"));
    std::fs::remove_file(bench.at("trust/root.pem")).expect("removed");
    let stranger = include_str!("../../fake-pki/Cargo.toml");
    std::fs::write(bench.at("trust/notes.txt"), stranger).expect("written");
    assert_eq!(bench.verify(&["--trust", &bench.at("trust")]).status.code(), Some(2), "no authority is no trust");
    bench.change(|files| drop(files.remove("connector.yaml")));
    let output = bench.verify(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("connector.yaml is missing"), "{}", said(&output));
    bench.change(|files| drop(files.insert("report/extra.txt".into(), b"more".to_vec())));
    assert!(said(&bench.verify(&[])).contains("report/extra.txt is not in the manifest"));
}

#[test]
fn what_is_missing_or_red_is_listed_and_nothing_is_written() {
    let bench = Bench::new();
    let json = bench.run.join("report.json");
    let mut report: Report = serde_json::from_slice(&std::fs::read(&json).expect("a report")).expect("a report");
    report.connector.version = "0.0.0".into();
    report.connector.reference = true;
    let gone = report.scenarios.remove(0).id;
    std::fs::write(&json, serde_json::to_vec_pretty(&report).expect("JSON")).expect("written");
    let output = bench.package();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    for piece in ["version is not known", "reference connector", &gone, "rapport.html", "summary"] {
        assert!(said(&output).contains(piece), "{piece}: {}", said(&output));
    }
    assert!(!Path::new(&bench.at("dossier.zip")).exists());
}

/// A repeatable source of numbers (Knuth's linear congruential generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }
}

#[test]
fn ten_thousand_changed_octets_are_each_refused() {
    let bench = Bench::new();
    assert_eq!(bench.package().status.code(), Some(0));
    let whole = unpack(&std::fs::read(bench.at("dossier.zip")).expect("an archive")).expect("unpacked");
    let manifest: Manifest = serde_json::from_slice(&whole[MANIFEST]).expect("a manifest");
    assert_eq!(manifest.objections(&whole), Vec::<String>::new());
    let (paths, mut numbers): (Vec<&String>, _) = (whole.keys().collect(), Numbers(7));
    let mut files = whole.clone();
    for _ in 0..10_000 {
        let path = paths[numbers.below(paths.len())];
        let content = files.get_mut(path).expect("a file");
        let (at, bit) = (numbers.below(content.len()), 1 << numbers.below(8));
        content[at] ^= bit;
        let refused = match path.as_str() {
            MANIFEST | SIGNATURE => cms::verify(&files[SIGNATURE], &files[MANIFEST]).is_err(),
            _ => !manifest.objections(&files).is_empty(),
        };
        assert!(refused, "{path}, octet {at}");
        files.get_mut(path).expect("a file")[at] ^= bit;
    }
}
