// SPDX-License-Identifier: EUPL-1.2
//! What the templates read: the report with each word already chosen and each observation already in its one place.

use super::citations::{Citation, Citations};
use super::dossier::Sections;
use crate::labels::Labels;
use crate::model::{
    Capability, Connector, Observation, Parameter, PreflightItem, Report, Requirement, Reservation, Scenario,
    SeededFault, Standing, Summary,
};
use crate::outline::Status;
use crate::render::announced::{accepted_by, announced, mended_by};
use crate::render::dates::{decimal, moment, time_on_day};
use crate::render::dossier::Dossier;
use crate::render::drawing::{sequence, svg, themes};
use crate::render::extract::Extracts;
use crate::render::quote::relate;
use crate::text::{Lang, Text};
use crate::verdict::Verdict;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

#[derive(Serialize)]
pub(super) struct Page<'a> {
    id: &'a str,
    /// The identifier reduced to what may stand in a style sheet: it is printed at the foot of each sheet.
    foot: String,
    /// The day of the start, for the captions of transcripts.
    day: String,
    dossier: Sections,
    connector: &'a Connector,
    barred: bool,
    interrupted: bool,
    conclusion: Conclusion<'a>,
    tally: Vec<Said>,
    total: usize,
    counts: Vec<Count>,
    /// Conformity by theme, as SVG.
    picture: Option<String>,
    preflight: Vec<Preflight<'a>>,
    failures: Vec<Line<'a>>,
    undecided: Vec<Line<'a>>,
    left_out: Vec<Line<'a>>,
    themes: Vec<Theme<'a>>,
    requirements: Vec<Row<'a>>,
    standings: Vec<StandingWord>,
    not_judged: Vec<Row<'a>>,
    uncovered: Vec<Row<'a>>,
    reservations: Vec<Announced<'a>>,
    parameters: &'a [Parameter],
    capabilities: &'a [Capability],
    deviations: &'a [Text],
    seeded_faults: &'a [SeededFault],
    withheld: &'a [u32],
    common: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Conclusion<'a> {
    class: Status,
    symbol: &'static str,
    word: &'static str,
    because: &'a Text,
}

/// One figure of the account, in a sentence.
#[derive(Serialize)]
struct Said {
    class: Status,
    symbol: &'static str,
    word: String,
}

#[derive(Serialize)]
struct Announced<'a> {
    reservation: &'a Reservation,
    mended_by: String,
    accepted_by: String,
}

/// A status ready to be shown: class for the style, symbol and word for the reader.
#[derive(Serialize)]
pub(super) struct Mark {
    class: Status,
    symbol: &'static str,
    word: &'static str,
}

#[derive(Serialize)]
struct Count {
    class: Status,
    symbol: &'static str,
    word: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct Preflight<'a> {
    item: &'a PreflightItem,
    mark: Mark,
}

#[derive(Serialize)]
struct Line<'a> {
    scenario: &'a Scenario,
    mark: Mark,
    cause: Option<&'static str>,
    severity: Option<&'static str>,
    reservation: Option<String>,
}

#[derive(Serialize)]
struct Theme<'a> {
    name: &'a str,
    total: usize,
    counts: Vec<Count>,
    scenarios: Vec<Told<'a>>,
}

/// A scenario with its transcript.
#[derive(Serialize)]
struct Told<'a> {
    line: Line<'a>,
    duration: String,
    /// The exchange as SVG, where something is wrong or undecided.
    picture: Option<String>,
    facts: Vec<Fact<'a>>,
    /// Observations that this copy does not hold.
    withheld: Vec<u32>,
    /// Observations that an earlier scenario shows.
    elsewhere: Vec<u32>,
}

#[derive(Serialize)]
struct Row<'a> {
    requirement: &'a Requirement,
    mark: Mark,
    level: &'static str,
    severity: Option<&'static str>,
    standing: &'static str,
}

/// A standing that some scenario's requirement has.
#[derive(Serialize)]
struct StandingWord {
    id: Standing,
    word: &'static str,
}

