// SPDX-License-Identifier: EUPL-1.2
//! A report in pieces, so that some can be withheld and the rest still be proven.
//!
//! What counts as evidence: the observations, and the words that judging or the pre-flight made out of them (outcomes,
//! stage, details, what a stranger sees of the connector). All else (verdicts, counts, expectations and their
//! parameters, declarations, numbers of observations, the commands that repeat a run) is the body and is never withheld.

use super::transcript;
use judgement::evidence::Evidence;
use reports::model::{Observation, PreflightItem, Report, Scenario, Trait};
use reports::text::Text;
use reports::verdict::Outcome;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Pieces by name, each in the octets that stand for it.
pub type Pieces = BTreeMap<String, Vec<u8>>;

/// The piece that is always there.
const BODY: &str = "body";
const OBSERVATION: &str = "observation/";

/// What stands in a copy where words were. It is part of the form of the archive: other words would not be recognised.
fn withheld_text() -> Text {
    Text::new("retiré de cet exemplaire", "withheld from this copy")
}

/// Every piece of a report. The octets of a piece are its compact JSON.
pub fn pieces(report: &Report) -> Pieces {
    let mut pieces = evidence(report);
    let mut body = report.clone();
    body.observations.clear();
    body.withheld.clear();
    body.scenarios.iter_mut().for_each(|scenario| blank_scenario(scenario, &Text::default()));
    body.preflight.iter_mut().for_each(|item| item.detail = Text::default());
    body.fingerprint.iter_mut().for_each(blank_trait);
    pieces.insert(BODY.to_owned(), octets(&body));
    pieces
}

fn evidence(report: &Report) -> Pieces {
    let observations = report.observations.iter().map(|o| (format!("{OBSERVATION}{}", o.number), octets(o)));
    let scenarios = report.scenarios.iter().map(|s| (scenario_piece(s), octets(&words(s))));
    let preflight = report.preflight.iter().map(|item| (format!("preflight/{}", item.id), octets(&item.detail)));
    let traits = report.fingerprint.iter().map(|shown| (format!("fingerprint/{}", shown.id), octets(&shown.value)));
    observations.chain(scenarios).chain(preflight).chain(traits).collect()
}

fn scenario_piece(scenario: &Scenario) -> String {
    format!("scenario/{}", scenario.id)
}

