// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with the subject alternative name.

use time::OffsetDateTime;

use super::{domain, other_host};
use crate::extension::ExtensionKind;
use crate::leaf::{Content, Issuance};
use crate::tbs::Tbs;

pub(super) fn none(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::SubjectAltName);
}

pub(super) fn neighbour(content: &mut Content, _: OffsetDateTime) {
    content.names = vec![other_host(&content.subject.cn)];
}

pub(super) fn foreign_host(content: &mut Content, _: OffsetDateTime) {
    content.names = vec!["mss1.autre-operateur.test".into()];
}

pub(super) fn cn_last(content: &mut Content, _: OffsetDateTime) {
    content.names.insert(0, other_host(&content.subject.cn));
}

pub(super) fn wildcard(content: &mut Content, _: OffsetDateTime) {
    content.names = vec![format!("*.{}", domain(&content.subject.cn))];
}

pub(super) fn espace_wildcard(content: &mut Content, _: OffsetDateTime) {
    content.names = vec!["*.mssante.fr".into()];
}

pub(super) fn address(content: &mut Content, _: OffsetDateTime) {
    // Reserved for documentation (RFC 5737).
    content.names = vec!["192.0.2.1".into()];
}

pub(super) fn two_hundred(content: &mut Content, _: OffsetDateTime) {
    let domain = domain(&content.subject.cn).to_owned();
    content.names.truncate(1);
    content.names.extend((1..200).map(|number| format!("machine-{number}.{domain}")));
}

pub(super) fn nul(content: &mut Content, _: OffsetDateTime) {
    content.names = vec![format!("{}\0.autre-operateur.test", content.subject.cn)];
}

pub(super) fn space(content: &mut Content, _: OffsetDateTime) {
    content.names = vec![content.subject.cn.replacen('.', " .", 1)];
}

pub(super) fn upper_case(content: &mut Content, _: OffsetDateTime) {
    content.names = vec![content.subject.cn.to_uppercase()];
}
