// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with the subject.

use time::OffsetDateTime;

use super::{domain, other_host};
use crate::leaf::{Content, Issuance};
use crate::rdn::{self, attribute, printable_attribute, set};
use crate::tbs::Tbs;

pub(super) fn cn_not_mx(content: &mut Content, _: OffsetDateTime) {
    content.subject.cn = other_host(&content.subject.cn);
    content.names = vec![content.subject.cn.clone()];
}

pub(super) fn cn_upper_case(content: &mut Content, _: OffsetDateTime) {
    content.subject.cn = content.subject.cn.to_uppercase();
}

pub(super) fn cn_trailing_space(content: &mut Content, _: OffsetDateTime) {
    content.subject.cn.push(' ');
}

pub(super) fn cn_in_espace(content: &mut Content, _: OffsetDateTime) {
    content.subject.cn = "harnais-test.mssante.fr".into();
}

pub(super) fn cn_is_domain(content: &mut Content, _: OffsetDateTime) {
    content.subject.cn = domain(&content.subject.cn).to_owned();
}

pub(super) fn cn_wildcard(content: &mut Content, _: OffsetDateTime) {
    content.subject.cn = format!("*.{}", domain(&content.subject.cn));
}

pub(super) fn cn_absent(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.subject.pop();
}

pub(super) fn cn_twice(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    tbs.subject.push(set(&[attribute(rdn::CN, &other_host(&issuance.content.subject.cn))]));
}

pub(super) fn ou_absent(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let ou = set(&[attribute(rdn::OU, &issuance.content.subject.ou)]);
    tbs.subject.retain(|rdn| *rdn != ou);
}

pub(super) fn ou_wrong_type(content: &mut Content, _: OffsetDateTime) {
    // 2 is the type of SIREN in the nomenclature; operators are 1 (FINESS) or 3 (SIRET).
    content.subject.ou = format!("2{}", content.subject.ou.get(1..).unwrap_or_default());
}

pub(super) fn ou_wrong_key(content: &mut Content, _: OffsetDateTime) {
    // The last digit is doubled by none of the two formulas: any other one is wrong.
    let digit = content.subject.ou.pop().and_then(|c| c.to_digit(10)).unwrap_or_default();
    content.subject.ou.push_str(&((digit + 1) % 10).to_string());
}

pub(super) fn ou_other(content: &mut Content, _: OffsetDateTime) {
    content.subject.ou = OTHER_OU.into();
}

pub(super) fn o_other(content: &mut Content, _: OffsetDateTime) {
    content.subject.o = OTHER_O.into();
}

pub(super) fn o_accents(content: &mut Content, _: OffsetDateTime) {
    content.subject.o.push_str(" ÉTÉ");
}

pub(super) fn o_cut(content: &mut Content, _: OffsetDateTime) {
    let long = format!("{} ET GROUPEMENT DE COOPERATION SANITAIRE", content.subject.o);
    content.subject.o = long.chars().take(40).collect();
}

pub(super) fn o_doubled_spaces(content: &mut Content, _: OffsetDateTime) {
    content.subject.o.push_str("  TEST");
}

pub(super) fn st_without_space(content: &mut Content, _: OffsetDateTime) {
    content.subject.st = content.subject.st.replace(" (", "(");
}

pub(super) fn l_for_st(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let st = set(&[attribute(rdn::ST, &issuance.content.subject.st)]);
    let l = set(&[attribute(rdn::L, &issuance.content.subject.st)]);
    tbs.subject.iter_mut().filter(|rdn| **rdn == st).for_each(|rdn| rdn.clone_from(&l));
}

pub(super) fn dn_reordered(tbs: &mut Tbs, _: &Issuance<'_>) {
    // C, O, ST, OU, CN instead of C, ST, O, OU, CN. The reverse would be the same name read from its end.
    if tbs.subject.len() > 2 {
        tbs.subject.swap(1, 2);
    }
}

pub(super) fn dn_multi_valued(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let subject = &issuance.content.subject;
    tbs.subject.truncate(3);
    tbs.subject.push(set(&[attribute(rdn::OU, &subject.ou), attribute(rdn::CN, &subject.cn)]));
}

pub(super) fn dn_printable(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let subject = &issuance.content.subject;
    tbs.subject.truncate(2);
    for (oid, value) in [(rdn::O, &subject.o), (rdn::OU, &subject.ou), (rdn::CN, &subject.cn)] {
        tbs.subject.push(set(&[printable_attribute(oid, value)]));
    }
}

pub(super) fn same_cn_other_dn(content: &mut Content, _: OffsetDateTime) {
    content.subject.ou = OTHER_OU.into();
    content.subject.o = OTHER_O.into();
}

pub(super) fn unlisted_dn(content: &mut Content, now: OffsetDateTime) {
    same_cn_other_dn(content, now);
    content.subject.st = "Gironde (33)".into();
    content.subject.cn = other_host(&content.subject.cn);
    content.names.insert(0, content.subject.cn.clone());
}

const OTHER_OU: &str = "1990009995";
const OTHER_O: &str = "AUTRE STRUCTURE EXEMPLE";
