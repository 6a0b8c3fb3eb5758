// SPDX-License-Identifier: EUPL-1.2
//! The attestation as a document to hand in.

use super::{Attestation, Item, Origin, Sameness, Weight};
use crate::document::{Block, Document, Words};
use crate::outline::Status;
use crate::text;
use crate::text::Text;

/// The attestation as headings, facts and tables.
pub fn document(attestation: &Attestation) -> Document {
    let Attestation { tested, deployed, .. } = attestation;
    let mut blocks = vec![Block::Panel(status(attestation.conclusion), opening(attestation))];
    blocks.push(heading("Ce qui a été testé", "What was tested"));
    blocks.push(Block::Facts(tested_facts(attestation)));
    blocks.push(heading("Ce qui est déployé", "What is deployed"));
    blocks.push(Block::Facts(deployed_facts(attestation)));
    for Section { fr, en, wanted } in SECTIONS {
        let items: Vec<&Item> = attestation.items.iter().filter(|item| wanted(item)).collect();
        if !items.is_empty() {
            blocks.push(heading(fr, en));
            blocks.push(table(caption(attestation), &items));
        }
    }
    blocks.push(heading("Ce que cette attestation ne dit pas", "What this attestation does not say"));
    blocks.push(Block::List(attestation.limits.clone()));
    Document {
        id: attestation.id.clone(),
        title: Text::new("Attestation de déploiement", "Deployment attestation"),
        subject: format!("{} {}", deployed.name, deployed.version),
        harness: attestation.harness.clone(),
        issued: attestation.issued.clone(),
        warning: tested
            .reference
            .then(|| Text::new("Répétition : connecteur de référence", "Rehearsal: reference connector")),
        blocks,
    }
}

/// One table of comparison: its heading, and the items that it shows.
struct Section {
    fr: &'static str,
    en: &'static str,
    wanted: fn(&Item) -> bool,
}

const SECTIONS: [Section; 3] = [
    Section {
        fr: "Comparaison : éléments observés",
        en: "Comparison: items observed",
        wanted: |item| item.origin == Origin::Observed && item.weight != Weight::Own,
    },
    Section {
        fr: "Comparaison : éléments déclarés",
        en: "Comparison: items declared",
        wanted: |item| item.origin == Origin::Declared && item.weight != Weight::Own,
    },
    Section {
        fr: "Éléments propres à l’instance, sans effet sur la conclusion",
        en: "Items of the instance's own, without effect",
        wanted: |item| item.weight == Weight::Own,
    },
];

/// The caption of the tables of comparison.
fn caption(attestation: &Attestation) -> Text {
    let (report, address) = (&attestation.tested.report, &attestation.deployed.address);
    text!(
        fr: "Testé : ce que dit le rapport {report}. Déployé : l’instance de l’opérateur, {address}.",
        en: "Tested: what the report {report} says. Deployed: the operator's instance, {address}."
    )
}

/// A heading of level 1.
fn heading(fr: &str, en: &str) -> Block {
    Block::Heading(1, Text::new(fr, en))
}

/// The status whose symbol and colour an answer takes.
fn status(finding: Sameness) -> Status {
    match finding {
        Sameness::Same => Status::Passed,
        Sameness::Different => Status::Failed,
        Sameness::CannotTell => Status::Inconclusive,
    }
}

/// The answer, and why.
fn opening(attestation: &Attestation) -> Vec<Text> {
    let report = &attestation.tested.report;
    let said = match attestation.conclusion {
        Sameness::Same => text!(
            fr: "L’instance déployée se montre identique au connecteur du rapport {report}.",
            en: "The deployed instance shows itself the same as the connector of report {report}."
        ),
        Sameness::Different => text!(
            fr: "L’instance déployée n’est pas celle du rapport {report}.",
            en: "The deployed instance is not that of report {report}."
        ),
        Sameness::CannotTell => text!(
            fr: "On ne peut pas dire si l’instance déployée est celle du rapport {report}.",
            en: "It cannot be told whether the deployed instance is that of report {report}."
        ),
    };
    let Text { fr, en } = &attestation.because;
    vec![said, text!(fr: "Pourquoi : {fr}.", en: "Why: {en}.")]
}

/// A row of a table of facts.
fn fact(fr: &str, en: &str, words: Words) -> (Text, Words) {
    (Text::new(fr, en), words)
}

/// What the report says of what was tested, and the digests of its files.
fn tested_facts(attestation: &Attestation) -> Vec<(Text, Words)> {
    let tested = &attestation.tested;
    let quoted = |text: &String| Words::Quoted(text.clone());
    let mut facts = vec![
        fact("Connecteur", "Connector", quoted(&tested.name)),
        fact("Version", "Version", quoted(&tested.version)),
        fact("Éditeur", "Editor", quoted(&tested.editor)),
        fact("Rapport", "Report", Words::Code(tested.report.clone())),
        fact("Fin des essais", "End of the tests", Words::Code(tested.finished.clone())),
    ];
    if let Some(signer) = &tested.signer {
        facts.push(fact("Dossier signé par", "Archive signed by", quoted(signer)));
    }
    let digest =
        |file: &super::Digest| (Text::same(format!("SHA-256, {}", file.name)), Words::Code(file.sha256.clone()));
    facts.extend(tested.files.iter().map(digest));
    facts
}

/// What the operator's file says of the instance, and where it was called on.
fn deployed_facts(attestation: &Attestation) -> Vec<(Text, Words)> {
    let deployed = &attestation.deployed;
    let quoted = |text: &String| Words::Quoted(text.clone());
    let mut facts = Vec::new();
    if let Some(operator) = &deployed.operator {
        let parts = [Some(&operator.name), operator.address.as_ref(), operator.contact.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        facts.push(fact("Opérateur", "Operator", Words::Quoted(parts.join(", "))));
    }
    facts.extend([
        fact("Connecteur", "Connector", quoted(&deployed.name)),
        fact("Version déclarée", "Version declared", quoted(&deployed.version)),
        fact("Éditeur", "Editor", quoted(&deployed.editor)),
        fact("Adresse appelée", "Address called on", Words::Code(deployed.address.clone())),
        fact("Date de l’appel", "Date of the call", Words::Code(attestation.issued.clone())),
    ]);
    let file = &deployed.file;
    facts.push((Text::same(format!("SHA-256, {}", file.name)), Words::Code(file.sha256.clone())));
    facts
}

/// One row an item: its name, both values, and the answer.
fn table(caption: Text, items: &[&Item]) -> Block {
    let value = |value: &Option<String>| Words::Code(value.clone().unwrap_or_else(|| "–".to_owned()));
    let row =
        |item: &&Item| vec![Words::Said(item.label.clone()), value(&item.tested), value(&item.deployed), finding(item)];
    Block::Table {
        caption,
        shares: vec![0.22, 0.27, 0.27, 0.24],
        head: vec![
            Text::new("Élément", "Item"),
            Text::new("Testé", "Tested"),
            Text::new("Déployé", "Deployed"),
            Text::new("Constat", "Finding"),
        ],
        rows: items.iter().map(row).collect(),
    }
}

/// The answer for an item; an item of the instance's own is never shown as a failure.
fn finding(item: &Item) -> Words {
    let mark = match item.weight {
        Weight::Own if item.finding == Sameness::Different => Status::NotApplicable,
        _ => status(item.finding),
    };
    Words::Mark(mark, item.because.clone())
}
