// SPDX-License-Identifier: EUPL-1.2
//! What a `Nom` may look like in a well signed list, and what it must not be taken for.

use super::Expectation::Taken;
use super::Xmlsec1::Agrees;
use super::edition::Edition;
use super::table;
use crate::{Entree, ListeError};

table! {
    "upper-case-names" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "Every domain name of the list is in capitals.",
        fr: "Tous les noms de domaine de la liste sont en capitales.",
        make: |edition| edition.every(|entree| entree.nom = entree.nom.to_uppercase()),
    }
    "blanks-around-name" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One domain more is listed, with spaces and newlines around its name.",
        fr: "Un domaine de plus est inscrit, avec des espaces et des sauts de ligne autour de son nom.",
        make: |edition| odd(edition, |zone| format!("  \n  singulier.{zone} \n")),
    }
    "address-as-name" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "A mailbox is listed as if it were a domain.",
        fr: "Une adresse de messagerie est inscrite comme si c’était un domaine.",
        make: |edition| odd(edition, |zone| format!("contact@singulier.{zone}")),
    }
    "non-ascii-name" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One domain more is listed, its name with accents.",
        fr: "Un domaine de plus est inscrit, son nom avec des accents.",
        make: |edition| odd(edition, |zone| format!("hôpital-singulier.{zone}")),
    }
    "punycode-name" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One domain more is listed, its internationalised name in the form xn--.",
        fr: "Un domaine de plus est inscrit, son nom internationalisé sous la forme xn--.",
        make: |edition| odd(edition, |zone| format!("xn--hpital-singulier-1ub.{zone}")),
    }
    "trailing-dot-name" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One domain more is listed, with a dot at the end of its name.",
        fr: "Un domaine de plus est inscrit, avec un point à la fin de son nom.",
        make: |edition| odd(edition, |zone| format!("singulier.{zone}.")),
    }
    "name-outside-zone" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One domain more is listed, outside the zone of MSSanté.",
        fr: "Un domaine de plus est inscrit, hors de la zone MSSanté.",
        make: |edition| odd(edition, |_| "mssante.autre-reseau.test".to_owned()),
    }
    "empty-name" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "One entry more has an empty domain name.",
        fr: "Une entrée de plus a un nom de domaine vide.",
        make: |edition| odd(edition, |_| String::new()),
    }
    "parent-without-child" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "In the place of each domain its parent domain is listed.",
        fr: "À la place de chaque domaine, son domaine parent est inscrit.",
        make: |edition| edition.every(|entree| {
            if let Some((_, parent)) = entree.nom.split_once('.') {
                entree.nom = parent.to_owned();
            }
        }),
    }
    "child-without-parent" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "In the place of each domain one of its subdomains is listed.",
        fr: "À la place de chaque domaine, un de ses sous-domaines est inscrit.",
        make: |edition| edition.every(|entree| entree.nom.insert_str(0, "sous.")),
    }
}

/// One entry more, under a stranger's DN, with a name made from the zone of the others.
fn odd(edition: &Edition<'_>, name: impl Fn(&str) -> String) -> Result<Vec<u8>, ListeError> {
    let stranger = edition.stranger("STRUCTURE SINGULIERE HARNAIS TEST");
    edition.with(|entree: &mut Entree| {
        let zone = entree.nom.split_once('.').map_or("", |(_, zone)| zone).to_owned();
        entree.nom = name(&zone);
        entree.dn.clone_from(&stranger);
    })
}
