// SPDX-License-Identifier: EUPL-1.2
//! A customer's copy: what is withheld is nowhere in it, and all else is still proven.

use super::{Bench, RUN, harness, report_of, says};
use dossier::{Dossier, Leaf, MANIFEST, REPORT_FOLDER, SIGNATURE, Tree};
use harness::report::pieces;
use reports::model::{Observation, Report};
use reports::render::RENDERERS;
use reports::text::{Lang, Text};
use reports::verdict::{Outcome, Verdict};
use std::collections::BTreeSet;

const REVOKED: &str = "inbound/certificate/revoked";
const CONTROL: &str = "inbound/exchange/valid";

fn redact(bench: &Bench, from: &str, to: &str, more: &[&str]) -> std::process::Output {
    harness(&[&["report", "redact", &bench.at(from), "--out", &bench.at(to)], more].concat())
}

/// A bench with an archive and a copy without the evidence of the revoked certificate.
fn redacted() -> Bench {
    let bench = Bench::packaged();
    says(&redact(&bench, "dossier.zip", "copy.zip", &["--withhold", REVOKED]), 0, &["observations withheld in all"]);
    bench
}

#[test]
fn a_redacted_copy_still_holds_and_says_what_nobody_can_judge_again() {
    let bench = redacted();
    let said = bench.verify_file("copy.zip", &["--trust", &bench.at("trust")]);
    let words = ["CN=mss1.clinique.test", "withheld from this copy", "inbound/certificate/revoked: its evidence was"];
    says(&said, 0, &words);
    assert!(!super::said(&said).contains("judged again from its evidence, every line"));
    says(&said, 0, &["invariant/tls-1-2-at-least: its evidence was withheld", "all that could be judged again"]);
    assert!(!super::said(&said).contains("outbound/exchange/valid:"));
    // What openssl says of the signature of the one, it says of the other.
    for signed in [MANIFEST, SIGNATURE] {
        assert_eq!(bench.files("copy.zip")[signed], bench.files("dossier.zip")[signed]);
    }
    let again = ["--withhold", CONTROL];
    says(&redact(&bench, "copy.zip", "less.zip", &again), 0, &["cannot be judged again"]);
    says(&bench.verify_file("less.zip", &[]), 0, &["inbound/exchange/valid: its evidence was withheld"]);
    says(&redact(&bench, "dossier.zip", "other.zip", &again), 0, &["cannot be judged again"]);
    says(&bench.verify_file("other.zip", &[]), 0, &["inbound/certificate/revoked: the evidence of its control"]);
}

#[test]
fn single_observations_are_withheld_by_number_and_a_choice_that_meets_nothing_is_a_mistake() {
    let bench = Bench::packaged();
    let number = RUN.report.observations[0].number.to_string();
    says(&redact(&bench, "dossier.zip", "copy.zip", &["--withhold-observation", &number]), 0, &["1 of "]);
    says(&bench.verify_file("copy.zip", &[]), 0, &["1 of "]);
    says(&redact(&bench, "dossier.zip", "x.zip", &["--withhold", "inbound/certificate/revokd"]), 2, &["did you mean"]);
    says(&redact(&bench, "dossier.zip", "x.zip", &["--withhold-observation", "999999"]), 2, &["holds no observation"]);
    bench.change("dossier.zip", |files| drop(files.insert("scenarios/more.yaml".into(), vec![])));
    says(&redact(&bench, "dossier.zip", "x.zip", &["--withhold", REVOKED]), 1, &["does not hold"]);
}

/// Words of some length, such as host names, addresses with their ports, codes and identifiers.
fn words(text: &str) -> BTreeSet<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && !"-.@:".contains(c));
    parts.filter(|word| word.len() >= 8).map(str::to_owned).collect()
}

#[test]
fn nothing_of_the_withheld_evidence_is_left_in_the_copy() {
    let bench = redacted();
    let whole = report_of(&bench.dossier("dossier.zip"));
    let copy = bench.dossier("copy.zip");
    let (mut gone, mut known) = (BTreeSet::new(), words(&String::from_utf8_lossy(&pieces(&whole)["body"])));
    for observation in &whole.observations {
        let words = words(&format!("{:?} {}", observation.line, observation.fact));
        let own = observation.scenario.as_deref() == Some(REVOKED);
        if own { &mut gone } else { &mut known }.extend(words);
    }
    let telling: BTreeSet<&String> = gone.difference(&known).collect();
    let lines = |own: bool| {
        let of_revoked = move |o: &&Observation| (o.scenario.as_deref() == Some(REVOKED)) == own;
        let said = |o: &Observation| [Lang::Fr, Lang::En].map(|lang| o.line.in_lang(lang).to_owned());
        whole.observations.iter().filter(of_revoked).flat_map(said).collect::<BTreeSet<String>>()
    };
    // Lines as they are, as HTML and as JSON have them.
    let forms = |line: &String| {
        let html = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        [line.clone(), html, line.replace('\\', "\\\\").replace('"', "\\\"")]
    };
    let gone_lines: Vec<String> = lines(true).difference(&lines(false)).flat_map(forms).collect();
    assert!(!telling.is_empty() && gone_lines.len() >= 10, "there must be something to look for: {telling:?}");
    let mut texts: Vec<_> = copy.files.iter().filter(|(path, _)| !path.ends_with(".pdf")).collect();
    let (name, tree) = ("tree.json".to_owned(), copy.tree.written().expect("JSON"));
    texts.push((&name, &tree));
    for (path, content) in texts {
        let text = String::from_utf8_lossy(content);
        let there = words(&text);
        assert_eq!(
            telling.iter().filter(|word| there.contains(**word)).collect::<Vec<_>>(),
            Vec::<&&String>::new(),
            "{path}"
        );
        assert_eq!(gone_lines.iter().find(|line| text.contains(line.as_str())), None, "{path}");
    }
    let report = report_of(&copy);
    let scenario = report.scenarios.iter().find(|s| s.id == REVOKED).expect("the scenario");
    assert!(scenario.checks.iter().all(|check| matches!(&check.outcome,
        Outcome::Pass { because, .. } if because.en == "withheld from this copy")));
    assert_eq!(report.withheld, scenario.observations);
    // The salts went with what they hid: an outcome of two words could otherwise be found by trying.
    let hidden: Vec<&str> = copy.withheld_pieces().collect();
    assert!(hidden.contains(&"scenario/inbound/certificate/revoked") && hidden.len() > report.withheld.len());
    // The PDF is made of the same report, which holds no word of it.
    let pdf = RENDERERS.iter().find(|renderer| renderer.file == "rapport.pdf").expect("the renderer");
    assert_eq!((pdf.render)(&report, Lang::Fr).expect("rendered"), copy.files["report/rapport.pdf"]);
}

