// SPDX-License-Identifier: EUPL-1.2
//! What keeps a report from being handed in although nothing is wrong with the connector: it does not say whose it is.

use crate::model::Report;
use crate::text;
use crate::text::Text;

/// Versions that say nothing.
const UNKNOWN_VERSIONS: [&str; 4] = ["", "0", "0.0.0", "unknown"];

/// Values of the connector file that `init` hands out, to be replaced: they occur in no true report.
pub const TEMPLATE: [&str; 7] = [
    "Mon connecteur",
    "Mon entreprise",
    "Mon entreprise, service qualité",
    "CENTRE HOSPITALIER EXEMPLE",
    "1 rue de l'Exemple, 67000 Strasbourg",
    "qualite@exemple.fr",
    "Camille Exemple",
];

impl Report {
    /// Each thing that the report does not really say, in a sentence.
    pub fn identity_gaps(&self) -> Vec<Text> {
        let mut found = Vec::new();
        if UNKNOWN_VERSIONS.contains(&self.connector.version.as_str()) {
            let version = &self.connector.version;
            found.push(text!(
                "la version du connecteur n’est pas connue (« {version} »)",
                "the connector's version is not known (“{version}”)",
            ));
        }
        for (fr, en, value) in self.said() {
            if TEMPLATE.contains(&value) {
                found.push(text!("{fr} : valeur du modèle, « {value} »", "{en}: a template value, “{value}”"));
            }
        }
        if self.identification.laboratory.as_ref().is_none_or(|laboratory| laboratory.name.trim().is_empty()) {
            found.push(Text::new("le laboratoire n’est pas nommé", "the laboratory is not named"));
        }
        found
    }

    /// True when nobody may hand the report in as it is.
    pub fn is_barred(&self) -> bool {
        self.is_rehearsal() || !self.identity_gaps().is_empty()
    }

    /// Everything that the connector's file says in words of its own, with a name for it.
    fn said(&self) -> Vec<(&'static str, &'static str, &str)> {
        let (connector, who) = (&self.connector, &self.identification);
        let mut said = vec![
            ("nom du connecteur", "name of the connector", connector.name.as_str()),
            ("éditeur", "vendor", &connector.editor),
        ];
        for (fr, en, party) in
            [("laboratoire", "laboratory", &who.laboratory), ("opérateur", "operator", &who.operator)]
        {
            let values = party.iter().flat_map(|p| [Some(&p.name), p.address.as_ref(), p.contact.as_ref()]);
            said.extend(values.flatten().map(|value| (fr, en, value.as_str())));
        }
        said.extend(who.responsible.iter().map(|value| ("responsable", "responsible", value.as_str())));
        let rows = self.annexe1.iter().flat_map(|form| &form.rows);
        said.extend(rows.map(|row| ("annexe 1", "Annexe 1", row.value.as_str())));
        said
    }
}
