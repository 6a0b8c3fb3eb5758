// SPDX-License-Identifier: EUPL-1.2
//! The static conformance review: what the declarations alone say, line by line.
//!
//! Source: ISO/IEC 9646, static conformance summary. The conclusion, which is about the connector, does not count it.

use crate::model::{Capability, Finding, Level, Report, Reservation};
use crate::outline::Status;

/// One declaration, and what the review finds of it: a row of the section *Conformité statique*.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reviewed<'a> {
    /// What is declared.
    pub(crate) declaration: Declaration<'a>,
    /// The result of the review.
    pub(crate) status: Status,
}

/// What the customer declares.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Declaration<'a> {
    /// A line of the PICS.
    Capability(&'a Capability),
    /// No Annexe 1, or one that breaks no mandatory rule.
    Annexe1,
    /// A mandatory rule of the Annexe 1 that is broken.
    Finding(&'a Finding),
    /// A failure that the connector's file announces.
    Reservation(&'a Reservation),
}

impl Report {
    /// Every declaration in the order of the report: capabilities, Annexe 1, reservations.
    pub(crate) fn static_review(&self) -> Vec<Reviewed<'_>> {
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

/// Failed: mandatory, neither declared nor announced as missing.
fn of_capability(capability: &Capability) -> Reviewed<'_> {
    let status = match (capability.declared, capability.mandatory, &capability.reservation) {
        (true, ..) => Status::Passed,
        (false, false, _) => Status::NotApplicable,
        (false, true, Some(_)) => Status::Reserved,
        (false, true, None) => Status::Failed,
    };
    Reviewed { declaration: Declaration::Capability(capability), status }
}

/// Failed: the reservation itself is wrong. Not applicable: it covers nothing in a run of part of the catalogue.
fn of_reservation(reservation: &Reservation) -> Reviewed<'_> {
    let status = match (&reservation.problem, reservation.used) {
        (Some(_), _) => Status::Failed,
        (None, true) => Status::Reserved,
        (None, false) => Status::NotApplicable,
    };
    Reviewed { declaration: Declaration::Reservation(reservation), status }
}
