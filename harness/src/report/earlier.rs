// SPDX-License-Identifier: EUPL-1.2
//! How versions before schema 3 concluded: their reports are judged again by their own rules.

use reports::model::{self, Conclusion, ConclusionKind, Level, Report};
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome, Verdict};

/// The first schema that tells conclusion and exit code apart, and names what a requirement lacks.
pub(super) const SCHEMA: u32 = 3;

pub(super) fn is_earlier(report: &Report) -> bool {
    report.schema < SCHEMA
}

/// An interruption was then said to be the doing of the harness.
pub(super) fn said(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Inconclusive { cause: Cause::Interrupted, because, observations } => {
            Outcome::Inconclusive { cause: Cause::Harness, because, observations }
        }
        other => other,
    }
}

/// The decision rule, in the order in which it decided.
pub(super) fn conclude(
    scenarios: &[model::Scenario],
    requirements: &[model::Requirement],
    capabilities: &[model::Capability],
    reservations: &[model::Reservation],
) -> Conclusion {
    let must = |id: &String| requirements.iter().any(|r| r.id == *id && r.level == Level::Must);
    // A scenario that covers no row of the register, as the invariants, weighs as much as a must.
    let weighty = |s: &&model::Scenario| s.covers.is_empty() || s.covers.iter().any(must);
    let failed = scenarios.iter().filter(|s| s.verdict == Verdict::Fail && s.reservation.is_none());
    let musts = failed.clone().filter(weighty).count();
    let shoulds = failed.count() - musts;
    let undeclared = capabilities.iter().filter(|c| c.mandatory && !c.declared && c.reservation.is_none()).count();
    let wrong = reservations.iter().filter(|r| r.problem.is_some()).count();
    let open = |s: &&model::Scenario| match s.verdict {
        Verdict::Inconclusive | Verdict::Error => true,
        Verdict::None => s.not_applicable.is_none(),
        _ => false,
    };
    let undecided = scenarios.iter().filter(open).count();
    let executed = scenarios.iter().filter(|s| s.verdict != Verdict::None).count();
    let reserved = scenarios.iter().filter(|s| s.reservation.is_some()).count()
        + capabilities.iter().filter(|c| c.reservation.is_some()).count();
    let (kind, because) = if musts + undeclared + wrong > 0 {
        let because = counted(&[
            (musts, "exigence(s) obligatoire(s) en échec", "mandatory failure(s)"),
            (undeclared, "capacité(s) obligatoire(s) non déclarée(s)", "mandatory capability(ies) not declared"),
            (wrong, "réserve(s) à revoir", "reservation(s) to revise"),
        ]);
        (ConclusionKind::NonConforme, because)
    } else if undecided > 0 || executed == 0 {
        (
            ConclusionKind::NonConcluant,
            text!("{undecided} variante(s) sans décision", "{undecided} undecided variant(s)"),
        )
    } else if reserved + shoulds > 0 {
        let because = counted(&[
            (reserved, "réserve(s) annoncée(s)", "announced reservation(s)"),
            (shoulds, "recommandation(s) non suivie(s)", "recommendation(s) not followed"),
        ]);
        (ConclusionKind::ConformeAvecReserves, because)
    } else {
        let because = text!("{executed} variantes exécutées, toutes conformes", "{executed} variants run, all passed");
        (ConclusionKind::Conforme, because)
    };
    Conclusion { kind, because }
}

/// The counts that are not zero, each with its words.
fn counted(parts: &[(usize, &str, &str)]) -> Text {
    let said = parts.iter().filter(|(count, ..)| *count > 0);
    let fr: Vec<String> = said.clone().map(|(count, fr, _)| format!("{count} {fr}")).collect();
    let en: Vec<String> = said.map(|(count, _, en)| format!("{count} {en}")).collect();
    Text::new(fr.join(", "), en.join(", "))
}
