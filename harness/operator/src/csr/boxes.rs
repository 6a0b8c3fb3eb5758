// SPDX-License-Identifier: EUPL-1.2
//! What goes into which box of the order form: only what the guide says, with its page and table.

use crate::annexe1::{Environment, Form};
use liste_blanche::dn::Dn;

/// One line each; the boxes by the words that stand beside them on the form, in French as there.
pub fn boxes(form: &Form, dn: &Dn) -> Vec<String> {
    let value = |kind| dn.value(kind).unwrap_or_default();
    let structure = form.representative.as_ref().and_then(|who| who.structure.as_ref());
    let structure = structure.map_or(value("O"), |name| name.trim());
    let (kind, number) = match value("OU").split_at_checked(1) {
        Some(("1", finess)) => ("FINESS", finess),
        Some((_, siret)) => ("SIRET", siret),
        None => ("FINESS or SIRET", ""),
    };
    let cn = value("CN");
    match form.environment {
        Some(Environment::Production) => production(structure, kind, number, cn),
        _ => test(structure, kind, number, cn),
    }
}

fn test(structure: &str, kind: &str, number: &str, cn: &str) -> Vec<String> {
    vec![
        "F414 (TEST certificates), Guide d’intégration, p. 7 to 11:".to_owned(),
        format!("  tableau n° 2, Identification de votre structure (p. 7): {structure}, {kind} {number}"),
        "    (a picture that our copy of the guide has lost: follow the form’s own words)".to_owned(),
        "  tableau n° 5, Commande de certificat logiciel de test (p. 10):".to_owned(),
        "    5.1 Précisions sur l’usage des certificats de test: your use of MSSanté; the guide’s example is “test de développement pour le service MSSanté”".to_owned(),
        "    5.1 Précisions sur votre projet (MSSanté, DMP, INSi, ROR, …): every use".to_owned(),
        "    5.2 Type de certificats souhaités: tick “Certificat logiciel SERVEUR usage SSL_SERVEUR (Ex : MSSanté, Diapason, PSIG)” and fill in one of its two lines:".to_owned(),
        "        “Certificat pour le nom de domaine suivant”: leave empty".to_owned(),
        format!("        “certificat restreint au serveur suivant”: {cn}"),
    ]
}

fn production(structure: &str, kind: &str, number: &str, cn: &str) -> Vec<String> {
    vec![
        "F413 (PRODUCTION certificates), Guide d’intégration, p. 12 and 13:".to_owned(),
        "  before: a legal representative declared with form 101, who holds a CPx card in his own name (p. 4)".to_owned(),
        format!("  tableau n° 3, Identification de la structure et de la personne (p. 12): {structure}, {kind} {number}"),
        format!("  tableau n° 4, Informations spécifiques (p. 13): a SERVEUR certificate, usage SSL_SERVEUR, for the server {cn}"),
        "  (the boxes inside these two tables are pictures that our copy of the guide has lost: follow the form’s own words)".to_owned(),
    ]
}
