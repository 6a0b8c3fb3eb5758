// SPDX-License-Identifier: EUPL-1.2
//! Who tested what, for whom, and which report this one replaces. Source: ISO/IEC 17025:2017, 7.8.2.1.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Who tested, for whom, where and when. All of it comes from the connector's file, but for [`issued`](Self::issued).
///
/// A value that is absent is shown as « non renseigné » in the section *Identification*. Since schema 2.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identification {
    /// The body that runs the test. Without it the report cannot be handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub laboratory: Option<Party>,
    /// The person who answers for the report: name and position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// Where the test took place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The customer: the MSSanté operator that the connector serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<Party>,
    /// `test` or `production`: the box ticked in the Annexe 1. Any other word is shown as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// The day on which the connector was received for test, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// When the report was issued, RFC 3339, UTC. Absent in schema 1, which knows the end of the test only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
}

impl Identification {
    /// True when nothing is known: then the JSON leaves the object out.
    pub(super) fn is_empty(&self) -> bool {
        *self == Identification::default()
    }
}

/// A body, its address and how to reach it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The name of the company, hospital or laboratory.
    pub name: String,
    /// Postal address on one line. The row is left out when it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Electronic mail address or telephone number. The row is left out when it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// What this report says of the one that it replaces. Shown on the title page and in the section *Amendements*.
///
/// Source: ISO/IEC 17025:2017, 7.8.8.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The identifier of the replaced report.
    pub report: String,
    /// When that one was issued, RFC 3339.
    pub issued: String,
    /// SHA-256 of its `report.json`, lower-case hex.
    pub sha256: String,
    /// Why it was replaced, in the words of whoever replaced it.
    pub reason: String,
    /// What differs, one sentence each. Empty when no figure or name changed.
    pub changes: Vec<Text>,
}
