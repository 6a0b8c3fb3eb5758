// SPDX-License-Identifier: EUPL-1.2
//! Declarations of the operator: the form handed to the ANS, box by box, and what its rules find.

use super::{Level, Standing};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The Annexe 1 of the integration guide, with what its rules find. Shown in the section *Annexe 1*. Since schema 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annexe1 {
    /// One row for each box that holds something, in the order of the form.
    pub rows: Vec<Entry>,
    /// The rules that the form breaks; empty when it follows them all.
    pub findings: Vec<Finding>,
}

/// One declared value: a box of the Annexe 1, or a line of the PIXIT.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Kebab case, the name of the box or of the line in the connector's file.
    pub id: String,
    /// The name of the box or of the line, for the reader.
    pub label: Text,
    /// The value as it was declared. An address of the PIXIT is `ADDRESS:PORT`; port 0 stands for any free port.
    pub value: String,
}

/// A rule that the Annexe 1 breaks. Shown in the section *Contrôles de l’Annexe 1*.
///
/// A broken mandatory rule counts in the static review, never in the conclusion about the connector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Kebab case, the name of the rule.
    pub rule: String,
    /// How binding the rule is.
    pub level: Level,
    /// Where the rule comes from: document and clause.
    pub source: String,
    /// What kind of source that is.
    pub standing: Standing,
    /// What is wrong.
    pub sentence: Text,
    /// What stands in the box; empty when the box is.
    pub value: String,
    /// What to write instead.
    pub help: Text,
}
