// SPDX-License-Identifier: EUPL-1.2
//! What the whole report comes to.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The one conclusion and the rule that leads to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conclusion {
    /// What the conclusion is.
    pub kind: ConclusionKind,
    /// Why, in one sentence.
    pub because: Text,
}

/// What is true of the connector, whatever was announced of it; [`ConclusionKind::exit`] says what a build should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConclusionKind {
    /// Nothing is wrong, and the whole catalogue was played.
    Conforme,
    /// Only recommendations are not followed; before schema 3, any failure under a written reservation.
    ConformeAvecReserves,
    /// Each unmet obligation carries the written acceptance of an authority, still in force.
    ConformeSousDerogation,
    /// An obligation is unmet, and the connector's file announces it.
    NonConformeAnnonce,
    /// An obligation is unmet that nobody announced, or a reservation is wrong.
    NonConforme,
    /// All that was played passed, and it was not the whole catalogue.
    Partiel,
    /// Something could not be decided.
    NonConcluant,
    /// The set-up was not ready: nothing was played, and nothing is said of the product.
    PasPret,
}

impl ConclusionKind {
    /// Every conclusion, once.
    pub const ALL: [ConclusionKind; 8] = [
        ConclusionKind::Conforme,
        ConclusionKind::ConformeAvecReserves,
        ConclusionKind::ConformeSousDerogation,
        ConclusionKind::NonConformeAnnonce,
        ConclusionKind::NonConforme,
        ConclusionKind::Partiel,
        ConclusionKind::NonConcluant,
        ConclusionKind::PasPret,
    ];

    /// The exit code of a run: 0 nothing went wrong that was not announced, 1 something did, 3 undecided.
    pub fn exit(self) -> u8 {
        match self {
            ConclusionKind::Conforme
            | ConclusionKind::ConformeAvecReserves
            | ConclusionKind::ConformeSousDerogation
            | ConclusionKind::NonConformeAnnonce
            | ConclusionKind::Partiel => 0,
            ConclusionKind::NonConforme => 1,
            ConclusionKind::NonConcluant | ConclusionKind::PasPret => 3,
        }
    }
}

/// Counts over the scenarios, made where the report is made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// All of them.
    pub total: usize,
    /// The rule of every check holds.
    pub passed: usize,
    /// The connector broke a rule, and no reservation covers it.
    pub failed: usize,
    /// Failed, and covered by a reservation.
    pub reserved: usize,
    /// Without a decision.
    pub inconclusive: usize,
    /// The harness failed, or ended without a verdict.
    pub errors: usize,
    /// A declaration of the connector's file leaves them out.
    pub not_applicable: usize,
}
