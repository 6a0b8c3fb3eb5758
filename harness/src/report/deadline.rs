// SPDX-License-Identifier: EUPL-1.2
//! How long an operator has left in the test space, and what keeps its report from being handed in.

use reports::model::{Level, Report, Requirement};
use reports::outline::Status;
use reports::text;
use reports::text::Text;
use reports::verdict::Verdict;
use time::{Date, Month};

/// Months between the entry into the test space and the report on a connector that is up to date.
/// Source: Guide d'intégration à l'espace de confiance, « Intégrer l'espace de confiance de test ».
const MONTHS: u8 = 6;

/// One thing to settle before the limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Red: it is not met. Otherwise nobody can tell yet.
    pub red: bool,
    /// A requirement's id, `capability/…`, `invariant/…` or what a reservation covers.
    pub what: String,
    pub sentence: Text,
    /// What to do about it.
    pub next: Text,
}

/// The last day: the same day of the month, six months on, or the last day of a month that has no such day.
pub fn limit(entered: Date) -> Date {
    let ahead = u8::from(entered.month()) - 1 + MONTHS;
    let year = entered.year() + i32::from(ahead / 12);
    let month = Month::January.nth_next(ahead % 12);
    Date::from_calendar_date(year, month, entered.day().min(month.length(year))).unwrap_or(Date::MAX)
}

/// What is left to do, red before undecided and must before the rest.
pub fn tasks(report: &Report) -> Vec<Task> {
    let mut rows: Vec<&Requirement> = report.requirements.iter().collect();
    rows.sort_by_key(|row| row.level);
    let musts = rows.iter().filter(|row| row.level == Level::Must && row.status() == Status::Failed);
    let mut tasks: Vec<Task> = musts.map(|row| requirement(report, row, true)).collect();
    tasks.extend(undeclared(report));
    tasks.extend(broken_invariants(report));
    tasks.extend(wrong_reservations(report));
    let open = rows.iter().filter(|row| matches!(row.status(), Status::Inconclusive | Status::Error));
    tasks.extend(open.map(|row| requirement(report, row, false)));
    tasks
}

fn requirement(report: &Report, row: &Requirement, red: bool) -> Task {
    let wanted = |verdict: Verdict| if red { verdict == Verdict::Fail } else { verdict > Verdict::Pass };
    let mut scenarios = report.scenarios.iter().filter(|s| row.scenarios.contains(&s.id) && s.reservation.is_none());
    let scenario = scenarios.find(|s| wanted(s.verdict));
    let advice = scenario.and_then(|s| s.checks.iter().find_map(|check| check.advice.as_ref()));
    let replay = scenario.map_or_else(|| report.harness.command.clone(), |s| s.replay.clone());
    let next = match advice {
        Some(advice) => {
            let Text { fr, en } = &advice.fix;
            text!("{fr} Puis : {replay}", "{en} Then: {replay}")
        }
        None => text!("à rejouer : {replay}", "play it again: {replay}"),
    };
    Task { red, what: row.id.clone(), sentence: row.text.clone(), next }
}

fn undeclared(report: &Report) -> impl Iterator<Item = Task> {
    let missing = report.capabilities.iter().filter(|c| c.mandatory && !c.declared && c.reservation.is_none());
    missing.map(|capability| Task {
        red: true,
        what: format!("capability/{}", capability.id),
        sentence: capability.sentence.clone(),
        next: Text::new(
            "développer la capacité, la déclarer dans pics, et rejouer tout",
            "build the capability, declare it in pics, and run everything again",
        ),
    })
}

fn broken_invariants(report: &Report) -> impl Iterator<Item = Task> {
    let broken = report.scenarios.iter().filter(|s| s.covers.is_empty() && s.status() == Status::Failed);
    broken.map(|scenario| {
        let replay = &scenario.replay;
        let next = text!("à corriger, puis : {replay}", "to be mended, then: {replay}");
        Task { red: true, what: scenario.id.clone(), sentence: scenario.purpose.clone(), next }
    })
}

fn wrong_reservations(report: &Report) -> impl Iterator<Item = Task> {
    report.reservations.iter().filter_map(|reservation| {
        let sentence = reservation.problem.clone()?;
        let next = Text::new("retirer ou corriger la réserve", "take the reservation out or mend it");
        Some(Task { red: true, what: reservation.what.clone(), sentence, next })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn six_months_end_on_the_same_day_or_on_the_last_of_a_shorter_month() {
        let days = [
            (date!(2026 - 09 - 01), date!(2027 - 03 - 01)),
            (date!(2026 - 08 - 31), date!(2027 - 02 - 28)),
            (date!(2027 - 08 - 31), date!(2028 - 02 - 29)),
            (date!(2027 - 08 - 29), date!(2028 - 02 - 29)),
            (date!(2026 - 05 - 31), date!(2026 - 11 - 30)),
            (date!(2026 - 12 - 31), date!(2027 - 06 - 30)),
            (date!(2028 - 02 - 29), date!(2028 - 08 - 29)),
            (date!(2026 - 06 - 30), date!(2026 - 12 - 30)),
        ];
        for (entered, last) in days {
            assert_eq!(limit(entered), last, "{entered}");
        }
    }
}
