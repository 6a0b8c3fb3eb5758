// SPDX-License-Identifier: EUPL-1.2
use crate::Subject;
use crate::rdn::{self, attribute};

/// The natural person that a PRO certificate names: one RDN of three attributes, which rcgen cannot encode.
///
/// Seen on cards; inferred for software certificates.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Person {
    /// The family name (SN).
    pub surname: String,
    /// The first name (GN).
    pub given_name: String,
    /// The profession, as `Médecin`.
    pub title: String,
}

impl Person {
    /// The subject of an employee: C, ST, O, OU, title, then `SN+CN+GN`; `subject.cn` is the identifier.
    pub(crate) fn subject(&self, subject: &Subject) -> Vec<Vec<u8>> {
        let mut rdns = rdn::of_subject(subject);
        rdns.pop();
        rdns.push(rdn::set(&[attribute(rdn::TITLE, &self.title)]));
        rdns.push(rdn::set(&[
            attribute(rdn::SURNAME, &self.surname),
            attribute(rdn::CN, &subject.cn),
            attribute(rdn::GIVEN_NAME, &self.given_name),
        ]));
        rdns
    }
}
