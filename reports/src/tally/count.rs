// SPDX-License-Identifier: EUPL-1.2
//! The count itself, over the parts of a report that are already judged.

use super::Tally;
use crate::model::{Capability, Level, Requirement, Reservation, Scenario, covering};
use crate::outline::Status;
use crate::verdict::Verdict;

/// What is counted, and on which day.
pub struct TallyInput<'a> {
    /// Every variant of the run, and its invariants.
    pub scenarios: &'a [Scenario],
    /// The whole register.
    pub requirements: &'a [Requirement],
    /// The PICS.
    pub capabilities: &'a [Capability],
    /// Those of the connector's file, in its order.
    pub reservations: &'a [Reservation],
    /// The whole catalogue was selected.
    pub whole: bool,
    /// `YYYY-MM-DD`: acceptances must be in force.
    pub day: &'a str,
}

impl TallyInput<'_> {
    /// Counts each thing once.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { whole: self.whole, ..Tally::default() };
        for row in self.requirements {
            self.row(row, &mut tally);
        }
        for capability in self.capabilities.iter().filter(|c| c.mandatory && !c.declared) {
            match &capability.reservation {
                None => tally.missing += 1,
                Some(_) => {
                    tally.missing_announced += 1;
                    tally.accepted += usize::from(self.accepts_lack_of(capability));
                }
            }
        }
        for scenario in self.scenarios {
            self.scenario(scenario, &mut tally);
        }
        tally.wrong_reservations = self.reservations.iter().filter(|r| r.problem.is_some()).count();
        tally
    }

    /// Adds one row of the register.
    fn row(&self, row: &Requirement, tally: &mut Tally) {
        let status = row.status();
        if row.level != Level::Must {
            tally.recommendations += usize::from(matches!(status, Status::Failed | Status::Reserved));
            return;
        }
        tally.mandatory += 1;
        match status {
            Status::Passed => tally.passed += 1,
            Status::Failed => tally.failed += 1,
            Status::Reserved => {
                tally.announced += 1;
                let mut failed = self
                    .scenarios
                    .iter()
                    .filter(|scenario| scenario.verdict == Verdict::Fail && scenario.covers.contains(&row.id));
                tally.accepted += usize::from(failed.all(|scenario| self.accepted(scenario)));
            }
            Status::Inconclusive | Status::Error => tally.open += 1,
            Status::NotApplicable | Status::InPart | Status::NotJudged => tally.not_judged += 1,
            Status::NotCovered => tally.not_covered += 1,
        }
    }

    /// A rule of the whole run covers no row of the register, and weighs as much as an obligation.
    fn scenario(&self, scenario: &Scenario, tally: &mut Tally) {
        let status = scenario.status();
        tally.executed += usize::from(scenario.verdict != Verdict::None);
        tally.undecided += usize::from(matches!(status, Status::Inconclusive | Status::Error));
        match status {
            Status::Failed if scenario.covers.is_empty() => tally.broken += 1,
            Status::Reserved if scenario.covers.is_empty() => {
                tally.broken_announced += 1;
                tally.accepted += usize::from(self.accepted(scenario));
            }
            _ => {}
        }
    }

    /// True when an authority accepts the failure of a scenario on the day of the report.
    fn accepted(&self, scenario: &Scenario) -> bool {
        let covering = covering(self.reservations, &scenario.id).filter(|_| scenario.reservation.is_some());
        covering.is_some_and(|reservation| reservation.accepted_on(self.day))
    }

    /// True when an authority accepts that a capability is missing, on the day of the report.
    fn accepts_lack_of(&self, capability: &Capability) -> bool {
        let covering = self.reservations.iter().rev().find(|reservation| reservation.covers_capability(&capability.id));
        covering.is_some_and(|reservation| reservation.accepted_on(self.day))
    }
}
