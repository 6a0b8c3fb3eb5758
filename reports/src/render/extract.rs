// SPDX-License-Identifier: EUPL-1.2
//! The part of a scenario's transcript that is shown where there is no room for all of it.

use crate::model::{Observation, Report, Scenario};
use crate::verdict::Verdict;
use std::collections::{BTreeSet, HashMap};

/// Facts of one extract.
const LONGEST: usize = 30;
/// Facts before and after one that a finding rests on.
const AROUND: usize = 5;

/// Finds observations by number.
pub(super) struct Extracts<'a> {
    by_number: HashMap<u32, &'a Observation>,
}

pub(super) struct Extract<'a> {
    pub(super) facts: Vec<&'a Observation>,
    pub(super) left_out: usize,
}

impl<'a> Extracts<'a> {
    pub(super) fn of(report: &'a Report) -> Extracts<'a> {
        Extracts { by_number: report.observations.iter().map(|o| (o.number, o)).collect() }
    }

    /// Facts of a scenario in order: all of them, or those around what its findings rest on and the first ones.
    pub(super) fn extract(&self, scenario: &Scenario) -> Extract<'a> {
        let open = scenario.checks.iter().filter(|check| check.outcome.verdict() != Verdict::Pass);
        let cited: BTreeSet<u32> = open.flat_map(|check| check.outcome.observations()).copied().collect();
        let all: BTreeSet<u32> = scenario.observations.iter().chain(&cited).copied().collect();
        let all: Vec<&Observation> = all.iter().filter_map(|number| self.by_number.get(number).copied()).collect();
        if all.len() <= LONGEST {
            return Extract { facts: all, left_out: 0 };
        }
        let near = |index: usize| {
            let around = index.saturating_sub(AROUND)..(index + AROUND + 1).min(all.len());
            all[around].iter().any(|fact| cited.contains(&fact.number))
        };
        let mut shown: BTreeSet<usize> = (0..all.len()).filter(|index| near(*index)).take(LONGEST).collect();
        // What room is left goes to how it began.
        for index in 0..all.len() {
            if shown.len() < LONGEST {
                shown.insert(index);
            }
        }
        let facts: Vec<&Observation> = shown.into_iter().map(|index| all[index]).collect();
        Extract { left_out: all.len() - facts.len(), facts }
    }
}
