// SPDX-License-Identifier: EUPL-1.2
//! Two reports side by side: what changed from the first to the second, regressions first, each with its evidence.

use reports::model::{Observation, Report, Scenario};
use reports::text::Text;
use reports::verdict::{Outcome, Verdict};
use reports::{both, text};
use std::collections::{BTreeMap, BTreeSet};

/// Lines of evidence kept of one side of a change.
const LINES: usize = 8;

/// How the verdict of one scenario changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: String,
    /// None: the scenario was not in that report, or not run.
    pub before: Option<Side>,
    pub after: Option<Side>,
}

/// What one of the two reports says of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    pub verdict: Verdict,
    /// What each check found.
    pub findings: Vec<Text>,
    /// The observations that the findings rest on, or the last ones where they rest on none.
    pub lines: Vec<Text>,
    pub left_out: usize,
}

/// An identifying fact that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    pub label: Text,
    pub before: String,
    pub after: String,
}

/// What changed from one report to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Passed before, and not any more.
    pub regressions: Vec<Change>,
    /// Passes now, and did not before.
    pub progress: Vec<Change>,
    /// Any other change.
    pub others: Vec<Change>,
    pub unchanged: usize,
    pub identity: Vec<Renamed>,
}

/// Compares two reports, the older one first.
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let (old, new) = (run(before), run(after));
    let ids: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let mut comparison = Comparison { identity: identity(before, after), ..Comparison::default() };
    for id in ids {
        let pair = (old.get(id), new.get(id));
        let verdicts = (pair.0.map(|s| s.verdict), pair.1.map(|s| s.verdict));
        let family = match verdicts {
            (before, after) if before == after => {
                comparison.unchanged += 1;
                continue;
            }
            (Some(Verdict::Pass), _) => &mut comparison.regressions,
            (_, Some(Verdict::Pass)) => &mut comparison.progress,
            _ => &mut comparison.others,
        };
        let (before, after) = (pair.0.map(|s| side(before, s)), pair.1.map(|s| side(after, s)));
        family.push(Change { id: id.to_owned(), before, after });
    }
    comparison
}

impl Comparison {
    /// Every change in a sentence.
    pub fn sentences(&self) -> Vec<Text> {
        let renamed = self.identity.iter().map(|Renamed { label, before, after }| {
            let Text { fr, en } = label;
            text!("{fr} : {before} → {after}", "{en}: {before} → {after}")
        });
        let changes = self.regressions.iter().chain(&self.progress).chain(&self.others);
        renamed.chain(changes.map(Change::sentence)).collect()
    }
}

impl Change {
    pub fn sentence(&self) -> Text {
        let word = |side: &Option<Side>| side.as_ref().map_or("–", |side| side.verdict.word());
        let (id, before, after) = (&self.id, word(&self.before), word(&self.after));
        text!("{id} : {before} → {after}", "{id}: {before} → {after}")
    }
}

/// The scenarios that were run.
fn run(report: &Report) -> BTreeMap<&str, &Scenario> {
    let run = |scenario: &&Scenario| scenario.verdict != Verdict::None;
    report.scenarios.iter().filter(run).map(|scenario| (scenario.id.as_str(), scenario)).collect()
}

fn side(report: &Report, scenario: &Scenario) -> Side {
    let cited: BTreeSet<u32> = scenario.checks.iter().flat_map(|c| c.outcome.observations()).copied().collect();
    let last = scenario.observations.iter().rev().take(LINES).copied();
    let shown = if cited.is_empty() { last.collect() } else { cited };
    let seen = |observation: &&Observation| shown.contains(&observation.number);
    let lines = report.observations.iter().filter(seen).take(LINES);
    let line = |o: &Observation| {
        let at = Text::same(format!("{:>9.1} ms  {}", o.at_ms, o.place));
        both!("{}  {}", "{}  {}", at, o.line.text())
    };
    let lines: Vec<Text> = lines.map(line).collect();
    Side {
        verdict: scenario.verdict,
        findings: scenario.checks.iter().map(|check| finding(&check.id, &check.outcome)).collect(),
        left_out: shown.len() - lines.len().min(shown.len()),
        lines,
    }
}

fn finding(id: &str, outcome: &Outcome) -> Text {
    match outcome {
        Outcome::Pass { because, .. } => Text::new(format!("{id} : {}", because.fr), format!("{id}: {}", because.en)),
        Outcome::Fail { expected, observed, .. } => Text::new(
            format!("{id} : attendu {} ; observé {}", expected.fr, observed.fr),
            format!("{id}: expected {}; observed {}", expected.en, observed.en),
        ),
        Outcome::Inconclusive { cause, because, .. } => Text::new(
            format!("{id} : {} ({})", because.fr, cause.word()),
            format!("{id}: {} ({})", because.en, cause.word()),
        ),
    }
}

fn identity(before: &Report, after: &Report) -> Vec<Renamed> {
    let facts = |report: &Report| {
        let connector = &report.connector;
        let known = |digest: &Option<String>| digest.clone().unwrap_or_else(|| "–".to_owned());
        [
            (Text::new("connecteur", "connector"), connector.name.clone()),
            (Text::same("version"), connector.version.clone()),
            (Text::new("éditeur", "editor"), connector.editor.clone()),
            (Text::new("empreinte du logiciel", "build digest"), known(&connector.build_digest)),
            (
                Text::new("empreinte de la configuration", "configuration digest"),
                known(&connector.configuration_digest),
            ),
            (Text::new("DN du certificat", "certificate DN"), connector.dn.clone()),
            (Text::same("MX"), connector.mx.clone()),
            (Text::new("méthode DNS", "DNS method"), connector.dns_method.clone()),
            (Text::new("harnais", "harness"), report.harness.version.clone()),
            (Text::new("catalogue", "catalogue"), report.harness.catalogue_digest.clone()),
        ]
    };
    let pairs = facts(before).into_iter().zip(facts(after)).filter(|(old, new)| old.1 != new.1);
    pairs.map(|(old, new)| Renamed { label: old.0, before: old.1, after: new.1 }).collect()
}
