// SPDX-License-Identifier: EUPL-1.2
//! Dates as the list writes them: `2030-01-02T03:04:05Z`, always in UTC, always of that length.

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

const FORM: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");

/// Reads a date; `None` for any other form.
pub fn read(text: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(text, FORM).ok().map(PrimitiveDateTime::assume_utc)
}

/// Writes a date, parts of a second left out.
pub fn written(date: OffsetDateTime) -> String {
    date.to_offset(time::UtcOffset::UTC).format(FORM).unwrap_or_default()
}
