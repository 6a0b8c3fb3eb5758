// SPDX-License-Identifier: EUPL-1.2
use time::{Duration, OffsetDateTime};

/// The validity of a revocation list or of an OCSP answer, as offsets from the instant of the hierarchy.
///
/// The spans of the real authorities are not known: all are inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    this_update: Duration,
    next_update: Duration,
}

impl Window {
    /// From an hour ago for a week: a regular revocation list.
    pub(crate) const OF_LIST: Window = Window { this_update: Duration::hours(-1), next_update: Duration::days(7) };
    /// From an hour ago until tomorrow: a regular OCSP answer.
    pub(crate) const OF_ANSWER: Window = Window { this_update: Duration::hours(-1), next_update: Duration::DAY };
    /// From eight days ago until yesterday.
    pub(crate) const EXPIRED: Window = Window { this_update: Duration::days(-8), next_update: Duration::days(-1) };
    /// From tomorrow for a week.
    pub(crate) const FUTURE: Window = Window { this_update: Duration::days(1), next_update: Duration::days(8) };

    /// thisUpdate and nextUpdate.
    pub(crate) fn dates(self, now: OffsetDateTime) -> [OffsetDateTime; 2] {
        [now + self.this_update, now + self.next_update]
    }
}
