// SPDX-License-Identifier: EUPL-1.2
//! What goes into an archive, and what keeps it from being made.

use super::{Bench, RUN, openssl, says};
use dossier::{MANIFEST, SIGNATURE};
use reports::model::{ConclusionKind, Level, Report};
use reports::text::Text;
use reports::verdict::Verdict;
use std::path::Path;

#[test]
fn a_run_is_packaged_signed_and_verified_by_the_archive_alone() {
    let bench = Bench::packaged();
    let trust = bench.at("trust");
    says(&bench.verify(&["--trust", &trust]), 0, &["CN=mss1.clinique.test", "on Connecteur des essais 1.2.3"]);
    let files = bench.files("dossier.zip");
    bench.write(MANIFEST, &files[MANIFEST]);
    bench.write(SIGNATURE, &files[SIGNATURE]);
    let judge = ["cms", "-verify", "-binary", "-inform", "DER", "-in", SIGNATURE, "-content", MANIFEST];
    let trusted = ["-CAfile", "trust/root.pem", "-purpose", "any", "-out", "content"];
    if let Some(output) = openssl(bench.folder.path(), &[&judge[..], &trusted].concat()) {
        says(&output, 0, &["successful"]);
    }
    std::fs::remove_file(bench.at("trust/root.pem")).expect("removed");
    bench.write("trust/notes.txt", "no authority");
    says(&bench.verify(&["--trust", &trust]), 2, &["no self-signed certificate"]);
    bench.change("dossier.zip", |files| drop(files.remove("connector.yaml")));
    says(&bench.verify(&[]), 1, &["connector.yaml is missing"]);
    bench.change("dossier.zip", |files| drop(files.insert("report/extra.txt".into(), b"more".to_vec())));
    says(&bench.verify(&[]), 1, &["report/extra.txt is not in the manifest"]);
    bench.change("dossier.zip", |files| drop(files.remove("tree.json")));
    says(&bench.verify(&[]), 2, &["holds no tree.json"]);
}

#[test]
fn secrets_stay_at_home_and_the_archive_says_so() {
    let bench = Bench::packaged();
    let dossier = bench.dossier("dossier.zip");
    let file = String::from_utf8_lossy(&dossier.files["connector.yaml"]).into_owned();
    assert!(file.contains("# The vault's password: withheld") && file.contains("Connecteur des essais"), "{file}");
    assert_eq!(dossier.manifest.removed.len(), 1);
    says(&bench.verify(&[]), 0, &["Withheld from connector.yaml", "the value of `password`"]);
    let with = std::fs::read_to_string(bench.at("connector.yaml")).expect("a file");
    bench.write("connector.yaml", format!("{with}\n# token: Connecteur des essais\n"));
    says(&bench.package(), 2, &["report/report.json holds a secret"]);
    bench.write("connector.yaml", with.replace("name: CH EXEMPLE", "name: { password: CH EXEMPLE }"));
    says(&bench.package(), 1, &["connector file of the run"]);
}

/// One thing that is wrong with a report, and the words that say so.
type Fault = (fn(&mut Report), &'static [&'static str]);

