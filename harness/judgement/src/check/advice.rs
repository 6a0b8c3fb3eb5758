// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a failure, and what to do about it. Opinion for the reader, never part of a verdict.

use super::trail;
use reports::model;
use reports::text::Text;

/// A probable cause and what to fix, each in French and in English.
#[derive(Debug, Clone, Copy)]
pub struct Advice {
    cause: (&'static str, &'static str),
    fix: (&'static str, &'static str),
}

impl Advice {
    pub(super) const fn new(cause: (&'static str, &'static str), fix: (&'static str, &'static str)) -> Advice {
        Advice { cause, fix }
    }

    /// The advice for one failure: where the fault of the scenario leads somewhere, its sentence comes first.
    pub(super) fn on(&self, check: &str, fault: Option<&model::Fault>) -> model::Advice {
        let led = fault.and_then(|fault| Some((fault, trail::of(check, &fault.id)?)));
        let (met, advice) = match led {
            Some((fault, advice)) => (Some(&fault.sentence), advice),
            None => (None, self),
        };
        let after = |sentence: Option<&str>, cause: &str| match sentence {
            Some(sentence) => format!("{sentence} {cause}"),
            None => cause.to_owned(),
        };
        model::Advice {
            cause: Text::new(
                after(met.map(|text| text.fr.as_str()), advice.cause.0),
                after(met.map(|text| text.en.as_str()), advice.cause.1),
            ),
            fix: Text::new(advice.fix.0, advice.fix.1),
        }
    }
}
