// SPDX-License-Identifier: EUPL-1.2
//! Contacts: their addresses and numbers, and what everybody will see of them.

use super::super::table::{Kind, Table};
use super::super::{Finding, Form, folded};
use super::{at, nothing_at, rule};
use liste_blanche::dn::is_host;

pub(super) fn of_form(form: &Form, found: &mut Vec<Finding>) {
    for table in form.tables() {
        found.extend(personal_address(&table));
    }
    if let (Some(lead), Some(technical)) = (&form.project_lead, &form.technical_lead) {
        let person = |contact: &super::super::Contact| {
            [&contact.surname, &contact.first_name].map(|word| word.as_ref().map(|word| folded(word)))
        };
        if person(lead) == person(technical) {
            let label = reports::text::Text::new("Responsable technique", "Technical lead");
            found.push(nothing_at(&rule::SAME_LEAD, technical.place(), label));
        }
    }
}

/// A published mailbox that carries the name of the contact.
fn personal_address(table: &Table<'_>) -> Option<Finding> {
    let field = table.boxes.iter().find(|field| field.kind == Kind::PublicMailbox)?;
    let local = folded(field.words()?.split('@').next()?);
    let names = table.boxes.iter().filter(|field| field.id.ends_with("name")).filter_map(|field| field.words());
    let carries = |name: &str| local.split(' ').any(|word| word == name) || (name.len() > 3 && local.contains(name));
    let personal = names.map(folded).any(|name| carries(&name));
    if personal { Some(at(&rule::PERSONAL, field.written?, &table.full_label(field))) } else { None }
}

/// Whether a text is a mailbox of letters that every system takes: a dot-atom, `@`, a host name with its domain.
pub(super) fn is_mailbox(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let atom = |atom: &str| !atom.is_empty() && atom.bytes().all(is_atext);
    local.split('.').all(atom) && domain.contains('.') && is_host(&domain.to_ascii_lowercase())
}

/// RFC 5322 §3.2.3.
fn is_atext(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&octet)
}

/// Ten digits that begin with 0, or `+` and eight to fifteen; blanks, dots, hyphens and parentheses do not count.
pub(super) fn is_phone(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !".-()".contains(*c)).collect();
    let (international, digits) = match bare.strip_prefix('+') {
        Some(digits) => (true, digits),
        None => (false, bare.as_str()),
    };
    let length = if international { 8..=15 } else { 10..=10 };
    let only_digits = digits.bytes().all(|digit| digit.is_ascii_digit());
    only_digits && length.contains(&digits.len()) && (international || digits.starts_with('0'))
}
