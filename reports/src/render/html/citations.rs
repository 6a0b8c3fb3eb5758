// SPDX-License-Identifier: EUPL-1.2
//! The way back from an observation to whatever rests on it.

use crate::model::{Observation, Report};
use serde::Serialize;
use std::collections::HashMap;

/// Where an observation is cited, and a word for the reader.
#[derive(Serialize)]
pub(super) struct Citation<'a> {
    anchor: String,
    word: &'a str,
}

/// A place that cites: an item of the pre-flight, or the n-th check of a scenario, counted from 1.
#[derive(Clone, Copy)]
enum Place<'a> {
    Preflight { item: &'a str },
    Check { scenario: &'a str, check: &'a str, at: usize },
}

/// The places that cite each observation.
pub(super) struct Citations<'a> {
    by_number: HashMap<u32, Vec<Place<'a>>>,
}

impl<'a> Citations<'a> {
    pub(super) fn of(report: &'a Report) -> Citations<'a> {
        let mut by_number: HashMap<u32, Vec<Place<'a>>> = HashMap::new();
        let mut cite = |numbers: &[u32], place| {
            for number in numbers {
                by_number.entry(*number).or_default().push(place);
            }
        };
        for item in &report.preflight {
            cite(&item.observations, Place::Preflight { item: &item.id });
        }
        for scenario in &report.scenarios {
            for (at, check) in (1..).zip(&scenario.checks) {
                cite(check.outcome.observations(), Place::Check { scenario: &scenario.id, check: &check.id, at });
            }
        }
        Citations { by_number }
    }

    /// The anchors are those that `opening.html` and `scenarios.html` set.
    pub(super) fn of_fact(&self, observation: &Observation) -> Vec<Citation<'a>> {
        let citation = |place: &Place<'a>| match *place {
            Place::Preflight { item } => Citation { anchor: format!("p-{item}"), word: item },
            Place::Check { scenario, check, at } => {
                let own = observation.scenario.as_deref() == Some(scenario);
                Citation { anchor: format!("c-{scenario}-{at}"), word: if own { check } else { scenario } }
            }
        };
        self.by_number.get(&observation.number).into_iter().flatten().map(citation).collect()
    }
}
