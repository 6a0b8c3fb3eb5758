// SPDX-License-Identifier: EUPL-1.2
//! WL-03: the list was changed after it was signed.

use super::Expectation::Refused;
use super::Xmlsec1::Agrees;
use super::edition::Edition;
use super::table;
use crate::verify::Ground;
use crate::write::{Manner, canonical, enveloped, sign};
use crate::{ListeBlanche, ListeError};

const CHANGED: super::Expectation = Refused(Ground::Digest);

table! {
    "bad-signature" "WL-03" CHANGED, Agrees;
        "One character of a domain name was changed after the list was signed."
        "Un caractère d’un nom de domaine a été modifié après la signature de la liste."
        => |edition| after(edition, "<Nom>")
    "tampered-dn" "WL-03" CHANGED, Agrees;
        "One character of a certificate DN was changed after the list was signed."
        "Un caractère d’un DN de certificat a été modifié après la signature de la liste."
        => |edition| after(edition, "<DNCertificatOperateur>CN=")
    "tampered-date" "WL-03" CHANGED, Agrees;
        "The generation date was changed after the list was signed."
        "La date de génération a été modifiée après la signature de la liste."
        => |edition| after(edition, "<DateDeGeneration>")
    "stale-signature" "WL-03" CHANGED, Agrees;
        "An entry was removed and the signature of the full list kept."
        "Une entrée a été retirée et la signature de la liste complète conservée."
        => |edition| under_old_signature(edition, &edition.without_last()?)
    "emptied" "WL-03" CHANGED, Agrees;
        "Every entry was removed and the signature of the full list kept."
        "Toutes les entrées ont été retirées et la signature de la liste complète conservée."
        => |edition| {
            edition.last()?;
            under_old_signature(edition, &ListeBlanche { entrees: Vec::new(), ..edition.list.clone() })
        }
    "forged-entry" "WL-03" CHANGED, Agrees;
        "The last entry was added to a list signed without it."
        "La dernière entrée a été ajoutée à une liste signée sans elle."
        => |edition| {
            let signed = canonical(&edition.without_last()?);
            let signature = sign(&Manner::published(&signed), edition.editor()?)?;
            Ok(enveloped(&canonical(edition.list), &signature).into_bytes())
        }
    "reformatted" "WL-03" CHANGED, Agrees;
        "A pretty-printer indented the signed list anew, by two spaces."
        "Un outil de mise en forme a réindenté la liste signée, de deux espaces."
        => |edition| Ok(edition.regular()?.replace("    ", "  ").into_bytes())
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
