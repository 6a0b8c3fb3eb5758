// SPDX-License-Identifier: EUPL-1.2
//! The report as plain values: everything a renderer may show, already counted, judged and sorted.
//!
//! A field that a schema added is absent from earlier JSON, and is then read as empty. No field is ever renamed: a
//! signature over a stored report needs it to be written as it was read.

mod conclusion;
mod connector;
mod declaration;
mod identification;
mod observation;
mod requirement;
mod reservation;
mod run;
mod scenario;

pub use conclusion::{Conclusion, ConclusionKind, Summary};
pub use connector::{Capability, Connector, Trait};
pub use declaration::{Annexe1, Entry, Finding};
pub use identification::{Amendment, Identification, Party};
pub use observation::{Observation, Style};
pub use requirement::{Level, Requirement, Severity, Standing, Unjudged};
pub use reservation::{Acceptance, Reservation, covering, glob};
pub use run::{Harness, Parameter, PreflightItem, SeededFault};
pub use scenario::{Advice, Check, Scenario};

use crate::fault::FaultId;
use crate::tally::Tally;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The version of the JSON form; it changes when a reader of the old form would misread the new one.
///
/// Schema 2 says the recorder's lines in both languages. Schema 3 tells conclusion and exit code apart and counts what
/// the conclusion rests on.
pub const SCHEMA: u32 = 3;

/// The whole report of one run; `report.json` is this value and every other format is made from it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The version of the JSON form that it was written in, 1 to [`SCHEMA`].
    pub schema: u32,
    /// Unique identifier of the report, shown on each of its parts.
    pub id: String,
    /// The start of the run, RFC 3339, UTC.
    pub started: String,
    /// The end of the run, RFC 3339, UTC.
    pub finished: String,
    /// What made the report.
    pub harness: Harness,
    /// What was tested.
    pub connector: Connector,
    /// Who tested, for whom and when. Empty in schema 1.
    #[serde(default, skip_serializing_if = "Identification::is_empty")]
    pub identification: Identification,
    /// What the operator declares to the ANS, and what its rules find. Absent when the connector's file holds no form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annexe1: Option<Annexe1>,
    /// What the harness had to know of the connector to play against it. Empty in schema 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pixit: Vec<Entry>,
    /// The report that this one replaces, and why. Absent unless `report amend` made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<Amendment>,
    /// What the report comes to.
    pub conclusion: Conclusion,
    /// What the conclusion rests on. Absent before schema 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
    /// The run was broken off before its end. False before schema 3, which does not say it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub interrupted: bool,
    /// The number of scenarios of each status.
    pub summary: Summary,
    /// Where the test departed from its method: what was left out, and what was changed. Empty in schema 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deviations: Vec<Text>,
    /// The questions asked before any verdict on the product.
    pub preflight: Vec<PreflightItem>,
    /// How the connector shows itself to a stranger. Empty in schema 1, and without an identification.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fingerprint: Vec<Trait>,
    /// The PICS, one line a capability.
    pub capabilities: Vec<Capability>,
    /// The numbers that no public text gives.
    pub parameters: Vec<Parameter>,
    /// The variants of the selected scenarios, then the invariants.
    pub scenarios: Vec<Scenario>,
    /// The register of requirements, one row each.
    pub requirements: Vec<Requirement>,
    /// The failures that the connector's file announces.
    pub reservations: Vec<Reservation>,
    /// The deliberate defects that the harness is proved to detect, among the scenarios played. Empty in schema 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seeded_faults: Vec<SeededFault>,
    /// Every observation of the run, in the order of their numbers.
    pub observations: Vec<Observation>,
    /// Numbers of the observations that were taken out of this copy. Empty unless `report redact` made it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<u32>,
}

/// The one thing that a scenario makes wrong.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The id of the fault, such as `pki/expired`.
    pub id: FaultId,
    /// What is wrong, in one sentence.
    pub sentence: Text,
}
