// SPDX-License-Identifier: EUPL-1.2
use time::{Duration, OffsetDateTime};

use super::LeafRequest;
use crate::profile::AlternativeNames;
use crate::{PkiError, Subject};

/// How long ago a regular leaf was issued: beyond any drift of clocks.
const AGE: Duration = Duration::DAY;
/// The validity of every IGC Santé leaf seen since 2017, to the second.
const YEARS: i32 = 3;

/// The texts and dates of a leaf, which rcgen encodes whatever they are.
pub(crate) struct Content {
    pub(crate) subject: Subject,
    pub(crate) names: Vec<String>,
    pub(crate) not_before: OffsetDateTime,
    pub(crate) not_after: OffsetDateTime,
}

impl Content {
    pub(super) fn regular(request: &LeafRequest, now: OffsetDateTime) -> Content {
        let cn = &request.subject.cn;
        let mut names = request.san.clone();
        if request.profile.alternative_names() == AlternativeNames::Hosts {
            names.retain(|name| name != cn);
            names.insert(0, cn.clone());
        }
        let mut content = Content { subject: request.subject.clone(), names, not_before: now, not_after: now };
        content.begin(now - AGE);
        content
    }

    /// Moves the validity to begin at an instant, with the regular length.
    pub(crate) fn begin(&mut self, not_before: OffsetDateTime) {
        (self.not_before, self.not_after) = (not_before, years_later(not_before, YEARS));
    }

    /// Refuses what an IA5String cannot hold.
    pub(super) fn check(&self) -> Result<(), PkiError> {
        match self.names.iter().find(|name| !name.is_ascii()) {
            Some(name) => Err(PkiError::Name { field: "subject alternative name", value: name.clone() }),
            None => Ok(()),
        }
    }
}

/// The same day and second some years later; 29 February becomes 1 March.
pub fn years_later(date: OffsetDateTime, years: i32) -> OffsetDateTime {
    let year = date.year() + years;
    date.replace_year(year).or_else(|_| (date + Duration::DAY).replace_year(year)).unwrap_or(date)
}
