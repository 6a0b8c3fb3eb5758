// SPDX-License-Identifier: EUPL-1.2
//! The form in fair copy: every table with its boxes, ticked or not, and what its rules find.

use super::{Environment, Field, Finding, Form, Table};
use reports::document::{Block, Document, Words};
use reports::outline::Status;
use reports::text;
use reports::text::Text;

/// An empty box and a ticked one.
const EMPTY: &str = "☐";
const TICKED: &str = "☒";

impl Form {
    /// The form as a document; `issued` as RFC 3339. A form that breaks a mandatory rule says on each sheet that it is
    /// a draft.
    pub fn fair_copy(&self, issued: &str) -> Document {
        let findings = self.findings();
        let draft = findings
            .iter()
            .any(Finding::must)
            .then(|| Text::new("BROUILLON : à corriger avant l’envoi", "DRAFT: to be mended before it is handed in"));
        let space = self.environment.map_or("", Environment::id);
        let operateur = self.operateur.as_ref().map(|name| name.trim().to_owned());
        let mut blocks = vec![Block::Paragraph(Text::new(
            "Copie au net préparée par le harnais de conformité d’après le fichier de l’opérateur. Elle n’est pas le formulaire de l’agence : ses cases sont à reporter dans celui-ci.",
            "Fair copy prepared by the conformity harness from the operator’s file. It is not the agency’s form: its boxes are to be copied into that one.",
        ))];
        blocks.extend(self.environment_boxes());
        let tables = self.tables();
        let (contacts, methods) = tables.split_at(tables.len() - 2);
        contacts.iter().for_each(|table| blocks.extend(of_table(table)));
        methods.iter().for_each(|table| blocks.extend(of_method(table)));
        blocks.extend(self.domain_table());
        blocks.extend(self.enclosures());
        blocks.extend(outcome(&findings));
        Document {
            id: format!("annexe1-{space}-{}", issued.split('T').next().unwrap_or_default()),
            title: Text::new("Annexe 1 du contrat opérateur MSSanté", "Annexe 1 of the MSSanté operator’s contract"),
            subject: operateur.unwrap_or_default(),
            harness: env!("CARGO_PKG_VERSION").to_owned(),
            issued: issued.to_owned(),
            warning: draft,
            blocks,
        }
    }

    fn environment_boxes(&self) -> [Block; 2] {
        let row = |environment: Environment| {
            let (fr, en) = match environment {
                Environment::Test => ("TEST", "TEST"),
                Environment::Production => ("PRODUCTION", "PRODUCTION"),
            };
            (Text::new(fr, en), ticked(self.environment == Some(environment)))
        };
        let title = Text::new("Annexe 1 renseignée pour l’espace", "Annexe 1 filled in for the space");
        [Block::Heading(1, title), Block::Facts(vec![row(Environment::Test), row(Environment::Production)])]
    }

    fn domain_table(&self) -> [Block; 2] {
        let heading = Block::Heading(1, Text::new("Noms de domaines", "Domains"));
        let columns = [
            ("add", Text::new("Ajout", "Add")),
            ("change", Text::new("Modification", "Change")),
            ("remove", Text::new("Suppression", "Remove")),
        ];
        let lists = self.domaines.lists();
        let named = lists.iter().flat_map(|(list, names)| names.iter().map(move |name| (*list, name)));
        let rows: Vec<Vec<Words>> = named
            .map(|(list, name)| {
                let boxes = columns.iter().map(|(column, _)| ticked(*column == list));
                std::iter::once(Words::Code(name.trim().to_owned())).chain(boxes).collect()
            })
            .collect();
        if rows.is_empty() {
            let nothing =
                Text::new("Aucun domaine ajouté, modifié ni supprimé.", "No domain added, changed or removed.");
            return [heading, Block::Paragraph(nothing)];
        }
        let domain = Text::new("Domaine", "Domain");
        let table = Block::Table {
            caption: Text::new("Domaines de cette déclaration", "Domains of this declaration"),
            shares: vec![0.52, 0.14, 0.18, 0.16],
            head: std::iter::once(domain).chain(columns.map(|(_, label)| label)).collect(),
            rows,
        };
        [heading, table]
    }

