// SPDX-License-Identifier: EUPL-1.2
//! The sections of a report beside its scenarios, in words: written once, for the HTML page and for the PDF.

mod identification;
mod review;

pub(super) use review::{FindingLine, ReviewLine};

use super::dates::date;
use super::quote::{localized, set_spaces};
use crate::labels::Labels;
use crate::model::{Amendment, Entry, Report, Trait};
use crate::outline::Status;
use crate::text::{Lang, Text};
use serde::Serialize;

/// One row of a table of facts: a name and a value, both in the language of the report.
#[derive(Debug, Serialize)]
pub(super) struct LabelledValue {
    pub(super) label: String,
    pub(super) value: String,
    /// True for an identifier, a number, a command: set in a monospaced face.
    pub(super) code: bool,
}

/// The sections of one report in one language.
pub(super) struct Sections<'a> {
    report: &'a Report,
    lang: Lang,
    labels: &'static Labels,
}

impl<'a> Sections<'a> {
    /// The sections of a report; nothing is written yet.
    pub(super) fn of(report: &'a Report, lang: Lang) -> Sections<'a> {
        Sections { report, lang, labels: Labels::of(lang) }
    }

    /// A row in the typeface of the text.
    fn row(&self, label: &str, value: impl Into<String>) -> LabelledValue {
        LabelledValue { label: self.spaced(label), value: value.into(), code: false }
    }

    /// A row whose value is set in a monospaced face.
    fn code(&self, label: &str, value: impl Into<String>) -> LabelledValue {
        LabelledValue { code: true, ..self.row(label, value) }
    }

    /// A row that stays when its value is absent, and then says so. Source: ISO/IEC 17025:2017, 7.8.2.1.
    fn required(&self, label: &str, value: Option<&str>) -> LabelledValue {
        self.row(label, value.unwrap_or(self.labels.general.not_given))
    }

    fn spaced(&self, words: &str) -> String {
        set_spaces(words, self.lang).into_owned()
    }

    fn localized(&self, text: &Text) -> String {
        localized(text, self.lang).into_owned()
    }

    /// Each figure that the conclusion rests on, with its status; empty before schema 3.
    pub(super) fn tally(&self) -> Vec<(Status, String)> {
        let sentences = self.report.tally.iter().flat_map(|tally| tally.sentences());
        sentences.map(|(status, text)| (status, self.localized(&text))).collect()
    }

    /// Each thing that the report does not say of whose it is; they keep it from being handed in.
    pub(super) fn identity_gaps(&self) -> Vec<String> {
        self.report.identity_gaps().iter().map(|text| self.localized(text)).collect()
    }

    /// The section *Environnement d’essai (PIXIT)*: the identity that the connector plays, then its file's values.
    pub(super) fn pixit(&self) -> Vec<LabelledValue> {
        let (labels, connector) = (&self.labels.identification, &self.report.connector);
        let method = match connector.dns_method.as_str() {
            "delegation" => labels.dns_delegation,
            "redirection" => labels.dns_redirection,
            other => other,
        };
        let mut rows = vec![
            self.code(labels.domaines, connector.domaines.join(", ")),
            self.code(labels.mx, &connector.mx),
            self.code(labels.dn, &connector.dn),
            self.row(labels.dns_method, method),
        ];
        rows.extend(self.report.pixit.iter().map(|entry| self.entry(entry)));
        rows
    }

    /// A declared value.
    fn entry(&self, entry: &Entry) -> LabelledValue {
        self.code(&self.localized(&entry.label), &entry.value)
    }

    /// The section *Annexe 1*, box by box; none when the connector's file holds no form.
    pub(super) fn annexe1(&self) -> Option<Vec<LabelledValue>> {
        let form = self.report.annexe1.as_ref()?;
        Some(form.rows.iter().map(|row| LabelledValue { code: false, ..self.entry(row) }).collect())
    }

    /// What identifies the replaced report, and why it was replaced; none when this report replaces none.
    pub(super) fn amendment(&self) -> Option<Vec<LabelledValue>> {
        let Amendment { report, issued, sha256, reason, changes: _ } = self.report.amends.as_ref()?;
        let labels = &self.labels.opening;
        Some(vec![
            self.code(labels.replaced_report, report),
            self.row(labels.replaced_issued, date(issued)),
            self.code(labels.replaced_digest, sha256),
            self.row(self.labels.general.reason, self.spaced(reason)),
        ])
    }

    /// What differs from the replaced report, one sentence each.
    pub(super) fn changes(&self) -> Vec<String> {
        self.report.amends.iter().flat_map(|amends| &amends.changes).map(|change| self.localized(change)).collect()
    }

    /// The section *Empreinte de comportement*; empty in schema 1.
    pub(super) fn fingerprint(&self) -> Vec<LabelledValue> {
        let row = |seen: &Trait| match &seen.value {
            Some(value) => self.code(&self.localized(&seen.label), value),
            None => self.row(&self.localized(&seen.label), self.labels.annexes.not_seen),
        };
        self.report.fingerprint.iter().map(row).collect()
    }
}
