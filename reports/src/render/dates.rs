// SPDX-License-Identifier: EUPL-1.2
//! Dates and durations as people read them, UTC.

use crate::text::Lang;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Duration, OffsetDateTime};

/// A date in a form that both languages read; unchanged when it is not RFC 3339.
pub(super) fn date(rfc3339: &str) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    let parsed = OffsetDateTime::parse(rfc3339, &Rfc3339).ok();
    parsed.and_then(|date| date.to_utc().format(format).ok()).unwrap_or_else(|| rfc3339.to_owned())
}

/// The day and the time of day of an observation, both UTC, to the millisecond.
///
/// `at_ms` counts from the start of the run. When the start is not RFC 3339, the day is empty and the time is in
/// seconds.
pub(super) fn day_and_time(started: &str, at_ms: f64) -> (String, String) {
    let start = OffsetDateTime::parse(started, &Rfc3339).ok();
    let moment = start.map(|start| start.to_utc().saturating_add(Duration::saturating_seconds_f64(at_ms / 1000.0)));
    let day = moment.and_then(|at| at.format(format_description!("[year]-[month]-[day]")).ok());
    let time = format_description!("[hour]:[minute]:[second].[subsecond digits:3]");
    let time = moment.and_then(|at| at.format(time).ok());
    (day.unwrap_or_default(), time.unwrap_or_else(|| format!("{:.3} s", at_ms / 1000.0)))
}

/// The time of day of an observation, with its day unless it is that of the start.
pub(super) fn time_with_day(started: &str, at_ms: f64) -> String {
    let (first, _) = day_and_time(started, 0.0);
    let (day, time) = day_and_time(started, at_ms);
    if day == first { time } else { format!("{day} {time}") }
}

/// Seconds with so many digits after the decimal sign of the language: a comma in French, a point in English.
pub(super) fn decimal(seconds: f64, digits: usize, lang: Lang) -> String {
    let number = format!("{seconds:.digits$}");
    if lang == Lang::Fr { number.replace('.', ",") } else { number }
}

#[cfg(test)]
mod tests {
    use super::day_and_time;

    #[test]
    fn an_observation_after_midnight_is_of_the_next_day() {
        let of = |at_ms| day_and_time("2026-11-24T23:59:59.500Z", at_ms);
        assert_eq!(of(250.0), ("2026-11-24".into(), "23:59:59.750".into()));
        assert_eq!(of(1_500.0), ("2026-11-25".into(), "00:00:01.000".into()));
        assert_eq!(day_and_time("yesterday", 1_500.0), (String::new(), "1.500 s".into()));
    }
}
