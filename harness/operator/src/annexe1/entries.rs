// SPDX-License-Identifier: EUPL-1.2
//! The form as a report shows it: one line a box.

use super::{Environment, Form};
use reports::model::{self, Entry};
use reports::text::Text;

impl Form {
    /// The form and what is wrong with it, for a report.
    pub fn reported(&self) -> model::Annexe1 {
        model::Annexe1 { rows: self.entries(), findings: self.findings().iter().map(Into::into).collect() }
    }

    /// Every box that was filled in.
    pub fn entries(&self) -> Vec<Entry> {
        let environment = Entry {
            id: "environment".to_owned(),
            label: Text::new("Espace", "Space"),
            value: self.environment.map_or("", Environment::id).to_uppercase(),
        };
        let mut entries = vec![environment];
        for table in self.tables() {
            for field in table.boxes.iter().filter(|field| field.words().is_some()) {
                let label = table.full_label(field);
                let value = field.words().unwrap_or_default().to_owned();
                entries.push(Entry { id: field.id.to_owned(), label, value });
            }
        }
        let lists = self.domaines.lists().into_iter().filter(|(_, names)| !names.is_empty());
        entries.extend(lists.map(|(list, names)| {
            let label = match list {
                "add" => Text::new("Domaines à ajouter", "Domains to add"),
                "change" => Text::new("Domaines à modifier", "Domains to change"),
                _ => Text::new("Domaines à supprimer", "Domains to remove"),
            };
            let names: Vec<_> = names.iter().map(|name| name.as_str()).collect();
            Entry { id: format!("domaines.{list}"), label, value: names.join(", ") }
        }));
        entries
    }
}
