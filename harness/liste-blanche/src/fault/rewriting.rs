// SPDX-License-Identifier: EUPL-1.2
//! Rewritings that leave what is signed as it was.

use super::Expectation::Taken;
use super::Xmlsec1::Agrees;
use super::table;
use crate::NAMESPACE;
use crate::write::canonical;

table! {
    "crlf" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "Every line of the signed list ends in CR LF, which XML reads as LF.",
        fr: "Chaque ligne de la liste signée se termine par CR LF, que XML lit comme LF.",
        make: |edition| Ok(edition.regular()?.replace('\n', "\r\n").into_bytes()),
    }
    "comment-before-root" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "A comment stands before the root of the signed list.",
        fr: "Un commentaire précède la racine de la liste signée.",
        make: |edition| Ok(edition.regular()?.replacen("?><", "?>\n<!-- préface -->\n<", 1).into_bytes()),
    }
    "comment-inside" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "A comment cuts each domain name of the signed list in two.",
        fr: "Un commentaire coupe en deux chaque nom de domaine de la liste signée.",
        make: |edition| {
            edition.last()?;
            let cut = |name: &str| {
                let first = name.chars().next().map_or(0, char::len_utf8);
                [&name[..first], "<!-- note -->", &name[first..]].concat()
            };
            let text = edition.regular()?;
            let mut parts = text.split("<Nom>").map(str::to_owned);
            let start = parts.next().unwrap_or_default();
            Ok(std::iter::once(start).chain(parts.map(|name| cut(&name))).collect::<Vec<_>>().join("<Nom>").into_bytes())
        },
    }
    "trailing-newline" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "A newline follows the root of the signed list.",
        fr: "Un saut de ligne suit la racine de la liste signée.",
        make: |edition| Ok([&edition.regular()?, "\n"].concat().into_bytes()),
    }
    "base64-without-cr" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The base64 of the signature is broken by LF alone, without the carriage returns of the published list.",
        fr: "Le base64 de la signature est coupé par LF seul, sans les retours chariot de la liste publiée.",
        make: |edition| Ok(edition.regular()?.replace("&#13;\n", "\n").into_bytes()),
    }
    "base64-unbroken" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The base64 of the signature is not broken into lines.",
        fr: "Le base64 de la signature n’est pas coupé en lignes.",
        make: |edition| Ok(edition.regular()?.replace("&#13;\n", "").into_bytes()),
    }
    "cdata" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The DNs of the signed list stand in CDATA sections.",
        fr: "Les DN de la liste signée sont dans des sections CDATA.",
        make: |edition| {
            edition.last()?;
            let text = edition.regular()?.replace("<DNCertificatOperateur>", "<DNCertificatOperateur><![CDATA[");
            // A CDATA section knows no references.
            let (text, end) = (text.replace("</DNCertificatOperateur>", "]]></DNCertificatOperateur>"), "]]>");
            let section = |part: &str| match part.split_once(end) {
                Some((dn, rest)) => [&dn.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&"), end, rest].concat(),
                None => part.to_owned(),
            };
            Ok(text.split("<![CDATA[").map(section).collect::<Vec<_>>().join("<![CDATA[").into_bytes())
        },
    }
    "quoted-otherwise" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The attributes of the signed list stand between apostrophes, spread over lines.",
        fr: "Les attributs de la liste signée sont entre apostrophes, sur plusieurs lignes.",
        make: |edition| {
            let text = edition.regular()?;
            Ok(text.replace("Algorithm=\"", "\n Algorithm = '").replace("\"/>", "' />").into_bytes())
        },
    }
    "no-declaration" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The signed list has no XML declaration.",
        fr: "La liste signée n’a pas de déclaration XML.",
        make: |edition| Ok(edition.regular()?.split_once("?>").map_or_else(Vec::new, |(_, body)| body.as_bytes().to_vec())),
    }
    "prefixed" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The elements of the list carry a namespace prefix.",
        fr: "Les éléments de la liste portent un préfixe d’espace de noms.",
        make: |edition| {
            let text = canonical(edition.list).replace("</", "\u{0}").replace('<', "<lb:").replace('\u{0}', "</lb:");
            edition.document(&text.replacen(&format!("xmlns=\"{NAMESPACE}\""), &format!("xmlns:lb=\"{NAMESPACE}\""), 1))
        },
    }
}
