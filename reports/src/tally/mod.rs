// SPDX-License-Identifier: EUPL-1.2
//! What the conclusion rests on, each thing counted once: whoever shows a figure takes it from here.

mod count;
mod sentences;

pub use count::TallyInput;
pub use sentences::{
    ANNOUNCED, BROKEN, BROKEN_ANNOUNCED, FAILED, MISSING, MISSING_ANNOUNCED, Plural, RECOMMENDATIONS, UNDECIDED, WRONG,
};

use serde::{Deserialize, Serialize};

/// The figures below the conclusion on the title page. Since schema 3.
///
/// Obligations are counted as rows of the register, never as scenarios.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// The whole catalogue was selected.
    pub whole: bool,
    /// Variants that were executed.
    pub executed: usize,
    /// Variants without a decision.
    pub undecided: usize,
    /// Mandatory rows of the register: the sum of the six that follow.
    pub mandatory: usize,
    /// Every scenario that covers it was executed and passed.
    pub passed: usize,
    /// Failed, and not announced.
    pub failed: usize,
    /// Failed, and the connector's file announces every failure.
    pub announced: usize,
    /// Without a decision.
    pub open: usize,
    /// A scenario that covers it was not executed, and nothing failed.
    pub not_judged: usize,
    /// No scenario covers it.
    pub not_covered: usize,
    /// Mandatory capabilities neither declared nor announced as missing.
    pub missing: usize,
    /// Mandatory capabilities announced as missing.
    pub missing_announced: usize,
    /// Rules of the whole run that are broken, and not announced.
    pub broken: usize,
    /// Rules of the whole run that are broken, and announced.
    pub broken_announced: usize,
    /// Of what is announced in the three above, what an authority accepts in writing on the day of the report.
    pub accepted: usize,
    /// Recommendations that are not followed, announced or not.
    pub recommendations: usize,
    /// Reservations that cover nothing, or whose scenario passes.
    pub wrong_reservations: usize,
}

impl Tally {
    /// Mandatory rows with a verdict of their own.
    pub fn judged(&self) -> usize {
        self.passed + self.failed + self.announced
    }

    /// What went wrong and nobody announced; above 0 the report is not conforming and the run exits with 1.
    pub fn unannounced(&self) -> usize {
        self.failed + self.missing + self.broken + self.wrong_reservations
    }

    /// Unmet obligations that the connector's file announces.
    pub fn unmet_announced(&self) -> usize {
        self.announced + self.missing_announced + self.broken_announced
    }
}
