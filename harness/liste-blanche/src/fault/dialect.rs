// SPDX-License-Identifier: EUPL-1.2
//! One DN in many spellings. The respelled ones are still the certificate's; the odd ones stand in an entry of
//! their own, and must only do no harm. Spellings that were never seen in a list, but are how some program writes the
//! same name, are open: nothing says that a connector must read them there.

use super::Expectation::{Open, Taken};
use super::Xmlsec1::Agrees;
use super::edition::Edition;
use super::table;
use crate::ListeError;
use crate::dn::{Attribute, Dn};

table! {
    "dn-spaced" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The DNs of the list have a space after each comma.",
        fr: "Les DN de la liste ont une espace après chaque virgule.",
        make: |edition| respelled(edition, |dn| joined(dn, ", ", |a| format!("{}={}", a.kind, quoted(&a.value)))),
    }
    "dn-trailing-space" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The CN of each DN of the list ends in a space, before the comma.",
        fr: "Le CN de chaque DN de la liste se termine par une espace, avant la virgule.",
        make: |edition| respelled(edition, |dn| joined(dn, ",", |a| {
            let blank = if a.kind == "CN" { " " } else { "" };
            format!("{}={}{blank}", a.kind, quoted(&a.value))
        })),
    }
    "dn-doubled-spaces" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The spaces inside O are doubled in each DN of the list.",
        fr: "Les espaces à l’intérieur de O sont doublées dans chaque DN de la liste.",
        make: |edition| respelled(edition, |dn| of_o(dn, |o| o.replace(' ', "  "))),
    }
    "dn-quoted" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "O stands between double quotes in each DN of the list.",
        fr: "O est entre guillemets dans chaque DN de la liste.",
        make: |edition| respelled(edition, |dn| of_o(dn, |o| format!("\"{}\"", o.replace('"', "\\\"")))),
    }
    "dn-quoted-doubled-spaces" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "O stands between double quotes and its spaces are doubled, as Java writes it.",
        fr: "O est entre guillemets et ses espaces sont doublées, comme Java l’écrit.",
        make: |edition| respelled(edition, |dn| of_o(dn, |o| format!("\"{}\"", o.replace('"', "\\\"").replace(' ', "  ")))),
    }
    "dn-no-break-space" {
        expectation: Open(None),
        xmlsec1: Agrees,
        en: "No-break spaces stand for the spaces inside O in each DN of the list.",
        fr: "Des espaces insécables remplacent les espaces à l’intérieur de O dans chaque DN de la liste.",
        make: |edition| respelled(edition, |dn| of_o(dn, |o| o.replace(' ', "\u{a0}"))),
    }
    "dn-encoded-order" {
        expectation: Open(None),
        xmlsec1: Agrees,
        en: "The DNs of the list run from the country to the CN, as GnuTLS and Exim write them.",
        fr: "Les DN de la liste vont du pays au CN, comme GnuTLS et Exim les écrivent.",
        make: |edition| respelled(edition, |dn| {
            let reversed: Vec<String> =
                dn.iter().rev().map(|a| format!("{}={}", a.kind, escaped(&a.value, false))).collect();
            reversed.join(",")
        }),
    }
    "dn-rfc-2253" {
        expectation: Open(None),
        xmlsec1: Agrees,
        en: "The DNs of the list escape what is not ASCII by hexadecimal digits, as OpenSSL does (RFC 2253).",
        fr: "Les DN de la liste notent en hexadécimal ce qui n’est pas ASCII, comme OpenSSL (RFC 2253).",
        make: |edition| respelled(edition, |dn| joined(dn, ",", |a| format!("{}={}", a.kind, escaped(&a.value, true)))),
    }
    "dn-oneline" {
        expectation: Open(None),
        xmlsec1: Agrees,
        en: "The DNs of the list run from the country to the CN with spaces around commas and equals signs (OpenSSL oneline).",
        fr: "Les DN de la liste vont du pays au CN avec des espaces autour des virgules et des égals (OpenSSL oneline).",
        make: |edition| respelled(edition, |dn| {
            let reversed: Vec<String> = dn.iter().rev().map(|a| format!("{} = {}", a.kind, quoted(&a.value))).collect();
            reversed.join(", ")
        }),
    }
    "dn-lower-case-types" {
        expectation: Open(None),
        xmlsec1: Agrees,
        en: "The attribute types of each DN of the list are in lower case.",
        fr: "Les types d’attribut de chaque DN de la liste sont en minuscules.",
        make: |edition| respelled(edition, |dn| {
            joined(dn, ",", |a| format!("{}={}", a.kind.to_lowercase(), quoted(&a.value)))
        }),
    }
    "dn-upper-case-cn" {
        expectation: Open(None),
        xmlsec1: Agrees,
        en: "The CN of each DN of the list is in capitals.",
        fr: "Le CN de chaque DN de la liste est en capitales.",
        make: |edition| respelled(edition, |dn| joined(dn, ",", |a| {
            let value = if a.kind == "CN" { a.value.to_uppercase() } else { quoted(&a.value) };
            format!("{}={value}", a.kind)
        })),
    }
    "dn-locality" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One entry more has L where ST should be in its DN.",
        fr: "Une entrée de plus a L au lieu de ST dans son DN.",
        make: |edition| odd(edition, "CN=mx.singulier.operateurs.test,OU=1990000002,O=SINGULIER,L=Paris (75),C=FR"),
    }
    "dn-tight-departement" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One entry more has no space before the number of its département.",
        fr: "Une entrée de plus n’a pas d’espace avant le numéro de son département.",
        make: |edition| odd(edition, "CN=mx.singulier.operateurs.test,OU=1990000002,O=SINGULIER,ST=Paris(75),C=FR"),
    }
    "dn-single-label" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One entry more has a CN that is no host name with a domain.",
        fr: "Une entrée de plus a un CN qui n’est pas un nom de machine avec domaine.",
        make: |edition| odd(edition, "CN=rassannuaire,OU=1990000002,O=SINGULIER,ST=Paris (75),C=FR"),
    }
    "dn-inner-quotes" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One entry more has quotes inside its O.",
        fr: "Une entrée de plus a des guillemets à l’intérieur de son O.",
        make: |edition| odd(edition, "CN=mx.singulier.operateurs.test,OU=1990000002,O=CENTRE \"LES TILLEULS\",ST=Paris (75),C=FR"),
    }
    "dn-slashes" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One entry more has its DN between slashes (OpenSSL compat, sendmail), which no parser of DNs reads.",
        fr: "Une entrée de plus a son DN entre barres (OpenSSL compat, sendmail), qu’aucun analyseur de DN ne lit.",
        make: |edition| odd(edition, "/C=FR/ST=Paris+20+2875+29/O=SINGULIER/OU=1990000002/CN=mx.singulier.operateurs.test"),
    }
    "dn-empty" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One entry more has an empty DN.",
        fr: "Une entrée de plus a un DN vide.",
        make: |edition| odd(edition, ""),
    }
    "dn-unreadable" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One entry more has a DN that opens a quote and never closes it.",
        fr: "Une entrée de plus a un DN qui ouvre un guillemet sans jamais le fermer.",
        make: |edition| odd(edition, "CN=mx.singulier.operateurs.test,O=\"SINGULIER,C=FR"),
    }
}

