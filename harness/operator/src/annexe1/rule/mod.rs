// SPDX-License-Identifier: EUPL-1.2
//! The rules of the form, each with its source and what to do when it is broken.
//!
//! Page numbers are those of the guide's table of contents; the text of the guide itself was read from a scan in which the
//! table of the domains is lost, so that what is said about domains is never given as the guide's.

mod dn;
mod form;
mod zone;

use reports::model::{Level, Standing};

/// One rule of the Annexe 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kebab case.
    pub id: &'static str,
    /// `Must`: the form is to be mended before it is handed in. `Should`: a recommendation.
    pub level: Level,
    /// Where the rule comes from, in one word.
    pub standing: Standing,
    /// The place in that source.
    pub source: &'static str,
    /// What is wrong where the rule is broken.
    pub fr: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// What to do, in French.
    pub help_fr: &'static str,
    /// The same in English.
    pub help_en: &'static str,
}

const IDENTIFICATION: &str = "Guide d’intégration, p. 17 et 22, Annexe 1, 1. Identification de l’opérateur";
const COORDONNEES: &str = "Guide d’intégration, p. 18 et 23, Annexe 1, coordonnées";
const RESOLUTION: &str = "Guide d’intégration, p. 19 et 24, Annexe 1, 4. Méthode de résolution DNS";
const CERTIFICAT: &str = "Guide d’intégration, p. 10, F414, tableau n° 5";
const LISTE: &str = "liste blanche publiée (28/02/2025)";

/// Declares the rules of one subject, every field under its name.
macro_rules! rules {
    ($($name:ident { $($field:ident: $value:expr),* $(,)? })*) => {
        $(pub const $name: Rule = Rule { $($field: $value),* };)*

        /// Every rule of this file.
        #[cfg(test)]
        pub const RULES: &[Rule] = &[$($name),*];
    };
}
use rules;

pub use dn::*;
pub use form::*;
pub use zone::*;

/// Every rule.
#[cfg(test)]
pub fn every() -> impl Iterator<Item = &'static Rule> {
    [form::RULES, dn::RULES, zone::RULES].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_rules_share_an_id() {
        let ids: BTreeSet<_> = every().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), every().count());
    }
}
