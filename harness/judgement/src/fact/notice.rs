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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporting_mta: Option<String>,
    pub final_recipient: Option<String>,
    pub action: Option<String>,
    pub status: Option<String>,
    pub diagnostic: Option<String>,
    /// One group of fields for each recipient that the report speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<RecipientStatus>,
}

/// What a delivery report says of one recipient (RFC 3464 §2.3); values as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecipientStatus {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_recipient: Option<String>,
    pub final_recipient: Option<String>,
    pub action: Option<String>,
    pub status: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnostic: Option<String>,
}
