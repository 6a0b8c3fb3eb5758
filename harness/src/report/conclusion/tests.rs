// SPDX-License-Identifier: EUPL-1.2
use super::{ConclusionInput, conclude};
use reports::model::{
    Acceptance, Capability, Conclusion, ConclusionKind, Level, PreflightItem, Requirement, Reservation, Scenario,
    Standing,
};
use reports::tally::{Tally, TallyInput};
use reports::text::Text;
use reports::verdict::{Cause, Verdict};

fn scenario(id: &str, covers: &str, verdict: Verdict) -> Scenario {
    Scenario {
        id: id.into(),
        theme: String::new(),
        purpose: Text::default(),
        file: String::new(),
        covers: vec![covers.into()],
        control: None,
        fault: None,
        verdict,
        cause: (verdict == Verdict::Inconclusive).then_some(Cause::TimingMargin),
        stage: None,
        not_applicable: None,
        reservation: None,
        duration_ms: 0,
        checks: vec![],
        replay: String::new(),
        observations: vec![],
    }
}

fn row(id: &str, level: Level) -> Requirement {
    Requirement {
        id: id.into(),
        text: Text::default(),
        source: String::new(),
        standing: Standing::Guide,
        level,
        severity: None,
        verdict: Verdict::None,
        reserved: false,
        scenarios: vec![],
        unjudged: vec![],
        not_covered: None,
    }
}

/// A run of one scenario for an obligation and one for a recommendation, both passed.
struct Run {
    scenarios: Vec<Scenario>,
    capabilities: Vec<Capability>,
    reservations: Vec<Reservation>,
    preflight: Vec<PreflightItem>,
    whole: bool,
    interrupted: bool,
}

impl Run {
    fn new() -> Run {
        Run {
            scenarios: vec![scenario("a/must", "MUST", Verdict::Pass), scenario("a/should", "SHOULD", Verdict::Pass)],
            capabilities: vec![],
            reservations: vec![],
            preflight: vec![],
            whole: true,
            interrupted: false,
        }
    }

    fn with(change: impl FnOnce(&mut Run)) -> Run {
        let mut run = Run::new();
        change(&mut run);
        run
    }

    /// Announces a failure, accepted until a day if one is given.
    fn announce(&mut self, index: usize, until: Option<&str>) {
        let accepted = |day: &str| Acceptance { who: "ANS".into(), reference: "2026-118".into(), until: day.into() };
        self.scenarios[index].verdict = Verdict::Fail;
        self.scenarios[index].reservation = Some("known until then".into());
        self.reservations.push(Reservation {
            what: self.scenarios[index].id.clone(),
            reason: "known until then".into(),
            mended_by: None,
            accepted_by: until.map(accepted),
            used: true,
            problem: None,
        });
    }

    fn capability(&mut self, reservation: Option<&str>) {
        self.capabilities.push(Capability {
            id: "mutual-tls".into(),
            sentence: Text::default(),
            mandatory: true,
            declared: false,
            reservation: reservation.map(Into::into),
        });
    }

    fn concluded(&self) -> (Tally, Conclusion) {
        let mut requirements = vec![row("MUST", Level::Must), row("SHOULD", Level::Should)];
        for row in &mut requirements {
            row.scenarios =
                self.scenarios.iter().filter(|s| s.covers.contains(&row.id)).map(|s| s.id.clone()).collect();
            crate::report::requirements::settle(row, &self.scenarios);
        }
        let counted = TallyInput {
            scenarios: &self.scenarios,
            requirements: &requirements,
            capabilities: &self.capabilities,
            reservations: &self.reservations,
            whole: self.whole,
            day: "2026-11-30",
        };
        let tally = counted.tally();
        let course =
            ConclusionInput { scenarios: &self.scenarios, preflight: &self.preflight, interrupted: self.interrupted };
        let conclusion = conclude(&tally, &course);
        (tally, conclusion)
    }

    fn kind(&self) -> ConclusionKind {
        self.concluded().1.kind
    }
}

#[test]
fn a_whole_run_in_which_all_passed_conforms() {
    assert_eq!(Run::new().kind(), ConclusionKind::Conforme);
}

#[test]
fn a_recommendation_not_followed_is_a_reservation_whether_announced_or_not() {
    let failed = Run::with(|run| run.scenarios[1].verdict = Verdict::Fail);
    let announced = Run::with(|run| run.announce(1, None));
    for run in [failed, announced] {
        assert_eq!(run.kind(), ConclusionKind::ConformeAvecReserves);
        assert_eq!(run.concluded().0.recommendations, 1);
    }
}

#[test]
fn an_announced_failure_of_an_obligation_is_a_non_conformity_and_fails_no_build() {
    let run = Run::with(|run| run.announce(0, None));
    assert_eq!((run.kind(), run.kind().exit()), (ConclusionKind::NonConformeAnnonce, 0));
    assert_eq!(run.concluded().1.because.fr, "1 exigence obligatoire en échec, annoncée");
    let missing = Run::with(|run| run.capability(Some("not yet built")));
    assert_eq!(missing.kind(), ConclusionKind::NonConformeAnnonce);
}

