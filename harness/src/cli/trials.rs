// SPDX-License-Identifier: EUPL-1.2
//! The run as libtest-mimic shows it: one line for each variant as soon as it can be judged.

use crate::connector::Connector;
use crate::evidence::Recorder;
use crate::plan::{Case, Plan};
use crate::report::{Judged, glob, judge, with_control};
use libtest_mimic::{Completion, Failed, Trial};
use reports::verdict::{Outcome, Verdict};
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Judged cases, and whoever waits for them.
pub struct Trials {
    plan: Arc<Plan>,
    recorder: Arc<Recorder>,
    /// Pattern and reason of each reservation.
    reservations: Vec<(String, String)>,
    judged: Arc<Judgements>,
}

#[derive(Default)]
struct Judgements {
    by_id: Mutex<BTreeMap<String, Judged>>,
    changed: Condvar,
}

impl Judgements {
    fn wait(&self, id: &str) -> Judged {
        let mut by_id = self.by_id.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(judged) = by_id.get(id) {
                return judged.clone();
            }
            by_id = self.changed.wait(by_id).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Trials {
    pub fn new(plan: Arc<Plan>, connector: &Connector, recorder: Arc<Recorder>) -> Trials {
        let reservations = connector.reservations.iter().map(|r| (r.what.clone(), r.reason.clone())).collect();
        Trials { plan, recorder, reservations, judged: Arc::default() }
    }

    /// Judges a case whose evidence is complete.
    pub fn finished(&self, id: &str) {
        let Some(case) = self.plan.cases.iter().find(|case| case.id == id) else { return };
        let judged = judge(&case.expected, &self.recorder.evidence_of(id));
        self.judged.by_id.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), judged);
        self.judged.changed.notify_all();
    }

    /// Prints a line for each variant as it comes; returns when all have come.
    pub fn show(&self) {
        let trials: Vec<Trial> = self.plan.cases.iter().map(|case| self.trial(case)).collect();
        // One thread a trial: each only waits, so that lines come in the order of events.
        let arguments = libtest_mimic::Arguments { test_threads: Some(trials.len().max(1)), ..Default::default() };
        // Its own counts know neither controls nor reservations: the exit code comes from the report.
        let _ = libtest_mimic::run(&arguments, trials);
    }

    fn trial(&self, case: &Case) -> Trial {
        let name = if case.selected { case.id.clone() } else { format!("{} (control)", case.id) };
        if let Some(because) = &case.not_applicable {
            let because = because.en.clone();
            return Trial::ignorable_test(name, move || Ok(Completion::ignored_with(because)));
        }
        let reserved = self.reservations.iter().find(|(pattern, _)| glob(pattern, &case.id)).map(|r| r.1.clone());
        let (judged, id, control) = (self.judged.clone(), case.id.clone(), case.control.clone());
        Trial::ignorable_test(name, move || {
            let own = judged.wait(&id);
            let control = control.map(|id| (judged.wait(&id).verdict, id));
            let judged = with_control(own, control.as_ref().map(|(verdict, id)| (id.as_str(), *verdict)));
            completion(&judged, reserved)
        })
    }
}

fn completion(judged: &Judged, reserved: Option<String>) -> Result<Completion, Failed> {
    match (judged.verdict, reserved) {
        (Verdict::Pass, _) => Ok(Completion::Completed),
        (Verdict::Fail, Some(reason)) => Ok(Completion::ignored_with(format!("reservation: {reason}"))),
        _ => Err(words(judged).into()),
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
    lines.collect::<Vec<_>>().join("\n")
}
