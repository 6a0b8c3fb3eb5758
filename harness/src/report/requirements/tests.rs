// SPDX-License-Identifier: EUPL-1.2
use super::rows;
use crate::requirement::{Direction, Register, Requirement};
use reports::model::{self, Level, Scenario, Severity, Standing};
use reports::outline::Status;
use reports::text::Text;
use reports::verdict::Verdict;

const ROW: &str = "LISTE/audit-cert-expire";

fn scenario(id: &str, verdict: Verdict) -> Scenario {
    Scenario {
        id: id.into(),
        theme: String::new(),
        purpose: Text::default(),
        file: String::new(),
        covers: vec![ROW.into()],
        control: None,
        fault: None,
        verdict,
        cause: None,
        stage: None,
        not_applicable: (verdict == Verdict::None).then(|| Text::same("sends-notices is not declared")),
        reservation: None,
        duration_ms: 0,
        checks: vec![],
        replay: String::new(),
        observations: vec![],
    }
}

fn row(covered_by: &[&str], scenarios: &[Scenario]) -> model::Requirement {
    let requirement = Requirement {
        id: ROW.into(),
        note: None,
        text: Text::default(),
        source: String::new(),
        standing: Standing::Liste,
        level: Level::Must,
        severity: Severity::Bloquante,
        direction: Direction::Both,
        not_covered: None,
        covered_by: covered_by.iter().map(|id| (*id).to_owned()).collect(),
    };
    rows(&Register { requirements: vec![requirement] }, scenarios).remove(0)
}

const BOTH: &[&str] = &["inbound/expired", "outbound/expired"];

#[test]
fn a_requirement_passes_only_when_every_scenario_that_covers_it_did() {
    let both = [scenario("inbound/expired", Verdict::Pass), scenario("outbound/expired", Verdict::Pass)];
    let row = row(BOTH, &both);
    assert_eq!((row.status(), row.verdict), (Status::Passed, Verdict::Pass));
    assert!(row.unjudged.is_empty());
}

#[test]
fn a_requirement_half_of_which_is_not_applicable_is_judged_in_part_and_names_the_other_half() {
    let half = [scenario("inbound/expired", Verdict::Pass), scenario("outbound/expired", Verdict::None)];
    let row = row(BOTH, &half);
    assert_eq!((row.status(), row.verdict), (Status::InPart, Verdict::None));
    assert_eq!(row.unjudged.len(), 1);
    assert_eq!(row.unjudged[0].scenario, "outbound/expired");
    assert_eq!(row.unjudged[0].because.en, "sends-notices is not declared");
}

#[test]
fn a_scenario_that_was_not_selected_is_missing_all_the_same() {
    let row = row(BOTH, &[scenario("inbound/expired", Verdict::Pass)]);
    assert_eq!((row.status(), row.unjudged[0].scenario.as_str()), (Status::InPart, "outbound/expired"));
}

#[test]
fn a_requirement_none_of_whose_scenarios_was_executed_is_not_judged() {
    let none = [scenario("inbound/expired", Verdict::None), scenario("outbound/expired", Verdict::None)];
    assert_eq!(row(BOTH, &none).status(), Status::NotJudged);
    assert_eq!(row(BOTH, &[]).status(), Status::NotJudged);
    assert_eq!(row(&[], &[]).status(), Status::NotCovered);
}

#[test]
fn a_failure_stays_a_failure_whatever_is_missing() {
    let half = [scenario("inbound/expired", Verdict::Fail), scenario("outbound/expired", Verdict::None)];
    let row = row(BOTH, &half);
    assert_eq!((row.status(), row.unjudged.len()), (Status::Failed, 1));
}
