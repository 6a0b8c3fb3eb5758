// SPDX-License-Identifier: EUPL-1.2
//! No verdict but a true one: short runs whose right end follows from the rule, against connectors that lie, that are
//! slow, that are not set up or that go away.

mod custody;
mod declared;
mod gone;
mod neighbours;
mod notices;
mod program;
mod toys;
mod unready;

use crate::common;
use harness::connector::Connector;
use reports::model::{Report, Scenario, glob};
use reports::verdict::Verdict;
use tokio::task::JoinSet;

/// What a run of the built-in connector with one mutation and some scenarios says.
struct Trial {
    mutation: &'static str,
    report: Report,
}

/// Long enough for what comes at once; what is late on purpose is watched for as long as the connector's file says.
const SHORT_WATCH_MS: u64 = 1_500;

/// Runs mutations at the same time over the scenarios that the patterns name.
async fn trials(mutations: &[&'static str], wanted: &'static [&'static str]) -> Vec<Trial> {
    let mut connector = common::reference();
    connector.timing.watch_ms = SHORT_WATCH_MS;
    trials_of(&connector, mutations, wanted).await
}

async fn trials_of(connector: &Connector, mutations: &[&'static str], wanted: &'static [&'static str]) -> Vec<Trial> {
    let mut running = JoinSet::new();
    for mutation in mutations.iter().copied() {
        let connector = connector.clone();
        running.spawn(async move {
            let report = common::report(&connector, Some(mutation), |id| named(wanted, id)).await;
            Trial { mutation, report }
        });
    }
    running.join_all().await
}

fn named(patterns: &[&str], id: &str) -> bool {
    patterns.iter().any(|pattern| glob(pattern, id))
}

fn scenario<'r>(report: &'r Report, id: &str) -> &'r Scenario {
    report.scenarios.iter().find(|s| s.id == id).unwrap_or_else(|| panic!("{id} is not in the report"))
}

/// Everything of one verdict, with what its checks say.
fn of(report: &Report, wanted: impl Fn(&Scenario) -> bool) -> Vec<String> {
    let said = |s: &Scenario| {
        let checks: Vec<String> = s.checks.iter().map(|c| format!("{} {:?}", c.id, c.outcome)).collect();
        format!("{} {:?}: {}", s.id, s.verdict, checks.join("; "))
    };
    report.scenarios.iter().filter(|s| wanted(s)).map(said).collect()
}

/// What failed, and what the harness itself could not do.
fn red(report: &Report) -> Vec<String> {
    of(report, |s| matches!(s.verdict, Verdict::Fail | Verdict::Error))
}

impl Trial {
    fn verdict(&self, id: &str) -> Verdict {
        scenario(&self.report, id).verdict
    }

    /// The run ends with exit code 1, and this is among what is red.
    fn is_red_by(&self, id: &str) {
        assert_eq!(
            self.verdict(id),
            Verdict::Fail,
            "{} survives {id}: {:?}",
            self.mutation,
            of(&self.report, |_| true)
        );
        assert_eq!(self.report.conclusion.kind.exit(), 1, "{}: {:?}", self.mutation, self.report.conclusion);
    }

    fn is_green_at(&self, id: &str) {
        let shown = of(&self.report, |s| s.id == id);
        assert_eq!(self.verdict(id), Verdict::Pass, "{} at {id}: {shown:?}", self.mutation);
    }

    /// Nothing is red, and nothing that was played is left undecided.
    fn is_green(&self) {
        let open = of(&self.report, |s| s.not_applicable.is_none() && s.verdict != Verdict::Pass);
        assert!(open.is_empty(), "{}: {open:#?}", self.mutation);
        assert_eq!(self.report.conclusion.kind.exit(), 0, "{}: {:?}", self.mutation, self.report.conclusion);
    }
}
