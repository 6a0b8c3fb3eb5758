// SPDX-License-Identifier: EUPL-1.2
//! What the run says of each requirement: the worst of the scenarios that cover it, and nothing good unless all of them
//! were executed.

use crate::requirement::Register;
use reports::model::{Requirement, Scenario, Unjudged};
use reports::text::Text;
use reports::verdict::Verdict;

/// One row for every row of the register, the weightiest standing first.
pub fn rows(register: &Register, scenarios: &[Scenario]) -> Vec<Requirement> {
    let mut rows: Vec<Requirement> = register.requirements.iter().map(|r| row(r, scenarios)).collect();
    rows.sort_by_key(|row| row.standing);
    rows
}

fn row(requirement: &crate::requirement::Requirement, scenarios: &[Scenario]) -> Requirement {
    let covering: Vec<&Scenario> = scenarios.iter().filter(|s| s.covers.contains(&requirement.id)).collect();
    let absent = requirement.covered_by.iter().filter(|id| covering.iter().all(|scenario| scenario.id != **id));
    let mut row = Requirement {
        id: requirement.id.clone(),
        text: requirement.text.clone(),
        source: requirement.source.clone(),
        standing: requirement.standing,
        level: requirement.level,
        severity: Some(requirement.severity),
        verdict: Verdict::None,
        reserved: false,
        scenarios: covering.iter().map(|s| s.id.clone()).collect(),
        unjudged: absent.map(|id| Unjudged { scenario: id.clone(), because: not_selected() }).collect(),
        not_covered: None,
    };
    settle(&mut row, scenarios);
    if row.scenarios.is_empty() && row.unjudged.is_empty() {
        row.not_covered = Some(requirement.not_covered.clone().unwrap_or_else(no_scenario));
    }
    row
}

/// Gives a row the worst verdict of the scenarios that cover it, and names those that were not executed. Scenarios
/// that are not in the report stay as the row has them.
pub(super) fn settle(row: &mut Requirement, scenarios: &[Scenario]) {
    let covering = || scenarios.iter().filter(|s| s.covers.contains(&row.id));
    let mut missing: Vec<Unjudged> = covering().filter_map(not_executed).collect();
    let elsewhere = |one: &&Unjudged| covering().all(|scenario| scenario.id != one.scenario);
    missing.extend(row.unjudged.iter().filter(elsewhere).cloned());
    settle_earlier(row, scenarios);
    if row.verdict == Verdict::Pass && !missing.is_empty() {
        row.verdict = Verdict::None;
    }
    row.unjudged = missing;
}

/// The rule before schema 3, by which what was not executed did not count.
pub(super) fn settle_earlier(row: &mut Requirement, scenarios: &[Scenario]) {
    let judged = scenarios.iter().filter(|s| s.covers.contains(&row.id) && s.not_applicable.is_none());
    let mut open = judged.clone().filter(|s| s.reservation.is_none());
    row.verdict = judged.map(|s| s.verdict).fold(Verdict::None, Verdict::and);
    row.reserved = row.verdict == Verdict::Fail && !open.any(|s| s.verdict == Verdict::Fail);
}

fn not_executed(scenario: &Scenario) -> Option<Unjudged> {
    let because = scenario.not_applicable.clone()?;
    Some(Unjudged { scenario: scenario.id.clone(), because })
}

fn not_selected() -> Text {
    Text::new("non choisi pour cette exécution", "not selected for this run")
}

fn no_scenario() -> Text {
    Text::new("aucun scénario ne la couvre", "no scenario covers it")
}

#[cfg(test)]
mod tests;
