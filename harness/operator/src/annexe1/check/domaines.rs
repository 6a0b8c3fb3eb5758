// SPDX-License-Identifier: EUPL-1.2
//! The domains that are added, changed and removed, and the mailbox that answers in them.

use super::super::{Finding, Form};
use super::resolution::{LONGEST, is_reserved};
use super::{at, nothing_at, rule};
use crate::real_zone;
use input::Written;
use liste_blanche::dn::is_host;
use reports::text::Text;
use std::collections::BTreeMap;

pub(super) fn of_form(form: &Form, found: &mut Vec<Finding>) {
    let lists = form.domaines.lists();
    if lists.iter().all(|(_, names)| names.is_empty()) {
        found.push(nothing_at(&rule::NO_DOMAIN, form.place(), Text::new("Noms de domaines", "Domains")));
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (list, names) in lists {
        for name in names {
            found.extend(of_name(list, name));
            let before = seen.insert(name.trim().to_ascii_lowercase(), list);
            match before {
                Some(before) if before == list => found.push(at(&rule::DOMAIN_AGAIN, name, &label(list))),
                Some(_) => found.push(at(&rule::DOMAIN_TWICE, name, &label(list))),
                None => {}
            }
        }
    }
    found.extend(automatic_reply(form));
}

fn label(list: &str) -> Text {
    match list {
        "add" => Text::new("Domaine à ajouter", "Domain to add"),
        "change" => Text::new("Domaine à modifier", "Domain to change"),
        _ => Text::new("Domaine à supprimer", "Domain to remove"),
    }
}

fn of_name(list: &str, written: &Written<String>) -> Option<Finding> {
    let name = written.trim().to_ascii_lowercase();
    let finding = |rule| at(rule, written, &label(list));
    if !is_host(&name) || !name.contains('.') {
        let bare = name.rsplit('@').next().unwrap_or_default().trim_matches('.').to_owned();
        let near = (is_host(&bare) && bare.contains('.')).then_some(bare);
        return Some(Finding { near, ..finding(&rule::DOMAIN_NAME) });
    }
    if is_reserved(&name) {
        return Some(finding(&rule::RESERVED));
    }
    if name.len() > LONGEST {
        return Some(finding(&rule::DOMAIN_LENGTH));
    }
    let below = real_zone(&name) == Some("mssante.fr") && name != "mssante.fr";
    (!below).then(|| finding(&rule::DOMAIN_ELSEWHERE))
}

fn automatic_reply(form: &Form) -> Option<Finding> {
    let field = form.field("automatic-reply")?;
    let domain = field.words()?.rsplit_once('@')?.1;
    let mut declared = form.domaines.add.iter().chain(&form.domaines.change).peekable();
    declared.peek()?;
    let known = declared.any(|name| name.trim().eq_ignore_ascii_case(domain));
    if known { None } else { Some(at(&rule::REPLY_ELSEWHERE, field.written?, &field.label)) }
}