#[derive(Serialize)]
struct Fact<'a> {
    number: u32,
    time: String,
    place: &'a str,
    style: &'a str,
    word: &'a str,
    line: Cow<'a, str>,
    /// What rests on it.
    cited: Vec<Citation<'a>>,
}

pub(super) fn mark(status: Status, labels: &Labels) -> Mark {
    Mark { class: status, symbol: status.symbol(), word: labels.status(status) }
}

impl<'a> Page<'a> {
    pub(super) fn of(report: &'a Report, lang: Lang) -> Page<'a> {
        let mut pen = Pen::new(report, lang);
        let picture = themes(report, lang).as_ref().map(svg);
        let line = |scenario| pen.line(scenario);
        let failures = report.ended(&[Status::Failed, Status::Reserved]).map(line).collect();
        let undecided = report.ended(&[Status::Inconclusive, Status::Error]).map(line).collect();
        let left_out = report.ended(&[Status::NotApplicable]).map(line).collect();
        let rows = || report.requirements.iter().map(|requirement| pen.row(requirement));
        let requirements = rows().collect();
        let uncovered = rows().filter(|row| row.mark.class == Status::NotCovered).collect();
        let half = [Status::InPart, Status::NotJudged];
        let not_judged = rows().filter(|row| half.contains(&row.mark.class)).collect();
        let preflight = report.preflight.iter().map(|item| pen.preflight(item)).collect();
        let (conclusion, counts) = (pen.conclusion(report), pen.counts(&report.summary));
        let themes = report.themes().into_iter().map(|theme| pen.theme(theme)).collect();
        Page {
            id: &report.id,
            foot: report.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect(),
            day: moment(&report.started, 0.0).0,
            dossier: Sections::of(report, lang),
            connector: &report.connector,
            barred: report.is_barred(),
            interrupted: report.interrupted,
            conclusion,
            tally: pen.tally(report),
            total: report.summary.total,
            counts,
            picture,
            preflight,
            failures,
            undecided,
            left_out,
            themes,
            requirements,
            standings: pen.standings(report),
            not_judged,
            uncovered,
            reservations: report.reservations.iter().map(|one| pen.announced(one)).collect(),
            parameters: &report.parameters,
            capabilities: &report.capabilities,
            deviations: &report.deviations,
            seeded_faults: &report.seeded_faults,
            withheld: &report.withheld,
            common: pen.remaining(report),
        }
    }
}

/// Chooses words, and hands out each observation once.
struct Pen<'a> {
    report: &'a Report,
    lang: Lang,
    labels: &'static Labels,
    started: &'a str,
    withheld: &'a [u32],
    unshown: HashMap<u32, &'a Observation>,
    extracts: Extracts<'a>,
    citations: Citations<'a>,
}

