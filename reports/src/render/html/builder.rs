// SPDX-License-Identifier: EUPL-1.2
//! Makes the views of the page, and shows each observation once.

use super::citations::Citations;
use super::views::{
    ConclusionView, CountView, ObservationView, PreflightView, RequirementView, ReservationView, ScenarioView,
    StandingView, StatusView, SummaryView, ThemeView,
};
use crate::labels::Labels;
use crate::model::{Observation, PreflightItem, Report, Scenario, Standing, Summary};
use crate::outline::{Status, Theme};
use crate::render::announced::{accepted_by, announcement, mended_by};
use crate::render::dates::{decimal, time_with_day};
use crate::render::drawing::{sequence, svg};
use crate::render::extract::Extracts;
use crate::render::quote::wording;
use crate::render::sections::Sections;
use crate::text::Lang;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

/// The report, and what no scenario has shown of it yet.
pub(super) struct PageBuilder<'a> {
    report: &'a Report,
    lang: Lang,
    labels: &'static Labels,
    /// Observations that are still to be shown, by number.
    unshown: HashMap<u32, &'a Observation>,
    extracts: Extracts<'a>,
    citations: Citations<'a>,
}

impl<'a> PageBuilder<'a> {
    /// A builder that has shown nothing yet.
    pub(super) fn new(report: &'a Report, lang: Lang) -> PageBuilder<'a> {
        let unshown = report.observations.iter().map(|o| (o.number, o)).collect();
        let (extracts, citations) = (Extracts::of(report), Citations::of(report));
        PageBuilder { report, lang, labels: Labels::of(lang), unshown, extracts, citations }
    }

    /// The word for the conclusion, and why.
    pub(super) fn conclusion(&self) -> ConclusionView<'a> {
        let conclusion = &self.report.conclusion;
        let status = StatusView::worded(conclusion.kind.status(), self.labels.conclusion(conclusion.kind));
        ConclusionView { status, because: &conclusion.because }
    }

    /// Each figure that the conclusion rests on, in a sentence.
    pub(super) fn tally(&self) -> Vec<StatusView> {
        let sentences = Sections::of(self.report, self.lang).tally().into_iter();
        sentences.map(|(status, sentence)| StatusView::worded(status, sentence)).collect()
    }

    /// The columns of a summary.
    pub(super) fn counts(&self, summary: &Summary) -> Vec<CountView> {
        let count = |(status, word, count): (Status, &'static str, usize)| CountView {
            status: StatusView::worded(status, word),
            count,
        };
        self.labels.counts(summary).into_iter().map(count).collect()
    }

    /// The questions of the pre-flight, each with its answer.
    pub(super) fn preflight(&self) -> Vec<PreflightView<'a>> {
        let view = |item: &'a PreflightItem| PreflightView { item, status: self.answer(item) };
        self.report.preflight.iter().map(view).collect()
    }

    fn answer(&self, item: &PreflightItem) -> StatusView {
        let labels = &self.labels.declarations;
        match item.ready {
            Some(true) => StatusView::worded(Status::Passed, labels.ready),
            Some(false) => StatusView::worded(Status::Failed, labels.not_ready),
            None => StatusView::worded(Status::Inconclusive, labels.not_asked),
        }
    }

    /// The scenarios that ended in one of these ways, without their transcripts.
    pub(super) fn summaries(&self, ways: &[Status]) -> Vec<SummaryView<'a>> {
        self.report.ended(ways).map(|scenario| self.summary(scenario)).collect()
    }

    fn summary(&self, scenario: &'a Scenario) -> SummaryView<'a> {
        SummaryView {
            scenario,
            status: StatusView::of(scenario.status(), self.labels),
            cause: scenario.cause.map(|cause| self.labels.cause(cause)),
            severity: self.report.severity_of_failure(scenario).map(|severity| self.labels.severity(severity)),
            reservation: announcement(self.report, scenario, self.lang),
        }
    }

    /// The rows of the register whose status is wanted.
    pub(super) fn requirements(&self, wanted: impl Fn(Status) -> bool) -> Vec<RequirementView<'a>> {
        let rows = self.report.requirements.iter().filter(|requirement| wanted(requirement.status()));
        rows.map(|requirement| RequirementView {
            requirement,
            status: StatusView::of(requirement.status(), self.labels),
            level: self.labels.level(requirement.level),
            severity: requirement.severity.map(|severity| self.labels.severity(severity)),
            standing: self.labels.standing(requirement.standing),
        })
        .collect()
    }

    /// The standings of the requirements that scenarios cover, each once.
    pub(super) fn standings(&self) -> Vec<StandingView> {
        let covered = self.report.requirements.iter().filter(|requirement| !requirement.scenarios.is_empty());
        let standings: BTreeSet<Standing> = covered.map(|requirement| requirement.standing).collect();
        standings.into_iter().map(|id| StandingView { id, word: self.labels.standing(id) }).collect()
    }

    /// The reservations of the connector's file.
    pub(super) fn reservations(&self) -> Vec<ReservationView<'a>> {
        let rows = self.report.reservations.iter().map(|reservation| ReservationView {
            reservation,
            mended_by: mended_by(reservation, self.lang),
            accepted_by: accepted_by(reservation, self.lang),
        });
        rows.collect()
    }

    /// Every scenario under its theme, with the observations that no earlier one shows.
    pub(super) fn themes(&mut self) -> Vec<ThemeView<'a>> {
        self.report.themes().into_iter().map(|theme| self.theme(theme)).collect()
    }

    fn theme(&mut self, theme: Theme<'a>) -> ThemeView<'a> {
        ThemeView {
            name: theme.name,
            total: theme.summary.total,
            counts: self.counts(&theme.summary),
            scenarios: theme.scenarios.into_iter().map(|scenario| self.scenario(scenario)).collect(),
        }
    }

    fn scenario(&mut self, scenario: &'a Scenario) -> ScenarioView<'a> {
        let (mut observations, mut withheld, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
        for number in &scenario.observations {
            match self.unshown.remove(number) {
                Some(observation) => observations.push(self.observation(observation)),
                None if self.report.withheld.contains(number) => withheld.push(*number),
                None => elsewhere.push(*number),
            }
        }
        let seconds = Duration::from_millis(scenario.duration_ms).as_secs_f64();
        ScenarioView {
            summary: self.summary(scenario),
            duration: decimal(seconds, 1, self.lang),
            picture: self.picture(scenario),
            observations,
            withheld,
            elsewhere,
        }
    }

    /// The sequence diagram of a scenario that did not pass.
    fn picture(&self, scenario: &Scenario) -> Option<String> {
        if matches!(scenario.status(), Status::Passed | Status::NotApplicable) {
            return None;
        }
        let facts = self.extracts.extract(scenario).facts;
        sequence(&scenario.id, &facts, self.lang).as_ref().map(svg)
    }

    fn observation(&self, observation: &'a Observation) -> ObservationView<'a> {
        ObservationView {
            number: observation.number,
            time: time_with_day(&self.report.started, observation.at_ms),
            place: &observation.place,
            style: observation.style.word(),
            word: self.labels.style(&observation.style),
            line: wording(&observation.line, self.lang),
            cited: self.citations.of_observation(observation),
        }
    }

    /// What no scenario has shown, in the order of the report.
    pub(super) fn remaining(&self) -> Vec<ObservationView<'a>> {
        let remaining = self.report.observations.iter().filter(|o| self.unshown.contains_key(&o.number));
        remaining.map(|observation| self.observation(observation)).collect()
    }
}