const FAULTS: &[Fault] = &[
    (|r| r.connector.version = "0.0.0".into(), &["version is not known", "`connector`, `version`"]),
    (|r| r.connector.reference = true, &["built-in reference connector", "--connector FILE"]),
    (|r| r.connector.mutation = Some("x".into()), &["a deliberate bug", "without --mutation"]),
    (|r| r.connector.build_digest = None, &["no digest of what was built", "build-digest: sha256"]),
    (|r| r.connector.file = None, &["there is no connector file"]),
    (|r| r.connector.name = "Mon connecteur".into(), &["name of the connector: a template value, “Mon connecteur”"]),
    (|r| r.connector.editor = "Mon entreprise".into(), &["vendor: a template value, “Mon entreprise”"]),
    (|r| r.identification.laboratory = None, &["the laboratory is not named", "`laboratory`"]),
    (|r| r.tally.as_mut().expect("a tally").whole = false, &["the run is partial", "the whole catalogue"]),
    (|r| r.conclusion.kind = ConclusionKind::Partiel, &["the conclusion is not conforming (Partial)"]),
    (|r| r.conclusion.kind = ConclusionKind::NonConforme, &["the conclusion is not conforming (Not conforming)"]),
    (|r| r.annexe1 = None, &["holds no Annexe 1", "annexe1 check"]),
    (|r| r.preflight[0].ready = Some(false), &["the pre-flight did not find", "mend the set-up"]),
    (|r| r.conclusion.kind = ConclusionKind::NonConcluant, &["the conclusion is not conforming", "conclusion: "]),
    (|r| r.requirements.iter_mut().for_each(|row| row.verdict = Verdict::Fail), &["the mandatory requirement"]),
    (|r| r.summary.passed += 1, &["summary: the report says", "restore report.json"]),
    (|r| drop(r.scenarios.remove(0)), &["is not in the report", "the whole catalogue"]),
    (|r| r.harness.catalogue_digest = "0".into(), &["the scenarios given are not those", "--scenarios"]),
    (|r| r.withheld = vec![0], &["observations were withheld", "redact afterwards"]),
    (
        |r| {
            let finding = reports::model::Finding {
                rule: "cn-length".into(),
                level: Level::Must,
                source: "guide".into(),
                standing: reports::model::Standing::Guide,
                sentence: Text::same("The CN is too long."),
                value: "mx".into(),
                help: Text::default(),
            };
            r.annexe1.as_mut().expect("the Annexe 1").findings.push(finding);
        },
        &["Annexe 1, cn-length: The CN is too long.", "annexe1 check"],
    ),
];

#[test]
fn each_thing_missing_or_red_is_said_with_what_to_do_and_nothing_is_written() {
    for (fault, words) in FAULTS {
        let bench = Bench::with(fault);
        says(&bench.package(), 1, words);
        assert!(!Path::new(&bench.at("dossier.zip")).exists(), "{words:?}");
    }
}

#[test]
fn unsigned_or_rendered_otherwise_is_not_packaged() {
    let bench = Bench::new();
    says(&bench.package_with(&[]), 1, &["nobody signs it", "--p12"]);
    std::fs::write(bench.run.join("rapport.html"), "<p>all is well</p>").expect("written");
    says(&bench.package(), 1, &["rapport.html: not what the report renders to", "report render"]);
}

#[test]
fn connector_file_must_say_what_the_report_says() {
    let whole = std::fs::read_to_string(RUN.folder.join("connector.yaml")).expect("a file");
    for (from, to, what) in [
        ("name: Connecteur des essais", "name: Autre", "name: the file says Autre, the report Connecteur des essais"),
        ("1.2.3", "1.2.4", "version: the file says 1.2.4"),
        ("Atelier des essais", "Autre", "editor: the file says Autre"),
        ("sha256:00", "sha256:01", "build digest: the file says sha256:01"),
        ("domaine: ch-reference", "domaine: ch-autre", "domaine: the file says ch-autre"),
        ("mx: mx.ch-reference", "mx: mx2.ch-reference", "MX: the file says mx2"),
        ("o: CH REFERENCE", "o: CH AUTRE", "DN: the file says"),
        ("dns-method: redirection", "dns-method: delegation", "DNS method: the file says delegation"),
        ("operator: { name: CH EXEMPLE", "operator: { name: CH AUTRE", "identification: the file says"),
        ("environment: test", "environment: production", "identification: the file says"),
        ("operateur: CH EXEMPLE", "operateur: CH AUTRE", "annexe1: the file says"),
        ("  - retries-deferred\n", "", "pics: the file says"),
        ("automatic-reply: reponse", "automatic-reply: autre", "pixit: the file says"),
        ("step-ms: 3000", "step-ms: 3001", "timing: the file says"),
        (
            "operator:",
            "reservations: [{ what: x, reason: not yet built }]\noperator:",
            "reservations: the file says x (not yet built), the report nothing",
        ),
    ] {
        let changed = whole.replacen(from, to, 1);
        assert_ne!(changed, whole, "{from}");
        let bench = Bench::new();
        bench.write("connector.yaml", changed);
        says(&bench.package(), 1, &[what, "correct the connector file"]);
    }
}
