// SPDX-License-Identifier: EUPL-1.2
//! WL-04 to WL-06: the signature is missing, repeated, misplaced, or made in another way than the published one.

use super::Expectation::{Open, Refused};
use super::Xmlsec1::{Agrees, Differs};
use super::edition::Edition;
use super::table;
use crate::verify::Ground;
use crate::write::{
    self, DECLARATION, Digest, KeyInfo, Manner, Method, Reference, Transform, canonical, enveloped, sign,
};
use crate::{ENVELOPED, EXCLUSIVE_C14N, ListeError, NAMESPACE, SignerRole};
use fake_pki::Deviation;

const INCLUSIVE_C14N: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const XPATH: &str = "http://www.w3.org/TR/1999/REC-xpath-19991116";
const XSLT: &str = "http://www.w3.org/TR/1999/REC-xslt-19991116";
/// Leaves the entries out of what is digested.
const NO_ENTRY: &str = "<XPath>not(ancestor-or-self::*[local-name()='Domaine'])</XPath>";
/// Makes the same word of every list.
const CONSTANT: &str = "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\">\
    <xsl:output method=\"text\"></xsl:output><xsl:template match=\"/\"><xsl:text>liste</xsl:text></xsl:template>\
    </xsl:stylesheet>";

const NO_ALLOW_LIST: super::Xmlsec1 = Differs("it takes every algorithm it knows unless told otherwise");

table! {
    "unsigned" "WL-04" Refused(Ground::Unsigned), Agrees;
        "The list carries no signature."
        "La liste ne porte pas de signature."
        => |edition| Ok(write::unsigned(edition.list).into_bytes())
    "duplicate-signature" "WL-04" Refused(Ground::SeveralSignatures), Agrees;
        "The list carries its signature twice, which leaves neither of them valid."
        "La liste porte deux fois sa signature, ce qui n’en laisse aucune valide."
        => |edition| {
            let text = canonical(edition.list);
            Ok(enveloped(&text, &regular(edition, &text)?.repeat(2)).into_bytes())
        }
    "signature-first" "WL-04" Open(None), Agrees;
        "The signature is good but stands first in the list instead of last."
        "La signature est bonne mais se trouve au début de la liste et non à la fin."
        => |edition| before(edition, "\n    <DateDeGeneration>")
    "misplaced-signature" "WL-04" Refused(Ground::MisplacedSignature),
        Differs("the enveloped transform removes the signature wherever it stands");
        "The signature is good but stands among the entries."
        "La signature est bonne mais se trouve parmi les entrées."
        => |edition| before(edition, "</ListeDomaines>")
    "altered-signature" "WL-04" Refused(Ground::Signature), Agrees;
        "One character of the signature value was changed."
        "Un caractère de la valeur de signature a été modifié."
        => |edition| {
            let text = edition.regular()?;
            let mark = "<SignatureValue>";
            let at = text.find(mark).ok_or_else(|| edition.cannot("it has no signature"))? + mark.len();
            let other = if text[at..].starts_with('A') { "B" } else { "A" };
            Ok([&text[..at], other, &text[at + 1..]].concat().into_bytes())
        }
    "swapped-certificate" "WL-04" Refused(Ground::Signature), Agrees;
        "The certificate shown is trusted but is not that of the key that signed."
        "Le certificat présenté est reconnu mais n’est pas celui de la clé qui a signé."
        => |edition| {
            let (ours, other) = (edition.regular()?, edition.signed_by(SignerRole::OperatorSeal)?);
            let other = String::from_utf8_lossy(&other).into_owned();
            let seam = "<KeyInfo>";
            let parts = ours.split_once(seam).zip(other.split_once(seam));
            let ((ours, _), (_, other)) = parts.ok_or_else(|| edition.cannot("it has no signature"))?;
            Ok([ours, seam, other].concat().into_bytes())
        }
    "sha1-digest" "WL-05" Refused(Ground::Algorithm), NO_ALLOW_LIST;
        "The signature covers a SHA-1 digest of the list."
        "La signature porte sur une empreinte SHA-1 de la liste."
        => |edition| differing(edition, |manner| manner.references[0].digest = Digest::Sha1)
    "rsa-sha1" "WL-05" Refused(Ground::Algorithm), NO_ALLOW_LIST;
        "The signature is made with RSA over SHA-1."
        "La signature est faite avec RSA sur SHA-1."
        => |edition| differing(edition, |manner| manner.method = Method::RsaSha1)
    "inclusive-c14n" "WL-05" Refused(Ground::Algorithm), NO_ALLOW_LIST;
        "List and signature are canonicalised the inclusive way."
        "Liste et signature sont canonisées de manière inclusive."
        => |edition| differing(edition, |manner| {
            manner.canonicalisation = INCLUSIVE_C14N;
            manner.references[0].transforms[1] = Transform(INCLUSIVE_C14N, "");
        })
    "no-enveloped-transform" "WL-05" Refused(Ground::SignatureForm), Agrees;
        "The signature does not say that it is left out of what it covers."
        "La signature ne dit pas qu’elle est exclue de ce qu’elle couvre."
        => |edition| differing(edition, |manner| manner.references[0].transforms = vec![Transform(EXCLUSIVE_C14N, "")])
    "xpath-transform" "WL-05" Refused(Ground::SignatureForm), NO_ALLOW_LIST;
        "The signature leaves out every entry by an XPath transform: anybody may add some."
        "La signature écarte toutes les entrées par une transformation XPath : n’importe qui peut en ajouter."
        => |edition| {
            let text = canonical(edition.list);
            let covered = without_entries(&text);
            let transforms = vec![Transform(ENVELOPED, ""), Transform(XPATH, NO_ENTRY), Transform(EXCLUSIVE_C14N, "")];
            let reference = Reference { transforms, ..Reference::published(&covered) };
            edition.in_manner(&text, &Manner { references: vec![reference], ..Manner::published(&text) })
        }
    "xslt-transform" "WL-05" Refused(Ground::Algorithm), NO_ALLOW_LIST;
        "The signature covers a constant that an XSLT transform makes of any list."
        "La signature porte sur une constante qu’une transformation XSLT tire de n’importe quelle liste."
        => |edition| {
            let transforms = vec![Transform(ENVELOPED, ""), Transform(XSLT, CONSTANT)];
            let reference = Reference { transforms, ..Reference::published("liste") };
            let text = canonical(edition.list);
            edition.in_manner(&text, &Manner { references: vec![reference], ..Manner::published(&text) })
        }
    "part-signed" "WL-05" Refused(Ground::SignatureForm),
        Differs("it checks the part that the signature names and says nothing of the rest");
        "The signature covers a list inside itself (URI=\"#liste\"); the entries around it are forged."
        "La signature porte sur une liste placée en elle-même (URI=\"#liste\") ; les entrées autour sont forgées."
        => part_signed
    "two-references" "WL-05" Refused(Ground::SignatureForm),
        Differs("it takes any number of references that hold");
        "The signature covers the list twice, by two references."
        "La signature porte deux fois sur la liste, par deux références."
        => |edition| {
            let text = canonical(edition.list);
            let references = vec![Reference::published(&text), Reference::published(&text)];
            edition.in_manner(&text, &Manner { references, ..Manner::published(&text) })
        }
    "wrapped" "WL-05" Refused(Ground::MisplacedSignature), Agrees;
        "A well signed list stands inside a forged one, whose entries come first."
        "Une liste bien signée est enfermée dans une liste forgée, dont les entrées viennent en premier."
        => |edition| {
            let original = canonical(&edition.without_last()?);
            let inner = enveloped(&original, &regular(edition, &original)?);
            let inner = inner.strip_prefix(DECLARATION).unwrap_or(&inner);
            Ok(enveloped(&canonical(edition.list), inner).into_bytes())
        }
    "hmac" "WL-06" Refused(Ground::Algorithm), Agrees;
        "The signature is an HMAC keyed with the signer's public key, which everybody has."
        "La signature est un HMAC dont la clé est la clé publique du signataire, connue de tous."
        => |edition| differing(edition, |manner| manner.method = Method::HmacSha256)
    "bare-key" "WL-06" Refused(Ground::NoCertificate),
        Differs("it trusts a bare key unless its kinds of key data are restricted");
        "The list is signed by an unknown key, which it presents without any certificate."
        "La liste est signée par une clé inconnue, qu’elle présente sans certificat."
        => |edition| {
            let text = canonical(edition.list);
            let manner = Manner { key_info: KeyInfo::KeyValue, ..Manner::published(&text) };
            let unknown = edition.signers.of(SignerRole::Deviating(Deviation::ForeignAuthority))?;
            Ok(enveloped(&text, &sign(&manner, unknown)?).into_bytes())
        }
    "no-key" "WL-06" Refused(Ground::SignatureForm), Agrees;
        "The signature shows neither certificate nor key."
        "La signature ne présente ni certificat ni clé."
        => |edition| differing(edition, |manner| manner.key_info = KeyInfo::Absent)
}

