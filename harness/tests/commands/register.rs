// SPDX-License-Identifier: EUPL-1.2
//! The register of requirements: no row is silently left without a scenario.

use harness::connector::Connector;
use harness::plan::{Selection, compile};
use harness::scenario::Catalogue;
use reports::model::Fault;
use std::path::Path;

#[test]
fn every_row_is_covered_by_a_scenario_or_says_why_not() {
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let (catalogue, _) = Catalogue::read(&[scenarios]).expect("right scenarios");
    let covered = |id: &str| catalogue.variants.iter().any(|v| v.scenario.covers.iter().any(|c| c.value == id));
    let silent = catalogue.register.requirements.iter().filter(|row| row.not_covered.is_none() && !covered(&row.id));
    let silent: Vec<&str> = silent.map(|row| row.id.as_str()).collect();
    assert!(silent.is_empty(), "neither covered nor explained: {silent:?}");
    assert!(catalogue.variants.len() >= 40);
}

#[test]
fn a_connector_that_misses_a_fault_is_told_what_that_fault_points_to() {
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let (catalogue, ids) = Catalogue::read(&[scenarios]).expect("right scenarios");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("connectors/reference/connector.yaml");
    let connector = Connector::read(&file).expect("the reference connector's file");
    let plan = compile(&catalogue, &connector, &Selection { ids: &ids, seed: 1 }).expect("a plan");
    let mut refusals = 0;
    for case in &plan.cases {
        let Some(fault) = &case.fault else { continue };
        let fault = Fault { id: fault.id(), sentence: fault.sentence() };
        // These fail when the connector does not object; what it should have objected to is the fault.
        let objections = ["peer-refused", "peer-turned-away", "never-contacted", "nothing-delivered"];
        for expected in case.expected.iter().filter(|expected| objections.contains(&expected.check.id)) {
            let advice = expected.check.advice(Some(&fault));
            assert!(advice.cause.fr.starts_with(&fault.sentence.fr), "{}: {}", case.id, advice.cause.fr);
            refusals += 1;
        }
    }
    assert!(refusals >= 100, "{refusals}");
}
