// SPDX-License-Identifier: EUPL-1.2
//! The last sections: what the harness detects, how the connector shows itself, what is replaced or withheld; the end.

use super::{BODY, CELL, CODE, PdfWriter};
use crate::model::SeededFault;
use crate::render::drawing::{Colour, Segment};
use crate::render::pdf::flow::{LEFT, WIDTH};
use crate::render::pdf::lines::Span;
use crate::render::pdf::sheet::Graphic;
use crate::render::pdf::table::Cell;
use crate::render::sections::Sections;

impl PdfWriter<'_> {
    /// The defects that the harness is proved to detect; left out in schema 1.
    pub(super) fn seeded_faults(&mut self) {
        if self.source.seeded_faults.is_empty() {
            return;
        }
        let labels = &self.labels.annexes;
        self.heading(1, labels.seeded_faults);
        let row = |fault: &SeededFault| -> Vec<Cell> {
            let sentence = format!("{}\n", self.localized(&fault.sentence));
            let id = Span::new(self.quote(&fault.id), CODE.coloured(Colour::Grey));
            vec![vec![Span::new(sentence, CELL), id], self.code(&fault.caught_by.join("\n"))]
        };
        let rows = self.source.seeded_faults.iter().map(row).collect();
        self.table(&[3.0, 2.6], labels.seeded_caption, &[labels.defect, labels.caught_by], rows);
    }

    /// The section *Empreinte de comportement*; left out when nothing was seen.
    pub(super) fn fingerprint(&mut self) {
        let rows = Sections::of(self.source, self.lang).fingerprint();
        if !rows.is_empty() {
            self.heading(1, self.labels.annexes.fingerprint);
            self.captioned_facts(self.labels.annexes.fingerprint_caption, &rows);
        }
    }

    /// The section *Amendements*: the replaced report and what differs from it.
    pub(super) fn amendments(&mut self) {
        let labels = &self.labels.opening;
        self.heading(1, labels.amends);
        let sections = Sections::of(self.source, self.lang);
        let Some(rows) = sections.amendment() else {
            self.paragraph(labels.no_amends, BODY);
            return;
        };
        self.captioned_facts(labels.amends_caption, &rows);
        self.heading(2, labels.changes);
        let changes = sections.changes();
        self.list(changes.iter().map(|change| vec![Span::new(self.quote(change), CELL)]).collect());
    }

    /// The numbers of the observations that this copy does not hold; left out when it holds all.
    pub(super) fn withheld(&mut self) {
        let numbers: Vec<String> = self.source.withheld.iter().map(|number| format!("#{number}")).collect();
        if !numbers.is_empty() {
            self.heading(1, self.labels.general.withheld_here);
            self.flow.paragraph(&[Span::new(numbers.join(", "), CODE)]);
        }
    }

    /// The place to sign, unless the report cannot be handed in; then the sign that nothing follows.
    pub(super) fn closing(&mut self) {
        let general = &self.labels.general;
        if !self.source.is_barred() {
            self.heading(1, general.signature);
            for label in [general.signature_name, general.signature_date, general.signature_sign] {
                self.signature_line(label);
            }
        }
        self.flow.end_sections(1);
        self.flow.add_space(26.0);
        self.flow.need_height(30.0);
        let words = format!("— {} {} —", general.end, self.quote(&self.source.id));
        self.flow.paragraph(&[Span::new(words, BODY.coloured(Colour::Grey))]);
    }

    /// A label and an empty line to write on.
    fn signature_line(&mut self, label: &str) {
        self.flow.need_height(40.0);
        self.flow.y += 14.0;
        let words = self.ours(label);
        self.flow.paragraph(&[Span::new(words, CELL.coloured(Colour::Grey))]);
        let y = self.flow.y - 5.0;
        let (from, to) = ([LEFT + 110.0, y], [LEFT + WIDTH * 0.8, y]);
        let segment = Segment { from, to, colour: Colour::Dark, dashed: false };
        self.flow.draw(None, Graphic::Line { segment, width: 0.6 });
    }
}
