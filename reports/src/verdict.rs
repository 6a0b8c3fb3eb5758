// SPDX-License-Identifier: EUPL-1.2
//! Verdicts, their order, and the outcome of one check.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The judgement of a scenario or a requirement, in the order of TTCN-3 (ETSI ES 201 873-1, 24.1).
///
/// A verdict only worsens: the worse of two is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing was judged. Of a scenario that was executed, this is an error of the harness.
    #[default]
    None,
    /// The rule holds.
    Pass,
    /// The evidence does not allow a decision; no format shows it in green.
    Inconclusive,
    /// The rule is broken.
    Fail,
    /// The harness failed, not the connector.
    Error,
}

impl Verdict {
    /// The worse of the two.
    pub fn and(self, other: Verdict) -> Verdict {
        self.max(other)
    }

    /// The word that JSON has for it.
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

/// Why no verdict could be given. Shown in the row *Cause* of a scenario; in JUnit it is the type of the error.
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
    /// The run was interrupted. Since schema 3; earlier reports say `harness`.
    Interrupted,
    /// The harness broke its own rules.
    Harness,
    /// The sources of the requirement allow both readings.
    AmbiguousRequirement,
}

impl Cause {
    /// Every cause, once.
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

    /// The word that JSON has for it.
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
    /// The rule holds.
    Pass {
        /// What shows it, in one sentence.
        because: Text,
        /// Numbers of the observations that it rests on.
        observations: Vec<u32>,
    },
    /// The rule is broken.
    Fail {
        /// What the rule asks for.
        expected: Text,
        /// What was seen instead.
        observed: Text,
        /// Numbers of the observations that it rests on; of an absence, those that bound the window.
        observations: Vec<u32>,
    },
    /// The evidence does not allow a decision.
    Inconclusive {
        /// The kind of reason.
        cause: Cause,
        /// The reason, in one sentence.
        because: Text,
        /// Numbers of the observations that it rests on; may be empty.
        observations: Vec<u32>,
    },
}

impl Outcome {
    /// Pass, fail or inconclusive.
    pub fn verdict(&self) -> Verdict {
        match self {
            Outcome::Pass { .. } => Verdict::Pass,
            Outcome::Fail { .. } => Verdict::Fail,
            Outcome::Inconclusive { .. } => Verdict::Inconclusive,
        }
    }

    /// Why it is undecided; none when it is decided.
    pub fn cause(&self) -> Option<Cause> {
        match self {
            Outcome::Inconclusive { cause, .. } => Some(*cause),
            _ => None,
        }
    }

    /// Numbers of the observations that it rests on.
    pub fn observations(&self) -> &[u32] {
        match self {
            Outcome::Pass { observations, .. }
            | Outcome::Fail { observations, .. }
            | Outcome::Inconclusive { observations, .. } => observations,
        }
    }
}
