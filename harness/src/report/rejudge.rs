// SPDX-License-Identifier: EUPL-1.2
//! Judges a stored report again from the evidence that it holds, and names whatever comes out otherwise.
//!
//! What is taken from the report: evidence, expectations with their parameters, declarations, reservations, levels of
//! the requirements. What is made anew: every line, outcome, verdict, count and the conclusion.
//!
//! In a copy from which observations were withheld, what rests on them is taken as the report has it: see
//! [`super::unjudged`] for the list.

use super::build::{self, CONTROL, check_row, control_row};
use super::conclusion::{ConclusionInput, conclude};
use super::disclosure::rests_on;
use super::judge::{Judged, judge};
use super::verdicts::Verdicts;
use super::{earlier, requirements, seeded, transcript};
use judgement::check::{self, Expected};
use judgement::evidence::Evidence;
use judgement::fingerprint;
use reports::model::{self, Report, Summary, covering};
use reports::tally::TallyInput;
use reports::verdict::{Cause, Outcome, Verdict};
use std::collections::BTreeSet;
use std::fmt;

/// One thing that the report says and its evidence does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where in the report.
    pub place: String,
    pub stored: String,
    /// What judging again gives, or why it cannot.
    pub again: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the report says {}; judged again: {}", self.place, self.stored, self.again)
    }
}

/// Everything that differs between a report and what its own evidence gives.
pub fn differences(report: &Report) -> Vec<Difference> {
    let mut again = Again {
        found: Vec::new(),
        earlier: earlier::is_earlier(report),
        withheld: report.withheld.iter().copied().collect(),
        own_words: report.harness.version == env!("CARGO_PKG_VERSION"),
    };
    let evidence = again.evidence(report);
    let scenarios = again.scenarios(report, &evidence);
    again.reservations(report, &scenarios);
    again.requirements(report, &scenarios);
    again.fingerprint(report, &evidence);
    again.same("summary", &report.summary, &Summary::of(&scenarios));
    again.conclusion(report, &scenarios, &evidence);
    if again.own_words {
        again.words(report);
    }
    again.found
}

struct Again {
    found: Vec<Difference>,
    /// A report before schema 3, judged by its own rules.
    earlier: bool,
    /// Numbers of the observations that are not in this copy.
    withheld: BTreeSet<u32>,
    /// True when this version wrote the report: another may say the same thing in other words.
    own_words: bool,
}

impl Again {
    fn differs(&mut self, place: impl Into<String>, stored: impl Into<String>, again: impl Into<String>) {
        self.found.push(Difference { place: place.into(), stored: stored.into(), again: again.into() });
    }

    /// Compares two values in the form in which they are stored.
    fn same<T: serde::Serialize>(&mut self, place: &str, stored: &T, again: &T) {
        let text = |value: &T| serde_json::to_string(value).unwrap_or_default();
        let (stored, again) = (text(stored), text(again));
        if stored != again {
            self.differs(place, stored, again);
        }
    }

    /// The facts, each with the line that the report shows for it.
    fn evidence(&mut self, report: &Report) -> Evidence {
        let mut evidence = Evidence::default();
        for stored in &report.observations {
            let place = format!("observation {}", stored.number);
            match serde_json::from_value(stored.fact.clone()) {
                Ok(fact) => {
                    let observation = transcript::observed(stored, fact);
                    let mut again = transcript::observation(&observation);
                    if !self.own_words {
                        transcript::as_of_old(&mut again, &observation.fact, stored);
                    }
                    self.same(&place, stored, &again);
                    evidence.observations.push(observation);
                }
                Err(error) => self.differs(place, "a fact", format!("this version cannot read it: {error}")),
            }
        }
        let numbers: Vec<u32> = evidence.observations.iter().map(|o| o.number).collect();
        if !numbers.is_sorted_by(|a, b| a < b) {
            self.differs("observations", "an order", "numbers repeat or go back");
        }
        if numbers.iter().any(|number| self.withheld.contains(number)) {
            self.differs("observations", "some were withheld", "they are there");
        }
        evidence
    }

