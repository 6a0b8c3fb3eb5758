// SPDX-License-Identifier: EUPL-1.2
//! Scenarios and their checks, as a report shows them.

use super::Fault;
use crate::text::Text;
use crate::verdict::{Cause, Outcome, Verdict};
use serde::{Deserialize, Serialize};

/// One executed (or deliberately not executed) variant of a scenario.
///
/// A rule over the whole run, an *invariant*, is one too: it covers no requirement.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Path and variant, such as `inbound/certificate/refused/expired`.
    pub id: String,
    /// First two segments of the id, the heading under which it is shown; `invariant` for an invariant.
    pub theme: String,
    /// What the scenario establishes, in one sentence.
    pub purpose: Text,
    /// `scenarios/….yaml:LINE`; of an invariant, the source that defines it.
    pub file: String,
    /// Ids of rows of the register of requirements; empty for an invariant.
    pub covers: Vec<String>,
    /// The id of the scenario without the fault, which must pass for this one to count.
    pub control: Option<String>,
    /// The one thing that is wrong in the scenario; absent when nothing is.
    pub fault: Option<Fault>,
    /// The worst verdict of its checks, after its control was applied.
    pub verdict: Verdict,
    /// Why it is undecided; absent unless the verdict is `inconclusive` or `error`.
    pub cause: Option<Cause>,
    /// How far the exchange went when it was judged.
    pub stage: Option<Text>,
    /// The reason why the variant was not selected; its verdict is then `none` and it was not run.
    pub not_applicable: Option<Text>,
    /// The reason of the reservation that covers this failure; absent when none does, or nothing failed.
    pub reservation: Option<String>,
    /// Milliseconds between its first observation and its last; 0 when it was not run.
    pub duration_ms: u64,
    /// Its checks in the order of the file, then what its control had to say.
    pub checks: Vec<Check>,
    /// The command that runs this variant (and its control) alone, quoted for a shell.
    pub replay: String,
    /// Numbers of the observations attributed to this variant, in order.
    pub observations: Vec<u32>,
}

/// One check of a scenario and what it found.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Kebab case, as the scenario file names it.
    pub id: String,
    /// What the check holds, in one sentence.
    pub sentence: Text,
    /// The clause that it rests on, such as `RFC 5321 §4.2`; a dash when it rests on none.
    pub clause: String,
    /// What the check had to know besides the evidence. Absent in schema 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub params: Option<serde_json::Value>,
    /// What it found.
    pub outcome: Outcome,
    /// Where to look, for a check that failed. Absent in schema 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
}

/// What usually lies behind a failure, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// The probable cause, shown as « Cause probable ».
    pub cause: Text,
    /// What to do, shown as « À corriger ».
    pub fix: Text,
}