fn regular(edition: &Edition<'_>, document: &str) -> Result<String, ListeError> {
    sign(&Manner::published(document), edition.editor()?)
}

/// The regular content, signed in a manner that differs.
fn differing(edition: &Edition<'_>, differ: impl Fn(&mut Manner<'_>)) -> Result<Vec<u8>, ListeError> {
    let text = canonical(edition.list);
    let mut manner = Manner::published(&text);
    differ(&mut manner);
    edition.in_manner(&text, &manner)
}

/// The regular list with its signature moved before a mark.
fn before(edition: &Edition<'_>, mark: &'static str) -> Result<Vec<u8>, ListeError> {
    let text = canonical(edition.list);
    let (start, end) = text.split_at(text.find(mark).unwrap_or_default());
    Ok([DECLARATION, start, &regular(edition, &text)?, end].concat().into_bytes())
}

/// What the XPath transform leaves: the blanks around the entries.
fn without_entries(text: &str) -> String {
    text.split("<Domaine>").map(|part| part.split_once("</Domaine>").map_or(part, |(_, rest)| rest)).collect()
}

/// Puts the signed list into an `Object` of its signature, and forged entries where a reader looks for them.
fn part_signed(edition: &Edition<'_>) -> Result<Vec<u8>, ListeError> {
    let root = format!("<ListeBlancheMSSante xmlns=\"{NAMESPACE}\"");
    let named = canonical(&edition.without_last()?).replacen(&root, &format!("{root} Id=\"liste\""), 1);
    let transforms = vec![Transform(EXCLUSIVE_C14N, "")];
    let reference = Reference { uri: "#liste", transforms, ..Reference::published(&named) };
    let object = format!("<Object>{named}</Object>");
    let manner = Manner { references: vec![reference], object, ..Manner::published(&named) };
    edition.in_manner(&canonical(edition.list), &manner)
}
