// SPDX-License-Identifier: EUPL-1.2
//! What a dossier holds beside its scenarios, in words: said once, for the page and for the sheets.

use super::dates::date;
use super::quote::{say, set_spaces};
use crate::interfaces::Interfaces;
use crate::labels::Labels;
use crate::model::{Amendment, Entry, Finding, Party, Report, Trait};
use crate::outline::Status;
use crate::review::{Declaration, Reviewed};
use crate::text::{Lang, Text};
use serde::Serialize;

/// A name and what is said of it.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) value: String,
    /// A name, a number, a command: set as such.
    pub(super) code: bool,
}

/// One line of the static review.
#[derive(Debug, Serialize)]
pub(super) struct ReviewLine {
    pub(super) subject: String,
    /// The name of the declaration, where it has one.
    pub(super) id: String,
    pub(super) status: Status,
    pub(super) because: String,
}

/// A rule that the Annexe 1 breaks.
#[derive(Debug, Serialize)]
pub(super) struct FindingLine {
    pub(super) rule: String,
    pub(super) level: &'static str,
    pub(super) standing: &'static str,
    pub(super) source: String,
    pub(super) sentence: String,
    pub(super) value: String,
    pub(super) help: String,
}

pub(super) struct Dossier<'a> {
    report: &'a Report,
    lang: Lang,
    labels: &'static Labels,
}

