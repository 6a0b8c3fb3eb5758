// SPDX-License-Identifier: EUPL-1.2
//! What the run says of each requirement: the worst of the scenarios that cover it.

use crate::requirement::Register;
use reports::model::{Requirement, Scenario};
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
    let mut row = Requirement {
        id: requirement.id.clone(),
        text: requirement.text.clone(),
        source: requirement.source.clone(),
        standing: requirement.standing,
        level: requirement.level,
        verdict: Verdict::None,
        reserved: false,
        scenarios: covering.iter().map(|s| s.id.clone()).collect(),
        not_covered: None,
    };
    settle(&mut row, scenarios);
    row.not_covered = match (row.verdict, covering.first()) {
        (Verdict::None, Some(first)) => first.not_applicable.clone(),
        (_, Some(_)) => None,
        (_, None) => Some(requirement.not_covered.clone().unwrap_or_else(not_selected)),
    };
    row
}

/// Gives a row the worst verdict of the scenarios that cover it.
pub(super) fn settle(row: &mut Requirement, scenarios: &[Scenario]) {
    let judged = scenarios.iter().filter(|s| s.covers.contains(&row.id) && s.not_applicable.is_none());
    let mut open = judged.clone().filter(|s| s.reservation.is_none());
    row.verdict = judged.map(|s| s.verdict).fold(Verdict::None, Verdict::and);
    row.reserved = row.verdict == Verdict::Fail && !open.any(|s| s.verdict == Verdict::Fail);
}

fn not_selected() -> Text {
    Text::new("aucun scénario de cette exécution ne la couvre", "no scenario of this run covers it")
}
