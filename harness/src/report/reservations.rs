// SPDX-License-Identifier: EUPL-1.2
//! Failures that the connector's file announces. A reservation that covers nothing is itself a failure: it hides a
//! scenario that no longer exists, or a product that got better unnoticed.

use crate::connector::Announced;
use reports::model::{Capability, Reservation, Scenario};
use reports::text;
use reports::verdict::Verdict;

/// Marks the covered failures and says what became of each reservation.
pub fn apply(
    announced: &[Announced],
    scenarios: &mut [Scenario],
    capabilities: &mut [Capability],
    whole: bool,
) -> Vec<Reservation> {
    announced.iter().map(|reservation| one(reservation, scenarios, capabilities, whole)).collect()
}

fn one(announced: &Announced, scenarios: &mut [Scenario], capabilities: &mut [Capability], whole: bool) -> Reservation {
    let mut reservation = announced.reservation.clone();
    let (mut open, mut passes) = (false, Vec::new());
    let missing = |c: &&mut Capability| c.mandatory && !c.declared && announced.reservation.covers_capability(&c.id);
    for capability in capabilities.iter_mut().filter(missing) {
        capability.reservation = Some(reservation.reason.clone());
        reservation.used = true;
    }
    for scenario in scenarios.iter_mut().filter(|s| announced.reservation.covers(&s.id)) {
        match scenario.verdict {
            Verdict::Fail => {
                scenario.reservation = Some(reservation.reason.clone());
                reservation.used = true;
            }
            Verdict::Pass => passes.push(scenario.id.clone()),
            // What nobody could decide may be the failure that is announced.
            Verdict::Inconclusive | Verdict::Error => open = true,
            Verdict::None => open |= scenario.not_applicable.is_none(),
        }
    }
    let line = announced.line;
    reservation.problem = if !passes.is_empty() {
        let passing = passes.join(", ");
        Some(text!("ligne {line} : {passing} est désormais conforme", "line {line}: {passing} passes now"))
    } else if !reservation.used && !open && whole {
        Some(text!("ligne {line} : ne couvre aucun écart", "line {line}: covers no failure"))
    } else {
        None
    };
    reservation
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::connector::Announced;
    use reports::model::{Capability, Reservation, Scenario};
    use reports::text::Text;
    use reports::verdict::Verdict;

    fn scenario(id: &str, verdict: Verdict) -> Scenario {
        Scenario {
            id: id.into(),
            theme: String::new(),
            purpose: Text::default(),
            file: String::new(),
            covers: vec![],
            control: None,
            fault: None,
            verdict,
            cause: None,
            stage: None,
            not_applicable: None,
            reservation: None,
            duration_ms: 0,
            checks: vec![],
            replay: String::new(),
            observations: vec![],
        }
    }

    fn applied(what: &str, scenarios: &mut [Scenario], capabilities: &mut [Capability]) -> Reservation {
        let reservation = Reservation {
            what: what.into(),
            reason: "known".into(),
            mended_by: None,
            accepted_by: None,
            used: false,
            problem: None,
        };
        apply(&[Announced { reservation, line: 3 }], scenarios, capabilities, true).remove(0)
    }

    #[test]
    fn a_reservation_covers_a_failure_and_nothing_else() {
        let mut scenarios = [scenario("a/revoked", Verdict::Fail), scenario("b/expired", Verdict::Fail)];
        let reservation = applied("*/revoked", &mut scenarios, &mut []);
        assert!(reservation.used && reservation.problem.is_none());
        assert_eq!(scenarios[0].reservation.as_deref(), Some("known"));
        assert_eq!(scenarios[1].reservation, None);
    }

    #[test]
    fn a_reservation_that_covers_nothing_or_whose_scenario_passes_is_a_problem() {
        assert!(applied("zzz", &mut [scenario("a/revoked", Verdict::Fail)], &mut []).problem.is_some());
        assert!(applied("a/*", &mut [scenario("a/revoked", Verdict::Pass)], &mut []).problem.is_some());
    }

    #[test]
    fn a_reservation_whose_scenario_nobody_could_decide_is_no_problem() {
        for open in [Verdict::Inconclusive, Verdict::Error, Verdict::None] {
            let reservation = applied("a/*", &mut [scenario("a/revoked", open)], &mut []);
            assert!(!reservation.used && reservation.problem.is_none(), "{open:?}");
        }
    }

    #[test]
    fn a_mandatory_capability_that_is_not_declared_can_be_reserved() {
        let undeclared = |declared| Capability {
            id: "checks-revocation".into(),
            sentence: Text::default(),
            mandatory: true,
            declared,
            reservation: None,
        };
        let mut capabilities = [undeclared(false)];
        assert!(applied("capability/checks-revocation", &mut [], &mut capabilities).used);
        assert_eq!(capabilities[0].reservation.as_deref(), Some("known"));
        assert!(applied("capability/checks-revocation", &mut [], &mut [undeclared(true)]).problem.is_some());
    }
}
