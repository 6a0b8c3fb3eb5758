// SPDX-License-Identifier: EUPL-1.2
//! What is said of a deviation that the connector's file announces: why, until when, and who accepts it.

use super::quote::set_spaces;
use crate::labels::Labels;
use crate::model::{Acceptance, Report, Reservation, Scenario};
use crate::text::Lang;

/// The reason of the reservation of a scenario, with the date by which it is mended and who accepts it meanwhile.
///
/// Reports before schema 3 have the reason alone.
pub(super) fn announced(report: &Report, scenario: &Scenario, lang: Lang) -> Option<String> {
    let reason = scenario.reservation.as_ref()?;
    let reservation = report.reservation_of(scenario).filter(|_| report.tally.is_some());
    let Some(reservation) = reservation else { return Some(reason.clone()) };
    let labels = Labels::of(lang);
    let colon = labels.colon;
    let mut said = format!("{reason} — {}{colon} {}", labels.mended_by, mended_by(reservation, lang));
    if reservation.accepted_by.is_some() {
        said.push_str(&format!(
            "{} {}{colon} {}",
            labels.semicolon,
            labels.accepted_by,
            accepted_by(reservation, lang)
        ));
    }
    Some(set_spaces(&said, lang).into_owned())
}

pub(super) fn mended_by(reservation: &Reservation, lang: Lang) -> String {
    reservation.mended_by.clone().unwrap_or_else(|| Labels::of(lang).no_date.to_owned())
}

pub(super) fn accepted_by(reservation: &Reservation, lang: Lang) -> String {
    let labels = Labels::of(lang);
    match &reservation.accepted_by {
        None => labels.not_accepted.to_owned(),
        Some(Acceptance { who, reference, until }) => format!("{who}, {reference}, {} {until}", labels.accepted_until),
    }
}
