// SPDX-License-Identifier: EUPL-1.2
//! The title page and the summary.

use super::{BODY, CELL, CODE, NOTE, Pen, STRONG};
use crate::render::dossier::{Dossier, Line};
use crate::render::drawing::Tone;
use crate::render::pdf::faces::Face;
use crate::render::pdf::flow::WIDTH;
use crate::render::pdf::sheet::{Heading, Place};
use crate::render::pdf::table::Cell;
use crate::render::pdf::words::{Span, Style};
use krilla::tagging::Tag;
use std::num::NonZeroU16;

const TITLE: Style = Style::new(Face::Strong, 25.0, Tone::Ink);
const PRODUCT: Style = Style::new(Face::Text, 15.0, Tone::Ink);
/// Characters of a name on the title page; the identification has the rest.
const LONGEST: usize = 120;

impl Pen<'_> {
    pub(super) fn title_page(&mut self) {
        let connector = &self.report.connector;
        let product = format!("{} {}", self.short(&connector.name), self.short(&connector.version));
        let editor = self.short(&connector.editor);
        let identifier = format!("{} {}", self.labels.report, self.short(&self.report.id));
        self.flow.y += 40.0;
        self.flow.paragraph(&[Span::new(identifier, NOTE)]);
        self.flow.y += 6.0;
        let title = self.ours(self.labels.title);
        let node = self.flow.layout.tree.leaf(Tag::Hn(NonZeroU16::MIN, Some(title.clone())));
        self.flow.lines(node, &[Span::new(title, TITLE)], 0.0, WIDTH);
        self.flow.y += 10.0;
        self.flow.paragraph(&[Span::new(product, PRODUCT)]);
        self.flow.paragraph(&[Span::new(editor, BODY.toned(Tone::Soft))]);
        self.flow.y += 22.0;
        if self.report.interrupted {
            self.interrupted();
        }
        if self.report.is_barred() {
            self.barred();
        }
        self.amendment();
        self.conclusion();
        self.rule_and_scope();
    }

    /// The beginning of a name: one without end would push the conclusion off the title page.
    fn short(&self, words: &str) -> String {
        let words = self.quote(words);
        match words.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &words[..end]),
            None => words,
        }
    }

    fn interrupted(&mut self) {
        let large = Style::new(Face::Strong, 13.0, Tone::Red);
        let words = [
            vec![Span::new(format!("⚠ {}", self.ours(self.labels.interrupted)), large)],
            vec![Span::new(self.ours(self.labels.interrupted_text), CELL.toned(Tone::Red))],
        ];
        self.panel(Tone::Red, &words);
        self.flow.y += 12.0;
    }

    /// Why nobody may hand the report in.
    fn barred(&mut self) {
        let connector = &self.report.connector;
        let large = Style::new(Face::Strong, 13.0, Tone::Red);
        let mut words = vec![vec![Span::new(format!("⚠ {}", self.ours(self.labels.rehearsal)), large)]];
        let small = CELL.toned(Tone::Red);
        if connector.reference {
            words.push(vec![Span::new(self.ours(self.labels.rehearsal_reference), small)]);
        }
        if let Some(mutation) = &connector.mutation {
            let name = Span::new(self.quote(mutation), CODE.toned(Tone::Red));
            words.push(vec![Span::new(format!("{} ", self.ours(self.labels.rehearsal_mutation)), small), name]);
        }
        let unsaid = Dossier::of(self.report, self.lang).unsaid();
        if !unsaid.is_empty() {
            words.push(vec![Span::new(self.ours(self.labels.barred_unsaid), small)]);
        }
        words.extend(unsaid.iter().map(|said| vec![Span::new(format!("– {}", self.short(said)), small)]));
        self.panel(Tone::Red, &words);
        self.flow.y += 12.0;
    }

    fn conclusion(&mut self) {
        let conclusion = &self.report.conclusion;
        let status = conclusion.kind.status();
        let word = format!("{} {}", status.symbol(), self.labels.conclusion(conclusion.kind));
        let mut words = vec![
            vec![Span::new(self.labels.conclusion, STRONG.toned(Tone::Soft))],
            vec![Span::new(word, Style::new(Face::Strong, 21.0, Tone::of(status)))],
            vec![Span::new(self.say(&conclusion.because), Style::new(Face::Text, 10.5, Tone::Ink))],
        ];
        words.extend(Dossier::of(self.report, self.lang).tally().into_iter().map(|(status, sentence)| {
            let mark = Span::new(format!("{} ", status.symbol()), STRONG.toned(Tone::of(status)));
            vec![mark, Span::new(sentence, CELL)]
        }));
        let place = Place { sheet: self.flow.sheet(), y: self.flow.y };
        self.panel(Tone::of(status), &words);
        self.flow.layout.headings.push(Heading { level: 1, words: self.labels.conclusion.to_owned(), place });
    }

    fn rule_and_scope(&mut self) {
        self.flow.y += 14.0;
        let rule = self.ours(&format!("{}{} ", self.labels.rule, self.labels.colon));
        let text = self.ours(self.labels.rule_text);
        self.flow.paragraph(&[Span::new(rule, STRONG), Span::new(text, CELL.toned(Tone::Soft))]);
        self.flow.y += 4.0;
        self.paragraph(self.labels.scope, CELL.toned(Tone::Soft));
        self.flow.y += 14.0;
        let lines = Dossier::of(self.report, self.lang).title();
        self.lines_of(&lines);
    }

    /// What makes every other copy of the replaced report void, where nobody can miss it.
    fn amendment(&mut self) {
        let Some(lines) = Dossier::of(self.report, self.lang).amendment() else { return };
        let title = vec![Span::new(self.ours(self.labels.amended), STRONG.toned(Tone::Amber))];
        let said = |line: &Line| {
            let label = self.ours(&format!("{}{} ", line.label, self.labels.colon));
            vec![Span::new(label, CELL.toned(Tone::Soft)), Span::new(self.short(&line.value), CELL)]
        };
        let words: Vec<Cell> = std::iter::once(title).chain(lines.iter().map(said)).collect();
        self.panel(Tone::Amber, &words);
        self.flow.y += 12.0;
    }

    pub(super) fn summary(&mut self) {
        self.heading(1, self.labels.summary);
        let counts = &self.report.summary;
        let names = self.count_names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let figure = |tone, count: usize| vec![Span::new(count.to_string(), Style::new(Face::Strong, 17.0, tone))];
        let tone = |status, count| if count > 0 { Tone::of(status) } else { Tone::Soft };
        let columns = self.labels.counts(counts);
        let cells = columns.iter().map(|(status, _, count)| figure(tone(*status, *count), *count));
        let row = cells.chain([figure(Tone::Ink, counts.total)]).collect();
        self.figures(self.labels.summary_caption, &names, row);
    }

    /// The names of the columns that hold them and their sum.
    pub(super) fn count_names(&self) -> Vec<String> {
        let columns = self.labels.counts(&self.report.summary);
        let names = columns.iter().map(|(status, word, _)| format!("{} {word}", status.symbol()));
        names.chain([self.labels.total.to_owned()]).collect()
    }
}
