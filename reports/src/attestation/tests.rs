// SPDX-License-Identifier: EUPL-1.2

use super::intoto::PREDICATE;
use super::*;
use crate::document::pdf;
use crate::text::Lang;

fn item(id: &str, origin: Origin, weight: Weight, finding: Sameness) -> Item {
    let side = |there: bool| there.then(|| "value".to_owned());
    Item {
        id: id.into(),
        label: Text::same(id),
        origin,
        weight,
        tested: side(true),
        deployed: side(finding != Sameness::CannotTell),
        finding,
        because: Text::same("why"),
    }
}

use Origin::{Declared, Observed};
use Sameness::{CannotTell, Different, Same};
use Weight::{Decisive, Own, Supporting};

#[test]
fn declarations_alone_prove_nothing() {
    let declared = item("version", Declared, Decisive, Same);
    assert_eq!(conclude(std::slice::from_ref(&declared)).0, CannotTell);
    assert_eq!(conclude(&[declared, item("greeting", Observed, Decisive, Same)]).0, Same);
    assert_eq!(conclude(&[]).0, CannotTell);
}

#[test]
fn one_difference_that_counts_decides_and_the_instances_own_never_do() {
    let seen = || item("greeting", Observed, Decisive, Same);
    assert_eq!(conclude(&[seen(), item("size", Observed, Own, Different)]).0, Same);
    assert_eq!(conclude(&[seen(), item("chain", Observed, Supporting, Different)]).0, Different);
    assert_eq!(conclude(&[seen(), item("version", Declared, Decisive, Different)]).0, Different);
}

#[test]
fn a_decisive_item_without_an_answer_leaves_it_open_and_a_supporting_one_does_not() {
    let seen = || item("greeting", Observed, Decisive, Same);
    assert_eq!(conclude(&[seen(), item("build-digest", Declared, Decisive, CannotTell)]).0, CannotTell);
    assert_eq!(conclude(&[seen(), item("ehlo-in-tls", Observed, Supporting, CannotTell)]).0, Same);
    let never_seen = Item { tested: None, ..item("tls-preferred", Observed, Decisive, CannotTell) };
    assert_eq!(conclude(&[seen(), never_seen]).0, Same, "neither side could see it");
}

fn attestation(items: Vec<Item>, build_digest: Option<&str>) -> Attestation {
    let file = |name: &str| Digest { name: name.into(), sha256: "ab".repeat(32) };
    let (conclusion, because) = conclude(&items);
    Attestation {
        schema: SCHEMA,
        id: "20261126T043329Z-0000abcd".into(),
        issued: "2026-11-26T04:33:29Z".into(),
        harness: "0.1.0".into(),
        tested: Tested {
            name: "Connecteur".into(),
            version: "1.2".into(),
            editor: "Éditeur".into(),
            report: "20261101T000000Z-00000000".into(),
            finished: "2026-11-01T00:00:00Z".into(),
            conclusion: ConclusionKind::Conforme,
            signer: None,
            reference: true,
            files: vec![file("dossier.zip"), file("manifest.json")],
        },
        deployed: Deployed {
            name: "Connecteur".into(),
            version: "1.2".into(),
            editor: "Éditeur".into(),
            build_digest: build_digest.map(str::to_owned),
            operator: None,
            address: "127.0.0.1:25".into(),
            file: file("connector.yaml"),
        },
        items,
        conclusion,
        because,
        limits: vec![Text::same("limit")],
        observations: Vec::new(),
    }
}

const BUILD: &str = "sha256:cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd";

#[test]
fn what_cannot_be_told_is_never_among_the_passed_tests() {
    let document = Digest { name: "attestation.json".into(), sha256: "ef".repeat(32) };
    let items = vec![item("greeting", Observed, Decisive, Same), item("version", Declared, Decisive, CannotTell)];
    let said = statement(&attestation(items, Some(BUILD)), &document).expect("a statement");
    assert_eq!(said["predicateType"], PREDICATE);
    assert_eq!(said["subject"][0]["digest"]["sha256"], BUILD[7..]);
    let predicate = &said["predicate"];
    assert_eq!((&predicate["result"], &predicate["passedTests"]), (&"FAILED".into(), &serde_json::json!(["greeting"])));
    assert_eq!(predicate["failedTests"], serde_json::json!([]));
    assert_eq!(predicate["configuration"][0]["annotations"]["cannotTell"], serde_json::json!(["version"]));
    let named: Vec<_> =
        predicate["configuration"].as_array().expect("a list").iter().map(|c| c["name"].clone()).collect();
    assert_eq!(named, ["attestation.json", "dossier.zip", "manifest.json", "connector.yaml"]);
}

#[test]
fn without_a_build_digest_there_is_no_subject_and_no_statement() {
    let document = Digest { name: "attestation.json".into(), sha256: "ef".repeat(32) };
    assert_eq!(statement(&attestation(Vec::new(), None), &document), None);
}

#[test]
fn the_document_is_a_pdf_in_both_languages_and_the_json_loses_nothing() {
    let kinds = [Same, Different, CannotTell];
    let items: Vec<Item> = kinds
        .iter()
        .flat_map(|finding| [Decisive, Own].map(|weight| item("greeting", Observed, weight, *finding)))
        .collect();
    let attestation = attestation(items, Some(BUILD));
    for lang in [Lang::Fr, Lang::En] {
        assert!(pdf(&document(&attestation), lang).expect("a PDF").starts_with(b"%PDF-"));
    }
    let json = serde_json::to_vec(&attestation).expect("JSON");
    assert_eq!(serde_json::from_slice::<Attestation>(&json).expect("the same"), attestation);
}