#[test]
fn an_acceptance_counts_through_its_last_day_and_must_cover_every_deviation() {
    let accepted = |until: &'static str| Run::with(|run| run.announce(0, Some(until)));
    assert_eq!(accepted("2026-11-30").kind(), ConclusionKind::ConformeSousDerogation);
    assert_eq!(accepted("2026-11-29").kind(), ConclusionKind::NonConformeAnnonce);
    let mut second = accepted("2027-01-01");
    second.capability(Some("not yet built"));
    assert_eq!(second.kind(), ConclusionKind::NonConformeAnnonce, "nobody accepts the missing capability");
}

#[test]
fn what_was_not_announced_prevails_over_everything_that_was_played() {
    let failed = Run::with(|run| run.scenarios[0].verdict = Verdict::Fail);
    let missing = Run::with(|run| run.capability(None));
    let broken = Run::with(|run| {
        run.scenarios.push(Scenario { covers: vec![], ..scenario("invariant/x", "", Verdict::Fail) });
    });
    for mut run in [failed, missing, broken] {
        run.scenarios[1].verdict = Verdict::Inconclusive;
        (run.whole, run.interrupted) = (false, true);
        assert_eq!((run.kind(), run.kind().exit()), (ConclusionKind::NonConforme, 1));
    }
}

#[test]
fn what_nobody_could_decide_prevails_over_what_was_announced_or_left_out() {
    let run = Run::with(|run| {
        run.announce(0, None);
        run.scenarios[1].verdict = Verdict::Inconclusive;
        run.whole = false;
    });
    assert_eq!((run.kind(), run.kind().exit()), (ConclusionKind::NonConcluant, 3));
    assert_eq!(Run::with(|run| run.interrupted = true).kind(), ConclusionKind::NonConcluant);
    assert_eq!(Run::with(|run| run.scenarios.clear()).kind(), ConclusionKind::NonConcluant);
}

#[test]
fn a_part_of_the_catalogue_is_partial_and_never_conforms() {
    let run = Run::with(|run| run.whole = false);
    assert_eq!((run.kind(), run.kind().exit()), (ConclusionKind::Partiel, 0));
    let accepted = Run::with(|run| {
        run.announce(0, Some("2027-01-01"));
        run.whole = false;
    });
    assert_eq!(accepted.kind(), ConclusionKind::Partiel);
    let announced = Run::with(|run| {
        run.announce(0, None);
        run.whole = false;
    });
    assert_eq!(announced.kind(), ConclusionKind::NonConformeAnnonce);
}

#[test]
fn a_set_up_that_is_not_ready_says_nothing_of_the_product() {
    let item = PreflightItem {
        id: "smtp-in-greets".into(),
        sentence: Text::same("It greets."),
        essential: true,
        ready: Some(false),
        detail: Text::same("Connection refused"),
        observations: vec![],
    };
    let run = Run::with(|run| {
        run.preflight.push(item);
        run.capability(None);
        for scenario in &mut run.scenarios {
            (scenario.verdict, scenario.cause) = (Verdict::Inconclusive, Some(Cause::ConnectorNotReady));
        }
    });
    let (_, conclusion) = run.concluded();
    assert_eq!((conclusion.kind, conclusion.kind.exit()), (ConclusionKind::PasPret, 3));
    assert!(conclusion.because.en.contains("“It greets.” Connection refused"), "{}", conclusion.because.en);
    let mut played = run;
    played.scenarios[0].verdict = Verdict::Fail;
    assert_eq!(played.kind(), ConclusionKind::NonConforme);
}

#[test]
fn an_obligation_is_counted_once_however_many_scenarios_fail_it() {
    let run = Run::with(|run| {
        run.scenarios[0].verdict = Verdict::Fail;
        run.scenarios.push(scenario("b/must", "MUST", Verdict::Fail));
    });
    let (tally, conclusion) = run.concluded();
    assert_eq!((tally.failed, tally.mandatory, tally.judged()), (1, 1, 1));
    assert_eq!(conclusion.because.fr, "1 exigence obligatoire en échec, non annoncée");
}

#[test]
fn the_counts_of_obligations_add_up() {
    let run = Run::with(|run| run.scenarios[0].not_applicable = Some(Text::same("not declared")));
    let mut run = run;
    run.scenarios[0].verdict = Verdict::None;
    let (tally, _) = run.concluded();
    let Tally { passed, failed, announced, open, not_judged, not_covered, mandatory, .. } = tally;
    assert_eq!(passed + failed + announced + open + not_judged + not_covered, mandatory);
    assert_eq!((not_judged, passed), (1, 0));
}
