// SPDX-License-Identifier: EUPL-1.2
//! Documents that are no reports: every kind of block, many sheets, and words of others that are harmless.

use reports::document::{Block, Document, Words, pdf};
use reports::outline::Status;
use reports::text::{Lang, Text};

fn document(rows: usize) -> Document {
    let hostile = "\u{202e}<script>\u{1b}[31m\0 été ".repeat(20);
    let row = |number: usize| vec![Words::Code(format!("trait-{number}")), Words::Quoted(hostile.clone())];
    Document {
        id: "essai-1".into(),
        title: Text::new("Attestation de déploiement", "Attestation of deployment"),
        subject: "Connecteur Étoile 3.4.1".into(),
        harness: "0.1.0".into(),
        issued: "2026-11-26T09:00:00Z".into(),
        warning: Some(Text::new("Brouillon", "Draft")),
        blocks: vec![
            Block::Panel(Status::Passed, vec![Text::same("Même version"), Text::same("Douze points sur douze.")]),
            Block::Heading(1, Text::new("Opérateur", "Operator")),
            Block::Paragraph(Text::new("Voici : ce qui a été vu.", "This: what was seen.")),
            Block::Facts(vec![
                (Text::new("Nom", "Name"), Words::Said(Text::same("CH EXEMPLE"))),
                (Text::new("Verdict", "Verdict"), Words::Mark(Status::Failed, Text::new("différent", "different"))),
                (Text::new("Vide", "Empty"), Words::Quoted(String::new())),
            ]),
            Block::Heading(2, Text::new("Détail", "Detail")),
            Block::Table {
                caption: Text::new("Traits comparés", "Traits compared"),
                shares: vec![1.0, 2.0],
                head: vec![Text::new("Trait", "Trait"), Text::new("Valeur", "Value")],
                rows: (0..rows).map(row).collect(),
            },
            Block::List(vec![Text::same("un"), Text::same("deux")]),
        ],
    }
}

#[test]
fn documents_of_any_length_keep_the_standards_they_claim_in_both_languages() {
    for rows in [0, 1, 200] {
        for lang in [Lang::Fr, Lang::En] {
            // Writing fails when the document breaks PDF/A-2a or PDF/UA-1.
            let written = pdf(&document(rows), lang).unwrap();
            assert_eq!(written, pdf(&document(rows), lang).unwrap(), "{rows} rows, {lang:?}");
        }
    }
}

#[test]
fn date_that_is_none_is_refused() {
    assert!(pdf(&Document { issued: "yesterday".into(), ..document(0) }, Lang::Fr).is_err());
}