    /// Every scenario with the verdict that its evidence gives, reservations marked.
    fn scenarios(&mut self, report: &Report, evidence: &Evidence) -> Vec<model::Scenario> {
        let mut verdicts = Verdicts::default();
        for scenario in &report.scenarios {
            match self.alone(scenario, evidence) {
                Some(judged) => verdicts.add(&scenario.id, judged),
                None if rests_on(scenario, &self.withheld) => verdicts.believe(&scenario.id, scenario.verdict),
                None => {}
            }
        }
        let mut scenarios = report.scenarios.clone();
        for (scenario, stored) in scenarios.iter_mut().zip(&report.scenarios) {
            if let Some(judged) = verdicts.of(&stored.id, stored.control.as_deref()) {
                settle(scenario, judged);
            }
            let reservation = covering(&report.reservations, &stored.id).filter(|_| scenario.verdict == Verdict::Fail);
            scenario.reservation = reservation.map(|reservation| reservation.reason.clone());
            self.scenario(stored, scenario);
        }
        scenarios
    }

    /// What the evidence of one scenario gives; none when it was not run, was withheld, or cannot be judged again.
    fn alone(&mut self, scenario: &model::Scenario, evidence: &Evidence) -> Option<Judged> {
        let place = format!("scenario {}", scenario.id);
        let invariant = scenario.theme == "invariant";
        let own = if invariant { evidence.played() } else { evidence.of(&scenario.id) };
        if !invariant && scenario.not_applicable.is_none() {
            let numbers: Vec<u32> = own.observations.iter().map(|o| o.number).collect();
            let kept = scenario.observations.iter().copied().filter(|number| !self.withheld.contains(number));
            self.same(&format!("{place}, observations"), &kept.collect::<Vec<u32>>(), &numbers);
        }
        if scenario.not_applicable.is_some() {
            if !invariant && (!own.observations.is_empty() || !scenario.checks.is_empty()) {
                self.differs(place, "not applicable", "it was run: there is evidence of it");
            }
            return None;
        }
        if rests_on(scenario, &self.withheld) {
            return None;
        }
        let rows = scenario.checks.iter().filter(|row| row.id != CONTROL);
        let expected: Result<Vec<Expected>, String> = rows.map(expected).collect();
        match expected {
            Err(why) => {
                self.differs(place, scenario.verdict.word(), format!("cannot be judged: {why}"));
                None
            }
            Ok(expected) if expected.is_empty() => {
                self.differs(place, scenario.verdict.word(), "cannot be judged: it holds no check");
                None
            }
            Ok(expected) if invariant => Some(Judged::of_invariant(&expected[0], &own)),
            Ok(expected) if self.earlier => Some(judge(&expected, &own).said_earlier()),
            Ok(expected) => Some(judge(&expected, &own)),
        }
    }

    /// Compares what was judged again of one scenario, piece by piece.
    fn scenario(&mut self, stored: &model::Scenario, again: &model::Scenario) {
        let place = format!("scenario {}", stored.id);
        self.same(&format!("{place}, verdict"), &(stored.verdict, stored.cause), &(again.verdict, again.cause));
        if self.own_words {
            self.same(&format!("{place}, stage"), &stored.stage, &again.stage);
        }
        self.same(&format!("{place}, reservation"), &stored.reservation, &again.reservation);
        self.same(&format!("{place}, number of checks"), &stored.checks.len(), &again.checks.len());
        for (stored, again) in stored.checks.iter().zip(&again.checks) {
            let place = format!("{place}, check {}", stored.id);
            if self.own_words {
                self.same(&place, &stored.outcome, &again.outcome);
            } else {
                self.same(&place, &found(&stored.outcome), &found(&again.outcome));
            }
        }
    }

    /// What this version says of itself: the words of each check, what it advises, the defects that it catches.
    fn words(&mut self, report: &Report) {
        for scenario in &report.scenarios {
            for stored in &scenario.checks {
                let again = match expected(stored) {
                    Ok(expected) => check_row(&expected, scenario.fault.as_ref(), stored.outcome.clone()),
                    Err(_) => control_row(stored.outcome.clone()),
                };
                let words = |row: &model::Check| (row.sentence.clone(), row.clause.clone(), row.advice.clone());
                let place = format!("scenario {}, words of {}", scenario.id, stored.id);
                self.same(&place, &words(stored), &words(&again));
            }
        }
        self.same("seeded faults", &report.seeded_faults, &seeded::caught(&report.scenarios));
    }

    /// The traits; in a copy from which observations were withheld, those that are shown.
    fn fingerprint(&mut self, report: &Report, evidence: &Evidence) {
        let (mut stored, mut again) = (report.fingerprint.clone(), fingerprint::traits(evidence));
        if !self.withheld.is_empty() {
            stored.retain(|shown| shown.value.is_some());
            again.retain(|one| stored.iter().any(|shown| shown.id == one.id));
        }
        self.same("fingerprint", &stored, &again);
    }