/// What a forger does to a report and to the tree, before he renders all anew.
type Forgery = (&'static str, fn(&mut Report, &mut Tree), &'static str);

fn leaf<'t>(tree: &'t mut Tree, name: &str) -> &'t mut Leaf {
    tree.leaves.iter_mut().find(|leaf| leaf.name == format!("report.json#{name}")).expect("the leaf")
}

fn revoked(report: &mut Report) -> &mut reports::model::Scenario {
    report.scenarios.iter_mut().find(|s| s.id == REVOKED).expect("the scenario")
}

/// The first observation that is left.
fn kept(report: &Report) -> String {
    format!("observation/{}", report.observations[0].number)
}

const FORGERIES: &[Forgery] = &[
    ("an observation changed", |r, _| r.observations[0].line = "!".into(), "was changed"),
    ("one dropped", |r, _| drop(r.observations.remove(0)), "is missing"),
    (
        "one dropped and listed, its salt kept",
        |r, _| {
            let gone = r.observations.remove(0).number;
            r.withheld.push(gone);
            r.withheld.sort_unstable();
        },
        "the observations said to be withheld are not those that are",
    ),
    (
        "one dropped with its salt, and not listed",
        |r, tree| {
            leaf(tree, &kept(r)).salt = None;
            r.observations.remove(0);
        },
        "the observations said to be withheld are not those that are",
    ),
    (
        "salts swapped",
        |r, tree| {
            let other = leaf(tree, "body").salt.clone();
            leaf(tree, &kept(r)).salt = other;
        },
        "was changed",
    ),
    (
        "a leaf replaced",
        |r, tree| {
            r.observations[0].line = "!".into();
            let name = kept(r);
            let own = Tree::over(&pieces(r)).expect("random numbers");
            let own = own.leaves.into_iter().find(|leaf| leaf.name == name).expect("the leaf");
            let there = leaf(tree, &name);
            (there.sha256, there.salt) = (own.sha256, own.salt);
        },
        "the tree of hashes is not the one that was signed",
    ),
    ("a leaf left out", |_, tree| drop(tree.leaves.remove(0)), "the tree of hashes is not the one that was signed"),
    ("a verdict whose evidence is withheld", |r, _| revoked(r).verdict = Verdict::Fail, "report.json#body was changed"),
    (
        "the same, with the salt of the body taken away",
        |r, tree| {
            revoked(r).verdict = Verdict::Fail;
            leaf(tree, "body").salt = None;
        },
        "body is there although nothing proves it",
    ),
    (
        "words put where they were withheld",
        |r, _| revoked(r).stage = Some(Text::same("all went well")),
        "scenario/inbound/certificate/revoked is there although nothing proves it",
    ),
    (
        "evidence made up for what was withheld",
        |r, _| {
            let number = r.withheld.remove(0);
            let forged = Observation { number, ..r.observations[0].clone() };
            let at = r.observations.iter().position(|o| o.number > number).unwrap_or(r.observations.len());
            r.observations.insert(at, forged);
        },
        "is there although nothing proves it",
    ),
    (
        "a file whose salt is taken away",
        |_, tree| tree.leaves.iter_mut().filter(|leaf| leaf.name == "connector.yaml").for_each(|leaf| leaf.salt = None),
        "connector.yaml is there although nothing proves it",
    ),
];

#[test]
fn a_forged_redaction_is_refused() {
    let bench = redacted();
    let honest = bench.dossier("copy.zip");
    for (what, forge, words) in FORGERIES {
        let mut forged: Dossier = honest.clone();
        let mut report = report_of(&forged);
        forge(&mut report, &mut forged.tree);
        for renderer in RENDERERS {
            let bytes = (renderer.render)(&report, Lang::Fr).expect("rendered");
            forged.files.insert(format!("{REPORT_FOLDER}{}", renderer.file), bytes);
        }
        bench.write("forged.zip", forged.packed().expect("packed"));
        let output = bench.verify_file("forged.zip", &[]);
        assert_eq!(output.status.code(), Some(1), "{what}: {}", super::said(&output));
        says(&output, 1, &[words]);
    }
    bench.change("copy.zip", |files| files.get_mut("report/resume.md").expect("a file").push(b' '));
    says(&bench.verify_file("copy.zip", &[]), 1, &["resume.md: not what the report renders to"]);
}
