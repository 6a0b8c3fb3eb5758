// SPDX-License-Identifier: EUPL-1.2
//! Failures that a connector's file announces.

use super::identity::{DATE, date};
use input::{InputError, Source, Written};
use reports::model::{Acceptance, Reservation};
use schemars::JsonSchema;
use serde::Deserialize;

/// Words of so many letters, and so many of them, are the least that a reason can be said in.
const LETTERS: usize = 2;
const WORDS: usize = 3;

/// A failure that the operator announces, before anything was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    pub reservation: Reservation,
    /// Where it stands in the file.
    pub line: u64,
}

/// A failure that the operator announces, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ReservationFile {
    /// A scenario's id, a pattern with `*`, or `capability/` and the id of a capability.
    what: Written<String>,
    /// Why it fails, in words, for the reader of the report.
    #[schemars(regex(pattern = REASON))]
    reason: Written<String>,
    /// The day by which it is mended, as 2027-03-31; without it the report says that there is none.
    #[schemars(regex(pattern = DATE))]
    mended_by: Option<Written<String>>,
    /// The authority that accepts it meanwhile, in writing.
    accepted_by: Option<AcceptanceFile>,
}

/// What the JSON Schema says of a reason.
const REASON: &str = r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]{2}[\s\S]*[^A-Za-zÀ-ÖØ-öø-ÿŒœ][A-Za-zÀ-ÖØ-öø-ÿŒœ]{2}[\s\S]*[^A-Za-zÀ-ÖØ-öø-ÿŒœ][A-Za-zÀ-ÖØ-öø-ÿŒœ]{2}";
/// And of a name that may not be empty.
const SAID: &str = r"\S";

/// A written acceptance.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct AcceptanceFile {
    /// The authority.
    #[schemars(regex(pattern = SAID))]
    who: Written<String>,
    /// Of its letter or decision.
    #[schemars(regex(pattern = SAID))]
    reference: Written<String>,
    /// The last day on which it holds, as 2027-03-31.
    #[schemars(regex(pattern = DATE))]
    until: Written<String>,
}

impl ReservationFile {
    pub(super) fn announced(self, source: &Source) -> Result<Announced, InputError> {
        let words = self.reason.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= LETTERS);
        if words.count() < WORDS {
            let what = format!("`{}` is no reason: it takes words, three at the least", *self.reason);
            let error = source.error_at(self.reason.place(), what);
            return Err(error.help("for instance `reason: The CRL is read at the start only, until version 3.5.`"));
        }
        let line = self.what.place().line;
        // `Display` of a date is year, month and day.
        let mended_by = self.mended_by.map(|text| date(source, &text)).transpose()?.map(|day| day.to_string());
        let reservation = Reservation {
            what: self.what.into_inner(),
            reason: self.reason.into_inner(),
            mended_by,
            accepted_by: self.accepted_by.map(|accepted| accepted.acceptance(source)).transpose()?,
            used: false,
            problem: None,
        };
        Ok(Announced { reservation, line })
    }
}

impl AcceptanceFile {
    fn acceptance(self, source: &Source) -> Result<Acceptance, InputError> {
        for (text, what) in [(&self.who, "who accepts"), (&self.reference, "the reference of the acceptance")] {
            if text.trim().is_empty() {
                let error = source.error_at(text.place(), format!("{what} is empty"));
                return Err(error
                    .help("for instance `accepted-by: { who: ANS, reference: letter 2026-118, until: 2027-03-31 }`"));
            }
        }
        let until = date(source, &self.until)?.to_string();
        Ok(Acceptance { who: self.who.into_inner(), reference: self.reference.into_inner(), until })
    }
}
