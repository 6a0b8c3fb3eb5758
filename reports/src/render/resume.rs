// SPDX-License-Identifier: EUPL-1.2
//! `resume.md`: the report in a few lines of Markdown, for a merge request.
//!
//! Words that a connector or its file may choose stand in code spans, which hold neither markup nor mentions. Our own
//! sentences are escaped. A hosted page refuses comments without end, so the list of scenarios is short and says so.

use super::announced::announcement;
use super::findings::{advice_rows, outcome_rows};
use super::quote::{localized, quote, set_spaces};
use super::sections::Sections;
use super::{RenderError, Renderer};
use crate::labels::Labels;
use crate::model::{Report, Scenario};
use crate::outline::Status;
use crate::text::Lang;
use crate::verdict::Verdict;

/// Scenarios told one by one.
const MAX_SCENARIOS: usize = 20;
/// Characters of one quotation: this file only points to the others.
const MAX_CHARACTERS: usize = 400;

pub(super) const RENDERER: Renderer = Renderer { file: "resume.md", render };

/// One file in the language of the run.
fn render(report: &Report, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let mut writer = MarkdownWriter { text: String::new(), lang, labels: Labels::of(lang) };
    writer.heading(report);
    writer.counts(report);
    writer.scenarios(report, &[Status::Failed, Status::Reserved], writer.labels.results.failures);
    writer.scenarios(report, &[Status::Inconclusive, Status::Error], writer.labels.results.undecided);
    writer.problems(report);
    writer.deviations(report);
    writer.foot(report);
    Ok(writer.text.into_bytes())
}

/// Writes one report, line by line.
struct MarkdownWriter {
    text: String,
    lang: Lang,
    labels: &'static Labels,
}

impl MarkdownWriter {
    /// One line as it stands.
    fn line(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push('\n');
    }

    /// A label with its colon, which French parts from the word.
    fn colon(&self, label: &str) -> String {
        set_spaces(&format!("{label}{}", self.labels.general.colon), self.lang).into_owned()
    }

    /// The conclusion, what bars the report, the product, and the figures that the conclusion rests on.
    fn heading(&mut self, report: &Report) {
        let (labels, conclusion, connector) = (self.labels, &report.conclusion, &report.connector);
        let symbol = conclusion.kind.status().symbol();
        self.line(&format!("## {symbol} {}\n", labels.conclusion(conclusion.kind)));
        if report.is_barred() {
            self.line(&format!("> **⚠ {}.**\n", escaped(labels.opening.rehearsal)));
        }
        if report.interrupted {
            self.line(&format!(
                "> **⚠ {}.** {}\n",
                escaped(labels.opening.interrupted),
                escaped(labels.opening.interrupted_text)
            ));
        }
        if let Some(amends) = &report.amends {
            let (replaced, reason) = (self.code(&amends.report), self.code(&amends.reason));
            self.line(&format!("> **{}** {replaced} — {reason}\n", escaped(labels.opening.amended)));
        }
        let product = [&connector.name, &connector.version, &connector.editor].map(|words| self.code(words));
        self.line(&format!("{} — {}\n", escaped(labels.general.title), product.join(" ")));
        self.line(&format!("{}\n", self.sentence(&localized(&conclusion.because, self.lang))));
        let sections = Sections::of(report, self.lang);
        let identity_gaps = sections.identity_gaps().into_iter().map(|said| ("⚠", said));
        let counts = sections.tally().into_iter().map(|(status, said)| (status.symbol(), said));
        for (mark, said) in counts.chain(identity_gaps) {
            let said = self.sentence(&said);
            self.line(&format!("- {} {said}", escaped(mark)));
        }
        for line in sections.title() {
            self.line(&format!("- {} {}", escaped(&self.colon(&line.label)), self.code(&line.value)));
        }
        self.line("");
    }

    /// The number of scenarios of each status, as a table of one row.
    fn counts(&mut self, report: &Report) {
        let (labels, counts) = (self.labels, &report.summary);
        let columns = labels.counts(counts);
        let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let names = columns.iter().map(|(status, word, _)| format!("{} {word}", escaped(status.symbol())));
        self.line(&row(names.chain([labels.general.total.to_owned()]).collect()));
        self.line(&row(vec!["--:".to_owned(); columns.len() + 1]));
        let figures = columns.iter().map(|(_, _, count)| count).chain([&counts.total]);
        self.line(&row(figures.map(usize::to_string).collect()));
    }

