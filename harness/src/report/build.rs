// SPDX-License-Identifier: EUPL-1.2
//! Puts the whole report together.

use super::command::replay;
use super::conclusion::{ConclusionInput, conclude};
use super::judge::{Judged, judge};
use super::verdicts::Verdicts;
use super::{declared, deviations, requirements, reservations, seeded, transcript};
use crate::connector::{Capability, Connector, DnsMethod, DriverKind};
use crate::plan::{Case, Plan, StepPlan, Sut};
use crate::requirement::Register;
use judgement::check::{self, Expected};
use judgement::evidence::Evidence;
use judgement::fact::Fact;
use judgement::fingerprint;
use judgement::params::Params;
use reports::model::{self, PreflightItem, Report, Summary};
use reports::tally::TallyInput;
use reports::text::Text;
use reports::verdict::{Outcome, Verdict};

/// Id of the row that a control adds to the checks of its scenario.
pub(super) const CONTROL: &str = "control";

/// What is reported on, and by whom.
pub struct ReportInput<'a> {
    pub plan: &'a Plan,
    pub connector: &'a Connector,
    pub register: &'a Register,
    pub evidence: &'a Evidence,
    pub preflight: Vec<PreflightItem>,
    pub harness: model::Harness,
    /// RFC 3339, UTC.
    pub started: String,
    pub finished: String,
    /// When the report is written, which may be later than the end of the run.
    pub issued: String,
    pub id: String,
    pub mutation: Option<String>,
    /// The scenarios that were named, as the user typed them, quoted for a shell.
    pub catalogue: String,
    /// True when the whole catalogue was selected: only then is an unused reservation a mistake.
    pub whole: bool,
}

/// The report of one run.
pub fn build(subject: ReportInput<'_>) -> Report {
    let mut scenarios = scenarios(&subject);
    scenarios.extend(invariants(&subject));
    let mut capabilities = capabilities(subject.connector);
    let announced = &subject.connector.reservations;
    let reservations = reservations::apply(announced, &mut scenarios, &mut capabilities, subject.whole);
    let requirements = requirements::rows(subject.register, &scenarios);
    let summary = Summary::of(&scenarios);
    let counted = TallyInput {
        scenarios: &scenarios,
        requirements: &requirements,
        capabilities: &capabilities,
        reservations: &reservations,
        whole: subject.whole,
        day: day(&subject.finished),
    };
    let tally = counted.tally();
    let interrupted = interrupted(subject.evidence);
    let course = ConclusionInput { scenarios: &scenarios, preflight: &subject.preflight, interrupted };
    let conclusion = conclude(&tally, &course);
    let deviations = deviations::deviations(&subject, &scenarios);
    let seeded_faults = seeded::caught(&scenarios);
    Report {
        schema: model::SCHEMA,
        id: subject.id,
        started: subject.started,
        finished: subject.finished,
        harness: subject.harness,
        connector: connector(subject.connector, &subject.plan.sut, subject.mutation),
        identification: declared::identification(subject.connector, subject.issued),
        annexe1: subject.connector.annexe1.as_ref().map(|form| form.reported()),
        pixit: declared::pixit(subject.connector),
        amends: None,
        conclusion,
        tally: Some(tally),
        interrupted,
        summary,
        deviations,
        preflight: subject.preflight,
        fingerprint: fingerprint::traits(subject.evidence),
        capabilities,
        parameters: parameters(subject.connector),
        scenarios,
        requirements,
        reservations,
        seeded_faults,
        observations: subject.evidence.observations.iter().map(transcript::observation).collect(),
        withheld: Vec::new(),
    }
}

/// The day on which acceptances must be in force: that of the end of the run.
pub(super) fn day(finished: &str) -> &str {
    finished.split('T').next().unwrap_or_default()
}

/// True when the run was broken off.
pub(super) fn interrupted(evidence: &Evidence) -> bool {
    evidence.any(|fact| matches!(fact, Fact::Interrupted))
}

fn scenarios(subject: &ReportInput<'_>) -> Vec<model::Scenario> {
    let cases = &subject.plan.cases;
    let mut verdicts = Verdicts::default();
    for case in cases.iter().filter(|case| case.runs()) {
        verdicts.add(&case.id, judge(&case.expected, &subject.evidence.of(&case.id)));
    }
    let scenario = |case: &Case| match verdicts.of(&case.id, case.control.as_deref()) {
        None => not_run(case, subject),
        Some(judged) => run(case, judged, &subject.evidence.of(&case.id), subject),
    };
    cases.iter().map(scenario).collect()
}

fn not_run(case: &Case, subject: &ReportInput<'_>) -> model::Scenario {
    let scenario = &case.variant.scenario;
    let theme: Vec<&str> = case.id.splitn(3, '/').take(2).collect();
    model::Scenario {
        id: case.id.clone(),
        theme: theme.join("/"),
        purpose: scenario.purpose.clone(),
        file: format!("{}:{}", scenario.source.file.display(), case.variant.line),
        covers: scenario.covers.iter().map(|c| c.value.clone()).collect(),
        control: case.control.clone(),
        fault: case.fault.as_ref().map(|fault| model::Fault { id: fault.id(), sentence: fault.sentence() }),
        verdict: Verdict::None,
        cause: None,
        stage: None,
        not_applicable: case.not_applicable.clone(),
        reservation: None,
        duration_ms: 0,
        checks: Vec::new(),
        replay: replay(Some(&case.id), subject),
        observations: Vec::new(),
    }
}

