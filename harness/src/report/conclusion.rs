// SPDX-License-Identifier: EUPL-1.2
//! The decision rule: from the figures of a report to its conclusion, in the order in which it decides.
//!
//! What was not announced comes first, then what nobody could decide, then what was announced, then what was left out:
//! no later word can hide an earlier one.

use reports::model::{Conclusion, ConclusionKind, PreflightItem, Scenario};
use reports::outline::Status;
use reports::tally::{self, Tally};
use reports::text::Text;
use reports::verdict::{Cause, Verdict};
use reports::{both, text};

/// What the run itself says, beside its figures.
pub(super) struct ConclusionInput<'a> {
    pub scenarios: &'a [Scenario],
    pub preflight: &'a [PreflightItem],
    pub interrupted: bool,
}

pub(super) fn conclude(tally: &Tally, course: &ConclusionInput<'_>) -> Conclusion {
    let kind = kind(tally, course);
    let because = match kind {
        ConclusionKind::PasPret => not_ready(course.preflight),
        _ => because(kind, tally),
    };
    let because = match course.interrupted {
        true => both!("essai interrompu ; {}", "run interrupted; {}", because),
        false => because,
    };
    Conclusion { kind, because }
}

fn kind(tally: &Tally, course: &ConclusionInput<'_>) -> ConclusionKind {
    let missing = course.preflight.iter().any(|item| item.essential && item.ready == Some(false));
    if missing && !course.scenarios.iter().any(played) {
        return ConclusionKind::PasPret;
    }
    if tally.unannounced() > 0 {
        return ConclusionKind::NonConforme;
    }
    if course.interrupted || tally.undecided > 0 || tally.executed == 0 {
        return ConclusionKind::NonConcluant;
    }
    match (tally.unmet_announced(), tally.accepted) {
        (0, _) => {}
        (unmet, accepted) if accepted < unmet => return ConclusionKind::NonConformeAnnonce,
        _ if tally.whole => return ConclusionKind::ConformeSousDerogation,
        _ => {}
    }
    match (tally.whole, tally.recommendations) {
        (false, _) => ConclusionKind::Partiel,
        (true, 0) => ConclusionKind::Conforme,
        (true, _) => ConclusionKind::ConformeAvecReserves,
    }
}

/// True when something came of a scenario; of one that waits for a connector that never got ready, nothing does.
fn played(scenario: &Scenario) -> bool {
    // A rule of the whole run holds over whatever was seen, the pre-flight's own exchanges included.
    if scenario.theme == "invariant" {
        return false;
    }
    match scenario.status() {
        Status::Inconclusive => scenario.cause != Some(Cause::ConnectorNotReady),
        _ => scenario.verdict != Verdict::None,
    }
}

fn not_ready(preflight: &[PreflightItem]) -> Text {
    let missing = preflight.iter().filter(|item| item.essential && item.ready == Some(false));
    let said: Vec<Text> = missing
        .map(|item| {
            let (sentence, detail) = (&item.sentence, &item.detail);
            Text::new(format!("« {} » {}", sentence.fr, detail.fr), format!("“{}” {}", sentence.en, detail.en))
        })
        .collect();
    let (fr, en): (Vec<&str>, Vec<&str>) = said.iter().map(|text| (text.fr.as_str(), text.en.as_str())).unzip();
    let (fr, en) = (fr.join(" ; "), en.join("; "));
    text!(
        "la mise en place n’est pas prête, rien n’a été joué et rien n’est dit du produit : {fr}",
        "the set-up is not ready, nothing was played and nothing is said of the product: {en}",
    )
}

fn because(kind: ConclusionKind, tally: &Tally) -> Text {
    let unannounced = [
        (tally.failed, tally::FAILED),
        (tally.missing, tally::MISSING),
        (tally.broken, tally::BROKEN),
        (tally.wrong_reservations, tally::WRONG),
    ];
    let announced = [
        (tally.announced, tally::ANNOUNCED),
        (tally.missing_announced, tally::MISSING_ANNOUNCED),
        (tally.broken_announced, tally::BROKEN_ANNOUNCED),
    ];
    match kind {
        ConclusionKind::NonConforme => counted(&unannounced),
        ConclusionKind::NonConcluant | ConclusionKind::PasPret if tally.executed == 0 => {
            Text::new("rien n’a été joué", "nothing was played")
        }
        ConclusionKind::NonConcluant | ConclusionKind::PasPret => tally::UNDECIDED.of(tally.undecided),
        ConclusionKind::NonConformeAnnonce => counted(&announced),
        ConclusionKind::ConformeSousDerogation => {
            let Text { fr, en } = counted(&announced);
            text!("chaque écart est accepté par écrit : {fr}", "each deviation is accepted in writing: {en}")
        }
        ConclusionKind::ConformeAvecReserves => counted(&[(tally.recommendations, tally::RECOMMENDATIONS)]),
        ConclusionKind::Partiel => {
            let (judged, mandatory) = (tally.judged(), tally.mandatory);
            text!(
                "une partie seulement du catalogue a été jouée, sans échec non annoncé : {judged} exigences obligatoires \
                 jugées sur {mandatory}",
                "only part of the catalogue was played, without a failure that was not announced: {judged} of {mandatory} \
                 mandatory requirements judged",
            )
        }
        ConclusionKind::Conforme => {
            let executed = tally.executed;
            text!("{executed} variantes exécutées, toutes conformes", "{executed} variants run, all passed")
        }
    }
}

/// The counts that are not zero, each with its words.
fn counted(parts: &[(usize, tally::Plural)]) -> Text {
    let said: Vec<Text> = parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| words.of(*count)).collect();
    let (fr, en): (Vec<&str>, Vec<&str>) = said.iter().map(|text| (text.fr.as_str(), text.en.as_str())).unzip();
    Text::new(fr.join(", "), en.join(", "))
}

#[cfg(test)]
mod tests;
