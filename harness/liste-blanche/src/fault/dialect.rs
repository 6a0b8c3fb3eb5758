// SPDX-License-Identifier: EUPL-1.2
//! WL-14: one DN in many spellings. The respelled ones are still the certificate's; the odd ones stand in an entry of
//! their own, and must only do no harm. Spellings that were never seen in a list, but are how some program writes the
//! same name, are open: nothing says that a connector must read them there.

use super::Expectation::{Open, Taken};
use super::Xmlsec1::Agrees;
use super::edition::Edition;
use super::table;
use crate::ListeError;
use crate::dn::{Attribute, Dn};

table! {
    "dn-spaced" "WL-14" Taken, Agrees;
        "The DNs of the list have a space after each comma."
        "Les DN de la liste ont une espace après chaque virgule."
        => |edition| respelled(edition, |dn| joined(dn, ", ", |a| format!("{}={}", a.kind, quoted(&a.value))))
    "dn-trailing-space" "WL-14" Taken, Agrees;
        "The CN of each DN of the list ends in a space, before the comma."
        "Le CN de chaque DN de la liste se termine par une espace, avant la virgule."
        => |edition| respelled(edition, |dn| joined(dn, ",", |a| {
            let blank = if a.kind == "CN" { " " } else { "" };
            format!("{}={}{blank}", a.kind, quoted(&a.value))
        }))
    "dn-doubled-spaces" "WL-14" Taken, Agrees;
        "The spaces inside O are doubled in each DN of the list."
        "Les espaces à l’intérieur de O sont doublées dans chaque DN de la liste."
        => |edition| respelled(edition, |dn| of_o(dn, |o| o.replace(' ', "  ")))
    "dn-quoted" "WL-14" Taken, Agrees;
        "O stands between double quotes in each DN of the list."
        "O est entre guillemets dans chaque DN de la liste."
        => |edition| respelled(edition, |dn| of_o(dn, |o| format!("\"{}\"", o.replace('"', "\\\""))))
    "dn-quoted-doubled-spaces" "WL-14" Taken, Agrees;
        "O stands between double quotes and its spaces are doubled, as Java writes it."
        "O est entre guillemets et ses espaces sont doublées, comme Java l’écrit."
        => |edition| respelled(edition, |dn| of_o(dn, |o| format!("\"{}\"", o.replace('"', "\\\"").replace(' ', "  "))))
    "dn-no-break-space" "WL-14" Open(None), Agrees;
        "No-break spaces stand for the spaces inside O in each DN of the list."
        "Des espaces insécables remplacent les espaces à l’intérieur de O dans chaque DN de la liste."
        => |edition| respelled(edition, |dn| of_o(dn, |o| o.replace(' ', "\u{a0}")))
    "dn-encoded-order" "WL-14" Open(None), Agrees;
        "The DNs of the list run from the country to the CN, as GnuTLS and Exim write them."
        "Les DN de la liste vont du pays au CN, comme GnuTLS et Exim les écrivent."
        => |edition| respelled(edition, |dn| {
            let reversed: Vec<String> =
                dn.iter().rev().map(|a| format!("{}={}", a.kind, escaped(&a.value, false))).collect();
            reversed.join(",")
        })
    "dn-rfc-2253" "WL-14" Open(None), Agrees;
        "The DNs of the list escape what is not ASCII by hexadecimal digits, as OpenSSL does (RFC 2253)."
        "Les DN de la liste notent en hexadécimal ce qui n’est pas ASCII, comme OpenSSL (RFC 2253)."
        => |edition| respelled(edition, |dn| joined(dn, ",", |a| format!("{}={}", a.kind, escaped(&a.value, true))))
    "dn-oneline" "WL-14" Open(None), Agrees;
        "The DNs of the list run from the country to the CN with spaces around commas and equals signs (OpenSSL oneline)."
        "Les DN de la liste vont du pays au CN avec des espaces autour des virgules et des égals (OpenSSL oneline)."
        => |edition| respelled(edition, |dn| {
            let reversed: Vec<String> = dn.iter().rev().map(|a| format!("{} = {}", a.kind, quoted(&a.value))).collect();
            reversed.join(", ")
        })
    "dn-lower-case-types" "WL-14" Open(None), Agrees;
        "The attribute types of each DN of the list are in lower case."
        "Les types d’attribut de chaque DN de la liste sont en minuscules."
        => |edition| respelled(edition, |dn| {
            joined(dn, ",", |a| format!("{}={}", a.kind.to_lowercase(), quoted(&a.value)))
        })
    "dn-upper-case-cn" "WL-14" Open(None), Agrees;
        "The CN of each DN of the list is in capitals."
        "Le CN de chaque DN de la liste est en capitales."
        => |edition| respelled(edition, |dn| joined(dn, ",", |a| {
            let value = if a.kind == "CN" { a.value.to_uppercase() } else { quoted(&a.value) };
            format!("{}={value}", a.kind)
        }))
    "dn-locality" "WL-14" Taken, Agrees;
        "One entry more has L where ST should be in its DN."
        "Une entrée de plus a L au lieu de ST dans son DN."
        => |edition| odd(edition, "CN=mx.singulier.operateurs.test,OU=1990000002,O=SINGULIER,L=Paris (75),C=FR")
    "dn-tight-departement" "WL-14" Taken, Agrees;
        "One entry more has no space before the number of its département."
        "Une entrée de plus n’a pas d’espace avant le numéro de son département."
        => |edition| odd(edition, "CN=mx.singulier.operateurs.test,OU=1990000002,O=SINGULIER,ST=Paris(75),C=FR")
    "dn-single-label" "WL-14" Taken, Agrees;
        "One entry more has a CN that is no host name with a domain."
        "Une entrée de plus a un CN qui n’est pas un nom de machine avec domaine."
        => |edition| odd(edition, "CN=rassannuaire,OU=1990000002,O=SINGULIER,ST=Paris (75),C=FR")
    "dn-inner-quotes" "WL-14" Taken, Agrees;
        "One entry more has quotes inside its O."
        "Une entrée de plus a des guillemets à l’intérieur de son O."
        => |edition| odd(edition, "CN=mx.singulier.operateurs.test,OU=1990000002,O=CENTRE \"LES TILLEULS\",ST=Paris (75),C=FR")
    "dn-slashes" "WL-14" Taken, Agrees;
        "One entry more has its DN between slashes (OpenSSL compat, sendmail), which no parser of DNs reads."
        "Une entrée de plus a son DN entre barres (OpenSSL compat, sendmail), qu’aucun analyseur de DN ne lit."
        => |edition| odd(edition, "/C=FR/ST=Paris+20+2875+29/O=SINGULIER/OU=1990000002/CN=mx.singulier.operateurs.test")
    "dn-empty" "WL-14" Taken, Agrees;
        "One entry more has an empty DN."
        "Une entrée de plus a un DN vide."
        => |edition| odd(edition, "")
    "dn-unreadable" "WL-14" Taken, Agrees;
        "One entry more has a DN that opens a quote and never closes it."
        "Une entrée de plus a un DN qui ouvre un guillemet sans jamais le fermer."
        => |edition| odd(edition, "CN=mx.singulier.operateurs.test,O=\"SINGULIER,C=FR")
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
