// SPDX-License-Identifier: EUPL-1.2
//! Verdicts, their order and the outcome of one check.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The judgement of a scenario or a requirement, in the order of TTCN-3: a verdict only worsens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing was judged; ending here is an error of ours.
    #[default]
    None,
    Pass,
    /// There was no right to decide; never green.
    Inconclusive,
    Fail,
    /// The harness failed, not the connector.
    Error,
}

impl Verdict {
    /// The worse of the two.
    pub fn and(self, other: Verdict) -> Verdict {
        self.max(other)
    }

    pub fn word(self) -> &'static str {
        match self {
            Verdict::None => "none",
            Verdict::Pass => "pass",
            Verdict::Inconclusive => "inconclusive",
            Verdict::Fail => "fail",
            Verdict::Error => "error",
        }
    }
}

/// Why no verdict could be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The connector could not be reached.
    PeerUnreachable,
    /// The connector ended, or started anew, while the scenario was played.
    ConnectorGone,
    /// The connector was not ready when the scenario ran.
    ConnectorNotReady,
    /// The control of a negative scenario did not pass.
    Precondition,
    /// The deliberate fault never took effect on the wire.
    FaultNotExercised,
    /// The observation window ended too early to decide.
    TimingMargin,
    /// The connector limited the rate of sessions.
    RateLimited,
    /// The run was interrupted; reports before schema 3 say `harness`.
    Interrupted,
    /// The harness broke its own rules.
    Harness,
    /// The sources of the requirement allow both readings.
    AmbiguousRequirement,
}

impl Cause {
    pub const ALL: [Cause; 10] = [
        Cause::PeerUnreachable,
        Cause::ConnectorGone,
        Cause::ConnectorNotReady,
        Cause::Precondition,
        Cause::FaultNotExercised,
        Cause::TimingMargin,
        Cause::RateLimited,
        Cause::Interrupted,
        Cause::Harness,
        Cause::AmbiguousRequirement,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Cause::PeerUnreachable => "peer-unreachable",
            Cause::ConnectorGone => "connector-gone",
            Cause::ConnectorNotReady => "connector-not-ready",
            Cause::Precondition => "precondition",
            Cause::FaultNotExercised => "fault-not-exercised",
            Cause::TimingMargin => "timing-margin",
            Cause::RateLimited => "rate-limited",
            Cause::Interrupted => "interrupted",
            Cause::Harness => "harness",
            Cause::AmbiguousRequirement => "ambiguous-requirement",
        }
    }
}

/// The judgement of one check over the evidence; it cites the numbers of the observations it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Outcome {
    Pass { because: Text, observations: Vec<u32> },
    Fail { expected: Text, observed: Text, observations: Vec<u32> },
    Inconclusive { cause: Cause, because: Text, observations: Vec<u32> },
}

impl Outcome {
    pub fn verdict(&self) -> Verdict {
        match self {
            Outcome::Pass { .. } => Verdict::Pass,
            Outcome::Fail { .. } => Verdict::Fail,
            Outcome::Inconclusive { .. } => Verdict::Inconclusive,
        }
    }

    pub fn cause(&self) -> Option<Cause> {
        match self {
            Outcome::Inconclusive { cause, .. } => Some(*cause),
            _ => None,
        }
    }

    pub fn observations(&self) -> &[u32] {
        match self {
            Outcome::Pass { observations, .. }
            | Outcome::Fail { observations, .. }
            | Outcome::Inconclusive { observations, .. } => observations,
        }
    }
}
