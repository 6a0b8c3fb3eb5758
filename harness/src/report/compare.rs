// SPDX-License-Identifier: EUPL-1.2
//! Two reports side by side: what changed from the first to the second, regressions first.

use reports::model::{Report, Scenario};
use reports::verdict::Verdict;
use std::collections::{BTreeMap, BTreeSet};

/// How the verdict of one scenario changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: String,
    /// None: the scenario was not in that report, or not run.
    pub before: Option<Verdict>,
    pub after: Option<Verdict>,
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
    /// Identifying facts that differ: name, before, after.
    pub identity: Vec<(&'static str, String, String)>,
}

/// Compares two reports, the older one first.
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let (old, new) = (verdicts(before), verdicts(after));
    let ids: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let mut comparison = Comparison { identity: identity(before, after), ..Comparison::default() };
    for id in ids {
        let change = Change { id: id.to_owned(), before: old.get(id).copied(), after: new.get(id).copied() };
        match (change.before, change.after) {
            (before, after) if before == after => comparison.unchanged += 1,
            (Some(Verdict::Pass), _) => comparison.regressions.push(change),
            (_, Some(Verdict::Pass)) => comparison.progress.push(change),
            _ => comparison.others.push(change),
        }
    }
    comparison
}

/// The scenarios that were run.
fn verdicts(report: &Report) -> BTreeMap<&str, Verdict> {
    let run = |scenario: &&Scenario| scenario.verdict != Verdict::None;
    report.scenarios.iter().filter(run).map(|scenario| (scenario.id.as_str(), scenario.verdict)).collect()
}

fn identity(before: &Report, after: &Report) -> Vec<(&'static str, String, String)> {
    let facts = |report: &Report| {
        [
            ("connector", report.connector.name.clone()),
            ("version", report.connector.version.clone()),
            ("editor", report.connector.editor.clone()),
            ("certificate DN", report.connector.dn.clone()),
            ("MX", report.connector.mx.clone()),
            ("DNS method", report.connector.dns_method.clone()),
            ("harness", report.harness.version.clone()),
            ("catalogue", report.harness.catalogue_digest.clone()),
        ]
    };
    let pairs = facts(before).into_iter().zip(facts(after));
    pairs.filter(|(old, new)| old.1 != new.1).map(|(old, new)| (old.0, old.1, new.1)).collect()
}
