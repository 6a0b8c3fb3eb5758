// SPDX-License-Identifier: EUPL-1.2
//! What the templates read: the report with each word already chosen and each observation already in its one place.

use super::builder::PageBuilder;
use super::sections::SectionsView;
use super::views::{
    ConclusionView, CountView, ObservationView, PreflightView, RequirementView, ReservationView, StandingView,
    StatusView, SummaryView, ThemeView,
};
use crate::model::{Capability, Connector, Parameter, Report, SeededFault};
use crate::outline::Status;
use crate::render::dates::day_and_time;
use crate::render::drawing::{svg, themes};
use crate::text::{Lang, Text};
use serde::Serialize;

/// The value `page` of the templates.
#[derive(Serialize)]
pub(super) struct Page<'a> {
    id: &'a str,
    /// The identifier reduced to what may stand in a style sheet: it is printed at the foot of each sheet.
    foot: String,
    /// The day of the start, UTC, for the captions of transcripts.
    day: String,
    sections: SectionsView,
    connector: &'a Connector,
    /// True when the report cannot be handed in.
    barred: bool,
    interrupted: bool,
    conclusion: ConclusionView<'a>,
    /// The figures that the conclusion rests on, in sentences; empty before schema 3.
    tally: Vec<StatusView>,
    /// The number of scenarios.
    total: usize,
    counts: Vec<CountView>,
    /// Conformity by theme, as SVG; none for a report without scenarios.
    picture: Option<String>,
    preflight: Vec<PreflightView<'a>>,
    /// Scenarios that failed, under a reservation or not.
    failures: Vec<SummaryView<'a>>,
    /// Scenarios without a decision, and errors of the harness.
    undecided: Vec<SummaryView<'a>>,
    /// Scenarios that a declaration of the connector's file leaves out.
    left_out: Vec<SummaryView<'a>>,
    themes: Vec<ThemeView<'a>>,
    requirements: Vec<RequirementView<'a>>,
    standings: Vec<StandingView>,
    /// Requirements that are not judged, or in part.
    not_judged: Vec<RequirementView<'a>>,
    /// Requirements without a scenario.
    uncovered: Vec<RequirementView<'a>>,
    reservations: Vec<ReservationView<'a>>,
    parameters: &'a [Parameter],
    capabilities: &'a [Capability],
    deviations: &'a [Text],
    seeded_faults: &'a [SeededFault],
    withheld: &'a [u32],
    /// Observations that no scenario shows.
    common: Vec<ObservationView<'a>>,
}

impl<'a> Page<'a> {
    /// The whole page of a report in one language.
    pub(super) fn of(report: &'a Report, lang: Lang) -> Page<'a> {
        let mut builder = PageBuilder::new(report, lang);
        let ended = |ways: &[Status]| builder.summaries(ways);
        let (failures, undecided) =
            (ended(&[Status::Failed, Status::Reserved]), ended(&[Status::Inconclusive, Status::Error]));
        let left_out = ended(&[Status::NotApplicable]);
        // Themes come before the rest: what they do not show is common.
        let themes_shown = builder.themes();
        Page {
            id: &report.id,
            foot: report.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect(),
            day: day_and_time(&report.started, 0.0).0,
            sections: SectionsView::of(report, lang),
            connector: &report.connector,
            barred: report.is_barred(),
            interrupted: report.interrupted,
            conclusion: builder.conclusion(),
            tally: builder.tally(),
            total: report.summary.total,
            counts: builder.counts(&report.summary),
            picture: themes(report, lang).as_ref().map(svg),
            preflight: builder.preflight(),
            failures,
            undecided,
            left_out,
            themes: themes_shown,
            requirements: builder.requirements(|_| true),
            standings: builder.standings(),
            not_judged: builder.requirements(|status| matches!(status, Status::InPart | Status::NotJudged)),
            uncovered: builder.requirements(|status| status == Status::NotCovered),
            reservations: builder.reservations(),
            parameters: &report.parameters,
            capabilities: &report.capabilities,
            deviations: &report.deviations,
            seeded_faults: &report.seeded_faults,
            withheld: &report.withheld,
            common: builder.remaining(),
        }
    }
}