/// A value of the model always has a JSON form.
fn octets(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// What judging said of one scenario in words.
fn words(scenario: &Scenario) -> (&Option<Text>, Vec<&Outcome>) {
    (&scenario.stage, scenario.checks.iter().map(|check| &check.outcome).collect())
}

fn blank_scenario(scenario: &mut Scenario, blank: &Text) {
    scenario.stage = scenario.stage.as_ref().map(|_| blank.clone());
    for check in &mut scenario.checks {
        match &mut check.outcome {
            Outcome::Pass { because, .. } | Outcome::Inconclusive { because, .. } => *because = blank.clone(),
            Outcome::Fail { expected, observed, .. } => (*expected, *observed) = (blank.clone(), blank.clone()),
        }
    }
}

fn blank_trait(shown: &mut Trait) {
    shown.value = None;
}

/// A copy of a report without some observations, and without the words that were made out of them.
pub fn withhold(report: &Report, numbers: &BTreeSet<u32>) -> Report {
    let mut copy = report.clone();
    let (gone, kept): (Vec<Observation>, _) = copy.observations.into_iter().partition(|o| numbers.contains(&o.number));
    let known = gone.iter().map(|o| o.number).chain(copy.withheld.iter().copied());
    copy.withheld = known.collect::<BTreeSet<u32>>().into_iter().collect();
    copy.observations = kept;
    let withheld: BTreeSet<u32> = copy.withheld.iter().copied().collect();
    copy.scenarios.iter_mut().filter(|s| rests_on(s, &withheld)).for_each(|s| blank_scenario(s, &withheld_text()));
    // The pre-flight looks for itself, and may have met words that are withheld now.
    let (told, known) = (quotations(&gone), quotations(&copy.observations));
    let quotes = |text: &Text| told.difference(&known).any(|words| text.fr.contains(words) || text.en.contains(words));
    let tells = |item: &&mut PreflightItem| cites(&item.observations, &withheld) || quotes(&item.detail);
    copy.preflight.iter_mut().filter(tells).for_each(|item| item.detail = withheld_text());
    let left = fingerprint(&copy);
    copy.fingerprint.iter_mut().filter(|shown| !left.contains(shown)).for_each(blank_trait);
    copy
}

/// Texts in the facts, those aside that are too short to tell anything.
fn quotations(observations: &[Observation]) -> BTreeSet<String> {
    fn collect(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::String(text) if text.len() >= 6 => drop(found.insert(text.clone())),
            serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
            serde_json::Value::Object(fields) => fields.values().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    observations.iter().for_each(|o| collect(&o.fact, &mut found));
    found
}

/// What the observations that are left show of the connector.
fn fingerprint(report: &Report) -> Vec<Trait> {
    let read = |stored: &Observation| {
        let fact = serde_json::from_value(stored.fact.clone()).ok()?;
        Some(transcript::observed(stored, fact))
    };
    let observations = report.observations.iter().filter_map(read).collect();
    judgement::fingerprint::traits(&Evidence { observations })
}

fn cites(numbers: &[u32], withheld: &BTreeSet<u32>) -> bool {
    numbers.iter().any(|number| withheld.contains(number))
}

/// True when a scenario's outcome rests on an observation that was withheld: it cannot be judged again.
///
/// An invariant rests on the evidence of all others.
pub(super) fn rests_on(scenario: &Scenario, withheld: &BTreeSet<u32>) -> bool {
    let cited = scenario.checks.iter().any(|check| cites(check.outcome.observations(), withheld));
    let invariant = scenario.theme == "invariant" && scenario.not_applicable.is_none();
    !withheld.is_empty() && (invariant || cited || cites(&scenario.observations, withheld))
}

/// Pieces of one report that another, made of it, does not show.
pub fn hidden(whole: &Report, copy: &Report) -> BTreeSet<String> {
    let shown = pieces(copy);
    pieces(whole).into_iter().filter(|(name, content)| shown.get(name) != Some(content)).map(|(name, _)| name).collect()
}

/// Scenarios that nobody can judge again from this copy, each with the reason.
pub fn unjudged(report: &Report) -> BTreeMap<&str, &'static str> {
    let withheld: BTreeSet<u32> = report.withheld.iter().copied().collect();
    let blind: BTreeSet<&str> =
        report.scenarios.iter().filter(|s| rests_on(s, &withheld)).map(|s| s.id.as_str()).collect();
    let reason = |scenario: &Scenario| match scenario.control.as_deref() {
        _ if blind.contains(scenario.id.as_str()) => Some("its evidence was withheld"),
        Some(control) if blind.contains(control) => Some("the evidence of its control was withheld"),
        _ => None,
    };
    report.scenarios.iter().filter_map(|s| Some((s.id.as_str(), reason(s)?))).collect()
}

/// What does not fit between a report and the names of the pieces said to be withheld from it, a sentence each.
pub fn disagreements<'n>(report: &Report, names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let (shown, names) = (pieces(report), names.into_iter().collect::<BTreeSet<&str>>());
    let mut nothing = report.clone();
    nothing.observations.clear();
    nothing.scenarios.iter_mut().for_each(|scenario| blank_scenario(scenario, &withheld_text()));
    nothing.preflight.iter_mut().for_each(|item| item.detail = withheld_text());
    nothing.fingerprint.iter_mut().for_each(blank_trait);
    let blank = evidence(&nothing);
    let mut found = Vec::new();
    for name in &names {
        match (shown.get(*name), blank.get(*name)) {
            (None, _) if name.starts_with(OBSERVATION) => {}
            (Some(there), Some(blank)) if there == blank => {}
            _ => found.push(format!("{name} is there although nothing proves it")),
        }
    }
    let said: BTreeSet<String> = report.withheld.iter().map(|number| format!("{OBSERVATION}{number}")).collect();
    let ordered = report.withheld.is_sorted_by(|one, other| one < other);
    if !ordered || !said.iter().map(String::as_str).eq(names.iter().copied().filter(|n| n.starts_with(OBSERVATION))) {
        found.push("the observations said to be withheld are not those that are".to_owned());
    }
    found
}
