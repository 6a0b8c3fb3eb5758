// SPDX-License-Identifier: EUPL-1.2
//! A delivery report (RFC 3464).

use serde::{Deserialize, Serialize};

/// A delivery report found inside a message (RFC 3464, RFC 6533). The fields beside `recipients` repeat the first group:
/// reports before schema 3 hold nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Notice {
    /// Of the message that carries the report, without parameters.
    pub content_type: String,
    /// The parameter `report-type` of that content type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_type: Option<String>,
    /// `Reporting-MTA` (RFC 3464 §2.2.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporting_mta: Option<String>,
    /// `Final-Recipient` of the first group.
    pub final_recipient: Option<String>,
    /// `Action` of the first group.
    pub action: Option<String>,
    /// `Status` of the first group.
    pub status: Option<String>,
    /// `Diagnostic-Code` of the first group.
    pub diagnostic: Option<String>,
    /// One group of fields for each recipient that the report speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<RecipientStatus>,
}

/// What a delivery report says of one recipient (RFC 3464 §2.3); values as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecipientStatus {
    /// `Original-Recipient` (§2.3.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_recipient: Option<String>,
    /// `Final-Recipient` (§2.3.2).
    pub final_recipient: Option<String>,
    /// `Action` (§2.3.3).
    pub action: Option<String>,
    /// `Status` (§2.3.4).
    pub status: Option<String>,
    /// `Diagnostic-Code` (§2.3.6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnostic: Option<String>,
}