    fn reservations(&mut self, report: &Report, scenarios: &[model::Scenario]) {
        for stored in &report.reservations {
            let place = format!("reservation {}", stored.what);
            let covers = |verdict| scenarios.iter().any(|s| s.verdict == verdict && stored.covers(&s.id));
            let missing = |c: &model::Capability| !c.declared && stored.covers_capability(&c.id);
            let used = covers(Verdict::Fail) || report.capabilities.iter().any(missing);
            self.same(&place, &stored.used, &used);
            if covers(Verdict::Pass) && stored.problem.is_none() {
                self.differs(place, "no problem", "it covers a scenario that passes");
            }
        }
    }

    /// The figures and what they come to.
    fn conclusion(&mut self, report: &Report, scenarios: &[model::Scenario], evidence: &Evidence) {
        let again = match &report.tally {
            None => earlier::conclude(scenarios, &report.requirements, &report.capabilities, &report.reservations),
            Some(stored) => {
                let counted = TallyInput {
                    scenarios,
                    requirements: &report.requirements,
                    capabilities: &report.capabilities,
                    reservations: &report.reservations,
                    whole: stored.whole,
                    day: build::day(&report.finished),
                };
                let tally = counted.tally();
                self.same("tally", stored, &tally);
                // In a copy from which observations were withheld, those of the interruption may be.
                let interrupted = build::interrupted(evidence) || (!self.withheld.is_empty() && report.interrupted);
                self.same("interrupted", &report.interrupted, &interrupted);
                conclude(&tally, &ConclusionInput { scenarios, preflight: &report.preflight, interrupted })
            }
        };
        if self.own_words || self.earlier {
            self.same("conclusion", &report.conclusion, &again);
        } else {
            self.same("conclusion", &report.conclusion.kind, &again.kind);
        }
        if report.tally.is_none() != self.earlier {
            self.differs("tally", format!("{:?}", report.tally), format!("schema {} says otherwise", report.schema));
        }
    }

    fn requirements(&mut self, report: &Report, scenarios: &[model::Scenario]) {
        for stored in &report.requirements {
            let mut row = stored.clone();
            match self.earlier {
                true => requirements::settle_earlier(&mut row, scenarios),
                false => requirements::settle(&mut row, scenarios),
            }
            self.same(&format!("requirement {}", stored.id), stored, &row);
        }
    }
}

/// What an outcome says, whatever its words.
fn found(outcome: &Outcome) -> (Verdict, Option<Cause>, &[u32]) {
    (outcome.verdict(), outcome.cause(), outcome.observations())
}

/// A stored check, found again among those of this version.
fn expected(row: &model::Check) -> Result<Expected, String> {
    let invariants = check::invariants().iter().map(|invariant| &invariant.check);
    let mut known = check::checks().chain(invariants);
    let check = known.find(|check| check.id == row.id);
    let check = check.ok_or_else(|| format!("this version knows no check `{}`", row.id))?;
    let params = row.params.clone().ok_or_else(|| format!("the parameters of `{}` are not stored", row.id))?;
    let params = serde_json::from_value(params).map_err(|error| format!("parameters of `{}`: {error}", row.id))?;
    Ok(Expected { check, params })
}

/// Puts what was judged again in the place of what was stored.
fn settle(scenario: &mut model::Scenario, judged: Judged) {
    let mut outcomes = judged.outcomes.into_iter();
    scenario.checks.retain(|row| row.id != CONTROL);
    for (row, outcome) in scenario.checks.iter_mut().zip(outcomes.by_ref()) {
        row.outcome = outcome;
    }
    scenario.checks.extend(outcomes.map(control_row));
    scenario.verdict = judged.verdict;
    scenario.cause = judged.cause;
    scenario.stage = judged.stage;
}

impl Judged {
    /// As versions before schema 3 said it.
    fn said_earlier(mut self) -> Judged {
        self.outcomes = self.outcomes.into_iter().map(earlier::said).collect();
        self.cause = self.cause.map(|cause| if cause == Cause::Interrupted { Cause::Harness } else { cause });
        self
    }

    /// A rule over the whole run: it has no control, and no session of its own to say how far it went.
    fn of_invariant(expected: &Expected, evidence: &Evidence) -> Judged {
        let outcome: Outcome = expected.check.judge(evidence, &expected.params);
        let (verdict, cause) = (outcome.verdict(), outcome.cause());
        Judged { outcomes: vec![outcome], verdict, cause, negative: false, probed: None, stage: None }
    }
}
