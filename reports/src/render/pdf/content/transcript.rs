// SPDX-License-Identifier: EUPL-1.2
//! The extract of a scenario's transcript, one row an observation.

use super::{CODE, NOTE, PdfWriter};
use crate::model::{Observation, Style};
use crate::render::dates::{day_and_time, time_with_day};
use crate::render::drawing::Colour;
use crate::render::extract::Extract;
use crate::render::pdf::lines::Span;
use crate::render::pdf::table::{Cell, Columns, Table};
use crate::render::quote::wording;

impl PdfWriter<'_> {
    /// The table of an extract; its caption says how many observations are left out. Nothing for an empty one.
    pub(super) fn transcript(&mut self, extract: &Extract) {
        if extract.facts.is_empty() {
            return;
        }
        let labels = &self.labels.scenarios;
        let (day, _) = day_and_time(&self.source.started, 0.0);
        let mut caption = self.ours(&format!("{} {day}", labels.transcript_caption));
        if extract.left_out > 0 {
            let semicolon = self.labels.general.semicolon;
            caption.push_str(&self.ours(&format!("{semicolon} + {} {}", extract.left_out, labels.left_out)));
        }
        let head = self.head(&[labels.number, labels.time, labels.place, labels.fact]);
        let columns = Columns { shares: &[0.5, 1.1, 1.1, 6.3], named_rows: false };
        let table = Table::begin(&mut self.flow, columns, &[Span::new(caption, NOTE)], head);
        for fact in &extract.facts {
            let row = self.fact(fact);
            table.row(&mut self.flow, row);
        }
        table.end(&mut self.flow);
    }

    fn fact(&self, fact: &Observation) -> Vec<Cell> {
        let small = CODE.coloured(Colour::Grey);
        let line = if fact.style == Style::Fault { CODE.coloured(Colour::Red) } else { CODE };
        let style = self.labels.style(&fact.style);
        vec![
            vec![Span::new(fact.number.to_string(), small)],
            vec![Span::new(time_with_day(&self.source.started, fact.at_ms), small)],
            vec![Span::new(self.quote(&fact.place), NOTE)],
            vec![
                Span::new(format!("{} ", self.quote(style)), NOTE),
                Span::new(self.quote(&wording(&fact.line, self.lang)), line),
            ],
        ]
    }
}
