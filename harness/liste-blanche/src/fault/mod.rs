// SPDX-License-Identifier: EUPL-1.2
//! Editions of the list that differ from a regular one in one thing, and what a connector should make of each.
//!
//! One table: id, sentences, expectation, what xmlsec1 finds and the function that makes the bytes stand side by side,
//! in one file a subject. A scenario names a variant `liste/<id>`; the list it is given is the one to vary.

mod content;
mod dialect;
mod document;
mod edition;
mod excess;
mod names;
mod rewriting;
mod signature;
mod signer;
mod tampering;

use edition::Edition;

use super::verify::Ground;
use super::{ListeBlanche, ListeError, Signers};

/// What a connector should do with a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// Take it into use: nothing is wrong with it, or nothing that may be held against it.
    Taken,
    /// Keep the list in use; our verifier gives this ground.
    Refused(Ground),
    /// No public text decides. Our verifier refuses on this ground, or takes the list when there is none.
    Open(Option<Ground>),
}

/// What xmlsec1 says of a variant when it is given root and intermediate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Xmlsec1 {
    /// The same as our verifier.
    Agrees,
    /// The contrary, for this reason.
    Differs(&'static str),
}

/// One way for an edition to differ from a regular one.
pub struct ListeVariant {
    id: &'static str,
    expectation: Expectation,
    xmlsec1: Xmlsec1,
    en: &'static str,
    fr: &'static str,
    make: fn(&Edition<'_>) -> Result<Vec<u8>, ListeError>,
}

/// A variant by reference: there is one of each.
pub type ListeFault = &'static ListeVariant;

impl ListeVariant {
    /// The name used in scenarios, in kebab case.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// What a connector should do with it.
    pub fn expectation(&self) -> Expectation {
        self.expectation
    }

    /// Whether our verifier takes the list.
    pub fn is_taken_by_us(&self) -> bool {
        matches!(self.expectation, Expectation::Taken | Expectation::Open(None))
    }

    /// What xmlsec1 says.
    pub fn xmlsec1(&self) -> Xmlsec1 {
        self.xmlsec1
    }

    /// One English sentence saying what is particular.
    pub fn sentence_en(&self) -> &'static str {
        self.en
    }

    /// One French sentence saying what is particular.
    pub fn sentence_fr(&self) -> &'static str {
        self.fr
    }
}

impl PartialEq for ListeVariant {
    fn eq(&self, other: &ListeVariant) -> bool {
        self.id == other.id
    }
}

impl Eq for ListeVariant {}

impl std::fmt::Debug for ListeVariant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// Writes the table of a file: each variant by its id, with every field of [`ListeVariant`] under its name.
macro_rules! table {
    ($( $id:literal { $( $field:ident: $value:expr ),+ $(,)? } )+) => {
        pub(super) const VARIANTS: &[super::ListeVariant] = &[$( super::ListeVariant { id: $id, $( $field: $value ),+ }, )+];
    };
}
use table;

/// The tables, in the order of the manual.
const TABLES: [&[ListeVariant]; 9] = [
    tampering::VARIANTS,
    signature::VARIANTS,
    signer::VARIANTS,
    document::VARIANTS,
    excess::VARIANTS,
    rewriting::VARIANTS,
    content::VARIANTS,
    names::VARIANTS,
    dialect::VARIANTS,
];

/// Every variant, in the order the manual shows them.
pub fn variants() -> impl Iterator<Item = ListeFault> {
    TABLES.into_iter().flatten()
}

pub use document::EXTERNAL_ENTITY;

/// Writes what the publication point serves: the signed list, or one of its variants.
///
/// # Errors
/// [`ListeError::NotApplicable`] when the list has not what the variant needs, [`ListeError::Signing`] if signing
/// fails.
pub fn publish(list: &ListeBlanche, signers: &Signers, fault: Option<ListeFault>) -> Result<Vec<u8>, ListeError> {
    let edition = Edition { list, signers, variant: fault.map_or("", |fault| fault.id) };
    match fault {
        None => edition.of(list),
        Some(fault) => (fault.make)(&edition),
    }
}
