// SPDX-License-Identifier: EUPL-1.2
//! Every word that the renderers add of their own: the one table of the two languages.
//!
//! A label belongs to the part of the report that shows it. In Rust it is read as `labels.opening.rule`, in a template
//! as `t.opening.rule`. Words for the values of an enum stand in [`words`], by variant.

/// The labels of one part of the report: a struct with one field a row, in French and in English.
///
/// A row is `name: { fr: "…", en: "…" },`; one without either language does not compile.
macro_rules! labels {
    (
        $(#[$doc:meta])*
        $group:ident { $($(#[$row:meta])* $name:ident: { fr: $fr:literal, en: $en:literal $(,)? },)* }
    ) => {
        $(#[$doc])*
        #[derive(Debug, serde::Serialize)]
        pub(crate) struct $group { $($(#[$row])* pub(crate) $name: &'static str,)* }

        impl $group {
            pub(super) const FR: $group = $group { $($name: $fr,)* };
            pub(super) const EN: $group = $group { $($name: $en,)* };
        }
    };
}

mod annexes;
mod declarations;
mod general;
mod identification;
mod opening;
mod results;
mod scenarios;
mod words;

use crate::text::Lang;
use annexes::Annexes;
use declarations::Declarations;
use general::General;
use identification::Identification;
use opening::Opening;
use results::Results;
use scenarios::Scenarios;
use serde::Serialize;

/// The words of one language, by the part of the report that shows them.
#[derive(Debug, Serialize)]
pub(crate) struct Labels {
    /// The language of all that follows.
    #[serde(skip)]
    lang: Lang,
    pub(crate) general: General,
    pub(crate) opening: Opening,
    pub(crate) identification: Identification,
    pub(crate) declarations: Declarations,
    pub(crate) results: Results,
    pub(crate) scenarios: Scenarios,
    pub(crate) annexes: Annexes,
}

const FR: Labels = Labels {
    lang: Lang::Fr,
    general: General::FR,
    opening: Opening::FR,
    identification: Identification::FR,
    declarations: Declarations::FR,
    results: Results::FR,
    scenarios: Scenarios::FR,
    annexes: Annexes::FR,
};

const EN: Labels = Labels {
    lang: Lang::En,
    general: General::EN,
    opening: Opening::EN,
    identification: Identification::EN,
    declarations: Declarations::EN,
    results: Results::EN,
    scenarios: Scenarios::EN,
    annexes: Annexes::EN,
};

impl Labels {
    /// The table of one language.
    pub(crate) fn of(lang: Lang) -> &'static Labels {
        match lang {
            Lang::Fr => &FR,
            Lang::En => &EN,
        }
    }
}
