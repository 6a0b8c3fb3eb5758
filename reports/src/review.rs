// SPDX-License-Identifier: EUPL-1.2
//! The static conformance review: what the declarations alone say, line by line. Source: ISO 9646, static conformance
//! summary.

use crate::model::{Capability, Finding, Level, Report, Reservation};
use crate::outline::Status;

/// One declaration, and what the review makes of it.
#[derive(Debug, Clone, Copy)]
pub struct Reviewed<'a> {
    pub declaration: Declaration<'a>,
    pub status: Status,
}

#[derive(Debug, Clone, Copy)]
pub enum Declaration<'a> {
    Capability(&'a Capability),
    /// No Annexe 1, or one that breaks no mandatory rule.
    Annexe1,
    /// A mandatory rule of the Annexe 1 that is broken.
    Finding(&'a Finding),
    Reservation(&'a Reservation),
}

impl Report {
    /// Every declaration in the order of the dossier: capabilities, Annexe 1, reservations.
    pub fn static_review(&self) -> Vec<Reviewed<'_>> {
        let mut review: Vec<Reviewed> = self.capabilities.iter().map(of_capability).collect();
        let findings = self.annexe1.iter().flat_map(|form| &form.findings);
        let broken = findings.filter(|finding| finding.level == Level::Must);
        let broken: Vec<Reviewed> = broken
            .map(|finding| Reviewed { declaration: Declaration::Finding(finding), status: Status::Failed })
            .collect();
        if broken.is_empty() {
            let status = if self.annexe1.is_some() { Status::Passed } else { Status::NotCovered };
            review.push(Reviewed { declaration: Declaration::Annexe1, status });
        }
        review.extend(broken);
        review.extend(self.reservations.iter().map(of_reservation));
        review
    }
}

fn of_capability(capability: &Capability) -> Reviewed<'_> {
    let status = match (capability.declared, capability.mandatory, &capability.reservation) {
        (true, ..) => Status::Passed,
        (false, false, _) => Status::NotApplicable,
        (false, true, Some(_)) => Status::Reserved,
        (false, true, None) => Status::Failed,
    };
    Reviewed { declaration: Declaration::Capability(capability), status }
}

fn of_reservation(reservation: &Reservation) -> Reviewed<'_> {
    let status = match (&reservation.problem, reservation.used) {
        (Some(_), _) => Status::Failed,
        (None, true) => Status::Reserved,
        (None, false) => Status::NotApplicable,
    };
    Reviewed { declaration: Declaration::Reservation(reservation), status }
}
