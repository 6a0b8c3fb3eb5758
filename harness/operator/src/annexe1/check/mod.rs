// SPDX-License-Identifier: EUPL-1.2
//! Holds a form against every rule, and finds everything that is wrong with it, not only the first thing.

mod dn;
mod domaines;
mod people;
mod resolution;
#[cfg(test)]
mod tests;

use super::rule::{self, Rule};
use super::table::{Field, Kind, Table};
use super::{Finding, Form};
use input::{Place, Written};
use liste_blanche::dn::{has_good_key, is_identifier};
use reports::text::Text;

impl Form {
    /// Everything that is wrong with the form, in the order of its lines.
    pub fn findings(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        if self.environment.is_none() {
            let label = Text::new("Espace", "Space");
            found.push(nothing_at(&rule::NO_ENVIRONMENT, self.place(), label));
        }
        for table in self.tables() {
            found.extend(empty_boxes(&table));
            for field in &table.boxes {
                found.extend(of_field(&table, field));
            }
        }
        dn::of_form(self, &mut found);
        people::of_form(self, &mut found);
        resolution::of_form(self, &mut found);
        domaines::of_form(self, &mut found);
        found.sort_by_key(|finding| (finding.place.line, finding.place.column));
        found
    }

    /// The box of that name, wherever it stands.
    fn field(&self, id: &str) -> Option<Field<'_>> {
        self.tables().into_iter().flat_map(|table| table.boxes).find(|field| field.id == id)
    }
}

/// A table that is begun has no mandatory box empty.
fn empty_boxes(table: &Table<'_>) -> Vec<Finding> {
    let Some(place) = table.place else { return Vec::new() };
    let empty = table.boxes.iter().filter(|field| field.words().is_none());
    empty
        .filter_map(|field| {
            let place = field.written.map_or(place, Written::place);
            let label = table.full_label(field);
            Some(nothing_at(field.empty?, place, label))
        })
        .collect()
}

/// What the words in one box alone break.
fn of_field(table: &Table<'_>, field: &Field<'_>) -> Vec<Finding> {
    let (Some(words), Some(written)) = (field.words(), field.written) else { return Vec::new() };
    let broken: Vec<(&'static Rule, Option<String>)> = match field.kind {
        Kind::Words | Kind::Dn => Vec::new(),
        Kind::Mailbox | Kind::PublicMailbox => unless(people::is_mailbox(words), &rule::MAILBOX, None),
        Kind::Phone => unless(people::is_phone(words), &rule::PHONE, None),
        Kind::Structure if !is_identifier(words) => {
            let bare: String = words.split_whitespace().collect();
            vec![(&rule::IDENTIFIER, is_identifier(&bare).then_some(bare))]
        }
        Kind::Structure => unless(has_good_key(words), &rule::KEY, None),
        Kind::Host => resolution::of_server(words),
    };
    let finding = |(rule, near)| Finding { near, ..at(rule, written, &table.full_label(field)) };
    broken.into_iter().map(finding).collect()
}

fn unless(holds: bool, rule: &'static Rule, near: Option<String>) -> Vec<(&'static Rule, Option<String>)> {
    if holds { Vec::new() } else { vec![(rule, near)] }
}

/// A finding about the words written there.
fn at(rule: &'static Rule, written: &Written<String>, label: &Text) -> Finding {
    Finding { rule, place: written.place(), label: label.clone(), value: written.to_string(), near: None }
}

/// A finding about a place without words.
fn nothing_at(rule: &'static Rule, place: Place, label: Text) -> Finding {
    Finding { rule, place, label, value: String::new(), near: None }
}
