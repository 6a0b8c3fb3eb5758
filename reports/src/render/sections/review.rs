// SPDX-License-Identifier: EUPL-1.2
//! The sections *Contrôles de l’Annexe 1* and *Conformité statique*.

use super::Sections;
use crate::model::{Capability, Finding, Reservation};
use crate::outline::Status;
use crate::review::{Declaration, Reviewed};
use serde::Serialize;

/// One row of the static review.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ReviewLine {
    /// The declaration, in a sentence.
    pub(in crate::render) subject: String,
    /// The id of the declaration; empty when it has none.
    pub(in crate::render) id: String,
    pub(in crate::render) status: Status,
    pub(in crate::render) because: String,
}

/// A rule that the Annexe 1 breaks.
#[derive(Debug, Serialize)]
pub(in crate::render) struct FindingLine {
    /// The id of the rule.
    pub(in crate::render) rule: String,
    pub(in crate::render) level: &'static str,
    pub(in crate::render) standing: &'static str,
    pub(in crate::render) source: String,
    /// What is wrong.
    pub(in crate::render) sentence: String,
    /// What stands in the box.
    pub(in crate::render) value: String,
    /// What to write instead.
    pub(in crate::render) help: String,
}

impl Sections<'_> {
    /// The rules that the Annexe 1 breaks, in the order of the report.
    pub(in crate::render) fn findings(&self) -> Vec<FindingLine> {
        let line = |finding: &Finding| FindingLine {
            rule: finding.rule.clone(),
            level: self.labels.level(finding.level),
            standing: self.labels.standing(finding.standing),
            source: self.spaced(&finding.source),
            sentence: self.localized(&finding.sentence),
            value: finding.value.clone(),
            help: self.localized(&finding.help),
        };
        self.report.annexe1.iter().flat_map(|form| &form.findings).map(line).collect()
    }

    /// The static review, one row a declaration.
    pub(in crate::render) fn review(&self) -> Vec<ReviewLine> {
        self.report.static_review().iter().map(|reviewed| self.reviewed(reviewed)).collect()
    }

    /// A declaration in words.
    fn reviewed(&self, Reviewed { declaration, status }: &Reviewed) -> ReviewLine {
        let (annexe1, labels) = (self.labels.declarations.annexe1, &self.labels.declarations);
        let (subject, id, because) = match declaration {
            Declaration::Capability(capability) => {
                let because = self.capability(capability, *status).to_owned();
                (self.localized(&capability.sentence), capability.id.as_str(), because)
            }
            Declaration::Annexe1 if *status == Status::Passed => {
                (annexe1.to_owned(), "", labels.review_form_right.to_owned())
            }
            Declaration::Annexe1 => (annexe1.to_owned(), "", labels.review_form_absent.to_owned()),
            Declaration::Finding(finding) => {
                let subject = format!("{annexe1} – {}", self.localized(&finding.sentence));
                let because = format!("{} ({})", finding.source, self.labels.standing(finding.standing));
                (subject, finding.rule.as_str(), because)
            }
            Declaration::Reservation(reservation) => {
                let subject = self.labels.general.reservation.to_owned();
                (subject, reservation.what.as_str(), self.reservation(reservation))
            }
        };
        ReviewLine { subject, id: id.to_owned(), status: *status, because: self.spaced(&because) }
    }

    /// Why a capability has its status.
    fn capability<'c>(&self, capability: &'c Capability, status: Status) -> &'c str {
        let labels = &self.labels.declarations;
        match (status, &capability.reservation) {
            (Status::Reserved, Some(reason)) => reason.as_str(),
            (Status::Failed, _) => labels.review_missing,
            (Status::NotApplicable, _) => labels.review_undeclared,
            _ if capability.mandatory => labels.review_declared,
            _ => labels.review_optional,
        }
    }

    /// Why a reservation has its status.
    fn reservation(&self, reservation: &Reservation) -> String {
        let labels = &self.labels.declarations;
        match (&reservation.problem, reservation.used) {
            (Some(problem), _) => self.localized(problem),
            (None, true) => labels.review_reservation_used.to_owned(),
            (None, false) => labels.review_reservation_idle.to_owned(),
        }
    }
}
