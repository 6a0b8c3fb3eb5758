// SPDX-License-Identifier: EUPL-1.2
//! The attestation of deployment as plain values: a deployed instance held against the report on what was tested.
//!
//! `attestation.json` is an [`Attestation`]; the PDF and the in-toto statement are made from it.

mod intoto;
mod page;

pub use intoto::statement;
pub use page::document;

use crate::model::{ConclusionKind, Observation, Party};
use crate::text;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The version of the JSON form.
pub const SCHEMA: u32 = 1;
/// Labels spelt out in a conclusion; the table has them all.
const MAX_LABELS: usize = 5;

/// Whether what is deployed is what was tested, item by item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Unique identifier of the attestation.
    pub id: String,
    /// RFC 3339, UTC.
    pub issued: String,
    /// The version of the harness that called on the instance.
    pub harness: String,
    /// What the report is about.
    pub tested: Tested,
    /// What was called on.
    pub deployed: Deployed,
    /// Everything that is compared.
    pub items: Vec<Item>,
    /// What the items come to.
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
    /// The name of the connector in the report.
    pub name: String,
    /// Its version there.
    pub version: String,
    /// Its vendor there.
    pub editor: String,
    /// The identifier of the report.
    pub report: String,
    /// The end of the tests, RFC 3339.
    pub finished: String,
    /// The conclusion of the report.
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
    /// The name of the connector in the operator's file.
    pub name: String,
    /// Its version there.
    pub version: String,
    /// Its vendor there.
    pub editor: String,
    /// `sha256:` and hex, as the operator's file declares it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_digest: Option<String>,
    /// The operator, as its file names it; absent when it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<Party>,
    /// Address and port that were called on.
    pub address: String,
    /// The operator's connector file.
    pub file: Digest,
}

/// A file and its SHA-256, lower-case hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digest {
    /// The name of the file without its folder; `scenarios` for the catalogue.
    pub name: String,
    /// Its digest.
    pub sha256: String,
}

/// One thing compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The id of a trait of the fingerprint, or of a declared value such as `version`.
    pub id: String,
    /// The name of the item.
    pub label: Text,
    /// How the deployed side is known.
    pub origin: Origin,
    /// What a difference means.
    pub weight: Weight,
    /// None: the report does not say it.
    pub tested: Option<String>,
    /// None: it could not be seen, or is not declared.
    pub deployed: Option<String>,
    /// Whether both sides are the same.
    pub finding: Sameness,
    /// Why, in one sentence.
    pub because: Text,
}

/// How the deployed side of an item is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The operator's file says so.
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
    /// Both sides say the same.
    Same,
    /// They differ.
    Different,
    /// One side at least is silent.
    CannotTell,
}

/// What the items come to, and why.
///
/// Any difference that counts decides. All that is decisive must be the same. What the operator declares never suffices
/// by itself.
pub fn conclude(items: &[Item]) -> (Sameness, Text) {
    let counting = || items.iter().filter(|item| item.weight != Weight::Own);
    let different: Vec<&Item> = counting().filter(|item| item.finding == Sameness::Different).collect();
    if !different.is_empty() {
        let (fr, en) = (named(&different, |text| &text.fr), named(&different, |text| &text.en));
        return (Sameness::Different, text!(fr: "diffère : {fr}", en: "differs: {en}"));
    }
    let decisive = || items.iter().filter(|item| item.weight == Weight::Decisive);
    let open: Vec<&Item> =
        decisive().filter(|item| item.finding == Sameness::CannotTell && !item.is_unseen()).collect();
    if !open.is_empty() {
        let (fr, en) = (named(&open, |text| &text.fr), named(&open, |text| &text.en));
        return (Sameness::CannotTell, text!(fr: "sans réponse : {fr}", en: "without an answer: {en}"));
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
        fr: "{same} éléments identiques, dont {seen} décisifs observés ; aucun ne diffère",
        en: "{same} items the same, {seen} of them decisive and observed; none differs"
    );
    (Sameness::Same, because)
}

impl Item {
    /// Neither side could see it: there is nothing to compare. What is declared must be declared on both sides.
    fn is_unseen(&self) -> bool {
        self.origin == Origin::Observed && self.tested.is_none() && self.deployed.is_none()
    }
}

/// The first labels, and how many more.
fn named<'i>(items: &[&'i Item], word: impl Fn(&'i Text) -> &'i String) -> String {
    let shown: Vec<&str> = items.iter().take(MAX_LABELS).map(|item| word(&item.label).as_str()).collect();
    let more = if items.len() > MAX_LABELS { format!(" (+ {})", items.len() - MAX_LABELS) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests;
