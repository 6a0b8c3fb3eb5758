// SPDX-License-Identifier: EUPL-1.2
//! The closing block of a run, for the terminal.

use super::announced::announced;
use super::dossier::Dossier;
use super::quote::{quote, say, set_spaces};
use crate::labels::Labels;
use crate::model::{Report, Scenario};
use crate::outline::Status;
use crate::text::Lang;
use crate::verdict::{Outcome, Verdict};
use std::fmt::Write;

/// Scenarios told one by one; a terminal scrolls away what comes before.
const LONGEST: usize = 20;

/// The closing block: failures with what was expected and seen, counts, conclusion, and where the files are.
///
/// `folder` is where the reports were written, as the user would type it; empty when they were not.
pub fn summary(report: &Report, lang: Lang, colour: bool, folder: &str) -> String {
    let mut block = Block { text: String::new(), lang, labels: Labels::of(lang), colour };
    let bad = [Status::Failed, Status::Error, Status::Inconclusive, Status::Reserved];
    for scenario in report.ended(&bad).take(LONGEST) {
        block.scenario(report, scenario);
    }
    let left_out = report.ended(&bad).count().saturating_sub(LONGEST);
    if left_out > 0 {
        block.line(&format!("… + {left_out} {}\n", block.labels.others));
    }
    block.counts(report);
    block.conclusion(report);
    if !folder.is_empty() {
        block.line(&format!("{} {folder}", block.labels.files_in));
    }
    block.text
}

struct Block {
    text: String,
    lang: Lang,
    labels: &'static Labels,
    colour: bool,
}

impl Block {
    fn line(&mut self, words: &str) {
        self.text.push_str(&set_spaces(words, self.lang));
        self.text.push('\n');
    }

    /// Paints words by the colour of a status; the symbol and the word alone are enough to read them.
    fn painted(&self, status: Status, words: &str) -> String {
        let code = match status {
            Status::Passed => "32",
            Status::Failed | Status::Error => "1;31",
            Status::Reserved | Status::Inconclusive | Status::InPart => "33",
            Status::NotApplicable | Status::NotJudged | Status::NotCovered => "2",
        };
        if self.colour { format!("\u{1b}[{code}m{words}\u{1b}[0m") } else { words.to_owned() }
    }

    fn scenario(&mut self, report: &Report, scenario: &Scenario) {
        let status = scenario.status();
        let heading = format!("{} {}", status.symbol(), self.labels.status(status));
        let heading = self.painted(status, &heading);
        self.line(&format!("{heading}  {}", scenario.id));
        let mut found = false;
        for check in &scenario.checks {
            match &check.outcome {
                Outcome::Pass { .. } => continue,
                Outcome::Fail { expected, observed, .. } => {
                    self.detail(self.labels.expected, &say(expected, self.lang));
                    self.detail(self.labels.observed, &say(observed, self.lang));
                }
                Outcome::Inconclusive { because, .. } => self.detail(self.labels.because, &say(because, self.lang)),
            }
            found = true;
        }
        if let (false, Some(cause)) = (found, scenario.cause) {
            self.detail(self.labels.because, self.labels.cause(cause));
        }
        if let Some(severity) = report.severity_of(scenario).filter(|_| scenario.verdict == Verdict::Fail) {
            self.detail(self.labels.severity, self.labels.severity(severity));
        }
        if let Some(said) = announced(report, scenario, self.lang) {
            self.detail(self.labels.reservation, &said);
        }
        self.detail(self.labels.replay, &scenario.replay);
        self.text.push('\n');
    }

    fn detail(&mut self, label: &str, words: &str) {
        let words = quote(words, self.lang).replace('\n', " ");
        // Writing into a `String` cannot fail.
        let _written = writeln!(self.text, "    {label:<10} {words}");
    }

    fn counts(&mut self, report: &Report) {
        let (labels, summary) = (self.labels, &report.summary);
        let counts = labels.counts(summary);
        let shown = counts.iter().filter(|(_, _, count)| *count > 0);
        let shown: Vec<String> = shown
            .map(|(status, label, count)| self.painted(*status, &format!("{} {label} : {count}", status.symbol())))
            .collect();
        self.line(&format!("{}   ({} : {})", shown.join("   "), labels.total, summary.total));
    }

    fn conclusion(&mut self, report: &Report) {
        let conclusion = &report.conclusion;
        let word = self.painted(conclusion.kind.status(), self.labels.conclusion(conclusion.kind));
        let because = say(&conclusion.because, self.lang);
        let because = quote(&because, self.lang);
        for (status, sentence) in Dossier::of(report, self.lang).tally() {
            let mark = self.painted(status, status.symbol());
            self.line(&format!("{mark} {sentence}"));
        }
        self.line(&format!("{} : {word} — {because}", self.labels.conclusion));
        self.line(&format!("{} : {}", self.labels.exit, conclusion.kind.exit()));
        if report.interrupted {
            self.line(&format!("{}.", self.labels.interrupted));
        }
        if report.is_rehearsal() {
            self.line(&format!("{}.", self.labels.rehearsal));
        }
    }
}
