// SPDX-License-Identifier: EUPL-1.2
//! The document is cut, encoded otherwise, dangerous, or no list at all.
//!
//! Our verifier takes UTF-8 without a byte order mark and nothing else, as the published list is. Other encodings of a
//! well signed list do no harm, so those variants are open: a connector that reads them is not wrong.

use super::Expectation::{Open, Refused};
use super::Xmlsec1::{Agrees, Differs};
use super::edition::Edition;
use super::table;
use crate::verify::Ground;
use crate::write::{DECLARATION, canonical};
use crate::{ListeError, NAMESPACE};

/// The path that an external entity names, relative to the address of the list.
pub const EXTERNAL_ENTITY: &str = "entite-externe.txt";

const ANY_ENCODING: super::Xmlsec1 = Differs("it reads every encoding: the canonical form is the same");
const NO_SCHEMA: super::Xmlsec1 = Differs("it knows signatures, not lists");

const WEB_PAGE: &str = "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Maintenance</title></head>\
    <body><p>Le service est momentanément indisponible.<br>Merci de votre patience.</p></body></html>\n";

table! {
    "truncated" {
        expectation: Refused(Ground::NotXml),
        xmlsec1: Agrees,
        en: "The download stops in the middle of the list.",
        fr: "Le téléchargement s’arrête au milieu de la liste.",
        make: |edition| {
            let text = edition.regular()?;
            // Between two characters, or it would be the encoding that is wrong.
            let middle = text.floor_char_boundary(canonical(edition.list).len() / 2);
            Ok(text.as_bytes()[..middle].to_vec())
        },
    }
    "no-root-end" {
        expectation: Refused(Ground::NotXml),
        xmlsec1: Agrees,
        en: "The end tag of the root is missing behind the signature.",
        fr: "La balise de fin de la racine manque derrière la signature.",
        make: |edition| {
            let text = edition.regular()?;
            Ok(text.as_bytes()[..text.rfind("</").unwrap_or_default()].to_vec())
        },
    }
    "not-xml" {
        expectation: Refused(Ground::Doctype),
        xmlsec1: Agrees,
        en: "A web page is served, with success, in the place of the list.",
        fr: "Une page web est servie, avec succès, à la place de la liste.",
        make: |_| Ok(WEB_PAGE.as_bytes().to_vec()),
    }
    "byte-order-mark" {
        expectation: Open(Some(Ground::Encoding)),
        xmlsec1: ANY_ENCODING,
        en: "The list begins with a byte order mark; its signature is good.",
        fr: "La liste commence par une marque d’ordre des octets ; sa signature est bonne.",
        make: |edition| Ok(["\u{feff}", &edition.regular()?].concat().into_bytes()),
    }
    "utf-16" {
        expectation: Open(Some(Ground::Encoding)),
        xmlsec1: ANY_ENCODING,
        en: "The list is encoded in UTF-16; its signature is good.",
        fr: "La liste est codée en UTF-16 ; sa signature est bonne.",
        make: |edition| {
            let text = edition.regular()?.replacen("UTF-8", "UTF-16", 1);
            Ok("\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect())
        },
    }
    "latin-1" {
        expectation: Open(Some(Ground::Encoding)),
        xmlsec1: ANY_ENCODING,
        en: "The list is encoded in ISO-8859-1 and says so; its signature is good.",
        fr: "La liste est codée en ISO-8859-1 et le dit ; sa signature est bonne.",
        make: |edition| Ok(latin_1(&edition.regular()?.replacen("UTF-8", "ISO-8859-1", 1))),
    }
    "doctype" {
        expectation: Refused(Ground::Doctype),
        xmlsec1: Differs("a document type without external parts changes nothing of what is signed"),
        en: "The list declares a document type, which a liste blanche never does.",
        fr: "La liste déclare un type de document, ce qu’une liste blanche ne fait jamais.",
        make: |edition| declaring(edition, "", ""),
    }
    "entity-bomb" {
        expectation: Refused(Ground::Doctype),
        xmlsec1: Agrees,
        en: "The list declares entities within entities that would fill the memory when expanded.",
        fr: "La liste déclare des entités imbriquées qui, développées, rempliraient la mémoire.",
        make: |edition| {
            let first = "<!ENTITY e0 \"mssante\">".to_owned();
            let next = |n: u32| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10));
            let entities: String = std::iter::once(first).chain((1..10).map(next)).collect();
            declaring(edition, &entities, "&e9;")
        },
    }
    "external-entity" {
        expectation: Refused(Ground::Doctype),
        xmlsec1: Agrees,
        en: "The list declares an external entity and uses it in a description.",
        fr: "La liste déclare une entité externe et s’en sert dans une description.",
        make: |edition| {
            declaring(edition, &format!("<!ENTITY externe SYSTEM \"{EXTERNAL_ENTITY}\">"), "&externe;")
        },
    }
    "parameter-entity" {
        expectation: Refused(Ground::Doctype),
        xmlsec1: Differs("it does not load the entity, and the signature holds for what remains"),
        en: "The list declares its entities by an external parameter entity.",
        fr: "La liste déclare ses entités par une entité paramètre externe.",
        make: |edition| declaring(edition, &format!("<!ENTITY % dtd SYSTEM \"{EXTERNAL_ENTITY}\"> %dtd;"), ""),
    }
    "wrong-namespace" {
        expectation: Refused(Ground::NotAListe),
        xmlsec1: NO_SCHEMA,
        en: "The list is well signed but its elements are in another namespace.",
        fr: "La liste est bien signée mais ses éléments sont dans un autre espace de noms.",
        make: |edition| edition.document(&canonical(edition.list).replacen(NAMESPACE, "https://listeblanche.test/schema", 1)),
    }
    "no-namespace" {
        expectation: Refused(Ground::NotAListe),
        xmlsec1: NO_SCHEMA,
        en: "The list is well signed but its elements are in no namespace.",
        fr: "La liste est bien signée mais ses éléments ne sont dans aucun espace de noms.",
        make: |edition| {
            edition.document(&canonical(edition.list).replacen(&format!(" xmlns=\"{NAMESPACE}\""), "", 1))
        },
    }
    "attributes-as-elements" {
        expectation: Refused(Ground::NotAListe),
        xmlsec1: Agrees,
        en: "The list went through another format and back: every attribute has become an element.",
        fr: "La liste est passée par un autre format : chaque attribut est devenu un élément.",
        make: |edition| Ok(attributes_as_elements(&edition.regular()?).into_bytes()),
    }
}

