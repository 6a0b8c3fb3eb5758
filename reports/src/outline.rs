// SPDX-License-Identifier: EUPL-1.2
//! The status of each line of a report, its counts and its themes.
//!
//! Whoever makes a report and whoever renders it count with these functions. A figure shown twice is the same.

use crate::model::{ConclusionKind, Report, Requirement, Reservation, Scenario, Severity, Summary, covering};
use crate::verdict::Verdict;
use serde::Serialize;

/// What one line of the report comes to, once reservations and selection are taken into account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Every check passed; or a requirement with all of its scenarios.
    Passed,
    /// A check failed, and no reservation covers it.
    Failed,
    /// Failed, and covered by a written reservation.
    Reserved,
    /// There was no right to decide.
    Inconclusive,
    /// The harness failed, or ended without a verdict.
    Error,
    /// A declaration of the connector's file leaves it out.
    NotApplicable,
    /// Some of the scenarios that cover it passed, others were not executed.
    InPart,
    /// None of the scenarios that cover it was executed.
    NotJudged,
    /// No scenario looks at it.
    NotCovered,
}

impl Status {
    /// A mark that keeps its meaning without colour.
    pub fn symbol(self) -> &'static str {
        match self {
            Status::Passed => "✓",
            Status::Failed => "✗",
            Status::Reserved => "⚑",
            Status::Inconclusive => "?",
            Status::Error => "!",
            Status::NotApplicable => "–",
            Status::InPart => "◐",
            Status::NotJudged => "◌",
            Status::NotCovered => "○",
        }
    }
}

impl ConclusionKind {
    /// The status whose symbol and colour the conclusion takes.
    pub fn status(self) -> Status {
        match self {
            ConclusionKind::Conforme => Status::Passed,
            ConclusionKind::ConformeAvecReserves | ConclusionKind::ConformeSousDerogation => Status::Reserved,
            ConclusionKind::NonConforme | ConclusionKind::NonConformeAnnonce => Status::Failed,
            ConclusionKind::Partiel => Status::InPart,
            ConclusionKind::NonConcluant | ConclusionKind::PasPret => Status::Inconclusive,
        }
    }
}

impl Verdict {
    /// The status of a check with this verdict; without one, the harness failed.
    pub(crate) fn status(self) -> Status {
        match self {
            Verdict::Pass => Status::Passed,
            Verdict::Fail => Status::Failed,
            Verdict::Inconclusive => Status::Inconclusive,
            Verdict::None | Verdict::Error => Status::Error,
        }
    }
}

impl Scenario {
    /// The status of a scenario, with its reservation and its selection.
    pub fn status(&self) -> Status {
        match self.verdict {
            Verdict::None if self.not_applicable.is_some() => Status::NotApplicable,
            Verdict::Fail if self.reservation.is_some() => Status::Reserved,
            verdict => verdict.status(),
        }
    }
}

impl Requirement {
    /// The status of a row of the register, with its reservation and what was not executed.
    pub fn status(&self) -> Status {
        match self.verdict {
            Verdict::None if self.scenarios.is_empty() && self.unjudged.is_empty() => Status::NotCovered,
            // Before schema 3 a row did not name what was missing.
            Verdict::None if self.unjudged.is_empty() => Status::NotApplicable,
            Verdict::None if self.scenarios.iter().any(|id| self.executed(id)) => Status::InPart,
            Verdict::None => Status::NotJudged,
            Verdict::Pass => Status::Passed,
            Verdict::Inconclusive => Status::Inconclusive,
            Verdict::Fail if self.reserved => Status::Reserved,
            Verdict::Fail => Status::Failed,
            Verdict::Error => Status::Error,
        }
    }

    /// True for a scenario that was executed.
    fn executed(&self, id: &str) -> bool {
        self.unjudged.iter().all(|missing| missing.scenario != id)
    }
}

impl Summary {
    /// Counts scenarios by status; the only place where they are counted.
    pub fn of<'a>(scenarios: impl IntoIterator<Item = &'a Scenario>) -> Summary {
        let mut summary = Summary::default();
        for scenario in scenarios {
            summary.total += 1;
            match scenario.status() {
                Status::Passed => summary.passed += 1,
                Status::Failed => summary.failed += 1,
                Status::Reserved => summary.reserved += 1,
                Status::Inconclusive => summary.inconclusive += 1,
                Status::Error => summary.errors += 1,
                Status::NotApplicable | Status::InPart | Status::NotJudged | Status::NotCovered => {
                    summary.not_applicable += 1;
                }
            }
        }
        summary
    }

    /// The number of scenarios of each status, in the order of the columns; requirements alone have the other three.
    pub(crate) fn counts(&self) -> [(Status, usize); 6] {
        [
            (Status::Passed, self.passed),
            (Status::Failed, self.failed),
            (Status::Reserved, self.reserved),
            (Status::Inconclusive, self.inconclusive),
            (Status::Error, self.errors),
            (Status::NotApplicable, self.not_applicable),
        ]
    }
}

/// The scenarios under one heading.
#[derive(Debug, Clone)]
pub(crate) struct Theme<'a> {
    /// The first two segments of the ids of its scenarios, such as `inbound/certificate`.
    pub(crate) name: &'a str,
    /// The number of its scenarios of each status.
    pub(crate) summary: Summary,
    /// In the order of the report.
    pub(crate) scenarios: Vec<&'a Scenario>,
}

impl Report {
    /// Scenarios under their headings, both in the order of their first appearance.
    pub(crate) fn themes(&self) -> Vec<Theme<'_>> {
        let mut themes: Vec<Theme<'_>> = Vec::new();
        for scenario in &self.scenarios {
            match themes.iter_mut().find(|theme| theme.name == scenario.theme) {
                Some(theme) => theme.scenarios.push(scenario),
                None => {
                    themes.push(Theme { name: &scenario.theme, summary: Summary::default(), scenarios: vec![scenario] })
                }
            }
        }
        for theme in &mut themes {
            theme.summary = Summary::of(theme.scenarios.iter().copied());
        }
        themes
    }

    /// Scenarios that ended in one of the given ways, in the order of the report.
    pub fn ended<'a>(&'a self, ways: &[Status]) -> impl Iterator<Item = &'a Scenario> {
        self.scenarios.iter().filter(|scenario| ways.contains(&scenario.status()))
    }

    /// The reservation that covers the failure of a scenario; of two, the later in the file.
    pub fn reservation_of(&self, scenario: &Scenario) -> Option<&Reservation> {
        scenario.reservation.as_ref()?;
        covering(&self.reservations, &scenario.id)
    }

    /// How much harm the failure of a scenario does: the worst of what it covers. A rule of the whole run, which covers
    /// no row, guards the channel and the mail themselves.
    pub(crate) fn severity_of(&self, scenario: &Scenario) -> Option<Severity> {
        self.tally.as_ref()?;
        if scenario.covers.is_empty() {
            return Some(Severity::Bloquante);
        }
        let rows = self.requirements.iter().filter(|row| scenario.covers.contains(&row.id));
        rows.filter_map(|row| row.severity).max()
    }

    /// The severity of a scenario that failed; none for any other.
    pub(crate) fn severity_of_failure(&self, scenario: &Scenario) -> Option<Severity> {
        self.severity_of(scenario).filter(|_| scenario.verdict == Verdict::Fail)
    }

    /// True when the report is about the built-in connector or a deliberate bug: it cannot be handed in.
    pub fn is_rehearsal(&self) -> bool {
        self.connector.reference || self.connector.mutation.is_some()
    }
}
