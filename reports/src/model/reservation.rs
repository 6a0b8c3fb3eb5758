// SPDX-License-Identifier: EUPL-1.2
//! Failures that a connector's file announces.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// A failure that the connector's file announces, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reservation {
    /// Scenario id, glob of ids, or `capability/<id>`.
    pub what: String,
    /// Why it fails, in the words of the connector's file.
    pub reason: String,
    /// The day by which it is mended, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mended_by: Option<String>,
    /// Who accepts it meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_by: Option<Acceptance>,
    /// True when it covers a failure of this run, or a missing capability.
    pub used: bool,
    /// What is wrong with the reservation itself: unused, or its scenario passes now.
    pub problem: Option<Text>,
}

/// The written acceptance of an authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The authority.
    pub who: String,
    /// Of the letter or decision.
    pub reference: String,
    /// The last day on which it holds, `YYYY-MM-DD`.
    pub until: String,
}

impl Reservation {
    /// True when it announces the failure of this scenario.
    pub fn covers(&self, scenario: &str) -> bool {
        glob(&self.what, scenario)
    }

    /// True when it announces that this capability is missing.
    pub fn covers_capability(&self, id: &str) -> bool {
        self.what.strip_prefix("capability/") == Some(id)
    }

    /// True when an authority accepts it on a day written `YYYY-MM-DD`.
    pub(crate) fn accepted_on(&self, day: &str) -> bool {
        // Dates of this form are in the order of their letters.
        self.accepted_by.as_ref().is_some_and(|acceptance| day <= acceptance.until.as_str())
    }
}

/// The reservation that covers the failure of a scenario; of two, the later in the file.
pub fn covering<'r>(reservations: &'r [Reservation], scenario: &str) -> Option<&'r Reservation> {
    reservations.iter().rev().find(|reservation| reservation.covers(scenario))
}

/// `*` stands for any run of characters, `/` included.
pub fn glob(pattern: &str, id: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = id.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(previous) = last.replace(part) {
            match rest.find(previous) {
                Some(at) => rest = &rest[at + previous.len()..],
                None => return false,
            }
        }
    }
    match last {
        None => rest.is_empty(),
        Some(end) => rest.ends_with(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        for (pattern, id, wanted) in [
            ("a/b", "a/b", true),
            ("a/b", "a/bc", false),
            ("*/revoked", "inbound/certificate/revoked", true),
            ("inbound/*/revoked", "inbound/certificate/x/revoked", true),
            ("inbound/*/revoked", "outbound/certificate/revoked", false),
            ("*cert*rev*", "inbound/certificate/revoked", true),
            ("*", "", true),
            ("ab*ba", "aba", false),
        ] {
            assert_eq!(glob(pattern, id), wanted, "{pattern} {id}");
        }
    }

    #[test]
    fn an_acceptance_holds_through_its_last_day() {
        let until = |day: &str| Acceptance { who: "ANS".into(), reference: "2026-12".into(), until: day.into() };
        let mut reservation = Reservation {
            what: "*".into(),
            reason: "known".into(),
            mended_by: None,
            accepted_by: Some(until("2026-11-30")),
            used: true,
            problem: None,
        };
        assert!(reservation.accepted_on("2026-11-30") && !reservation.accepted_on("2026-12-01"));
        reservation.accepted_by = None;
        assert!(!reservation.accepted_on("2026-11-30"));
    }
}
