// SPDX-License-Identifier: EUPL-1.2
//! The sections beside the scenarios, as the templates read them: `page.sections`.

use super::views::StatusView;
use crate::labels::Labels;
use crate::model::Report;
use crate::render::sections::{FindingLine, LabelledValue, ReviewLine, Sections};
use crate::text::Lang;
use serde::Serialize;

/// Tables of facts and lists of sentences; each is described where [`Sections`] makes it.
#[derive(Serialize)]
pub(super) struct SectionsView {
    title: Vec<LabelledValue>,
    identity_gaps: Vec<String>,
    laboratory: Vec<LabelledValue>,
    customer: Vec<LabelledValue>,
    annexe1: Option<Vec<LabelledValue>>,
    findings: Vec<FindingLine>,
    pixit: Vec<LabelledValue>,
    review: Vec<ReviewView>,
    fingerprint: Vec<LabelledValue>,
    amendment: Option<Vec<LabelledValue>>,
    changes: Vec<String>,
}

/// A row of the static review with its badge.
#[derive(Serialize)]
struct ReviewView {
    line: ReviewLine,
    status: StatusView,
}

impl SectionsView {
    /// All sections of a report in one language.
    pub(super) fn of(report: &Report, lang: Lang) -> SectionsView {
        let (sections, labels) = (Sections::of(report, lang), Labels::of(lang));
        let review = sections.review().into_iter();
        SectionsView {
            title: sections.title(),
            identity_gaps: sections.identity_gaps(),
            laboratory: sections.laboratory(),
            customer: sections.customer(),
            annexe1: sections.annexe1(),
            findings: sections.findings(),
            pixit: sections.pixit(),
            review: review.map(|line| ReviewView { status: StatusView::of(line.status, labels), line }).collect(),
            fingerprint: sections.fingerprint(),
            amendment: sections.amendment(),
            changes: sections.changes(),
        }
    }
}
