// SPDX-License-Identifier: EUPL-1.2
//! The links from an observation back to whatever rests on it.

use crate::model::{Observation, Report};
use serde::Serialize;
use std::collections::HashMap;

/// A place where an observation is cited, as a link.
#[derive(Serialize)]
pub(super) struct Citation<'a> {
    /// The `id` of the element that cites it.
    anchor: String,
    /// The words of the link: the check, the question, or another scenario.
    word: &'a str,
}

/// A place that cites: an item of the pre-flight, or a check of a scenario.
#[derive(Clone, Copy)]
enum CitedBy<'a> {
    Preflight {
        item: &'a str,
    },
    Check {
        scenario: &'a str,
        check: &'a str,
        /// The position of the check in its scenario, from 1.
        at: usize,
    },
}

/// The places that cite each observation.
pub(super) struct Citations<'a> {
    by_number: HashMap<u32, Vec<CitedBy<'a>>>,
}

impl<'a> Citations<'a> {
    /// Reads a report once, for all of its observations.
    pub(super) fn of(report: &'a Report) -> Citations<'a> {
        let mut by_number: HashMap<u32, Vec<CitedBy<'a>>> = HashMap::new();
        let mut cite = |numbers: &[u32], place| {
            for number in numbers {
                by_number.entry(*number).or_default().push(place);
            }
        };
        for item in &report.preflight {
            cite(&item.observations, CitedBy::Preflight { item: &item.id });
        }
        for scenario in &report.scenarios {
            for (at, check) in (1..).zip(&scenario.checks) {
                cite(check.outcome.observations(), CitedBy::Check { scenario: &scenario.id, check: &check.id, at });
            }
        }
        Citations { by_number }
    }

    /// The links of one observation. The anchors are those that `declarations.html` and `scenarios.html` set.
    pub(super) fn of_observation(&self, observation: &Observation) -> Vec<Citation<'a>> {
        let citation = |place: &CitedBy<'a>| match *place {
            CitedBy::Preflight { item } => Citation { anchor: format!("p-{item}"), word: item },
            CitedBy::Check { scenario, check, at } => {
                let own = observation.scenario.as_deref() == Some(scenario);
                Citation { anchor: format!("c-{scenario}-{at}"), word: if own { check } else { scenario } }
            }
        };
        self.by_number.get(&observation.number).into_iter().flatten().map(citation).collect()
    }
}
