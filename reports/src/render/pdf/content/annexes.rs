// SPDX-License-Identifier: EUPL-1.2
//! What qualifies the results: reservations, parameters, departures, what was not tested, what the bench is known to
//! catch, what the report replaces and withholds; who answers for it, and the end.

use super::{BODY, CELL, CODE, NOTE, Pen, STRONG};
use crate::model::Requirement;
use crate::outline::Status;
use crate::render::announced::{accepted_by, mended_by};
use crate::render::dossier::Dossier;
use crate::render::drawing::Tone;
use crate::render::pdf::flow::{LEFT, WIDTH};
use crate::render::pdf::sheet::Ink;
use crate::render::pdf::table::Cell;
use crate::render::pdf::words::Span;

impl Pen<'_> {
    pub(super) fn reservations(&mut self) {
        self.heading(1, self.labels.reservations);
        let labels = self.labels;
        if self.report.reservations.is_empty() {
            self.paragraph(labels.no_reservations, BODY);
            return;
        }
        let counted = self.report.tally.is_some();
        let row = |reservation: &crate::model::Reservation| -> Vec<Cell> {
            let problem = match &reservation.problem {
                Some(problem) => vec![Span::new(self.say(problem), STRONG.toned(Tone::Red))],
                None => self.cell(labels.none),
            };
            let used = if reservation.used { labels.yes } else { labels.no };
            let mut reason = self.cell(&self.prose(&reservation.reason));
            if counted {
                let mended = self.quote(&mended_by(reservation, self.lang));
                let accepted = self.quote(&accepted_by(reservation, self.lang));
                let (by, who, colon) = (labels.mended_by, labels.accepted_by, labels.colon);
                reason.push(Span::new(self.ours(&format!("\n{by}{colon} {mended}\n{who}{colon} {accepted}")), NOTE));
            }
            vec![self.code(&reservation.what), reason, self.cell(used), problem]
        };
        let rows = self.report.reservations.iter().map(row).collect();
        let head = [labels.what, labels.reason, labels.used, labels.problem];
        self.table(&[2.2, 2.6, 0.8, 1.6], labels.reservations_caption, &head, rows);
    }

    pub(super) fn parameters(&mut self) {
        self.heading(1, self.labels.parameters);
        let labels = self.labels;
        let row = |parameter: &crate::model::Parameter| -> Vec<Cell> {
            let origin = if parameter.overridden {
                vec![Span::new(labels.overridden, STRONG)]
            } else {
                self.cell(labels.by_default)
            };
            let value = self.cell(&self.quote(&parameter.value));
            vec![self.code(&parameter.id), value, origin, self.cell(&self.say(&parameter.reason))]
        };
        let rows = self.report.parameters.iter().map(row).collect();
        let head = [labels.parameter, labels.value, labels.origin, labels.reason];
        self.table(&[1.7, 0.9, 1.0, 3.4], labels.parameters_intro, &head, rows);
    }

    pub(super) fn not_tested(&mut self) {
        self.heading(1, self.labels.not_tested);
        self.paragraph(self.labels.not_tested_intro, BODY);
        self.heading(2, self.labels.scenarios_not_applicable);
        let reasons = self.report.ended(&[Status::NotApplicable]);
        let item = |id: &str, reason: Option<String>| -> Vec<Span> {
            let reason = reason.map(|reason| Span::new(format!(" – {reason}"), CELL));
            std::iter::once(Span::new(self.quote(id), CODE)).chain(reason).collect()
        };
        let scenarios: Vec<_> = reasons
            .map(|scenario| item(&scenario.id, scenario.not_applicable.as_ref().map(|reason| self.say(reason))))
            .collect();
        let uncovered = self.report.requirements.iter().filter(|row| row.status() == Status::NotCovered);
        let requirements: Vec<_> =
            uncovered.map(|row| item(&row.id, row.not_covered.as_ref().map(|reason| self.say(reason)))).collect();
        self.list(scenarios);
        if self.report.tally.is_some() {
            self.heading(2, self.labels.requirements_not_judged);
            self.not_judged();
        }
        self.heading(2, self.labels.requirements_not_covered);
        self.list(requirements);
    }

    /// Each requirement that is not judged, or in part, with the scenarios that are missing.
    fn not_judged(&mut self) {
        let half = |row: &&Requirement| matches!(row.status(), Status::InPart | Status::NotJudged);
        let items = self.report.requirements.iter().filter(half).map(|row| {
            let missing = row.unjudged.iter().map(|m| format!("\n{} – {}", m.scenario, self.say(&m.because)));
            let head = [
                Span::new(self.quote(&row.id), CODE),
                Span::new(format!(" – {}", self.labels.status(row.status())), STRONG),
            ];
            head.into_iter().chain(missing.map(|words| Span::new(self.quote(&words), NOTE))).collect()
        });
        let items: Vec<Vec<Span>> = items.collect();
        self.list(items);
    }

    pub(super) fn deviations(&mut self) {
        self.heading(1, self.labels.deviations);
        self.paragraph(self.labels.deviations_intro, NOTE);
        let report = self.report;
        if report.deviations.is_empty() {
            self.paragraph(self.labels.no_deviations, BODY);
            return;
        }
        let items = report.deviations.iter().map(|deviation| vec![Span::new(self.say(deviation), CELL)]).collect();
        self.list(items);
    }

    /// What this bench has been seen to catch; reports of earlier versions do not say it.
    pub(super) fn seeded_faults(&mut self) {
        if self.report.seeded_faults.is_empty() {
            return;
        }
        self.heading(1, self.labels.seeded_faults);
        let labels = self.labels;
        let row = |fault: &crate::model::SeededFault| -> Vec<Cell> {
            let sentence = format!("{}\n", self.say(&fault.sentence));
            let id = Span::new(self.quote(&fault.id), CODE.toned(Tone::Soft));
            vec![vec![Span::new(sentence, CELL), id], self.code(&fault.caught_by.join("\n"))]
        };
        let rows = self.report.seeded_faults.iter().map(row).collect();
        self.table(&[3.0, 2.6], labels.seeded_caption, &[labels.defect, labels.caught_by], rows);
    }

    pub(super) fn fingerprint(&mut self) {
        let lines = Dossier::of(self.report, self.lang).fingerprint();
        if !lines.is_empty() {
            self.heading(1, self.labels.fingerprint);
            self.told(self.labels.fingerprint_caption, &lines);
        }
    }

    pub(super) fn amends(&mut self) {
        self.heading(1, self.labels.amends);
        let dossier = Dossier::of(self.report, self.lang);
        let Some(lines) = dossier.amendment() else {
            self.paragraph(self.labels.no_amends, BODY);
            return;
        };
        self.told(self.labels.amends_caption, &lines);
        self.heading(2, self.labels.changes);
        let changes = dossier.changes();
        self.list(changes.iter().map(|change| vec![Span::new(self.quote(change), CELL)]).collect());
    }

    /// The evidence that this copy does not show, by its numbers.
    pub(super) fn withheld(&mut self) {
        let numbers: Vec<String> = self.report.withheld.iter().map(|number| format!("#{number}")).collect();
        if !numbers.is_empty() {
            self.heading(1, self.labels.withheld_here);
            self.flow.paragraph(&[Span::new(numbers.join(", "), CODE)]);
        }
    }

    /// The place to sign, unless nobody may hand the report in; then the mark that nothing follows.
    pub(super) fn end(&mut self) {
        if !self.report.is_barred() {
            self.heading(1, self.labels.signature);
            let labels = self.labels;
            for label in [labels.signature_name, labels.signature_date, labels.signature_sign] {
                self.flow.need(40.0);
                self.flow.y += 14.0;
                let words = self.ours(label);
                self.flow.paragraph(&[Span::new(words, CELL.toned(Tone::Soft))]);
                let y = self.flow.y - 5.0;
                let line = Ink::Line {
                    from: [LEFT + 110.0, y],
                    to: [LEFT + WIDTH * 0.8, y],
                    width: 0.6,
                    tone: Tone::Ink,
                    dashed: false,
                };
                self.flow.mark(None, line);
            }
        }
        self.flow.end_sections(1);
        self.flow.space(26.0);
        self.flow.need(30.0);
        let words = format!("— {} {} —", self.labels.end, self.quote(&self.report.id));
        self.flow.paragraph(&[Span::new(words, BODY.toned(Tone::Soft))]);
    }
}
