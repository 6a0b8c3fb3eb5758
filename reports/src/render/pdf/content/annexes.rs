// SPDX-License-Identifier: EUPL-1.2
//! What qualifies the results: reservations, parameters, departures from the method, what was not tested.

use super::{BODY, CELL, CODE, NOTE, PdfWriter, STRONG};
use crate::model::{Parameter, Requirement, Reservation};
use crate::outline::Status;
use crate::render::announced::{accepted_by, mended_by};
use crate::render::drawing::Colour;
use crate::render::pdf::lines::Span;
use crate::render::pdf::table::Cell;

impl PdfWriter<'_> {
    /// The section *Réserves*.
    pub(super) fn reservations(&mut self) {
        let (labels, general) = (&self.labels.declarations, &self.labels.general);
        self.heading(1, labels.reservations);
        if self.source.reservations.is_empty() {
            self.paragraph(labels.no_reservations, BODY);
            return;
        }
        let rows = self.source.reservations.iter().map(|reservation| self.reservation(reservation)).collect();
        let head = [labels.what, general.reason, labels.used, labels.problem];
        self.table(&[2.2, 2.6, 0.8, 1.6], labels.reservations_caption, &head, rows);
    }

    fn reservation(&self, reservation: &Reservation) -> Vec<Cell> {
        let (labels, general) = (&self.labels.declarations, &self.labels.general);
        let problem = match &reservation.problem {
            Some(problem) => vec![Span::new(self.localized(problem), STRONG.coloured(Colour::Red))],
            None => self.cell(general.none),
        };
        let mut reason = self.cell(&self.prose(&reservation.reason));
        // Before schema 3 a reservation has neither date nor acceptance.
        if self.source.tally.is_some() {
            let mended = self.quote(&mended_by(reservation, self.lang));
            let accepted = self.quote(&accepted_by(reservation, self.lang));
            let (by, who, colon) = (labels.mended_by, labels.accepted_by, general.colon);
            reason.push(Span::new(self.ours(&format!("\n{by}{colon} {mended}\n{who}{colon} {accepted}")), NOTE));
        }
        let used = if reservation.used { general.yes } else { general.no };
        vec![self.code(&reservation.what), reason, self.cell(used), problem]
    }

    /// The section *Paramètres*.
    pub(super) fn parameters(&mut self) {
        let (labels, general) = (&self.labels.declarations, &self.labels.general);
        self.heading(1, labels.parameters);
        let row = |parameter: &Parameter| -> Vec<Cell> {
            let origin = if parameter.overridden {
                vec![Span::new(labels.overridden, STRONG)]
            } else {
                self.cell(labels.by_default)
            };
            let value = self.cell(&self.quote(&parameter.value));
            vec![self.code(&parameter.id), value, origin, self.cell(&self.localized(&parameter.reason))]
        };
        let rows = self.source.parameters.iter().map(row).collect();
        let head = [labels.parameter, general.value, labels.origin, general.reason];
        self.table(&[1.7, 0.9, 1.0, 3.4], labels.parameters_intro, &head, rows);
    }

    /// The section *Écarts par rapport à la méthode*.
    pub(super) fn deviations(&mut self) {
        let (report, labels) = (self.source, &self.labels.annexes);
        self.heading(1, labels.deviations);
        self.paragraph(labels.deviations_intro, NOTE);
        if report.deviations.is_empty() {
            self.paragraph(labels.no_deviations, BODY);
            return;
        }
        let items = report.deviations.iter().map(|deviation| vec![Span::new(self.localized(deviation), CELL)]);
        self.list(items.collect());
    }

    /// The section *Ce qui n’a pas été testé*: scenarios left out, requirements not judged, requirements not covered.
    pub(super) fn not_tested(&mut self) {
        let (report, labels) = (self.source, &self.labels.annexes);
        self.heading(1, labels.not_tested);
        self.paragraph(labels.not_tested_intro, BODY);
        self.heading(2, labels.scenarios_not_applicable);
        let item = |id: &str, reason: Option<String>| -> Vec<Span> {
            let reason = reason.map(|reason| Span::new(format!(" – {reason}"), CELL));
            std::iter::once(Span::new(self.quote(id), CODE)).chain(reason).collect()
        };
        let left_out = report.ended(&[Status::NotApplicable]);
        let scenarios: Vec<_> = left_out
            .map(|scenario| item(&scenario.id, scenario.not_applicable.as_ref().map(|reason| self.localized(reason))))
            .collect();
        let uncovered = report.requirements.iter().filter(|row| row.status() == Status::NotCovered);
        let requirements: Vec<_> =
            uncovered.map(|row| item(&row.id, row.not_covered.as_ref().map(|reason| self.localized(reason)))).collect();
        self.list(scenarios);
        if report.tally.is_some() {
            self.heading(2, labels.requirements_not_judged);
            self.not_judged();
        }
        self.heading(2, labels.requirements_not_covered);
        self.list(requirements);
    }

    /// Each requirement that is not judged, or in part, with the scenarios that are missing. Since schema 3.
    fn not_judged(&mut self) {
        let open = |row: &&Requirement| matches!(row.status(), Status::InPart | Status::NotJudged);
        let items = self.source.requirements.iter().filter(open).map(|row| {
            let missing = row.unjudged.iter().map(|m| format!("\n{} – {}", m.scenario, self.localized(&m.because)));
            let head = [
                Span::new(self.quote(&row.id), CODE),
                Span::new(format!(" – {}", self.labels.status(row.status())), STRONG),
            ];
            head.into_iter().chain(missing.map(|words| Span::new(self.quote(&words), NOTE))).collect()
        });
        let items: Vec<Vec<Span>> = items.collect();
        self.list(items);
    }
}
