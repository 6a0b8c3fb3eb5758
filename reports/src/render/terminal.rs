// SPDX-License-Identifier: EUPL-1.2
//! The closing block of a run, for the terminal.

use super::announced::announcement;
use super::findings::outcome_rows;
use super::quote::{localized, quote, set_spaces};
use super::sections::Sections;
use crate::labels::Labels;
use crate::model::{Report, Scenario};
use crate::outline::Status;
use crate::text::Lang;
use crate::verdict::Verdict;
use std::fmt::Write;

/// The most scenarios that are shown one by one; a terminal scrolls away what comes before.
const MAX_SCENARIOS: usize = 20;

/// The closing block: failures with what was expected and seen, counts, conclusion, and where the files are.
///
/// `colour` adds SGR sequences (ECMA-48). `folder` is where the reports were written, as the user would type it; empty
/// when they were not.
pub fn summary(report: &Report, lang: Lang, colour: bool, folder: &str) -> String {
    let mut writer = TerminalWriter { text: String::new(), lang, labels: Labels::of(lang), colour };
    let bad = [Status::Failed, Status::Error, Status::Inconclusive, Status::Reserved];
    for scenario in report.ended(&bad).take(MAX_SCENARIOS) {
        writer.scenario(report, scenario);
    }
    let left_out = report.ended(&bad).count().saturating_sub(MAX_SCENARIOS);
    if left_out > 0 {
        writer.line(&format!("… + {left_out} {}\n", writer.labels.general.others));
    }
    writer.counts(report);
    writer.conclusion(report);
    if !folder.is_empty() {
        writer.line(&format!("{} {folder}", writer.labels.general.files_in));
    }
    writer.text
}

/// Writes the block line by line.
struct TerminalWriter {
    text: String,
    lang: Lang,
    labels: &'static Labels,
    /// True when SGR sequences are wanted.
    colour: bool,
}

impl TerminalWriter {
    /// A line of words of ours.
    fn line(&mut self, words: &str) {
        self.text.push_str(&set_spaces(words, self.lang));
        self.text.push('\n');
    }

    /// Words in the colour of a status; the symbol and the word alone are enough to read them.
    fn coloured(&self, status: Status, words: &str) -> String {
        let code = match status {
            Status::Passed => "32",
            Status::Failed | Status::Error => "1;31",
            Status::Reserved | Status::Inconclusive | Status::InPart => "33",
            Status::NotApplicable | Status::NotJudged | Status::NotCovered => "2",
        };
        if self.colour { format!("\u{1b}[{code}m{words}\u{1b}[0m") } else { words.to_owned() }
    }

    /// A scenario: what was found, why, and how to play it again.
    fn scenario(&mut self, report: &Report, scenario: &Scenario) {
        let (labels, status) = (self.labels, scenario.status());
        let heading = format!("{} {}", status.symbol(), labels.status(status));
        let heading = self.coloured(status, &heading);
        self.line(&format!("{heading}  {}", scenario.id));
        let mut found = false;
        for check in scenario.checks.iter().filter(|check| check.outcome.verdict() != Verdict::Pass) {
            for (label, words) in outcome_rows(&check.outcome, self.lang) {
                self.detail(label, &words);
            }
            found = true;
        }
        if let (false, Some(cause)) = (found, scenario.cause) {
            self.detail(labels.general.because, labels.cause(cause));
        }
        if let Some(severity) = report.severity_of_failure(scenario) {
            self.detail(labels.results.severity, labels.severity(severity));
        }
        if let Some(announcement) = announcement(report, scenario, self.lang) {
            self.detail(labels.general.reservation, &announcement);
        }
        self.detail(labels.scenarios.replay, &scenario.replay);
        self.text.push('\n');
    }

    /// An indented line: a label, and words of others.
    fn detail(&mut self, label: &str, words: &str) {
        let words = quote(words, self.lang).replace('\n', " ");
        // Writing into a `String` cannot fail.
        let _written = writeln!(self.text, "    {label:<10} {words}");
    }

    /// The number of scenarios of each status that occurs, on one line.
    fn counts(&mut self, report: &Report) {
        let (labels, summary) = (self.labels, &report.summary);
        let counts = labels.counts(summary);
        let shown = counts.iter().filter(|(_, _, count)| *count > 0);
        let shown: Vec<String> = shown
            .map(|(status, label, count)| self.coloured(*status, &format!("{} {label} : {count}", status.symbol())))
            .collect();
        self.line(&format!("{}   ({} : {})", shown.join("   "), labels.general.total, summary.total));
    }

    /// The figures that the conclusion rests on, the conclusion, the exit code, and what bars the report.
    fn conclusion(&mut self, report: &Report) {
        let (conclusion, opening) = (&report.conclusion, &self.labels.opening);
        let word = self.coloured(conclusion.kind.status(), self.labels.conclusion(conclusion.kind));
        let because = localized(&conclusion.because, self.lang);
        let because = quote(&because, self.lang);
        for (status, sentence) in Sections::of(report, self.lang).tally() {
            let symbol = self.coloured(status, status.symbol());
            self.line(&format!("{symbol} {sentence}"));
        }
        self.line(&format!("{} : {word} — {because}", opening.conclusion));
        self.line(&format!("{} : {}", opening.exit, conclusion.kind.exit()));
        if report.interrupted {
            self.line(&format!("{}.", opening.interrupted));
        }
        if report.is_rehearsal() {
            self.line(&format!("{}.", opening.rehearsal));
        }
    }
}
