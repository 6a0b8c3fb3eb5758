// SPDX-License-Identifier: EUPL-1.2
//! Documents that are well signed and made to exhaust who reads them.

use super::Expectation::Refused;
use super::Xmlsec1::{Agrees, Differs};
use super::edition::Edition;
use super::table;
use crate::ListeError;
use crate::verify::Ground;
use crate::write::canonical;
use std::fmt::Write;

const NESTED: usize = 200_000;
const ATTRIBUTES: usize = 20_000;

table! {
    "nested-elements" {
        expectation: Refused(Ground::Excess),
        xmlsec1: Agrees,
        en: "A description of the well signed list holds 200,000 elements, each inside the other.",
        fr: "Une description de la liste, bien signée, contient 200 000 éléments imbriqués.",
        make: |edition| {
            let nested = ["<a>".repeat(NESTED), "</a>".repeat(NESTED)].concat();
            replacing(edition, "</Description>", &format!("{nested}</Description>"))
        },
    }
    "many-attributes" {
        expectation: Refused(Ground::Excess),
        xmlsec1: Differs("it knows signatures, not lists, and has no limit here"),
        en: "An entry of the well signed list carries 20,000 attributes.",
        fr: "Une entrée de la liste, bien signée, porte 20 000 attributs.",
        make: |edition| {
            let mut attributes = String::new();
            for number in 0..ATTRIBUTES {
                let _ = write!(attributes, " a{number:05}=\"\"");
            }
            replacing(edition, "<Domaine>", &format!("<Domaine{attributes}>"))
        },
    }
}

fn replacing(edition: &Edition<'_>, mark: &str, by: &str) -> Result<Vec<u8>, ListeError> {
    edition.last()?;
    edition.document(&canonical(edition.list).replacen(mark, by, 1))
}
