// SPDX-License-Identifier: EUPL-1.2
use reports::text::Wording;
use serde::{Deserialize, Serialize};

/// A detail of a fact, or the sentence that earlier versions recorded in its place.
///
/// This version writes no sentences; those of a stored report are read and written back unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Recorded<T> {
    /// As this version records it.
    Fact(T),
    /// As versions before schema 4 did.
    Sentence(Wording),
}

impl<T> From<T> for Recorded<T> {
    fn from(fact: T) -> Recorded<T> {
        Recorded::Fact(fact)
    }
}