impl<'a> Pen<'a> {
    fn new(report: &'a Report, lang: Lang) -> Pen<'a> {
        let unshown = report.observations.iter().map(|o| (o.number, o)).collect();
        let (extracts, citations) = (Extracts::of(report), Citations::of(report));
        Pen {
            report,
            lang,
            labels: Labels::of(lang),
            started: &report.started,
            withheld: &report.withheld,
            unshown,
            extracts,
            citations,
        }
    }

    fn mark(&self, status: Status) -> Mark {
        mark(status, self.labels)
    }

    fn conclusion(&self, report: &'a Report) -> Conclusion<'a> {
        let class = report.conclusion.kind.status();
        Conclusion {
            class,
            symbol: class.symbol(),
            word: self.labels.conclusion(report.conclusion.kind),
            because: &report.conclusion.because,
        }
    }

    fn tally(&self, report: &Report) -> Vec<Said> {
        let sentences = Dossier::of(report, self.lang).tally().into_iter();
        sentences.map(|(class, word)| Said { class, symbol: class.symbol(), word }).collect()
    }

    fn announced(&self, reservation: &'a Reservation) -> Announced<'a> {
        let (mended_by, accepted_by) = (mended_by(reservation, self.lang), accepted_by(reservation, self.lang));
        Announced { reservation, mended_by, accepted_by }
    }

    fn counts(&self, summary: &Summary) -> Vec<Count> {
        let count = |(class, word, count): (Status, _, _)| Count { class, symbol: class.symbol(), word, count };
        self.labels.counts(summary).into_iter().map(count).collect()
    }

    fn preflight(&self, item: &'a PreflightItem) -> Preflight<'a> {
        let (class, word) = match item.ready {
            Some(true) => (Status::Passed, self.labels.ready),
            Some(false) => (Status::Failed, self.labels.not_ready),
            None => (Status::Inconclusive, self.labels.not_asked),
        };
        Preflight { item, mark: Mark { class, symbol: class.symbol(), word } }
    }

    fn line(&self, scenario: &'a Scenario) -> Line<'a> {
        let cause = scenario.cause.map(|cause| self.labels.cause(cause));
        let severity = self.report.severity_of(scenario).filter(|_| scenario.verdict == Verdict::Fail);
        Line {
            scenario,
            mark: self.mark(scenario.status()),
            cause,
            severity: severity.map(|severity| self.labels.severity(severity)),
            reservation: announced(self.report, scenario, self.lang),
        }
    }

    fn row(&self, requirement: &'a Requirement) -> Row<'a> {
        Row {
            requirement,
            mark: self.mark(requirement.status()),
            level: self.labels.level(requirement.level),
            severity: requirement.severity.map(|severity| self.labels.severity(severity)),
            standing: self.labels.standing(requirement.standing),
        }
    }

    fn standings(&self, report: &Report) -> Vec<StandingWord> {
        let covered = report.requirements.iter().filter(|requirement| !requirement.scenarios.is_empty());
        let standings: BTreeSet<Standing> = covered.map(|requirement| requirement.standing).collect();
        standings.into_iter().map(|id| StandingWord { id, word: self.labels.standing(id) }).collect()
    }

    fn theme(&mut self, theme: crate::outline::Theme<'a>) -> Theme<'a> {
        Theme {
            name: theme.name,
            total: theme.summary.total,
            counts: self.counts(&theme.summary),
            scenarios: theme.scenarios.into_iter().map(|scenario| self.told(scenario)).collect(),
        }
    }

    fn told(&mut self, scenario: &'a Scenario) -> Told<'a> {
        let (mut facts, mut withheld, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
        for number in &scenario.observations {
            match self.unshown.remove(number) {
                Some(observation) => facts.push(self.fact(observation)),
                None if self.withheld.contains(number) => withheld.push(*number),
                None => elsewhere.push(*number),
            }
        }
        let duration = std::time::Duration::from_millis(scenario.duration_ms).as_secs_f64();
        let duration = decimal(duration, 1, self.lang);
        Told { line: self.line(scenario), duration, picture: self.picture(scenario), facts, withheld, elsewhere }
    }

    fn picture(&self, scenario: &Scenario) -> Option<String> {
        if matches!(scenario.status(), Status::Passed | Status::NotApplicable) {
            return None;
        }
        let facts = self.extracts.extract(scenario).facts;
        sequence(&scenario.id, &facts, self.lang).as_ref().map(svg)
    }

    fn fact(&self, observation: &'a Observation) -> Fact<'a> {
        Fact {
            number: observation.number,
            time: time_on_day(self.started, observation.at_ms),
            place: &observation.place,
            style: observation.style.word(),
            word: self.labels.style(&observation.style),
            line: relate(&observation.line, self.lang),
            cited: self.citations.of_fact(observation),
        }
    }

    /// What no scenario has shown, in the order of the report.
    fn remaining(&self, report: &'a Report) -> Vec<Fact<'a>> {
        let remaining = report.observations.iter().filter(|o| self.unshown.contains_key(&o.number));
        remaining.map(|observation| self.fact(observation)).collect()
    }
}
