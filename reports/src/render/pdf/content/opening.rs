// SPDX-License-Identifier: EUPL-1.2
//! The title page and the summary.

use super::{BODY, CELL, CODE, NOTE, PdfWriter, STRONG};
use crate::render::drawing::{Colour, Face};
use crate::render::pdf::flow::WIDTH;
use crate::render::pdf::lines::{Span, Style};
use crate::render::pdf::sheet::{Heading, Place};
use crate::render::pdf::table::Cell;
use crate::render::sections::{LabelledValue, Sections};
use krilla::tagging::Tag;
use std::num::NonZeroU16;

/// The title of the report.
const TITLE: Style = Style::new(Face::Strong, 25.0, Colour::Dark);
/// The name and the version of the product.
const PRODUCT: Style = Style::new(Face::Text, 15.0, Colour::Dark);
/// The first line of a red panel.
const ALERT: Style = Style::new(Face::Strong, 13.0, Colour::Red);
/// The space below a panel, in points.
const BELOW_PANEL: f32 = 12.0;
/// The most characters of a name on the title page; the section *Identification* has the rest.
const MAX_NAME: usize = 120;

impl PdfWriter<'_> {
    /// What was tested, what bars the report, its conclusion, its scope, and who is concerned.
    pub(super) fn title_page(&mut self) {
        let connector = &self.source.connector;
        let product = format!("{} {}", self.short(&connector.name), self.short(&connector.version));
        let editor = self.short(&connector.editor);
        let identifier = format!("{} {}", self.labels.general.report, self.short(&self.source.id));
        self.flow.y += 40.0;
        self.flow.paragraph(&[Span::new(identifier, NOTE)]);
        self.flow.y += 6.0;
        let title = self.ours(self.labels.general.title);
        let node = self.flow.layout.tree.leaf(Tag::Hn(NonZeroU16::MIN, Some(title.clone())));
        self.flow.lines(node, &[Span::new(title, TITLE)], 0.0, WIDTH);
        self.flow.y += 10.0;
        self.flow.paragraph(&[Span::new(product, PRODUCT)]);
        self.flow.paragraph(&[Span::new(editor, BODY.coloured(Colour::Grey))]);
        self.flow.y += 22.0;
        if self.source.interrupted {
            self.interrupted();
        }
        if self.source.is_barred() {
            self.barred();
        }
        self.amendment();
        self.conclusion();
        self.rule_and_scope();
    }

    /// The beginning of a name: one without end would push the conclusion off the title page.
    fn short(&self, words: &str) -> String {
        let words = self.quote(words);
        match words.char_indices().nth(MAX_NAME) {
            Some((end, _)) => format!("{}…", &words[..end]),
            None => words,
        }
    }

    /// That the run was broken off.
    fn interrupted(&mut self) {
        let opening = &self.labels.opening;
        let words = [
            vec![Span::new(format!("⚠ {}", self.ours(opening.interrupted)), ALERT)],
            vec![Span::new(self.ours(opening.interrupted_text), CELL.coloured(Colour::Red))],
        ];
        self.panel(Colour::Red, &words);
        self.flow.y += BELOW_PANEL;
    }

    /// Why nobody may hand the report in.
    fn barred(&mut self) {
        let (connector, opening) = (&self.source.connector, &self.labels.opening);
        let mut words = vec![vec![Span::new(format!("⚠ {}", self.ours(opening.rehearsal)), ALERT)]];
        let small = CELL.coloured(Colour::Red);
        if connector.reference {
            words.push(vec![Span::new(self.ours(opening.rehearsal_reference), small)]);
        }
        if let Some(mutation) = &connector.mutation {
            let name = Span::new(self.quote(mutation), CODE.coloured(Colour::Red));
            words.push(vec![Span::new(format!("{} ", self.ours(opening.rehearsal_mutation)), small), name]);
        }
        let gaps = Sections::of(self.source, self.lang).identity_gaps();
        if !gaps.is_empty() {
            words.push(vec![Span::new(self.ours(opening.identity_gaps), small)]);
        }
        words.extend(gaps.iter().map(|gap| vec![Span::new(format!("– {}", self.short(gap)), small)]));
        self.panel(Colour::Red, &words);
        self.flow.y += BELOW_PANEL;
    }

    /// The conclusion and every figure that it rests on; bookmarks and table of contents lead to it.
    fn conclusion(&mut self) {
        let (conclusion, heading) = (&self.source.conclusion, self.labels.opening.conclusion);
        let status = conclusion.kind.status();
        let word = format!("{} {}", status.symbol(), self.labels.conclusion(conclusion.kind));
        let mut words = vec![
            vec![Span::new(heading, STRONG.coloured(Colour::Grey))],
            vec![Span::new(word, Style::new(Face::Strong, 21.0, Colour::of(status)))],
            vec![Span::new(self.localized(&conclusion.because), Style::new(Face::Text, 10.5, Colour::Dark))],
        ];
        words.extend(Sections::of(self.source, self.lang).tally().into_iter().map(|(status, sentence)| {
            let symbol = Span::new(format!("{} ", status.symbol()), STRONG.coloured(Colour::of(status)));
            vec![symbol, Span::new(sentence, CELL)]
        }));
        let place = Place { sheet: self.flow.sheet(), y: self.flow.y };
        self.panel(Colour::of(status), &words);
        self.flow.layout.headings.push(Heading { level: 1, words: heading.to_owned(), place });
    }

    /// The decision rule, the scope of the results (ISO/IEC 17025:2017, 7.8.2.1), and the table of the title page.
    fn rule_and_scope(&mut self) {
        let opening = &self.labels.opening;
        self.flow.y += 14.0;
        let rule = self.ours(&format!("{}{} ", opening.rule, self.labels.general.colon));
        let text = self.ours(opening.rule_text);
        self.flow.paragraph(&[Span::new(rule, STRONG), Span::new(text, CELL.coloured(Colour::Grey))]);
        self.flow.y += 4.0;
        self.paragraph(opening.scope, CELL.coloured(Colour::Grey));
        self.flow.y += 14.0;
        let rows = Sections::of(self.source, self.lang).title();
        self.plain_facts(&rows);
    }

    /// The replaced report, of which every copy is void.
    fn amendment(&mut self) {
        let Some(rows) = Sections::of(self.source, self.lang).amendment() else { return };
        let title = vec![Span::new(self.ours(self.labels.opening.amended), STRONG.coloured(Colour::Amber))];
        let line = |row: &LabelledValue| {
            let label = self.ours(&format!("{}{} ", row.label, self.labels.general.colon));
            vec![Span::new(label, CELL.coloured(Colour::Grey)), Span::new(self.short(&row.value), CELL)]
        };
        let words: Vec<Cell> = std::iter::once(title).chain(rows.iter().map(line)).collect();
        self.panel(Colour::Amber, &words);
        self.flow.y += BELOW_PANEL;
    }

    /// The section *Résumé*: the number of scenarios of each status.
    pub(super) fn summary(&mut self) {
        self.heading(1, self.labels.results.summary);
        let counts = &self.source.summary;
        let names = self.count_names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let figure = |colour, count: usize| vec![Span::new(count.to_string(), Style::new(Face::Strong, 17.0, colour))];
        let colour = |status, count| if count > 0 { Colour::of(status) } else { Colour::Grey };
        let columns = self.labels.counts(counts);
        let cells = columns.iter().map(|(status, _, count)| figure(colour(*status, *count), *count));
        let row = cells.chain([figure(Colour::Dark, counts.total)]).collect();
        self.figures(self.labels.results.summary_caption, &names, row);
    }

    /// The heads of the columns of counts: each with its symbol, then the total.
    pub(super) fn count_names(&self) -> Vec<String> {
        let columns = self.labels.counts(&self.source.summary);
        let names = columns.iter().map(|(status, word, _)| format!("{} {word}", status.symbol()));
        names.chain([self.labels.general.total.to_owned()]).collect()
    }
}
