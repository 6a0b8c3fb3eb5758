// SPDX-License-Identifier: EUPL-1.2
//! A deviation that the connector's file announces: why, until when, and who accepts it.

use super::quote::set_spaces;
use crate::labels::Labels;
use crate::model::{Acceptance, Report, Reservation, Scenario};
use crate::text::Lang;

/// The reason of the reservation of a scenario, the date by which it is mended, and who accepts it meanwhile.
///
/// None for a scenario without one. Reports before schema 3 have the reason alone.
pub(super) fn announcement(report: &Report, scenario: &Scenario, lang: Lang) -> Option<String> {
    let reason = scenario.reservation.as_ref()?;
    let reservation = report.reservation_of(scenario).filter(|_| report.tally.is_some());
    let Some(reservation) = reservation else { return Some(reason.clone()) };
    let (declarations, general) = (&Labels::of(lang).declarations, &Labels::of(lang).general);
    let colon = general.colon;
    let mut words = format!("{reason} — {}{colon} {}", declarations.mended_by, mended_by(reservation, lang));
    if reservation.accepted_by.is_some() {
        let (semicolon, accepted) = (general.semicolon, accepted_by(reservation, lang));
        words.push_str(&format!("{semicolon} {}{colon} {accepted}", declarations.accepted_by));
    }
    Some(set_spaces(&words, lang).into_owned())
}

/// The day by which a deviation is mended, `YYYY-MM-DD`, or the word for none.
pub(super) fn mended_by(reservation: &Reservation, lang: Lang) -> String {
    reservation.mended_by.clone().unwrap_or_else(|| Labels::of(lang).declarations.no_date.to_owned())
}

/// Who accepts a deviation in writing, in which letter and until which day, or the word for nobody.
pub(super) fn accepted_by(reservation: &Reservation, lang: Lang) -> String {
    let labels = &Labels::of(lang).declarations;
    match &reservation.accepted_by {
        None => labels.not_accepted.to_owned(),
        Some(Acceptance { who, reference, until }) => format!("{who}, {reference}, {} {until}", labels.accepted_until),
    }
}
