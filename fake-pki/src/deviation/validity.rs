// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with the dates.

use time::{Duration, OffsetDateTime};
use yasna::construct_der;
use yasna::tags::TAG_GENERALIZEDTIME;

use crate::authority::NOT_AFTER;
use crate::extension::generalized;
use crate::leaf::{Content, Issuance, years_later};
use crate::tbs::Tbs;

pub(super) fn expired(content: &mut Content, now: OffsetDateTime) {
    content.begin(years_later(now - Duration::DAY, -3));
}

pub(super) fn expired_one_second_ago(content: &mut Content, now: OffsetDateTime) {
    content.begin(years_later(now - Duration::SECOND, -3));
}

pub(super) fn not_yet_valid(content: &mut Content, now: OffsetDateTime) {
    content.begin(now + Duration::DAY);
}

pub(super) fn ends_before_it_begins(content: &mut Content, now: OffsetDateTime) {
    // Neither date alone is wrong: one day ago and two days ago.
    content.not_after = now - 2 * Duration::DAY;
}

pub(super) fn ten_years(content: &mut Content, _: OffsetDateTime) {
    content.not_after = years_later(content.not_before, 10);
}

pub(super) fn outlives_authority(content: &mut Content, _: OffsetDateTime) {
    content.not_after = NOT_AFTER + Duration::DAY;
}

pub(super) fn generalized_time(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    tbs.validity = construct_der(|w| {
        w.write_sequence(|w| {
            for date in [issuance.content.not_before, issuance.content.not_after] {
                let text = generalized(date);
                w.next().write_tagged_implicit(TAG_GENERALIZEDTIME, |w| w.write_bytes(text.as_bytes()));
            }
        });
    });
}
