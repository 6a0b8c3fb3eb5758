// SPDX-License-Identifier: EUPL-1.2
//! The part of a scenario's transcript that is shown where there is no room for all of it: noise is cut, never the proof.

use crate::model::{Observation, Report, Scenario, Style};
use crate::verdict::Verdict;
use std::collections::{BTreeSet, HashMap};

/// Facts of one extract, if the proof leaves room.
const LONGEST: usize = 30;
/// Facts that tell how a session went; one that floods the transcript is cut all the same.
const MOST_TELLING: usize = 120;
/// Facts before and after one that a finding rests on.
const AROUND: usize = 5;
/// What a session comes to: its TLS, what was taken or sent, how it ended.
const TELLING: [&str; 7] = [
    "tls-established",
    "certificate-requested",
    "message-sent",
    "message-taken",
    "session-ended",
    "fault-exercised",
    "reply",
];
/// The commands that carry a message over.
const COMMANDS: [&str; 5] = ["STARTTLS", "MAIL ", "RCPT ", "DATA", "BDAT"];

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

    /// Facts of a scenario in order: all of them, or what its findings rest on, the fault, the sessions that they belong
    /// to, and around these as much as there is room for.
    pub(super) fn extract(&self, scenario: &Scenario) -> Extract<'a> {
        let open = scenario.checks.iter().filter(|check| check.outcome.verdict() != Verdict::Pass);
        let cited: BTreeSet<u32> = open.flat_map(|check| check.outcome.observations()).copied().collect();
        let all: BTreeSet<u32> = scenario.observations.iter().chain(&cited).copied().collect();
        let all: Vec<&Observation> = all.iter().filter_map(|number| self.by_number.get(number).copied()).collect();
        if all.len() <= LONGEST {
            return Extract { facts: all, left_out: 0 };
        }
        let shown = chosen(&all, &cited);
        let facts: Vec<&Observation> = shown.into_iter().map(|index| all[index]).collect();
        Extract { left_out: all.len() - facts.len(), facts }
    }
}

/// Which facts are shown, by their place among all.
fn chosen(all: &[&Observation], cited: &BTreeSet<u32>) -> BTreeSet<usize> {
    let proof = |fact: &Observation| cited.contains(&fact.number) || fact.style == Style::Fault;
    let sessions: BTreeSet<u64> =
        all.iter().filter(|fact| cited.contains(&fact.number)).filter_map(|f| session(f)).collect();
    // What is cited may belong to no session, as a window that ended without anything: then every session tells.
    let concerned = |fact: &Observation| session(fact).is_some_and(|s| sessions.is_empty() || sessions.contains(&s));
    let indices = |wanted: &dyn Fn(usize) -> bool| (0..all.len()).filter(|index| wanted(*index)).collect::<Vec<_>>();
    let mut shown: BTreeSet<usize> = indices(&|index| proof(all[index])).into_iter().collect();
    shown.extend(indices(&|index| concerned(all[index]) && telling(all[index])).into_iter().take(MOST_TELLING));
    let near = |index: usize| {
        let around = index.saturating_sub(AROUND)..(index + AROUND + 1).min(all.len());
        all[around].iter().any(|fact| proof(fact))
    };
    let beside = indices(&|index| near(index) && !noise(all[index]));
    // What room is left goes to how it began, and last of all to noise.
    let rest = indices(&|index| !noise(all[index])).into_iter().chain(0..all.len());
    for index in beside.into_iter().chain(rest) {
        if shown.len() >= LONGEST {
            break;
        }
        shown.insert(index);
    }
    shown
}

fn kind(fact: &Observation) -> &str {
    fact.fact["fact"].as_str().unwrap_or_default()
}

fn session(fact: &Observation) -> Option<u64> {
    fact.fact["session"].as_u64()
}

fn telling(fact: &Observation) -> bool {
    let words = fact.fact["text"].as_str().unwrap_or_default().to_ascii_uppercase();
    TELLING.contains(&kind(fact)) || (kind(fact) == "line" && COMMANDS.iter().any(|command| words.starts_with(command)))
}

/// Questions of names, downloads, and the lines of a reply that go on.
fn noise(fact: &Observation) -> bool {
    let goes_on =
        |text: &str| text.len() > 3 && text.as_bytes()[3] == b'-' && text.bytes().take(3).all(|b| b.is_ascii_digit());
    match kind(fact) {
        "asked" | "downloaded" | "session-opened" => true,
        "line" => fact.fact["text"].as_str().is_some_and(goes_on),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
