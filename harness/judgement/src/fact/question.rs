// SPDX-License-Identifier: EUPL-1.2
//! A question put to the DNS of the run.

use serde::{Deserialize, Serialize};

/// One question put to the fake DNS and the answer given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub server: String,
    pub from: String,
    pub transport: String,
    pub name: String,
    pub kind: String,
    pub rcode: String,
    pub referral: bool,
    pub answers: Vec<String>,
    /// The servers asked on the way, by the resolver alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<String>,
    pub fault: Option<String>,
}
