// SPDX-License-Identifier: EUPL-1.2
//! `resume.md`: the report in a few lines of Markdown, for a merge request.
//!
//! Words that a connector or its file may choose stand in code spans, which hold neither markup nor mentions; our own
//! sentences are escaped. A hosted page refuses comments without end, so the list of scenarios is short and says so.

use super::RenderError;
use super::announced::announced;
use super::dossier::Dossier;
use super::quote::{quote, say, set_spaces};
use crate::labels::Labels;
use crate::model::{Report, Scenario};
use crate::outline::Status;
use crate::text::Lang;
use crate::verdict::{Outcome, Verdict};

/// Scenarios told one by one.
const LONGEST: usize = 20;
/// Characters of one quotation: this file only points to the others.
const WIDEST: usize = 400;

pub(super) fn render(report: &Report, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let mut page = Page { text: String::new(), lang, labels: Labels::of(lang) };
    page.heading(report);
    page.counts(report);
    page.scenarios(report, &[Status::Failed, Status::Reserved], page.labels.failures);
    page.scenarios(report, &[Status::Inconclusive, Status::Error], page.labels.undecided);
    page.problems(report);
    page.deviations(report);
    page.foot(report);
    Ok(page.text.into_bytes())
}

struct Page {
    text: String,
    lang: Lang,
    labels: &'static Labels,
}

impl Page {
    fn line(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push('\n');
    }

    /// A label with its colon, which French parts from the word.
    fn colon(&self, label: &str) -> String {
        set_spaces(&format!("{label}{}", self.labels.colon), self.lang).into_owned()
    }

    fn heading(&mut self, report: &Report) {
        let (labels, conclusion, connector) = (self.labels, &report.conclusion, &report.connector);
        let symbol = conclusion.kind.status().symbol();
        self.line(&format!("## {symbol} {}\n", labels.conclusion(conclusion.kind)));
        if report.is_barred() {
            self.line(&format!("> **⚠ {}.**\n", escaped(labels.rehearsal)));
        }
        if report.interrupted {
            self.line(&format!("> **⚠ {}.** {}\n", escaped(labels.interrupted), escaped(labels.interrupted_text)));
        }
        if let Some(amends) = &report.amends {
            let (replaced, reason) = (self.code(&amends.report), self.code(&amends.reason));
            self.line(&format!("> **{}** {replaced} — {reason}\n", escaped(labels.amended)));
        }
        let product = [&connector.name, &connector.version, &connector.editor].map(|words| self.code(words));
        self.line(&format!("{} — {}\n", escaped(labels.title), product.join(" ")));
        self.line(&format!("{}\n", self.said(&say(&conclusion.because, self.lang))));
        let dossier = Dossier::of(report, self.lang);
        let unsaid = dossier.unsaid().into_iter().map(|said| ("⚠", said));
        let counts = dossier.tally().into_iter().map(|(status, said)| (status.symbol(), said));
        for (mark, said) in counts.chain(unsaid) {
            let said = self.said(&said);
            self.line(&format!("- {} {said}", escaped(mark)));
        }
        for line in dossier.title() {
            self.line(&format!("- {} {}", escaped(&self.colon(&line.label)), self.code(&line.value)));
        }
        self.line("");
    }

    fn counts(&mut self, report: &Report) {
        let (labels, counts) = (self.labels, &report.summary);
        let columns = labels.counts(counts);
        let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let names = columns.iter().map(|(status, word, _)| format!("{} {word}", escaped(status.symbol())));
        self.line(&row(names.chain([labels.total.to_owned()]).collect()));
        self.line(&row(vec!["--:".to_owned(); columns.len() + 1]));
        let figures = columns.iter().map(|(_, _, count)| count).chain([&counts.total]);
        self.line(&row(figures.map(usize::to_string).collect()));
    }

    fn scenarios(&mut self, report: &Report, ways: &[Status], title: &str) {
        let count = report.ended(ways).count();
        if count == 0 {
            return;
        }
        self.line(&format!("\n### {title} ({count})\n"));
        for scenario in report.ended(ways).take(LONGEST) {
            self.scenario(report, scenario);
        }
        if count > LONGEST {
            self.line(&format!("- … + {} {}", count - LONGEST, escaped(self.labels.others)));
        }
    }

    fn scenario(&mut self, report: &Report, scenario: &Scenario) {
        let (labels, status) = (self.labels, scenario.status());
        let purpose = self.said(&say(&scenario.purpose, self.lang));
        let mark = format!("{} {}", escaped(status.symbol()), labels.status(status));
        self.line(&format!("- {mark} — {} — {purpose}", self.code(&scenario.id)));
        for check in &scenario.checks {
            match &check.outcome {
                Outcome::Pass { .. } => {}
                Outcome::Fail { expected, observed, .. } => {
                    self.detail(labels.expected, &say(expected, self.lang));
                    self.detail(labels.observed, &say(observed, self.lang));
                }
                Outcome::Inconclusive { because, .. } => self.detail(labels.because, &say(because, self.lang)),
            }
            if let Some(advice) = &check.advice {
                self.detail(labels.probable_cause, &say(&advice.cause, self.lang));
                self.detail(labels.to_fix, &say(&advice.fix, self.lang));
            }
        }
        if let Some(cause) = scenario.cause {
            self.detail(labels.cause, labels.cause(cause));
        }
        if let Some(severity) = report.severity_of(scenario).filter(|_| scenario.verdict == Verdict::Fail) {
            self.detail(labels.severity, labels.severity(severity));
        }
        if let Some(said) = announced(report, scenario, self.lang) {
            self.detail(labels.reservation, &said);
        }
        self.detail(labels.replay, &scenario.replay);
    }

    fn detail(&mut self, label: &str, words: &str) {
        self.line(&format!("  - {} {}", self.colon(label), self.code(words)));
    }

    /// Reservations that are wrong themselves: they turn the conclusion, so they may not be missed.
    fn problems(&mut self, report: &Report) {
        let wrong: Vec<_> = report.reservations.iter().filter_map(|r| Some((r, r.problem.as_ref()?))).collect();
        if wrong.is_empty() {
            return;
        }
        self.line(&format!("\n### {} – {}\n", self.labels.reservations, self.labels.problem));
        for (reservation, problem) in wrong {
            let problem = self.said(&say(problem, self.lang));
            self.line(&format!("- {} — {problem}", self.code(&reservation.what)));
        }
    }

    /// What was left out or changed: a reader of these few lines must not take a part for the whole.
    fn deviations(&mut self, report: &Report) {
        if report.deviations.is_empty() {
            return;
        }
        self.line(&format!("\n### {}\n", self.labels.deviations));
        for deviation in &report.deviations {
            let deviation = self.said(&say(deviation, self.lang));
            self.line(&format!("- {deviation}"));
        }
    }

    fn foot(&mut self, report: &Report) {
        let (labels, harness) = (self.labels, &report.harness);
        let facts = [
            (labels.report, report.id.as_str()),
            (labels.seed, &harness.seed.to_string()),
            (labels.command, &harness.command),
        ];
        let facts: Vec<String> =
            facts.iter().map(|(label, words)| format!("{} {}", self.colon(label), self.code(words))).collect();
        self.line(&format!("\n{}", facts.join(" · ")));
    }

    /// A sentence of ours, in which no mark of Markdown acts.
    fn said(&self, words: &str) -> String {
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

fn one_line(words: &str) -> String {
    let mut line: String = words.chars().take(WIDEST).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if words.chars().nth(WIDEST).is_some() {
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