/// The list with every DN written in another way.
fn respelled(edition: &Edition<'_>, spelling: impl Fn(&[Attribute]) -> String) -> Result<Vec<u8>, ListeError> {
    edition.every(|entree| {
        // A DN that cannot be read stays as it is: there is nothing to spell.
        if let Ok(dn) = Dn::parse(&entree.dn) {
            entree.dn = spelling(&dn.attributes().cloned().collect::<Vec<_>>());
        }
    })
}

/// The list with one entry more, whose DN is odd.
fn odd(edition: &Edition<'_>, dn: &str) -> Result<Vec<u8>, ListeError> {
    edition.with(|entree| {
        entree.nom.insert_str(0, "singulier.");
        entree.dn = dn.to_owned();
    })
}

fn joined(dn: &[Attribute], separator: &str, spelling: impl Fn(&Attribute) -> String) -> String {
    dn.iter().map(spelling).collect::<Vec<_>>().join(separator)
}

fn of_o(dn: &[Attribute], spelling: impl Fn(&str) -> String) -> String {
    joined(dn, ",", |a| {
        let value = if a.kind == "O" { spelling(&a.value) } else { quoted(&a.value) };
        format!("{}={value}", a.kind)
    })
}

/// Between quotes when a separator would be ambiguous.
fn quoted(value: &str) -> String {
    match value.contains([',', '+', ';', '"']) {
        true => format!("\"{}\"", value.replace('"', "\\\"")),
        false => value.to_owned(),
    }
}

/// Escaped as RFC 2253 §2.4 has it, beyond ASCII by bytes if asked.
fn escaped(value: &str, hexadecimal: bool) -> String {
    let escape = |c: char| match c {
        ',' | '+' | '"' | '\\' | '<' | '>' | ';' => format!("\\{c}"),
        c if hexadecimal && !c.is_ascii() => {
            c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("\\{byte:02X}")).collect()
        }
        c => c.to_string(),
    };
    value.chars().map(escape).collect()
}
