// SPDX-License-Identifier: EUPL-1.2
//! Holds a report against the catalogue that it claims to have run: nothing may be left out, and nothing lightened.

use super::build::CONTROL;
use crate::scenario::{Catalogue, Variant};
use judgement::check;
use reports::model::{self, Report};
use std::collections::BTreeMap;

/// Everything of the catalogue that the report leaves out or says otherwise, a sentence each.
pub fn omissions(report: &Report, catalogue: &Catalogue) -> Vec<String> {
    let scenarios: BTreeMap<&str, &model::Scenario> = report.scenarios.iter().map(|s| (s.id.as_str(), s)).collect();
    let mut found = Vec::new();
    for variant in &catalogue.variants {
        match scenarios.get(variant.id.as_str()) {
            None => found.push(format!("scenario {} was not run and is not in the report", variant.id)),
            Some(scenario) => found.extend(of_scenario(variant, scenario, report)),
        }
    }
    found.extend(of_register(report, catalogue));
    found
}

fn of_scenario(variant: &Variant, stored: &model::Scenario, report: &Report) -> Vec<String> {
    let scenario = &variant.scenario;
    let id = &variant.id;
    let mut found = Vec::new();
    let declared = |id: &str| report.capabilities.iter().any(|capability| capability.id == id && capability.declared);
    // An expectation whose capability is not declared is not judged; a scenario left without any is left out.
    let judgeable = |id: &str| check::find(id).and_then(|check| check.needs).is_none_or(declared);
    let expected = scenario.expect.iter().map(|expectation| expectation.check.value.as_str());
    let expected: Vec<&str> = expected.filter(|id| judgeable(id)).collect();
    let needs_declared = scenario.needs.iter().all(|need| declared(need.id())) && !expected.is_empty();
    match (&stored.not_applicable, needs_declared) {
        (Some(_), true) => found.push(format!("scenario {id} is left out although all it needs is declared")),
        (None, false) => found.push(format!("scenario {id} was run although something it needs is not declared")),
        _ => {}
    }
    let judged: Vec<&str> = stored.checks.iter().map(|row| row.id.as_str()).filter(|id| *id != CONTROL).collect();
    if stored.not_applicable.is_none() && expected != judged {
        let (expected, judged) = (expected.join(", "), judged.join(", "));
        found.push(format!("scenario {id} must be judged by {expected}; the report has {judged}"));
    }
    let covers = scenario.covers.iter().map(|cover| &cover.value).eq(&stored.covers);
    let control = scenario.control.as_ref().map(|control| &control.value) == stored.control.as_ref();
    if !covers || !control {
        found.push(format!("scenario {id} has other requirements or another control than in its file"));
    }
    found
}

fn of_register(report: &Report, catalogue: &Catalogue) -> Vec<String> {
    let rows: BTreeMap<&str, &model::Requirement> = report.requirements.iter().map(|r| (r.id.as_str(), r)).collect();
    let missing = catalogue.register.requirements.iter().filter(|requirement| {
        let same = |row: &&model::Requirement| {
            let severity = row.severity.is_none_or(|severity| severity == requirement.severity);
            row.level == requirement.level && row.standing == requirement.standing && severity
        };
        !rows.get(requirement.id.as_str()).is_some_and(same)
    });
    missing
        .map(|requirement| format!("requirement {} is not in the report as the register has it", requirement.id))
        .collect()
}
