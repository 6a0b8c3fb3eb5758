// SPDX-License-Identifier: EUPL-1.2
//! Everything that keeps a run from being handed in, each with what to do about it.

use super::files::{Written, differing, is_of_this_version};
use super::{contradictions, differences, omissions};
use crate::connector::Connector;
use crate::scenario::Catalogue;
use input::Source;
use reports::model::{ConclusionKind, Level, Report};
use reports::verdict::Verdict;
use std::path::Path;

/// One reason not to hand in, and what to do.
pub struct Objection {
    pub what: String,
    pub remedy: &'static str,
}

const RUN_AGAIN: &str = "run the whole catalogue again and package that run";
const FILE_AND_RUN: &str = "correct the connector file, then run again";

fn objection(what: impl Into<String>, remedy: &'static str) -> Objection {
    Objection { what: what.into(), remedy }
}

/// Every objection to handing in the run of a folder; `signed` is false when nobody was named to sign.
pub fn objections(report: &Report, catalogue: &Catalogue, run: &Path, signed: bool) -> Vec<Objection> {
    let mut found = of_subject(report);
    found.extend(of_annexe1(report));
    found.extend(of_run(report, catalogue));
    found.extend(omissions(report, catalogue).into_iter().map(|what| objection(what, RUN_AGAIN)));
    let again = "restore report.json as the run wrote it, or run again";
    found.extend(differences(report).iter().map(|difference| objection(difference.to_string(), again)));
    let render = "write them anew with `report render`, and package that folder";
    found.extend(differing(report, Written::Folder(run)).into_iter().map(|what| objection(what, render)));
    found.extend(of_file(report));
    let signature = "give --certificate and --key, or --p12 and --p12-password-file";
    found.extend((!signed).then(|| objection("nobody signs it", signature)));
    found
}

fn of_subject(report: &Report) -> Vec<Objection> {
    let connector = &report.connector;
    let own = [
        (
            connector.reference,
            "the report is about the built-in reference connector",
            "run your own connector: `run --connector FILE`",
        ),
        (connector.mutation.is_some(), "a deliberate bug was switched on", "run again without --mutation"),
        (
            connector.build_digest.is_none(),
            "the report has no digest of what was built",
            "write what `sha256sum` prints of it in the connector file (`connector`, `build-digest: sha256:…`), then run again",
        ),
    ];
    let own = own.into_iter().filter(|(wrong, ..)| *wrong).map(|(_, what, remedy)| objection(what, remedy));
    let remedy = "write it in the connector file (`connector`, `version` and `editor`; `operator`; `laboratory`; `annexe1`), then run again";
    own.chain(report.identity_gaps().into_iter().map(|what| objection(what.en, remedy))).collect()
}

fn of_annexe1(report: &Report) -> Vec<Objection> {
    let Some(form) = &report.annexe1 else {
        let remedy = "fill `annexe1` in the connector file; `annexe1 check` says what it wants; then run again";
        return vec![objection("the report holds no Annexe 1", remedy)];
    };
    let broken = form.findings.iter().filter(|finding| finding.level == Level::Must);
    let said = broken.map(|finding| {
        let what = format!("Annexe 1, {}: {} ({})", finding.rule, finding.sentence.en, finding.value);
        objection(what, "correct it as `annexe1 check` says, then run again")
    });
    said.collect()
}

fn of_run(report: &Report, catalogue: &Catalogue) -> Vec<Objection> {
    let mut found = Vec::new();
    if !is_of_this_version(report) {
        let what =
            format!("version {} wrote the run: this one cannot hold its files against it", report.harness.version);
        found.push(objection(what, "package it with that version, or run again"));
    }
    if report.harness.catalogue_digest != catalogue.digest() {
        found.push(objection("the scenarios given are not those of the run", "name those of the run with --scenarios"));
    }
    if !report.withheld.is_empty() {
        found.push(objection(
            "observations were withheld from this report",
            "package the run itself; redact afterwards",
        ));
    }
    for item in report.preflight.iter().filter(|item| item.ready != Some(true)) {
        let what = format!("the pre-flight did not find this ready: {}", item.sentence.en);
        found.push(objection(what, "mend the set-up, then run again"));
    }
    if report.tally.as_ref().is_none_or(|tally| !tally.whole) {
        found.push(objection("the run is partial: only part of the catalogue was selected", RUN_AGAIN));
    }
    let kind = report.conclusion.kind;
    if !may_be_handed_in(kind) {
        let what = format!("the conclusion is not conforming ({}): {}", kind.words().en, report.conclusion.because.en);
        found.push(objection(what, "mend the connector, or announce the failure as a reservation, then run again"));
    }
    let red = report.requirements.iter().filter(|row| row.level == Level::Must && !row.reserved);
    for row in red.filter(|row| matches!(row.verdict, Verdict::Inconclusive | Verdict::Fail | Verdict::Error)) {
        let what = format!("the mandatory requirement {} is {}: {}", row.id, row.verdict.word(), row.text.en);
        found.push(objection(what, "follow what the report advises for its scenarios, then run again"));
    }
    found
}

/// Deviations that the connector's file announces may be handed in: the agency judges them, and every page says what
/// they are. What nobody announced, decided or played may not.
fn may_be_handed_in(kind: ConclusionKind) -> bool {
    match kind {
        ConclusionKind::Conforme
        | ConclusionKind::ConformeAvecReserves
        | ConclusionKind::ConformeSousDerogation
        | ConclusionKind::NonConformeAnnonce => true,
        ConclusionKind::NonConforme
        | ConclusionKind::Partiel
        | ConclusionKind::NonConcluant
        | ConclusionKind::PasPret => false,
    }
}

/// The connector file must be there and say of the connector what the report says.
fn of_file(report: &Report) -> Vec<Objection> {
    let Some(file) = &report.connector.file else {
        return vec![objection("there is no connector file", "run your own connector: `run --connector FILE`")];
    };
    let read = Source::read(Path::new(file)).and_then(|source| Connector::from_source(&source, Some(file.into())));
    match read {
        Err(error) => vec![objection(format!("the connector file of the run: {error}"), "put it back where it was")],
        Ok(connector) => {
            let said = contradictions(report, &connector).into_iter();
            said.map(|what| objection(format!("{file}, {what}"), FILE_AND_RUN)).collect()
        }
    }
}
