// SPDX-License-Identifier: EUPL-1.2
//! The part of a scenario's transcript that is shown where there is no room for all of it.
//!
//! What a finding rests on is never left out; questions of names and downloads go first.

use crate::model::{Observation, Report, Scenario, Style};
use crate::verdict::Verdict;
use std::collections::{BTreeSet, HashMap};

/// Facts of one extract, unless the proof alone takes more.
const MAX_FACTS: usize = 30;
/// The most milestones of one extract: a connector that floods the transcript is cut all the same.
const MAX_MILESTONES: usize = 120;
/// Facts before and after one that a finding rests on.
const CONTEXT: usize = 5;
/// Kinds of facts that say how a session went: its TLS, the messages, how it ended.
const MILESTONES: [&str; 7] = [
    "tls-established",
    "certificate-requested",
    "message-sent",
    "message-taken",
    "session-ended",
    "fault-exercised",
    "reply",
];
/// The commands that carry a message over; source: RFC 5321, RFC 3030 and RFC 3207.
const COMMANDS: [&str; 5] = ["STARTTLS", "MAIL ", "RCPT ", "DATA", "BDAT"];

/// Finds the observations of a report by their number.
pub(super) struct Extracts<'a> {
    by_number: HashMap<u32, &'a Observation>,
}

/// What is shown of one transcript.
pub(super) struct Extract<'a> {
    /// In the order of their numbers.
    pub(super) facts: Vec<&'a Observation>,
    /// The number of facts that are not shown.
    pub(super) left_out: usize,
}

impl<'a> Extracts<'a> {
    /// Reads a report once, for all of its scenarios.
    pub(super) fn of(report: &'a Report) -> Extracts<'a> {
        Extracts { by_number: report.observations.iter().map(|o| (o.number, o)).collect() }
    }

    /// Facts of a scenario in order: all of them where there is room.
    ///
    /// Else the proof, the fault and the milestones of the sessions concerned. Facts around these fill the room that is
    /// left.
    pub(super) fn extract(&self, scenario: &Scenario) -> Extract<'a> {
        let open = scenario.checks.iter().filter(|check| check.outcome.verdict() != Verdict::Pass);
        let cited: BTreeSet<u32> = open.flat_map(|check| check.outcome.observations()).copied().collect();
        let all: BTreeSet<u32> = scenario.observations.iter().chain(&cited).copied().collect();
        let all: Vec<&Observation> = all.iter().filter_map(|number| self.by_number.get(number).copied()).collect();
        if all.len() <= MAX_FACTS {
            return Extract { facts: all, left_out: 0 };
        }
        let shown = chosen(&all, &cited);
        let facts: Vec<&Observation> = shown.into_iter().map(|index| all[index]).collect();
        Extract { left_out: all.len() - facts.len(), facts }
    }
}

/// The indices of the facts that are shown.
fn chosen(all: &[&Observation], cited: &BTreeSet<u32>) -> BTreeSet<usize> {
    let proof = |fact: &Observation| cited.contains(&fact.number) || fact.style == Style::Fault;
    let sessions: BTreeSet<u64> =
        all.iter().filter(|fact| cited.contains(&fact.number)).filter_map(|f| session(f)).collect();
    // What is cited may belong to no session, as a window that ended without anything: then every session is concerned.
    let concerned = |fact: &Observation| session(fact).is_some_and(|s| sessions.is_empty() || sessions.contains(&s));
    let indices = |wanted: &dyn Fn(usize) -> bool| (0..all.len()).filter(|index| wanted(*index)).collect::<Vec<_>>();
    let mut shown: BTreeSet<usize> = indices(&|index| proof(all[index])).into_iter().collect();
    shown.extend(indices(&|index| concerned(all[index]) && is_milestone(all[index])).into_iter().take(MAX_MILESTONES));
    let near = |index: usize| {
        let around = index.saturating_sub(CONTEXT)..(index + CONTEXT + 1).min(all.len());
        all[around].iter().any(|fact| proof(fact))
    };
    let beside = indices(&|index| near(index) && !is_noise(all[index]));
    // What room is left goes to the beginning, and last of all to noise.
    let rest = indices(&|index| !is_noise(all[index])).into_iter().chain(0..all.len());
    for index in beside.into_iter().chain(rest) {
        if shown.len() >= MAX_FACTS {
            break;
        }
        shown.insert(index);
    }
    shown
}

/// The kind of a fact, as its recorder names it.
fn kind(fact: &Observation) -> &str {
    fact.fact["fact"].as_str().unwrap_or_default()
}

/// The number of the session that a fact belongs to, if it belongs to one.
fn session(fact: &Observation) -> Option<u64> {
    fact.fact["session"].as_u64()
}

/// True for a fact that says how a session went.
fn is_milestone(fact: &Observation) -> bool {
    let words = fact.fact["text"].as_str().unwrap_or_default().to_ascii_uppercase();
    let command = || kind(fact) == "line" && COMMANDS.iter().any(|command| words.starts_with(command));
    MILESTONES.contains(&kind(fact)) || command()
}

/// True for questions of names, downloads, and the lines of a reply but the last (RFC 5321 §4.2.1).
fn is_noise(fact: &Observation) -> bool {
    let continues =
        |text: &str| text.len() > 3 && text.as_bytes()[3] == b'-' && text.bytes().take(3).all(|b| b.is_ascii_digit());
    match kind(fact) {
        "asked" | "downloaded" | "session-opened" => true,
        "line" => fact.fact["text"].as_str().is_some_and(continues),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