/// Puts a document type before a signed list, and a reference at the end of its first description.
fn declaring(edition: &Edition<'_>, entities: &str, reference: &str) -> Result<Vec<u8>, ListeError> {
    let signed = edition.regular()?;
    let (body, mark) = (signed.strip_prefix(DECLARATION).unwrap_or(&signed), "</Description>");
    let (before, after) = body.split_once(mark).ok_or_else(|| edition.cannot("it has no description"))?;
    let doctype = format!("<!DOCTYPE ListeBlancheMSSante [{entities}]>");
    Ok([DECLARATION, &doctype, before, reference, mark, after].concat().into_bytes())
}

/// Encodes in ISO-8859-1, with references for what it lacks.
fn latin_1(text: &str) -> Vec<u8> {
    let encode = |c: char| match u8::try_from(c) {
        Ok(byte) => vec![byte],
        Err(_) => format!("&#{};", u32::from(c)).into_bytes(),
    };
    text.chars().flat_map(encode).collect()
}

/// Writes each attribute of a start tag as a child element, namespaces included.
fn attributes_as_elements(text: &str) -> String {
    let (declaration, body) = text.split_at(DECLARATION.len());
    let mut out = declaration.to_owned();
    for piece in body.split_inclusive('>') {
        let (before, tag) = piece.split_at(piece.find('<').unwrap_or_default());
        out.push_str(before);
        match tag.split_once(' ') {
            Some((name, attributes)) => {
                let empty = attributes.ends_with("/>");
                let attributes = attributes.trim_end_matches(['>', '/']);
                let children = attributes.split("\" ").filter_map(|attribute| attribute.split_once("=\""));
                let children = children.map(|(n, v)| format!("<{n}>{}</{n}>", v.trim_end_matches('"')));
                let end = if empty { format!("</{}>", &name[1..]) } else { String::new() };
                out.extend([name.to_owned(), ">".to_owned(), children.collect(), end]);
            }
            None => out.push_str(tag),
        }
    }
    out
}