    /// The scenarios that ended in one of these ways; nothing when there are none.
    fn scenarios(&mut self, report: &Report, ways: &[Status], title: &str) {
        let count = report.ended(ways).count();
        if count == 0 {
            return;
        }
        self.line(&format!("\n### {title} ({count})\n"));
        for scenario in report.ended(ways).take(MAX_SCENARIOS) {
            self.scenario(report, scenario);
        }
        if count > MAX_SCENARIOS {
            self.line(&format!("- … + {} {}", count - MAX_SCENARIOS, escaped(self.labels.general.others)));
        }
    }

    /// What was found, why, and how to play it again.
    fn scenario(&mut self, report: &Report, scenario: &Scenario) {
        let (labels, status) = (self.labels, scenario.status());
        let purpose = self.sentence(&localized(&scenario.purpose, self.lang));
        let mark = format!("{} {}", escaped(status.symbol()), labels.status(status));
        self.line(&format!("- {mark} — {} — {purpose}", self.code(&scenario.id)));
        for check in &scenario.checks {
            let passed = check.outcome.verdict() == Verdict::Pass;
            let outcome = if passed { Vec::new() } else { outcome_rows(&check.outcome, self.lang) };
            for (label, words) in outcome.into_iter().chain(advice_rows(check, self.lang)) {
                self.detail(label, &words);
            }
        }
        if let Some(cause) = scenario.cause {
            self.detail(labels.scenarios.cause, labels.cause(cause));
        }
        if let Some(severity) = report.severity_of_failure(scenario) {
            self.detail(labels.results.severity, labels.severity(severity));
        }
        if let Some(said) = announcement(report, scenario, self.lang) {
            self.detail(labels.general.reservation, &said);
        }
        self.detail(labels.scenarios.replay, &scenario.replay);
    }

    /// A line below a scenario.
    fn detail(&mut self, label: &str, words: &str) {
        self.line(&format!("  - {} {}", self.colon(label), self.code(words)));
    }

    /// Reservations that are wrong themselves: they turn the conclusion, so they may not be missed.
    fn problems(&mut self, report: &Report) {
        let wrong: Vec<_> = report.reservations.iter().filter_map(|r| Some((r, r.problem.as_ref()?))).collect();
        if wrong.is_empty() {
            return;
        }
        self.line(&format!("\n### {} – {}\n", self.labels.declarations.reservations, self.labels.declarations.problem));
        for (reservation, problem) in wrong {
            let problem = self.sentence(&localized(problem, self.lang));
            self.line(&format!("- {} — {problem}", self.code(&reservation.what)));
        }
    }

    /// What was left out or changed: a reader of these few lines must not take a part for the whole.
    fn deviations(&mut self, report: &Report) {
        if report.deviations.is_empty() {
            return;
        }
        self.line(&format!("\n### {}\n", self.labels.annexes.deviations));
        for deviation in &report.deviations {
            let deviation = self.sentence(&localized(deviation, self.lang));
            self.line(&format!("- {deviation}"));
        }
    }

    /// Identifier, seed and command on one line.
    fn foot(&mut self, report: &Report) {
        let (labels, harness) = (self.labels, &report.harness);
        let facts = [
            (labels.general.report, report.id.as_str()),
            (labels.identification.seed, &harness.seed.to_string()),
            (labels.identification.command, &harness.command),
        ];
        let facts: Vec<String> =
            facts.iter().map(|(label, words)| format!("{} {}", self.colon(label), self.code(words))).collect();
        self.line(&format!("\n{}", facts.join(" · ")));
    }

    /// A sentence of ours, in which no mark of Markdown acts.
    fn sentence(&self, words: &str) -> String {
        escaped(&one_line(&quote(words, self.lang)))
    }

    /// Words of others, inside a code span whose fence is longer than any run of backticks in them.
    fn code(&self, words: &str) -> String {
        let words = one_line(&quote(words, self.lang));
        let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let space = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
        if words.is_empty() { "–".to_owned() } else { format!("{fence}{space}{words}{space}{fence}") }
    }
}

/// Words on one line, and no more than [`MAX_CHARACTERS`] of them.
fn one_line(words: &str) -> String {
    let mut line: String =
        words.chars().take(MAX_CHARACTERS).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if words.chars().nth(MAX_CHARACTERS).is_some() {
        line.push('…');
    }
    line.trim().to_owned()
}

/// Backslashes before what Markdown may take for a mark (CommonMark §2.4).
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len() + 8);
    for character in words.chars() {
        if "\\`*_{}[]<>()#+!|~&@$".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
