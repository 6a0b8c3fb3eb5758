// SPDX-License-Identifier: EUPL-1.2
//! The register of requirements: no row is silently left without a scenario.

use harness::scenario::Catalogue;
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
