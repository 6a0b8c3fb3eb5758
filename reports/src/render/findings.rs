// SPDX-License-Identifier: EUPL-1.2
//! What a check found, as labelled sentences: the same rows in every plain text.

use super::quote::localized;
use crate::labels::Labels;
use crate::model::Check;
use crate::text::Lang;
use crate::verdict::Outcome;
use std::borrow::Cow;

/// A label and the sentence beside it, both in one language. The sentence is not quoted yet.
pub(super) type Row<'a> = (&'static str, Cow<'a, str>);

/// Expected and observed of a check that failed; the reason of any other.
pub(super) fn outcome_rows(outcome: &Outcome, lang: Lang) -> Vec<Row<'_>> {
    let labels = Labels::of(lang);
    match outcome {
        Outcome::Pass { because, .. } | Outcome::Inconclusive { because, .. } => {
            vec![(labels.general.because, localized(because, lang))]
        }
        Outcome::Fail { expected, observed, .. } => vec![
            (labels.results.expected, localized(expected, lang)),
            (labels.results.observed, localized(observed, lang)),
        ],
    }
}

/// The probable cause and what to fix; empty for a check without advice.
pub(super) fn advice_rows(check: &Check, lang: Lang) -> Vec<Row<'_>> {
    let labels = Labels::of(lang);
    let Some(advice) = &check.advice else { return Vec::new() };
    vec![
        (labels.results.probable_cause, localized(&advice.cause, lang)),
        (labels.results.to_fix, localized(&advice.fix, lang)),
    ]
}
