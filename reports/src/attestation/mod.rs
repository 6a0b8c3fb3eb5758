// SPDX-License-Identifier: EUPL-1.2
//! The attestation of deployment as plain values: a deployed instance held against the report on what was tested.

use serde::{Deserialize, Serialize};

/// What a difference in one item means for the conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Must be seen to be the same.
    Decisive,
    /// A difference decides; not having seen it does not.
    Supporting,
    /// Belongs to the instance: shown, and never decides.
    Own,
}