impl<'a> Dossier<'a> {
    pub(super) fn of(report: &'a Report, lang: Lang) -> Dossier<'a> {
        Dossier { report, lang, labels: Labels::of(lang) }
    }

    fn line(&self, label: &str, value: impl Into<String>) -> Line {
        Line { label: self.spaced(label), value: value.into(), code: false }
    }

    fn code(&self, label: &str, value: impl Into<String>) -> Line {
        Line { code: true, ..self.line(label, value) }
    }

    /// A line that stays when nothing is known: what a test report must say, it says to be missing.
    fn given(&self, label: &str, value: Option<&str>) -> Line {
        self.line(label, value.unwrap_or(self.labels.not_given))
    }

    fn spaced(&self, words: &str) -> String {
        set_spaces(words, self.lang).into_owned()
    }

    fn said(&self, text: &Text) -> String {
        say(text, self.lang).into_owned()
    }

    pub(super) fn environment(&self) -> &str {
        match self.report.identification.environment.as_deref() {
            Some("test") => self.labels.environment_test,
            Some("production") => self.labels.environment_production,
            Some(other) => other,
            None => self.labels.not_given,
        }
    }

    fn issued(&self) -> String {
        let issued = self.report.identification.issued.as_deref();
        issued.map_or_else(|| self.labels.not_given.to_owned(), date)
    }

    fn performed(&self) -> String {
        format!("{} – {}", date(&self.report.started), date(&self.report.finished))
    }

    /// What the first sheet says below the conclusion.
    pub(super) fn title(&self) -> Vec<Line> {
        let (labels, who) = (self.labels, &self.report.identification);
        let name = |party: &'a Option<Party>| party.as_ref().map(|party| party.name.as_str());
        vec![
            self.line(labels.environment, self.environment()),
            self.given(labels.operator, name(&who.operator)),
            self.given(labels.laboratory, name(&who.laboratory)),
            self.line(labels.performed, self.performed()),
            self.line(labels.issued, self.issued()),
            self.line(labels.interfaces, self.interfaces()),
            self.line(labels.simulated, format!("{} {}", self.spaced(labels.simulators), self.report.harness.version)),
            self.line(labels.harness_version, &self.report.harness.version),
        ]
    }

    fn interfaces(&self) -> String {
        self.spaced(match self.report.interfaces() {
            Interfaces::Loopback => self.labels.interfaces_loopback,
            Interfaces::Real => self.labels.interfaces_real,
            Interfaces::Unknown => self.labels.not_given,
        })
    }

    /// Each figure that the conclusion rests on, once; none in a report that does not count them.
    pub(super) fn tally(&self) -> Vec<(Status, String)> {
        let sentences = self.report.tally.iter().flat_map(|tally| tally.sentences());
        sentences.map(|(status, text)| (status, self.said(&text))).collect()
    }

    /// What keeps the report from being handed in, beside what was tested.
    pub(super) fn unsaid(&self) -> Vec<String> {
        self.report.unsaid().iter().map(|text| self.said(text)).collect()
    }

    /// What the laboratory and the bench answer for.
    pub(super) fn laboratory(&self) -> Vec<Line> {
        let (labels, who, harness) = (self.labels, &self.report.identification, &self.report.harness);
        let mut lines = self.party(labels.laboratory, who.laboratory.as_ref());
        lines.extend([
            self.given(labels.responsible, who.responsible.as_deref()),
            self.given(labels.performed_at, who.place.as_deref()),
            self.given(labels.received, who.received.as_deref()),
            self.line(labels.performed, self.performed()),
            self.line(labels.issued, self.issued()),
            self.code(labels.report_id, &self.report.id),
            self.line(labels.harness_version, &harness.version),
            self.code(labels.catalogue, &harness.catalogue_digest),
            self.code(labels.seed, harness.seed.to_string()),
            self.code(labels.command, &harness.command),
        ]);
        lines
    }

    /// What the customer says of himself and of his product.
    pub(super) fn customer(&self) -> Vec<Line> {
        let (labels, connector) = (self.labels, &self.report.connector);
        let mut lines = self.party(labels.operator, self.report.identification.operator.as_ref());
        let digest = |label, digest: &Option<String>| match digest {
            Some(digest) => self.code(label, digest),
            None => self.line(label, labels.not_given),
        };
        lines.extend([
            self.line(labels.environment, self.environment()),
            self.line(labels.connector, &connector.name),
            self.line(labels.version, &connector.version),
            self.line(labels.editor, &connector.editor),
            digest(labels.build_digest, &connector.build_digest),
            digest(labels.configuration_digest, &connector.configuration_digest),
            match &connector.file {
                Some(file) => self.code(labels.connector_file, file),
                None => self.line(labels.connector_file, labels.built_in),
            },
        ]);
        lines
    }

    fn party(&self, label: &str, party: Option<&'a Party>) -> Vec<Line> {
        let mut lines = vec![self.given(label, party.map(|party| party.name.as_str()))];
        let more = party.map(|party| [(self.labels.address, &party.address), (self.labels.contact, &party.contact)]);
        for (label, value) in more.into_iter().flatten() {
            lines.extend(value.as_deref().map(|value| self.line(label, value)));
        }
        lines
    }

    /// Whom the connector plays, and all that the bench had to know in order to play against it.
    pub(super) fn pixit(&self) -> Vec<Line> {
        let (labels, connector) = (self.labels, &self.report.connector);
        let method = match connector.dns_method.as_str() {
            "delegation" => labels.dns_delegation,
            "redirection" => labels.dns_redirection,
            other => other,
        };
        let mut lines = vec![
            self.code(labels.domaines, connector.domaines.join(", ")),
            self.code(labels.mx, &connector.mx),
            self.code(labels.dn, &connector.dn),
            self.line(labels.dns_method, method),
        ];
        lines.extend(self.report.pixit.iter().map(|entry| self.entry(entry)));
        lines
    }

    fn entry(&self, entry: &Entry) -> Line {
        self.code(&self.said(&entry.label), &entry.value)
    }

    /// The form, box by box; none when none was given.
    pub(super) fn annexe1(&self) -> Option<Vec<Line>> {
        let form = self.report.annexe1.as_ref()?;
        Some(form.rows.iter().map(|row| Line { code: false, ..self.entry(row) }).collect())
    }

    pub(super) fn findings(&self) -> Vec<FindingLine> {
        let line = |finding: &Finding| FindingLine {
            rule: finding.rule.clone(),
            level: self.labels.level(finding.level),
            standing: self.labels.standing(finding.standing),
            source: self.spaced(&finding.source),
            sentence: self.said(&finding.sentence),
            value: finding.value.clone(),
            help: self.said(&finding.help),
        };
        self.report.annexe1.iter().flat_map(|form| &form.findings).map(line).collect()
    }

    pub(super) fn amendment(&self) -> Option<Vec<Line>> {
        let Amendment { report, issued, sha256, reason, changes: _ } = self.report.amends.as_ref()?;
        let labels = self.labels;
        Some(vec![
            self.code(labels.replaced_report, report),
            self.line(labels.replaced_issued, date(issued)),
            self.code(labels.replaced_digest, sha256),
            self.line(labels.reason, self.spaced(reason)),
        ])
    }

    pub(super) fn changes(&self) -> Vec<String> {
        self.report.amends.iter().flat_map(|amends| &amends.changes).map(|change| self.said(change)).collect()
    }

    pub(super) fn fingerprint(&self) -> Vec<Line> {
        let line = |seen: &Trait| match &seen.value {
            Some(value) => self.code(&self.said(&seen.label), value),
            None => self.line(&self.said(&seen.label), self.labels.not_seen),
        };
        self.report.fingerprint.iter().map(line).collect()
    }

    pub(super) fn review(&self) -> Vec<ReviewLine> {
        self.report.static_review().iter().map(|reviewed| self.reviewed(reviewed)).collect()
    }

    fn reviewed(&self, Reviewed { declaration, status }: &Reviewed) -> ReviewLine {
        let labels = self.labels;
        let (subject, id, because) = match declaration {
            Declaration::Capability(capability) => {
                let because = match (status, &capability.reservation) {
                    (Status::Reserved, Some(reason)) => reason.as_str(),
                    (Status::Failed, _) => labels.review_missing,
                    (Status::NotApplicable, _) => labels.review_undeclared,
                    _ if capability.mandatory => labels.review_declared,
                    _ => labels.review_optional,
                };
                (self.said(&capability.sentence), capability.id.as_str(), because.to_owned())
            }
            Declaration::Annexe1 if *status == Status::Passed => {
                (labels.annexe1.to_owned(), "", labels.review_form_right.to_owned())
            }
            Declaration::Annexe1 => (labels.annexe1.to_owned(), "", labels.review_form_absent.to_owned()),
            Declaration::Finding(finding) => {
                let subject = format!("{} – {}", labels.annexe1, self.said(&finding.sentence));
                let because = format!("{} ({})", finding.source, labels.standing(finding.standing));
                (subject, finding.rule.as_str(), because)
            }
            Declaration::Reservation(reservation) => {
                let because = match (&reservation.problem, reservation.used) {
                    (Some(problem), _) => self.said(problem),
                    (None, true) => labels.review_reservation_used.to_owned(),
                    (None, false) => labels.review_reservation_idle.to_owned(),
                };
                (labels.reservation.to_owned(), reservation.what.as_str(), because)
            }
        };
        ReviewLine { subject, id: id.to_owned(), status: *status, because: self.spaced(&because) }
    }
}
