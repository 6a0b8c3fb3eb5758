// SPDX-License-Identifier: EUPL-1.2
//! Dates and durations as people read them.

use crate::text::Lang;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

/// A date in a form that both languages read; as it came when it is not RFC 3339.
pub(super) fn date(rfc3339: &str) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    let parsed = OffsetDateTime::parse(rfc3339, &Rfc3339).ok();
    parsed.and_then(|date| date.to_utc().format(format).ok()).unwrap_or_else(|| rfc3339.to_owned())
}

/// Seconds with so many digits, and the sign that the language puts before them.
pub(super) fn decimal(seconds: f64, digits: usize, lang: Lang) -> String {
    let number = format!("{seconds:.digits$}");
    if lang == Lang::Fr { number.replace('.', ",") } else { number }
}
