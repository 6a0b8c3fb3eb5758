// SPDX-License-Identifier: EUPL-1.2
//! The report as plain values: everything a renderer may show, already counted, judged and sorted.

mod conclusion;
mod observation;
mod requirement;
mod reservation;

pub use conclusion::{Conclusion, ConclusionKind, Summary};
pub use observation::{Observation, Style};
pub use requirement::{Level, Requirement, Severity, Standing, Unjudged};
pub use reservation::{Acceptance, Reservation, covering, glob};

use crate::fault::FaultId;
use crate::tally::Tally;
use crate::text::Text;
use crate::verdict::{Cause, Outcome, Verdict};
use serde::{Deserialize, Serialize};

/// The version of the JSON form; it changes when a reader of the old form would misread the new one.
pub const SCHEMA: u32 = 3;

/// The whole report of one run; `report.json` is this value and every other format is made from it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    pub schema: u32,
    /// Unique identifier of the report, shown on each of its parts.
    pub id: String,
    /// RFC 3339, UTC.
    pub started: String,
    /// RFC 3339, UTC.
    pub finished: String,
    pub harness: Harness,
    pub connector: Connector,
    #[serde(default, skip_serializing_if = "Identification::is_empty")]
    pub identification: Identification,
    /// What the operator declares to the ANS, and what its rules make of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annexe1: Option<Annexe1>,
    /// What the bench had to know of the connector to play against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pixit: Vec<Entry>,
    /// The report that this one replaces, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<Amendment>,
    pub conclusion: Conclusion,
    /// What the conclusion rests on; reports before schema 3 do not count it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
    /// The run was broken off before its end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub interrupted: bool,
    pub summary: Summary,
    /// Where the test departed from its method: what was left out, and what was changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deviations: Vec<Text>,
    pub preflight: Vec<PreflightItem>,
    /// How the connector shows itself to a stranger: what `report attest` compares with a deployed instance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fingerprint: Vec<Trait>,
    pub capabilities: Vec<Capability>,
    pub parameters: Vec<Parameter>,
    pub scenarios: Vec<Scenario>,
    pub requirements: Vec<Requirement>,
    pub reservations: Vec<Reservation>,
    /// The deliberate bugs of the reference connector that this version of the harness has been seen to catch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seeded_faults: Vec<SeededFault>,
    pub observations: Vec<Observation>,
    /// Numbers of the observations that were taken out of this copy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<u32>,
}

/// Who tested, for whom, where and when. Source: ISO/IEC 17025:2017, 7.8.2.1; the customer's own words are marked as such.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identification {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub laboratory: Option<Party>,
    /// Who answers for the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// Where the test took place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<Party>,
    /// `test` or `production`: the box ticked in the Annexe 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// The day on which the connector was received for test, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// When the report was issued, RFC 3339, UTC; the oldest reports do not tell it from the end of the test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
}

impl Identification {
    fn is_empty(&self) -> bool {
        *self == Identification::default()
    }
}

/// A body with its address and how to reach it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// The Annexe 1, box by box, with what its rules find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annexe1 {
    pub rows: Vec<Entry>,
    pub findings: Vec<Finding>,
}

/// One declared value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub id: String,
    pub label: Text,
    pub value: String,
}

/// A rule that a declaration breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Kebab case, the name of the rule.
    pub rule: String,
    pub level: Level,
    /// Where the rule comes from.
    pub source: String,
    pub standing: Standing,
    /// What is wrong.
    pub sentence: Text,
    /// What is there.
    pub value: String,
    /// What to do.
    pub help: Text,
}

/// What this report says of the one that it replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The identifier of the replaced report.
    pub report: String,
    /// When that one was issued, RFC 3339.
    pub issued: String,
    /// SHA-256 of its `report.json`, lower-case hex.
    pub sha256: String,
    pub reason: String,
    /// What differs, one sentence each.
    pub changes: Vec<Text>,
}

/// One thing that a stranger sees of the connector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trait {
    pub id: String,
    pub label: Text,
    /// None: it could not be seen.
    pub value: Option<String>,
}

/// A deliberate bug, and the scenarios that are known to turn red by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeededFault {
    pub id: String,
    pub sentence: Text,
    /// Ids or globs of scenarios.
    pub caught_by: Vec<String>,
}

/// What made the report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Harness {
    pub version: String,
    /// SHA-256 over the scenario files and the register of requirements, lower-case hex.
    pub catalogue_digest: String,
    pub seed: u64,
    /// The command that repeats the run.
    pub command: String,
}

/// What was tested, as its file declares it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connector {
    pub name: String,
    pub version: String,
    pub editor: String,
    /// True for the built-in reference connector: such a report cannot be handed in.
    pub reference: bool,
    /// The deliberate bug of the reference connector, if one was switched on.
    pub mutation: Option<String>,
    pub domaines: Vec<String>,
    pub mx: String,
    pub dn: String,
    /// `delegation` or `redirection`.
    pub dns_method: String,
    /// The connector file, or none for the built-in one.
    pub file: Option<String>,
    /// `sha256:` and hex, as the file declares it: what was built.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_digest: Option<String>,
    /// The same of its configuration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration_digest: Option<String>,
}

/// One question asked before any product verdict is given.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreflightItem {
    pub id: String,
    pub sentence: Text,
    /// Without it nothing else can be judged.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub essential: bool,
    /// `None`: could not be asked.
    pub ready: Option<bool>,
    pub detail: Text,
    pub observations: Vec<u32>,
}

/// One line of the PICS and its static review.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    pub id: String,
    pub sentence: Text,
    pub mandatory: bool,
    pub declared: bool,
    /// The reason of the reservation, when an undeclared mandatory capability has one.
    pub reservation: Option<String>,
}

/// A number that no public text gives, with the value used and why.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    pub id: String,
    /// With its unit.
    pub value: String,
    pub overridden: bool,
    pub reason: Text,
}

/// One executed (or deliberately not executed) variant of a scenario.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Path and variant, such as `inbound/certificate/refused/expired`.
    pub id: String,
    /// First two segments of the id, the heading under which it is shown.
    pub theme: String,
    pub purpose: Text,
    /// `scenarios/….yaml:LINE`.
    pub file: String,
    /// Ids of requirements.
    pub covers: Vec<String>,
    /// The scenario without the fault that must pass for this one to count.
    pub control: Option<String>,
    pub fault: Option<Fault>,
    pub verdict: Verdict,
    pub cause: Option<Cause>,
    /// How far the exchange went when it was judged.
    pub stage: Option<Text>,
    /// The reason why the variant was not selected; its verdict is then `none` and it was not run.
    pub not_applicable: Option<Text>,
    /// The reason of the reservation that covers this failure.
    pub reservation: Option<String>,
    pub duration_ms: u64,
    pub checks: Vec<Check>,
    /// The command that runs this variant (and its control) alone.
    pub replay: String,
    /// Numbers of the observations attributed to this variant, in order.
    pub observations: Vec<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    pub id: FaultId,
    pub sentence: Text,
}

/// One check of a scenario and what it found.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub id: String,
    pub sentence: Text,
    pub clause: String,
    /// What the check had to know besides the evidence; the oldest reports do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub params: Option<serde_json::Value>,
    pub outcome: Outcome,
    /// For a check that failed: where to look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
}

/// What usually lies behind a failure, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    pub cause: Text,
    pub fix: Text,
}
