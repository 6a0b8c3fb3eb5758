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
    let judged = covering.iter().filter(|s| s.not_applicable.is_none());
    let open = judged.clone().filter(|s| s.reservation.is_none());
    let verdict = judged.clone().map(|s| s.verdict).fold(Verdict::None, Verdict::and);
    Requirement {
        id: requirement.id.clone(),
        text: requirement.text.clone(),
        source: requirement.source.clone(),
        standing: requirement.standing,
        level: requirement.level,
        verdict,
        reserved: verdict == Verdict::Fail && !open.clone().any(|s| s.verdict == Verdict::Fail),
        scenarios: covering.iter().map(|s| s.id.clone()).collect(),
        not_covered: match (verdict, covering.first()) {
            (Verdict::None, Some(first)) => first.not_applicable.clone(),
            (_, Some(_)) => None,
            (_, None) => Some(requirement.not_covered.clone().unwrap_or_else(not_selected)),
        },
    }
}

fn not_selected() -> Text {
    Text::new("aucun scénario de cette exécution ne la couvre", "no scenario of this run covers it")
}