fn run(case: &Case, judged: Judged, evidence: &Evidence, subject: &ReportInput<'_>) -> model::Scenario {
    let at = |o: Option<&judgement::evidence::Observation>| o.map_or(0.0, |o| o.at_ms);
    let (first, last) = (at(evidence.observations.first()), at(evidence.observations.last()));
    let blank = not_run(case, subject);
    let row = |(expected, outcome)| check_row(expected, blank.fault.as_ref(), outcome);
    let mut outcomes = judged.outcomes.into_iter();
    let mut checks: Vec<model::Check> = case.expected.iter().zip(outcomes.by_ref()).map(row).collect();
    // What comes after the expectations of the scenario is what its control had to say.
    checks.extend(outcomes.map(control_row));
    model::Scenario {
        verdict: judged.verdict,
        cause: judged.cause,
        stage: judged.stage,
        // Milliseconds of a run: far below the limits of either type.
        duration_ms: (last - first).round().max(0.0) as u64,
        checks,
        observations: evidence.observations.iter().map(|o| o.number).collect(),
        ..blank
    }
}

/// One check as the report shows it, with all that judging again takes.
pub(super) fn check_row(expected: &Expected, fault: Option<&model::Fault>, outcome: Outcome) -> model::Check {
    let check = expected.check;
    model::Check {
        id: check.id.to_owned(),
        sentence: check.sentence(),
        clause: check.clause.to_owned(),
        // Parameters are texts and lists of texts: they always have a JSON form.
        params: serde_json::to_value(&expected.params).ok(),
        advice: (outcome.verdict() == Verdict::Fail).then(|| check.advice(fault)),
        outcome,
    }
}

/// What the control had to say, as one more check.
pub(super) fn control_row(outcome: Outcome) -> model::Check {
    model::Check {
        id: CONTROL.to_owned(),
        sentence: Text::new("Le témoin du scénario est conforme.", "The scenario's control passes."),
        clause: "–".to_owned(),
        params: None,
        outcome,
        advice: None,
    }
}

/// Rules over the evidence of the whole run, shown as scenarios of a theme of their own.
fn invariants(subject: &ReportInput<'_>) -> Vec<model::Scenario> {
    let submits = |case: &Case| case.runs() && case.steps.iter().any(|step| matches!(step, StepPlan::Submit { .. }));
    let outbound = subject.plan.cases.iter().any(submits);
    let played = subject.evidence.played();
    check::invariants().iter().map(|rule| invariant(rule, subject, &played, outbound)).collect()
}

fn invariant(
    rule: &'static check::Invariant,
    subject: &ReportInput<'_>,
    played: &Evidence,
    outbound: bool,
) -> model::Scenario {
    let check = &rule.check;
    let applies = outbound || !rule.outbound;
    let params = Params { sut: subject.plan.sut.params(), ..Params::default() };
    let expected = Expected { check, params };
    let outcome = applies.then(|| check.judge(played, &expected.params));
    let nothing_leaves = || Text::new("aucun message ne sort dans cette exécution", "no message leaves in this run");
    model::Scenario {
        id: format!("invariant/{}", check.id),
        theme: "invariant".to_owned(),
        purpose: check.sentence(),
        file: "harness/judgement/src/check/invariant.rs:1".to_owned(),
        covers: Vec::new(),
        control: None,
        fault: None,
        verdict: outcome.as_ref().map_or(Verdict::None, Outcome::verdict),
        cause: outcome.as_ref().and_then(Outcome::cause),
        stage: None,
        not_applicable: (!applies).then(nothing_leaves),
        reservation: None,
        duration_ms: 0,
        observations: outcome.as_ref().map(|o| o.observations().to_vec()).unwrap_or_default(),
        checks: outcome.into_iter().map(|outcome| check_row(&expected, None, outcome)).collect(),
        replay: replay(None, subject),
    }
}

pub(super) fn capabilities(connector: &Connector) -> Vec<model::Capability> {
    let capability = |capability: Capability| model::Capability {
        id: capability.id().to_owned(),
        sentence: capability.sentence(),
        mandatory: capability.mandatory(),
        declared: connector.pics.contains(&capability),
        reservation: None,
    };
    Capability::ALL.into_iter().map(capability).collect()
}

pub(super) fn parameters(connector: &Connector) -> Vec<model::Parameter> {
    let parameter = |doc: crate::connector::ParameterDoc| model::Parameter {
        id: doc.id.to_owned(),
        value: format!("{} ms", doc.value_ms),
        overridden: doc.value_ms != doc.default_ms,
        reason: Text::new(doc.fr, doc.en),
    };
    connector.timing.parameters().map(parameter).into()
}

pub(super) fn connector(connector: &Connector, sut: &Sut, mutation: Option<String>) -> model::Connector {
    model::Connector {
        name: connector.identity.name.clone(),
        version: connector.identity.version.clone(),
        editor: connector.identity.editor.clone(),
        reference: connector.driver == DriverKind::Builtin,
        mutation,
        domaines: vec![sut.domaine.clone()],
        mx: sut.mx.clone(),
        dn: sut.subject.liste_blanche_dn(),
        dns_method: match connector.role.dns_method {
            DnsMethod::Delegation => "delegation".to_owned(),
            DnsMethod::Redirection => "redirection".to_owned(),
        },
        file: connector.file.as_ref().map(|file| file.display().to_string()),
        build_digest: connector.identity.build_digest.clone(),
        configuration_digest: connector.identity.configuration_digest.clone(),
    }
}
