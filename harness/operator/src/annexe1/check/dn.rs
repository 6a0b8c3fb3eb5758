// SPDX-License-Identifier: EUPL-1.2
//! The DNs of the certificates.

use super::super::departement::{Named, named};
use super::super::{Finding, Form, folded};
use super::{at, rule};
use crate::annexe1::rule::Rule;
use liste_blanche::dn::Dn;
use liste_blanche::dn::{has_good_key, is_departement, is_host, is_structure};

/// Longer names are cut in certificates: no published DN has more.
const LONGEST_O: usize = 40;

pub(super) fn of_form(form: &Form, found: &mut Vec<Finding>) {
    let fields = ["certificate-dn", "second-certificate-dn"].map(|id| form.field(id));
    let mut dns = Vec::new();
    for field in fields.into_iter().flatten() {
        let (Some(words), Some(written)) = (field.words(), field.written) else { continue };
        let whole = |rule| at(rule, written, &field.label);
        let Ok(dn) = Dn::parse(words) else {
            found.push(whole(&rule::DN_UNREADABLE));
            continue;
        };
        let part = |(rule, value, near): Broken| Finding { value, near, ..whole(rule) };
        found.extend(of_dn(words, &dn).into_iter().map(part));
        let identifier = form.representative.as_ref().and_then(|who| who.identifier.as_ref());
        if let (Some(identifier), Some(ou)) = (identifier.map(|i| i.trim()), dn.value("OU"))
            && ou.get(1..) != Some(identifier)
        {
            found.push(part((&rule::SAME_STRUCTURE, ou.to_owned(), structure(identifier))));
        }
        if dns.iter().any(|first: &Dn| first.same_as(&dn)) {
            found.push(whole(&rule::DN_TWICE));
        }
        dns.push(dn);
    }
}

/// The OU that belongs to an identifier.
fn structure(identifier: &str) -> Option<String> {
    match identifier.len() {
        9 => Some(format!("OU=1{identifier}")),
        14 => Some(format!("OU=3{identifier}")),
        _ => None,
    }
}

/// A rule, the part of the DN that breaks it, and what was probably meant.
type Broken = (&'static Rule, String, Option<String>);

/// The rules that a DN breaks by itself.
fn of_dn(text: &str, dn: &Dn) -> Vec<Broken> {
    let kinds: Vec<_> = dn.attributes().map(|attribute| attribute.kind.as_str()).collect();
    let mut broken = Vec::new();
    if kinds != ["CN", "OU", "O", "ST", "C"] {
        broken.push((&rule::DN_SHAPE, text.to_owned(), None));
    } else if text.contains(", ") {
        broken.push((&rule::DN_COMMAS, text.to_owned(), Some(text.replace(", ", ","))));
    }
    // Quotes around a value are gone once it is read, yet a connector that compares texts trips over them.
    if text.contains("=\"") {
        broken.push((&rule::O_BLANKS, text.to_owned(), None));
    }
    let parts: [(&str, OfPart); 5] = [("CN", of_cn), ("OU", of_ou), ("O", of_o), ("ST", of_st), ("C", of_c)];
    for (kind, rules) in parts {
        let Some(value) = dn.value(kind) else { continue };
        broken.extend(rules(value).into_iter().map(|(rule, near)| (rule, value.to_owned(), near)));
    }
    broken
}

/// A rule and what was probably meant.
type Found = (&'static Rule, Option<String>);

/// The rules of one part.
type OfPart = fn(&str) -> Vec<Found>;

fn of_cn(cn: &str) -> Vec<Found> {
    let lower = cn.to_ascii_lowercase();
    let is_full = |name: &str| is_host(name) && name.contains('.');
    match (is_full(cn), is_full(&lower)) {
        (true, _) if super::resolution::is_reserved(cn) => vec![(&rule::RESERVED, None)],
        (true, _) => Vec::new(),
        (false, true) => vec![(&rule::CN_CASE, Some(lower))],
        (false, false) => vec![(&rule::CN_HOST, None)],
    }
}

fn of_ou(ou: &str) -> Vec<Found> {
    match is_structure(ou) {
        true if has_good_key(&ou[1..]) => Vec::new(),
        true => vec![(&rule::KEY, None)],
        false => vec![(&rule::OU_STRUCTURE, None)],
    }
}

fn of_o(o: &str) -> Vec<Found> {
    let is_capital = |c: char| !c.is_alphabetic() || c.is_ascii_uppercase();
    let is_blank = |c: char| c == '"' || c == '\u{a0}';
    let is_usual = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " -.'/()".contains(c) || is_blank(c);
    let mut found = Vec::new();
    if !o.chars().all(is_capital) {
        // Only letters change: what else is in the name is the certificate's.
        let plain = o.chars().map(|c| match c.is_alphabetic() {
            true => folded(&c.to_string()).to_uppercase(),
            false => c.to_string(),
        });
        found.push((&rule::O_CAPITALS, Some(plain.collect())));
    } else if !o.chars().all(is_usual) {
        found.push((&rule::O_LETTERS, None));
    }
    if o.contains("  ") || o.contains(is_blank) {
        found.push((&rule::O_BLANKS, None));
    }
    if o.chars().count() > LONGEST_O {
        found.push((&rule::O_LENGTH, None));
    }
    found
}

fn of_st(st: &str) -> Vec<Found> {
    if !is_departement(st) {
        let spaced = st.replacen('(', " (", 1);
        return vec![(&rule::ST_FORM, is_departement(&spaced).then_some(spaced))];
    }
    match named(st) {
        Named::Exactly => Vec::new(),
        Named::Contradiction { near } => vec![(&rule::ST_CONTRADICTION, Some(near))],
        Named::Otherwise { near } => vec![(&rule::ST_SPELLING, near)],
    }
}

fn of_c(c: &str) -> Vec<Found> {
    if c == "FR" { Vec::new() } else { vec![(&rule::C_FR, None)] }
}
