// SPDX-License-Identifier: EUPL-1.2
//! The run as libtest-mimic shows it: one line for each variant as soon as it can be judged.

use super::lines;
use super::prepare::Prepared;
use crate::evidence::Recorder;
use crate::plan::{Case, Plan};
use crate::report::{Judged, Verdicts, judge};
use libtest_mimic::{Completion, Failed, Trial};
use reports::model::{Level, Reservation, covering};
use reports::verdict::{Outcome, Verdict};
use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Judged cases, and whoever waits for them.
pub struct Trials {
    plan: Arc<Plan>,
    recorder: Arc<Recorder>,
    reservations: Vec<Reservation>,
    /// Ids of the mandatory requirements.
    mandatory: BTreeSet<String>,
    judged: Arc<Judgements>,
}

#[derive(Default)]
struct Judgements {
    verdicts: Mutex<Verdicts>,
    changed: Condvar,
}

impl Judgements {
    /// Waits until a case and its control were judged.
    fn wait(&self, id: &str, control: Option<&str>) -> Judged {
        let mut verdicts = self.verdicts.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let complete = control.is_none_or(|control| verdicts.know(control));
            if let Some(judged) = verdicts.of(id, control).filter(|_| complete) {
                return judged;
            }
            verdicts = self.changed.wait(verdicts).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// What a failure of a trial costs.
enum Weight {
    NonConformity,
    Announced(String),
    Recommendation,
}

impl Trials {
    pub fn new(plan: Arc<Plan>, prepared: &Prepared, recorder: Arc<Recorder>) -> Trials {
        let reservations = prepared.connector.reservations.iter();
        let register = prepared.catalogue.register.requirements.iter();
        Trials {
            plan,
            recorder,
            reservations: reservations.map(|announced| announced.reservation.clone()).collect(),
            mandatory: register.filter(|row| row.level == Level::Must).map(|row| row.id.clone()).collect(),
            judged: Arc::default(),
        }
    }

    /// Judges a case whose evidence is complete.
    pub fn finished(&self, id: &str) {
        let Some(case) = self.plan.cases.iter().find(|case| case.id == id) else { return };
        let judged = judge(&case.expected, &self.recorder.evidence_of(&case.owner()));
        self.judged.verdicts.lock().unwrap_or_else(PoisonError::into_inner).add(id, judged);
        self.judged.changed.notify_all();
    }

    /// Prints a line for each variant as it comes; returns when all have come.
    pub fn show(&self) {
        let trials: Vec<Trial> = self.plan.cases.iter().map(|case| self.trial(case)).collect();
        lines::show(trials);
    }

    fn trial(&self, case: &Case) -> Trial {
        let name = if case.selected { case.id.clone() } else { format!("{} (control)", case.id) };
        if let Some(because) = &case.not_applicable {
            let because = because.en.clone();
            return Trial::ignorable_test(name, move || Ok(Completion::ignored_with(because)));
        }
        let weight = self.weight(case);
        let (judged, id, control) = (self.judged.clone(), case.id.clone(), case.control.clone());
        Trial::ignorable_test(name, move || completion(&judged.wait(&id, control.as_deref()), weight))
    }

    fn weight(&self, case: &Case) -> Weight {
        let covers = &case.variant.scenario.covers;
        match covering(&self.reservations, &case.id) {
            Some(reservation) => Weight::Announced(reservation.reason.clone()),
            None if covers.iter().any(|id| self.mandatory.contains(&id.value)) => Weight::NonConformity,
            None => Weight::Recommendation,
        }
    }
}

/// `FAILED` is for what makes the run fail, and for nothing else: its exit code is not zero then.
fn completion(judged: &Judged, weight: Weight) -> Result<Completion, Failed> {
    match (judged.verdict, weight) {
        (Verdict::Pass, _) => Ok(Completion::Completed),
        (Verdict::Fail, Weight::NonConformity) => Err(words(judged).into()),
        (Verdict::Fail, Weight::Announced(reason)) => Ok(Completion::ignored_with(format!("reservation: {reason}"))),
        (Verdict::Fail, Weight::Recommendation) => {
            Ok(Completion::ignored_with(format!("recommendation not followed: {}", words(judged))))
        }
        _ => Ok(Completion::ignored_with(words(judged))),
    }
}

fn words(judged: &Judged) -> String {
    let lines = judged.outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Pass { .. } => None,
        Outcome::Fail { expected, observed, .. } => {
            Some(format!("fail: expected {}; observed {}", expected.en, observed.en))
        }
        Outcome::Inconclusive { cause, because, .. } => {
            Some(format!("inconclusive ({}): {}", cause.word(), because.en))
        }
    });
    lines.collect::<Vec<_>>().join("; ")
}
