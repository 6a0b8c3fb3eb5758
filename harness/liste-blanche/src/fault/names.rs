// SPDX-License-Identifier: EUPL-1.2
//! WL-15 and WL-16: what a `Nom` may look like in a well signed list, and what it must not be taken for.

use super::Expectation::Taken;
use super::Xmlsec1::Agrees;
use super::edition::Edition;
use super::table;
use crate::{Entree, ListeError};

table! {
    "upper-case-names" "WL-15" Taken, Agrees;
        "Every domain name of the list is in capitals."
        "Tous les noms de domaine de la liste sont en capitales."
        => |edition| edition.every(|entree| entree.nom = entree.nom.to_uppercase())
    "blanks-around-name" "WL-15" Taken, Agrees;
        "One domain more is listed, with spaces and newlines around its name."
        "Un domaine de plus est inscrit, avec des espaces et des sauts de ligne autour de son nom."
        => |edition| odd(edition, |zone| format!("  \n  singulier.{zone} \n"))
    "address-as-name" "WL-15" Taken, Agrees;
        "A mailbox is listed as if it were a domain."
        "Une adresse de messagerie est inscrite comme si c’était un domaine."
        => |edition| odd(edition, |zone| format!("contact@singulier.{zone}"))
    "non-ascii-name" "WL-15" Taken, Agrees;
        "One domain more is listed, its name with accents."
        "Un domaine de plus est inscrit, son nom avec des accents."
        => |edition| odd(edition, |zone| format!("hôpital-singulier.{zone}"))
    "punycode-name" "WL-15" Taken, Agrees;
        "One domain more is listed, its internationalised name in the form xn--."
        "Un domaine de plus est inscrit, son nom internationalisé sous la forme xn--."
        => |edition| odd(edition, |zone| format!("xn--hpital-singulier-1ub.{zone}"))
    "trailing-dot-name" "WL-15" Taken, Agrees;
        "One domain more is listed, with a dot at the end of its name."
        "Un domaine de plus est inscrit, avec un point à la fin de son nom."
        => |edition| odd(edition, |zone| format!("singulier.{zone}."))
    "name-outside-zone" "WL-15" Taken, Agrees;
        "One domain more is listed, outside the zone of MSSanté."
        "Un domaine de plus est inscrit, hors de la zone MSSanté."
        => |edition| odd(edition, |_| "mssante.autre-reseau.test".to_owned())
    "empty-name" "WL-15" Taken, Agrees;
        "One entry more has an empty domain name."
        "Une entrée de plus a un nom de domaine vide."
        => |edition| odd(edition, |_| String::new())
    "parent-without-child" "WL-16" Taken, Agrees;
        "In the place of each domain its parent domain is listed."
        "À la place de chaque domaine, son domaine parent est inscrit."
        => |edition| edition.every(|entree| {
            if let Some((_, parent)) = entree.nom.split_once('.') {
                entree.nom = parent.to_owned();
            }
        })
    "child-without-parent" "WL-16" Taken, Agrees;
        "In the place of each domain one of its subdomains is listed."
        "À la place de chaque domaine, un de ses sous-domaines est inscrit."
        => |edition| edition.every(|entree| entree.nom.insert_str(0, "sous."))
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
