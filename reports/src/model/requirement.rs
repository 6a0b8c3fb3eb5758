// SPDX-License-Identifier: EUPL-1.2
//! The rows of the register, as a report shows them.

use crate::text::Text;
use crate::verdict::Verdict;
use serde::{Deserialize, Serialize};

/// One row of the register of requirements and what this run says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// The id in the register, such as `RFC5321/4.5.4`; never one of Référentiel #1, whose numbering is not public.
    pub id: String,
    /// What is required.
    pub text: Text,
    /// The document and clause that it comes from.
    pub source: String,
    /// What kind of source that is.
    pub standing: Standing,
    /// How binding it is.
    pub level: Level,
    /// What breaking it does, apart from its level; reports before schema 3 do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// `None` when no executed scenario covers it, or when one that should have been executed was not.
    pub verdict: Verdict,
    /// Failed, but only where a reservation says so.
    pub reserved: bool,
    /// The scenarios of this run that cover it, executed or not.
    pub scenarios: Vec<String>,
    /// The scenarios of the catalogue that cover it and were not executed: without them it is not judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<Unjudged>,
    /// Why no scenario covers it, when none does.
    pub not_covered: Option<Text>,
}

/// A scenario that should have judged a requirement, and did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unjudged {
    /// The id of the scenario.
    pub scenario: String,
    /// Why it was not executed.
    pub because: Text,
}

/// What kind of source a requirement has, which says how much it weighs. No id of an ANS requirement is made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// Written in the integration guide.
    #[serde(rename = "guide")]
    Guide,
    /// Deduced from the published liste blanche.
    #[serde(rename = "liste")]
    Liste,
    /// Quoted from Référentiel #2 by a third party.
    #[serde(rename = "REF2")]
    Ref2,
    /// An Internet standard.
    #[serde(rename = "RFC")]
    Rfc,
    /// Good practice.
    #[serde(rename = "bonne-pratique")]
    BonnePratique,
}

/// What breaking a requirement costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A failure is a non-conformity.
    Must,
    /// A failure is a reservation.
    Should,
    /// A failure is a remark.
    May,
}

/// How much harm a breach does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A nuisance: untidy, slow, or hard to diagnose.
    Mineure,
    /// Mail with some correspondents fails or is delayed, or a second safeguard is missing.
    Majeure,
    /// It lets a forger in, leaks, changes or loses mail, or lets no mail through.
    Bloquante,
}
