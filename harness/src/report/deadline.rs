// SPDX-License-Identifier: EUPL-1.2
//! How long an operator has left in the test space, and what keeps its report from being handed in.

use reports::model::{Level, Report, Requirement, Reservation};
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
    /// Failed: it is not met, and nothing announces it. Reserved: it is not met, as announced. Otherwise nobody can tell.
    pub mark: Status,
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
    let musts = |status: Status| rows.iter().filter(move |row| row.level == Level::Must && row.status() == status);
    let mut tasks: Vec<Task> = musts(Status::Failed).map(|row| requirement(report, row, Status::Failed)).collect();
    tasks.extend(undeclared(report));
    tasks.extend(broken_invariants(report));
    tasks.extend(wrong_reservations(report));
    tasks.extend(musts(Status::Reserved).map(|row| announced(report, row)));
    let open = rows.iter().filter(|row| matches!(row.status(), Status::Inconclusive | Status::Error));
    tasks.extend(open.map(|row| requirement(report, row, Status::Inconclusive)));
    // In the order of the report within each: what is red first, then what is announced, then what is open.
    tasks.sort_by_key(|task| match task.mark {
        Status::Failed => 0,
        Status::Reserved => 1,
        _ => 2,
    });
    tasks
}

impl Task {
    pub fn is_red(&self) -> bool {
        self.mark == Status::Failed
    }
}

fn requirement(report: &Report, row: &Requirement, mark: Status) -> Task {
    let red = mark == Status::Failed;
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
    Task { mark, what: row.id.clone(), sentence: row.text.clone(), next }
}

/// An unmet obligation that the connector's file announces: it is mended all the same, or accepted by an authority.
fn announced(report: &Report, row: &Requirement) -> Task {
    let mut failed = report.scenarios.iter().filter(|s| s.verdict == Verdict::Fail && s.covers.contains(&row.id));
    let reservation = failed.find_map(|scenario| report.reservation_of(scenario));
    Task { mark: Status::Reserved, what: row.id.clone(), sentence: row.text.clone(), next: until(reservation) }
}

/// By when an announced deviation is mended.
fn until(reservation: Option<&Reservation>) -> Text {
    match reservation.and_then(|reservation| reservation.mended_by.as_ref()) {
        Some(day) => text!("annoncé, à corriger d’ici le {day}", "announced, to be mended by {day}"),
        None => Text::new("annoncé, à corriger, sans date", "announced, to be mended, no date"),
    }
}

fn undeclared(report: &Report) -> impl Iterator<Item = Task> {
    let missing = report.capabilities.iter().filter(|c| c.mandatory && !c.declared);
    missing.map(|capability| {
        let (what, sentence) = (format!("capability/{}", capability.id), capability.sentence.clone());
        if capability.reservation.is_some() {
            let reservation = report.reservations.iter().rev().find(|r| r.covers_capability(&capability.id));
            return Task { mark: Status::Reserved, next: until(reservation), what, sentence };
        }
        let next = Text::new(
            "développer la capacité, la déclarer dans pics, et rejouer tout",
            "build the capability, declare it in pics, and run everything again",
        );
        Task { mark: Status::Failed, what, sentence, next }
    })
}

fn broken_invariants(report: &Report) -> impl Iterator<Item = Task> {
    let broken = report.scenarios.iter().filter(|s| s.covers.is_empty() && s.status() == Status::Failed);
    broken.map(|scenario| {
        let replay = &scenario.replay;
        let next = text!("à corriger, puis : {replay}", "to be mended, then: {replay}");
        Task { mark: Status::Failed, what: scenario.id.clone(), sentence: scenario.purpose.clone(), next }
    })
}

fn wrong_reservations(report: &Report) -> impl Iterator<Item = Task> {
    report.reservations.iter().filter_map(|reservation| {
        let sentence = reservation.problem.clone()?;
        let next = Text::new("retirer ou corriger la réserve", "take the reservation out or mend it");
        Some(Task { mark: Status::Failed, what: reservation.what.clone(), sentence, next })
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