    /// What the guide has sent with the form.
    fn enclosures(&self) -> Vec<Block> {
        let list = match self.environment {
            Some(Environment::Production) => vec![
                Text::new(
                    "le rapport de test concluant, si le connecteur est le vôtre (Guide d’intégration, p. 5)",
                    "the conclusive test report, if the connector is your own (Guide d’intégration, p. 5)",
                ),
                Text::new(
                    "le rapport de conformité technique des interfaces du connecteur et son bon de commande ou devis signé, s’il est fourni par un opérateur tiers (Guide d’intégration, p. 5)",
                    "the report on the technical conformity of the connector’s interfaces and its order form or signed quotation, if another operator supplies it (Guide d’intégration, p. 5)",
                ),
            ],
            _ => return Vec::new(),
        };
        vec![Block::Heading(1, Text::new("À joindre", "To be sent with it")), Block::List(list)]
    }
}

fn ticked(is_ticked: bool) -> Words {
    let mark = if is_ticked { TICKED } else { EMPTY };
    Words::Said(match is_ticked {
        true => text!("{mark} coché", "{mark} ticked"),
        false => text!("{mark} non coché", "{mark} not ticked"),
    })
}

/// A table with its boxes; one that was left out says so.
fn of_table(table: &Table<'_>) -> [Block; 2] {
    let heading = Block::Heading(1, table.title.clone());
    if table.place.is_none() {
        let left_out = Text::new(
            "Non rempli : rien de nouveau à déclarer (coordonnées déjà enregistrées, ou sans objet).",
            "Left out: nothing new to declare (details recorded already, or without object).",
        );
        return [heading, Block::Paragraph(left_out)];
    }
    [heading, Block::Facts(table.boxes.iter().map(row).collect())]
}

/// A method of resolution with its own box and those below it.
fn of_method(table: &Table<'_>) -> [Block; 2] {
    let method = (Text::new("Méthode choisie", "Method chosen"), ticked(table.place.is_some()));
    let rows = std::iter::once(method).chain(table.boxes.iter().map(row)).collect();
    [Block::Heading(1, table.title.clone()), Block::Facts(rows)]
}

fn row(field: &Field<'_>) -> (Text, Words) {
    let words = match (field.words(), field.kind) {
        (None, _) => Words::Said(Text::new("(vide)", "(empty)")),
        (Some(words), super::Kind::Words) => Words::Quoted(words.to_owned()),
        (Some(words), _) => Words::Code(words.to_owned()),
    };
    (field.label.clone(), words)
}

/// How many rules are broken, and each of them.
fn outcome(findings: &[Finding]) -> Vec<Block> {
    let mend = findings.iter().filter(|finding| finding.must()).count();
    let advice = findings.len() - mend;
    let status = match (mend, advice) {
        (0, 0) => Status::Passed,
        (0, _) => Status::Reserved,
        _ => Status::Failed,
    };
    let counts =
        text!("{mend} point(s) à corriger, {advice} recommandation(s)", "{mend} to mend, {advice} recommendation(s)");
    let mut blocks = vec![
        Block::Heading(1, Text::new("Contrôle par les règles du guide", "Held against the rules of the guide")),
        Block::Panel(status, vec![counts]),
    ];
    if !findings.is_empty() {
        let rows = findings.iter().map(|finding| {
            let kind = match finding.must() {
                true => Words::Mark(Status::Failed, Text::new("à corriger", "to mend")),
                false => Words::Mark(Status::Reserved, Text::new("conseil", "advice")),
            };
            let help = finding.reported_help();
            vec![kind, Words::Said(finding.sentence()), Words::Quoted(finding.value.clone()), Words::Said(help)]
        });
        blocks.push(Block::Table {
            caption: Text::new("Points relevés", "What was found"),
            shares: vec![0.14, 0.32, 0.24, 0.30],
            head: vec![
                Text::new("Suite", "Weight"),
                Text::new("Constat", "Finding"),
                Text::new("Valeur", "Value"),
                Text::new("À faire", "To do"),
            ],
            rows: rows.collect(),
        });
    }
    blocks
}
