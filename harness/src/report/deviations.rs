// SPDX-License-Identifier: EUPL-1.2
//! Where a run departed from its method, one sentence each. Source: ISO/IEC 17025:2017, 7.8.2.1 n (additions to, deviations
//! and exclusions from the method).

use super::build::ReportInput;
use judgement::fact::Fact;
use reports::model::Scenario;
use reports::text;
use reports::text::Text;
use std::collections::BTreeMap;

/// Every departure that the run knows of: what was left out, changed, broken off or lost.
pub(super) fn deviations(subject: &ReportInput<'_>, scenarios: &[Scenario]) -> Vec<Text> {
    let mut found = Vec::new();
    if !subject.whole {
        let count = subject.plan.cases.len();
        found.push(text!(
            "Exclusion : seule une partie du catalogue a été choisie, soit {count} variante(s).",
            "Exclusion: only part of the catalogue was selected, {count} variant(s).",
        ));
    }
    let left_out = scenarios.iter().filter(|scenario| scenario.not_applicable.is_some()).count();
    if left_out > 0 {
        found.push(text!(
            "Exclusion : {left_out} scénario(s) non applicable(s) d’après la déclaration du connecteur.",
            "Exclusion: {left_out} scenario(s) not applicable according to the connector's declaration.",
        ));
    }
    found.extend(unjudged(subject));
    let timing = subject.connector.timing.parameters();
    found.extend(timing.iter().filter(|doc| doc.value_ms != doc.default_ms).map(|doc| {
        let (id, value, default) = (doc.id, doc.value_ms, doc.default_ms);
        text!(
            "Écart : le paramètre {id} vaut {value} ms au lieu de {default} ms.",
            "Deviation: parameter {id} is {value} ms instead of {default} ms.",
        )
    }));
    if let Some(mutation) = &subject.mutation {
        found.push(text!(
            "Écart : le défaut volontaire « {mutation} » du connecteur de référence est actif.",
            "Deviation: the deliberate defect “{mutation}” of the reference connector is switched on.",
        ));
    }
    found.extend(broken_off(subject));
    found
}

/// Expectations that no undeclared capability lets us judge, in scenarios that were played all the same.
fn unjudged(subject: &ReportInput<'_>) -> Vec<Text> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for case in subject.plan.cases.iter().filter(|case| case.runs()) {
        for (check, need) in &case.unjudged {
            *counts.entry((need, check.id)).or_default() += 1;
        }
    }
    let said = counts.into_iter().map(|((need, check), count)| {
        text!(
            "Exclusion : l’attente {check} n’est pas jugée dans {count} scénario(s), la capacité {need} n’étant pas déclarée.",
            "Exclusion: the expectation {check} is not judged in {count} scenario(s), as capability {need} is not declared.",
        )
    });
    said.collect()
}

/// What kept the run from its end, or the evidence from being whole.
fn broken_off(subject: &ReportInput<'_>) -> Vec<Text> {
    let evidence = subject.evidence;
    let mut found = Vec::new();
    if evidence.any(|fact| matches!(fact, Fact::Interrupted)) {
        found.push(Text::new(
            "Écart : l’exécution a été interrompue ; ce qui manque reste indécis.",
            "Deviation: the run was interrupted; what is missing stays undecided.",
        ));
    }
    let faults = evidence.numbers(|fact| matches!(fact, Fact::HarnessFault { .. }));
    if !faults.is_empty() {
        let cited: Vec<String> = faults.iter().map(|number| format!("#{number}")).collect();
        let cited = cited.join(", ");
        found.push(text!(
            "Écart : le harnais n’a pas pu tout faire ou tout garder (observations {cited}) ; ces scénarios restent indécis.",
            "Deviation: the bench could not do or keep everything (observations {cited}); those scenarios stay undecided.",
        ));
    }
    found
}
