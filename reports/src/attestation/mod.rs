// SPDX-License-Identifier: EUPL-1.2
//! The attestation of deployment as plain values: a deployed instance held against the report on what was tested.
//!
//! `attestation.json` is an [`Attestation`]; the PDF and the in-toto statement are made from it.

mod intoto;
mod page;

pub use intoto::{PREDICATE, statement};
pub use page::document;

use crate::model::{ConclusionKind, Observation, Party};
use crate::text;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The version of the JSON form.
pub const SCHEMA: u32 = 1;
/// Labels spelt out in a conclusion; the table has them all.
const NAMED: usize = 5;

/// Whether what is deployed is what was tested, item by item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    pub schema: u32,
    pub id: String,
    /// RFC 3339, UTC.
    pub issued: String,
    /// The version of the harness that called on the instance.
    pub harness: String,
    pub tested: Tested,
    pub deployed: Deployed,
    pub items: Vec<Item>,
    pub conclusion: Sameness,
    /// Why, in one sentence.
    pub because: Text,
    /// What the attestation does not say.
    pub limits: Vec<Text>,
    /// All that was seen of the instance.
    pub observations: Vec<Observation>,
}

/// What the vendor's report is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tested {
    pub name: String,
    pub version: String,
    pub editor: String,
    pub report: String,
    /// The end of the tests, RFC 3339.
    pub finished: String,
    pub conclusion: ConclusionKind,
    /// The DN of whoever signed the archive, if it is one.
    pub signer: Option<String>,
    /// True for the reference connector of the harness: an attestation about it is a rehearsal.
    pub reference: bool,
    /// The files that the comparison rests on: archive, manifest, report; and the catalogue of scenarios.
    pub files: Vec<Digest>,
}

/// The instance that was called on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deployed {
    pub name: String,
    pub version: String,
    pub editor: String,
    /// `sha256:` and hex, as the buyer's file declares it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_digest: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<Party>,
    /// Address and port that were called on.
    pub address: String,
    /// The buyer's connector file.
    pub file: Digest,
}

/// A file and its SHA-256, lower-case hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digest {
    pub name: String,
    pub sha256: String,
}

/// One thing compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    pub label: Text,
    pub origin: Origin,
    pub weight: Weight,
    /// None: the report does not say it.
    pub tested: Option<String>,
    /// None: it could not be seen, or is not declared.
    pub deployed: Option<String>,
    pub finding: Sameness,
    pub because: Text,
}

/// How the deployed side of an item is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The buyer's file says so.
    Declared,
    /// The harness has seen it.
    Observed,
}

/// What a difference in one item means for the conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Must be the same.
    Decisive,
    /// A difference decides; not having seen it does not.
    Supporting,
    /// Belongs to the instance: shown, and never decides.
    Own,
}

/// The three answers that an attestation knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sameness {
    Same,
    Different,
    CannotTell,
}

/// What the items come to, and why: any difference that counts decides; all that is decisive must be the same; and what
/// the buyer declares never suffices by itself.
pub fn conclude(items: &[Item]) -> (Sameness, Text) {
    let counting = || items.iter().filter(|item| item.weight != Weight::Own);
    let different: Vec<&Item> = counting().filter(|item| item.finding == Sameness::Different).collect();
    if !different.is_empty() {
        let (fr, en) = (named(&different, |text| &text.fr), named(&different, |text| &text.en));
        return (Sameness::Different, text!("diffère : {fr}", "differs: {en}"));
    }
    let decisive = || items.iter().filter(|item| item.weight == Weight::Decisive);
    let open: Vec<&Item> = decisive().filter(|item| item.finding == Sameness::CannotTell && !item.is_idle()).collect();
    if !open.is_empty() {
        let (fr, en) = (named(&open, |text| &text.fr), named(&open, |text| &text.en));
        return (Sameness::CannotTell, text!("sans réponse : {fr}", "without an answer: {en}"));
    }
    let seen = decisive().filter(|item| item.origin == Origin::Observed && item.finding == Sameness::Same).count();
    if seen == 0 {
        let because = Text::new(
            "rien n’a été observé : une déclaration seule ne prouve rien",
            "nothing was observed: a declaration alone proves nothing",
        );
        return (Sameness::CannotTell, because);
    }
    let same = counting().filter(|item| item.finding == Sameness::Same).count();
    let because = text!(
        "{same} éléments identiques, dont {seen} décisifs observés ; aucun ne diffère",
        "{same} items the same, {seen} of them decisive and observed; none differs"
    );
    (Sameness::Same, because)
}

impl Item {
    /// Neither side could see it: there is nothing to compare. What is declared must be declared on both sides.
    fn is_idle(&self) -> bool {
        self.origin == Origin::Observed && self.tested.is_none() && self.deployed.is_none()
    }
}

/// The first labels, and how many more.
fn named<'i>(items: &[&'i Item], word: impl Fn(&'i Text) -> &'i String) -> String {
    let shown: Vec<&str> = items.iter().take(NAMED).map(|item| word(&item.label).as_str()).collect();
    let more = if items.len() > NAMED { format!(" (+ {})", items.len() - NAMED) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests;
