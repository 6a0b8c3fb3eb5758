// SPDX-License-Identifier: EUPL-1.2
//! What keeps a report from being handed in although the connector is sound: it does not say whose it is.

use crate::model::Report;
use crate::text;
use crate::text::Text;

/// Versions that identify no product.
const UNKNOWN_VERSIONS: [&str; 4] = ["", "0", "0.0.0", "unknown"];

/// Values of the connector file that `init` hands out, to be replaced: they occur in no true report.
const TEMPLATE: [&str; 7] = [
    "Mon connecteur",
    "Mon entreprise",
    "Mon entreprise, service qualité",
    "CENTRE HOSPITALIER EXEMPLE",
    "1 rue de l'Exemple, 67000 Strasbourg",
    "qualite@exemple.fr",
    "Camille Exemple",
];

/// A value of the connector's file, and what it is.
struct Declared<'a> {
    fr: &'static str,
    en: &'static str,
    value: &'a str,
}

impl Report {
    /// Each thing that the report does not say of whose it is, in a sentence; shown on the title page.
    ///
    /// An unknown version, a value of the template, a laboratory without a name.
    pub fn identity_gaps(&self) -> Vec<Text> {
        let mut found = Vec::new();
        if UNKNOWN_VERSIONS.contains(&self.connector.version.as_str()) {
            let version = &self.connector.version;
            found.push(text!(
                fr: "la version du connecteur n’est pas connue (« {version} »)",
                en: "the connector's version is not known (“{version}”)",
            ));
        }
        for Declared { fr, en, value } in self.declared() {
            if TEMPLATE.contains(&value) {
                found.push(text!(fr: "{fr} : valeur du modèle, « {value} »", en: "{en}: a template value, “{value}”"));
            }
        }
        if self.identification.laboratory.as_ref().is_none_or(|laboratory| laboratory.name.trim().is_empty()) {
            found.push(Text::new("le laboratoire n’est pas nommé", "the laboratory is not named"));
        }
        found
    }

    /// True when nobody may hand the report in: it is a rehearsal, or does not say whose it is.
    pub fn is_barred(&self) -> bool {
        self.is_rehearsal() || !self.identity_gaps().is_empty()
    }

    /// Everything that the connector's file says in words of its own.
    fn declared(&self) -> Vec<Declared<'_>> {
        let (connector, who) = (&self.connector, &self.identification);
        let mut declared = vec![
            Declared { fr: "nom du connecteur", en: "name of the connector", value: &connector.name },
            Declared { fr: "éditeur", en: "vendor", value: &connector.editor },
        ];
        for (fr, en, party) in
            [("laboratoire", "laboratory", &who.laboratory), ("opérateur", "operator", &who.operator)]
        {
            let values = party.iter().flat_map(|p| [Some(&p.name), p.address.as_ref(), p.contact.as_ref()]);
            declared.extend(values.flatten().map(|value| Declared { fr, en, value }));
        }
        let responsible = who.responsible.iter();
        declared.extend(responsible.map(|value| Declared { fr: "responsable", en: "responsible", value }));
        let rows = self.annexe1.iter().flat_map(|form| &form.rows);
        declared.extend(rows.map(|row| Declared { fr: "annexe 1", en: "Annexe 1", value: &row.value }));
        declared
    }
}
