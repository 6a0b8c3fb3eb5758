// SPDX-License-Identifier: EUPL-1.2
//! The signature is missing, repeated, misplaced, or made in another way than the published one.

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
    "unsigned" {
        expectation: Refused(Ground::Unsigned),
        xmlsec1: Agrees,
        en: "The list carries no signature.",
        fr: "La liste ne porte pas de signature.",
        make: |edition| Ok(write::unsigned(edition.list).into_bytes()),
    }
    "duplicate-signature" {
        expectation: Refused(Ground::SeveralSignatures),
        xmlsec1: Agrees,
        en: "The list carries its signature twice, which leaves neither of them valid.",
        fr: "La liste porte deux fois sa signature, ce qui n’en laisse aucune valide.",
        make: |edition| {
            let text = canonical(edition.list);
            Ok(enveloped(&text, &regular(edition, &text)?.repeat(2)).into_bytes())
        },
    }
    "signature-first" {
        expectation: Open(None),
        xmlsec1: Agrees,
        en: "The signature is good but stands first in the list instead of last.",
        fr: "La signature est bonne mais se trouve au début de la liste et non à la fin.",
        make: |edition| before(edition, "\n    <DateDeGeneration>"),
    }
    "misplaced-signature" {
        expectation: Refused(Ground::MisplacedSignature),
        xmlsec1: Differs("the enveloped transform removes the signature wherever it stands"),
        en: "The signature is good but stands among the entries.",
        fr: "La signature est bonne mais se trouve parmi les entrées.",
        make: |edition| before(edition, "</ListeDomaines>"),
    }
    "altered-signature" {
        expectation: Refused(Ground::Signature),
        xmlsec1: Agrees,
        en: "One character of the signature value was changed.",
        fr: "Un caractère de la valeur de signature a été modifié.",
        make: |edition| {
            let text = edition.regular()?;
            let mark = "<SignatureValue>";
            let at = text.find(mark).ok_or_else(|| edition.cannot("it has no signature"))? + mark.len();
            let other = if text[at..].starts_with('A') { "B" } else { "A" };
            Ok([&text[..at], other, &text[at + 1..]].concat().into_bytes())
        },
    }
    "swapped-certificate" {
        expectation: Refused(Ground::Signature),
        xmlsec1: Agrees,
        en: "The certificate shown is trusted but is not that of the key that signed.",
        fr: "Le certificat présenté est reconnu mais n’est pas celui de la clé qui a signé.",
        make: |edition| {
            let (ours, other) = (edition.regular()?, edition.signed_by(SignerRole::OperatorSeal)?);
            let other = String::from_utf8_lossy(&other).into_owned();
            let seam = "<KeyInfo>";
            let parts = ours.split_once(seam).zip(other.split_once(seam));
            let ((ours, _), (_, other)) = parts.ok_or_else(|| edition.cannot("it has no signature"))?;
            Ok([ours, seam, other].concat().into_bytes())
        },
    }
    "sha1-digest" {
        expectation: Refused(Ground::Algorithm),
        xmlsec1: NO_ALLOW_LIST,
        en: "The signature covers a SHA-1 digest of the list.",
        fr: "La signature porte sur une empreinte SHA-1 de la liste.",
        make: |edition| differing(edition, |manner| manner.references[0].digest = Digest::Sha1),
    }
    "rsa-sha1" {
        expectation: Refused(Ground::Algorithm),
        xmlsec1: NO_ALLOW_LIST,
        en: "The signature is made with RSA over SHA-1.",
        fr: "La signature est faite avec RSA sur SHA-1.",
        make: |edition| differing(edition, |manner| manner.method = Method::RsaSha1),
    }
    "inclusive-c14n" {
        expectation: Refused(Ground::Algorithm),
        xmlsec1: NO_ALLOW_LIST,
        en: "List and signature are canonicalised the inclusive way.",
        fr: "Liste et signature sont canonisées de manière inclusive.",
        make: |edition| differing(edition, |manner| {
            manner.canonicalisation = INCLUSIVE_C14N;
            manner.references[0].transforms[1] = Transform(INCLUSIVE_C14N, "");
        }),
    }
    "no-enveloped-transform" {
        expectation: Refused(Ground::SignatureForm),
        xmlsec1: Agrees,
        en: "The signature does not say that it is left out of what it covers.",
        fr: "La signature ne dit pas qu’elle est exclue de ce qu’elle couvre.",
        make: |edition| differing(edition, |manner| manner.references[0].transforms = vec![Transform(EXCLUSIVE_C14N, "")]),
    }
    "xpath-transform" {
        expectation: Refused(Ground::SignatureForm),
        xmlsec1: NO_ALLOW_LIST,
        en: "The signature leaves out every entry by an XPath transform: anybody may add some.",
        fr: "La signature écarte toutes les entrées par une transformation XPath : n’importe qui peut en ajouter.",
        make: |edition| {
            let text = canonical(edition.list);
            let covered = without_entries(&text);
            let transforms = vec![Transform(ENVELOPED, ""), Transform(XPATH, NO_ENTRY), Transform(EXCLUSIVE_C14N, "")];
            let reference = Reference { transforms, ..Reference::published(&covered) };
            edition.in_manner(&text, &Manner { references: vec![reference], ..Manner::published(&text) })
        },
    }
    "xslt-transform" {
        expectation: Refused(Ground::Algorithm),
        xmlsec1: NO_ALLOW_LIST,
        en: "The signature covers a constant that an XSLT transform makes of any list.",
        fr: "La signature porte sur une constante qu’une transformation XSLT tire de n’importe quelle liste.",
        make: |edition| {
            let transforms = vec![Transform(ENVELOPED, ""), Transform(XSLT, CONSTANT)];
            let reference = Reference { transforms, ..Reference::published("liste") };
            let text = canonical(edition.list);
            edition.in_manner(&text, &Manner { references: vec![reference], ..Manner::published(&text) })
        },
    }
    "part-signed" {
        expectation: Refused(Ground::SignatureForm),
        xmlsec1: Differs("it checks the part that the signature names and says nothing of the rest"),
        en: "The signature covers a list inside itself (URI=\"#liste\"); the entries around it are forged.",
        fr: "La signature porte sur une liste placée en elle-même (URI=\"#liste\") ; les entrées autour sont forgées.",
        make: part_signed,
    }
    "two-references" {
        expectation: Refused(Ground::SignatureForm),
        xmlsec1: Differs("it takes any number of references that hold"),
        en: "The signature covers the list twice, by two references.",
        fr: "La signature porte deux fois sur la liste, par deux références.",
        make: |edition| {
            let text = canonical(edition.list);
            let references = vec![Reference::published(&text), Reference::published(&text)];
            edition.in_manner(&text, &Manner { references, ..Manner::published(&text) })
        },
    }
    "wrapped" {
        expectation: Refused(Ground::MisplacedSignature),
        xmlsec1: Agrees,
        en: "A well signed list stands inside a forged one, whose entries come first.",
        fr: "Une liste bien signée est enfermée dans une liste forgée, dont les entrées viennent en premier.",
        make: |edition| {
            let original = canonical(&edition.without_last()?);
            let inner = enveloped(&original, &regular(edition, &original)?);
            let inner = inner.strip_prefix(DECLARATION).unwrap_or(&inner);
            Ok(enveloped(&canonical(edition.list), inner).into_bytes())
        },
    }
    "hmac" {
        expectation: Refused(Ground::Algorithm),
        xmlsec1: Agrees,
        en: "The signature is an HMAC keyed with the signer's public key, which everybody has.",
        fr: "La signature est un HMAC dont la clé est la clé publique du signataire, connue de tous.",
        make: |edition| differing(edition, |manner| manner.method = Method::HmacSha256),
    }
    "bare-key" {
        expectation: Refused(Ground::NoCertificate),
        xmlsec1: Differs("it trusts a bare key unless its kinds of key data are restricted"),
        en: "The list is signed by an unknown key, which it presents without any certificate.",
        fr: "La liste est signée par une clé inconnue, qu’elle présente sans certificat.",
        make: |edition| {
            let text = canonical(edition.list);
            let manner = Manner { key_info: KeyInfo::KeyValue, ..Manner::published(&text) };
            let unknown = edition.signers.of(SignerRole::Deviating(Deviation::ForeignAuthority))?;
            Ok(enveloped(&text, &sign(&manner, unknown)?).into_bytes())
        },
    }
    "no-key" {
        expectation: Refused(Ground::SignatureForm),
        xmlsec1: Agrees,
        en: "The signature shows neither certificate nor key.",
        fr: "La signature ne présente ni certificat ni clé.",
        make: |edition| differing(edition, |manner| manner.key_info = KeyInfo::Absent),
    }
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
