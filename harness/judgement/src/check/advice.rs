// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a failure, and what to do about it. Opinion for the reader, never part of a verdict.
//!
//! Each family keeps the advice of its checks in a file `advice`: a constant named like each check. Words in quotation
//! marks are those that the outcome shows.

pub(super) mod by_fault;

use reports::fault::FaultId;
use reports::model;
use reports::text::Text;

/// One sentence of the catalogue in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Phrase {
    /// In French.
    pub fr: &'static str,
    /// In English.
    pub en: &'static str,
}

/// The advice of one check.
#[derive(Debug, Clone, Copy)]
pub struct Advice {
    /// What usually makes a connector fail the check.
    pub cause: Phrase,
    /// What its operator or its author should change.
    pub fix: Phrase,
    /// Advice that the fault of the scenario decides; the first that names the fault replaces the two above.
    pub by_fault: &'static [FaultAdvice],
}

/// The advice of a check for scenarios with certain faults.
///
/// A check knows what went wrong, the fault often knows why. An expired certificate and a wrong name are both "not
/// turned away", and are mended in different places.
#[derive(Debug, Clone, Copy)]
pub struct FaultAdvice {
    /// Ids of faults; one that ends in `/` stands for its whole family.
    pub faults: &'static [&'static str],
    /// What lets the fault through, or stumbles over it. The sentence of the fault stands before it.
    pub cause: Phrase,
    /// What to change there.
    pub fix: Phrase,
}

impl Advice {
    /// The advice for one failure. Where the fault decides it, the sentence of the fault comes first.
    pub(super) fn for_failure(&self, fault: Option<&model::Fault>) -> model::Advice {
        let decided =
            fault.and_then(|fault| Some((fault, self.by_fault.iter().find(|advice| advice.is_for(&fault.id))?)));
        match decided {
            Some((fault, advice)) => model::Advice {
                cause: Text::new(
                    format!("{} {}", fault.sentence.fr, advice.cause.fr),
                    format!("{} {}", fault.sentence.en, advice.cause.en),
                ),
                fix: advice.fix.text(),
            },
            None => model::Advice { cause: self.cause.text(), fix: self.fix.text() },
        }
    }
}

impl FaultAdvice {
    /// Whether a fault is among them; an id that ends in `/` stands for its whole family.
    fn is_for(&self, fault: &FaultId) -> bool {
        let mut known = self.faults.iter().map(|known| FaultId::from(*known));
        known.any(|known| known.family == fault.family && (known.name.is_empty() || known.name == fault.name))
    }
}

impl Phrase {
    fn text(self) -> Text {
        Text::new(self.fr, self.en)
    }
}

#[cfg(test)]
mod tests;
