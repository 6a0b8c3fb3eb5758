// SPDX-License-Identifier: EUPL-1.2
//! What the run was made with: the harness, its pre-flight, its parameters, and the defects that it detects.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// What made the report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Harness {
    /// The version of the program, as `Cargo.toml` has it.
    pub version: String,
    /// SHA-256 over the scenario files and the register of requirements, lower-case hex.
    pub catalogue_digest: String,
    /// The number that names, addresses and canaries derive from; the same seed gives the same world.
    pub seed: u64,
    /// The command that repeats the run, quoted for a shell.
    pub command: String,
}

/// One question asked before any verdict on the product. Shown in the section *Vérifications préalables*.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreflightItem {
    /// Kebab case, such as `reachable`.
    pub id: String,
    /// The question.
    pub sentence: Text,
    /// Without it nothing else can be judged. False in reports before schema 3, which do not say it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub essential: bool,
    /// The answer; absent when the question could not be asked.
    pub ready: Option<bool>,
    /// What the answer rests on, in a sentence.
    pub detail: Text,
    /// Numbers of the observations that the answer rests on.
    pub observations: Vec<u32>,
}

/// A number that no public text gives, with the value used and why. Shown in the section *Paramètres*.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Kebab case, as the connector's file names it.
    pub id: String,
    /// The value with its unit, such as `90000 ms`.
    pub value: String,
    /// True when the connector's file changes the default.
    pub overridden: bool,
    /// Why this value.
    pub reason: Text,
}

/// A deliberate defect of the reference connector, and the scenarios that are proved to detect it.
///
/// Shown in the section *Défauts que ce harnais sait détecter*. Since schema 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeededFault {
    /// The id of the mutation.
    pub id: String,
    /// What the defective connector does.
    pub sentence: Text,
    /// Ids of scenarios that fail, or globs of which one scenario at least fails.
    pub caught_by: Vec<String>,
}
