// SPDX-License-Identifier: EUPL-1.2
//! The title page and the section *Identification*. Source: ISO/IEC 17025:2017, 7.8.2.

use super::{LabelledValue, Sections};
use crate::interfaces::Interfaces;
use crate::model::Party;
use crate::render::dates::date;

impl<'a> Sections<'a> {
    /// The table below the conclusion on the title page.
    pub(in crate::render) fn title(&self) -> Vec<LabelledValue> {
        let (labels, who) = (&self.labels.identification, &self.report.identification);
        let name = |party: &'a Option<Party>| party.as_ref().map(|party| party.name.as_str());
        vec![
            self.row(labels.environment, self.environment()),
            self.required(labels.operator, name(&who.operator)),
            self.required(labels.laboratory, name(&who.laboratory)),
            self.row(labels.performed, self.performed()),
            self.row(labels.issued, self.issued()),
            self.row(labels.interfaces, self.interfaces()),
            self.row(labels.simulated, format!("{} {}", self.spaced(labels.simulators), self.report.harness.version)),
            self.row(labels.harness_version, &self.report.harness.version),
        ]
    }

    /// What the laboratory and the harness establish.
    pub(in crate::render) fn laboratory(&self) -> Vec<LabelledValue> {
        let (labels, who, harness) = (&self.labels.identification, &self.report.identification, &self.report.harness);
        let mut rows = self.party(labels.laboratory, who.laboratory.as_ref());
        rows.extend([
            self.required(labels.responsible, who.responsible.as_deref()),
            self.required(labels.performed_at, who.place.as_deref()),
            self.required(labels.received, who.received.as_deref()),
            self.row(labels.performed, self.performed()),
            self.row(labels.issued, self.issued()),
            self.code(labels.report_id, &self.report.id),
            self.row(labels.harness_version, &harness.version),
            self.code(labels.catalogue, &harness.catalogue_digest),
            self.code(labels.seed, harness.seed.to_string()),
            self.code(labels.command, &harness.command),
        ]);
        rows
    }

    /// What the customer supplies about himself and his product, and answers for.
    pub(in crate::render) fn customer(&self) -> Vec<LabelledValue> {
        let (labels, connector) = (&self.labels.identification, &self.report.connector);
        let mut rows = self.party(labels.operator, self.report.identification.operator.as_ref());
        let digest = |label, digest: &Option<String>| match digest {
            Some(digest) => self.code(label, digest),
            None => self.row(label, self.labels.general.not_given),
        };
        rows.extend([
            self.row(labels.environment, self.environment()),
            self.row(labels.connector, &connector.name),
            self.row(labels.version, &connector.version),
            self.row(labels.editor, &connector.editor),
            digest(labels.build_digest, &connector.build_digest),
            digest(labels.configuration_digest, &connector.configuration_digest),
            match &connector.file {
                Some(file) => self.code(labels.connector_file, file),
                None => self.row(labels.connector_file, labels.built_in),
            },
        ]);
        rows
    }

    /// The name of a body, and its address and contact where they are given.
    fn party(&self, label: &str, party: Option<&'a Party>) -> Vec<LabelledValue> {
        let labels = &self.labels.identification;
        let mut rows = vec![self.required(label, party.map(|party| party.name.as_str()))];
        let more = party.map(|party| [(labels.address, &party.address), (labels.contact, &party.contact)]);
        for (label, value) in more.into_iter().flatten() {
            rows.extend(value.as_deref().map(|value| self.row(label, value)));
        }
        rows
    }

    /// The space that the operator asks for in its Annexe 1.
    fn environment(&self) -> &str {
        let labels = &self.labels.identification;
        match self.report.identification.environment.as_deref() {
            Some("test") => labels.environment_test,
            Some("production") => labels.environment_production,
            Some(other) => other,
            None => self.labels.general.not_given,
        }
    }

    /// When the report was issued, UTC; unknown in schema 1.
    fn issued(&self) -> String {
        let issued = self.report.identification.issued.as_deref();
        issued.map_or_else(|| self.labels.general.not_given.to_owned(), date)
    }

    /// From the start to the end of the run, UTC.
    fn performed(&self) -> String {
        format!("{} – {}", date(&self.report.started), date(&self.report.finished))
    }

    /// Over which interfaces the run spoke.
    fn interfaces(&self) -> String {
        self.spaced(match self.report.interfaces() {
            Interfaces::Loopback => self.labels.identification.interfaces_loopback,
            Interfaces::Real => self.labels.identification.interfaces_real,
            Interfaces::Unknown => self.labels.general.not_given,
        })
    }
}
