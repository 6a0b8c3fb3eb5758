// SPDX-License-Identifier: EUPL-1.2
//! The list was changed after it was signed.

use super::Expectation::Refused;
use super::Xmlsec1::Agrees;
use super::edition::Edition;
use super::table;
use crate::verify::Ground;
use crate::write::{Manner, canonical, enveloped, sign};
use crate::{ListeBlanche, ListeError};

const CHANGED: super::Expectation = Refused(Ground::Digest);

table! {
    "bad-signature" {
        expectation: CHANGED,
        xmlsec1: Agrees,
        en: "One character of a domain name was changed after the list was signed.",
        fr: "Un caractère d’un nom de domaine a été modifié après la signature de la liste.",
        make: |edition| after(edition, "<Nom>"),
    }
    "tampered-dn" {
        expectation: CHANGED,
        xmlsec1: Agrees,
        en: "One character of a certificate DN was changed after the list was signed.",
        fr: "Un caractère d’un DN de certificat a été modifié après la signature de la liste.",
        make: |edition| after(edition, "<DNCertificatOperateur>CN="),
    }
    "tampered-date" {
        expectation: CHANGED,
        xmlsec1: Agrees,
        en: "The generation date was changed after the list was signed.",
        fr: "La date de génération a été modifiée après la signature de la liste.",
        make: |edition| after(edition, "<DateDeGeneration>"),
    }
    "stale-signature" {
        expectation: CHANGED,
        xmlsec1: Agrees,
        en: "An entry was removed and the signature of the full list kept.",
        fr: "Une entrée a été retirée et la signature de la liste complète conservée.",
        make: |edition| under_old_signature(edition, &edition.without_last()?),
    }
    "emptied" {
        expectation: CHANGED,
        xmlsec1: Agrees,
        en: "Every entry was removed and the signature of the full list kept.",
        fr: "Toutes les entrées ont été retirées et la signature de la liste complète conservée.",
        make: |edition| {
            edition.last()?;
            under_old_signature(edition, &ListeBlanche { entrees: Vec::new(), ..edition.list.clone() })
        },
    }
    "forged-entry" {
        expectation: CHANGED,
        xmlsec1: Agrees,
        en: "The last entry was added to a list signed without it.",
        fr: "La dernière entrée a été ajoutée à une liste signée sans elle.",
        make: |edition| {
            let signed = canonical(&edition.without_last()?);
            let signature = sign(&Manner::published(&signed), edition.editor()?)?;
            Ok(enveloped(&canonical(edition.list), &signature).into_bytes())
        },
    }
    "reformatted" {
        expectation: CHANGED,
        xmlsec1: Agrees,
        en: "A pretty-printer indented the signed list anew, by two spaces.",
        fr: "Un outil de mise en forme a réindenté la liste signée, de deux espaces.",
        make: |edition| Ok(edition.regular()?.replace("    ", "  ").into_bytes()),
    }
}

/// Changes the first character after a mark into another that the place allows.
fn after(edition: &Edition<'_>, mark: &str) -> Result<Vec<u8>, ListeError> {
    let signed = edition.regular()?;
    let nothing = edition.cannot("it has nothing there to change");
    let Some((before, after)) = signed.split_once(mark) else { return Err(nothing) };
    let Some(first) = after.chars().next().filter(|first| *first != '<') else { return Err(nothing) };
    let other = match first {
        '2' => '3',
        'x' => 'y',
        _ => 'x',
    };
    Ok(format!("{before}{mark}{other}{}", &after[first.len_utf8()..]).into_bytes())
}

/// Another content under the signature of the regular one.
fn under_old_signature(edition: &Edition<'_>, list: &ListeBlanche) -> Result<Vec<u8>, ListeError> {
    let signature = sign(&Manner::published(&canonical(edition.list)), edition.editor()?)?;
    Ok(enveloped(&canonical(list), &signature).into_bytes())
}
