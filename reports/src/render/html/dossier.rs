// SPDX-License-Identifier: EUPL-1.2
//! The dossier around the scenarios, ready for the templates.

use super::page::{Mark, mark};
use crate::labels::Labels;
use crate::model::Report;
use crate::render::dossier::{Dossier, FindingLine, Line, ReviewLine};
use crate::text::Lang;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Sections {
    title: Vec<Line>,
    unsaid: Vec<String>,
    laboratory: Vec<Line>,
    customer: Vec<Line>,
    annexe1: Option<Vec<Line>>,
    findings: Vec<FindingLine>,
    pixit: Vec<Line>,
    review: Vec<Reviewed>,
    fingerprint: Vec<Line>,
    amendment: Option<Vec<Line>>,
    changes: Vec<String>,
}

#[derive(Serialize)]
struct Reviewed {
    line: ReviewLine,
    mark: Mark,
}

impl Sections {
    pub(super) fn of(report: &Report, lang: Lang) -> Sections {
        let (dossier, labels) = (Dossier::of(report, lang), Labels::of(lang));
        let review = dossier.review().into_iter();
        Sections {
            title: dossier.title(),
            unsaid: dossier.unsaid(),
            laboratory: dossier.laboratory(),
            customer: dossier.customer(),
            annexe1: dossier.annexe1(),
            findings: dossier.findings(),
            pixit: dossier.pixit(),
            review: review.map(|line| Reviewed { mark: mark(line.status, labels), line }).collect(),
            fingerprint: dossier.fingerprint(),
            amendment: dossier.amendment(),
            changes: dossier.changes(),
        }
    }
}
