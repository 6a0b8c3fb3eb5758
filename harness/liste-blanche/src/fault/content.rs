// SPDX-License-Identifier: EUPL-1.2
//! The signature is good, and the content is what matters.

use super::Expectation::{Open, Refused, Taken};
use super::Xmlsec1::{Agrees, Differs};
use super::edition::Edition;
use super::table;
use crate::verify::Ground;
use crate::{Entree, ListeBlanche, ListeError, generation};
use fake_pki::Subject;
use time::Duration;

/// More than the published list held in June 2026.
const LARGE: usize = 9_000;
const NO_DATE: super::Xmlsec1 = Differs("it reads no date in a list");

table! {
    "single-entry" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The list holds its last entry alone.",
        fr: "La liste ne contient que sa dernière entrée.",
        make: |edition| edition.of(&ListeBlanche { entrees: vec![edition.last()?.clone()], ..edition.list.clone() }),
    }
    "nine-thousand-entries" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The list holds 9,000 entries more, above 5 MB in all.",
        fr: "La liste contient 9 000 entrées de plus, au-delà de 5 Mo en tout.",
        make: |edition| {
            let pattern = edition.last()?;
            let mut list = edition.list.clone();
            list.entrees.extend((0..LARGE).map(|number| filler(pattern, number)));
            list.entrees.sort_by(|a, b| a.nom.cmp(&b.nom));
            edition.of(&list)
        },
    }
    "rolled-back" {
        expectation: Refused(Ground::Older),
        xmlsec1: NO_DATE,
        en: "The list is well signed but its generation date is a month before that of the list in use.",
        fr: "La liste est bien signée mais sa date de génération précède d’un mois celle de la liste en vigueur.",
        make: |edition| shifted(edition, Duration::days(-30)),
    }
    "dated-tomorrow" {
        expectation: Open(None),
        xmlsec1: Agrees,
        en: "The list is well signed but its generation date is in the future, by a day and more.",
        fr: "La liste est bien signée mais sa date de génération est dans le futur, d’un jour et plus.",
        make: |edition| shifted(edition, Duration::days(2)),
    }
    "no-calendar-date" {
        expectation: Refused(Ground::GenerationDate),
        xmlsec1: NO_DATE,
        en: "The list is well signed but its generation date is of no calendar.",
        fr: "La liste est bien signée mais sa date de génération n’est d’aucun calendrier.",
        make: |edition| dated(edition, "2030-13-45T25:61:61Z"),
    }
    "date-in-words" {
        expectation: Refused(Ground::GenerationDate),
        xmlsec1: NO_DATE,
        en: "The list is well signed but its generation date has another form.",
        fr: "La liste est bien signée mais sa date de génération a une autre forme.",
        make: |edition| dated(edition, "2 janvier 2030"),
    }
    "duplicate-entry" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "Every pair of domain and DN is listed twice.",
        fr: "Chaque couple de domaine et de DN est inscrit deux fois.",
        make: |edition| doubled(edition, |_| (), true),
    }
    "other-dn-first" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "Each domain is listed with another certificate of its operator before the right one.",
        fr: "Chaque domaine est inscrit avec un autre certificat de son opérateur avant le bon.",
        make: |edition| doubled(edition, |entree| entree.dn = entree.dn.replacen("CN=", "CN=secours.", 1), true),
    }
    "other-dn-last" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "Each domain is listed with another certificate of its operator after the right one.",
        fr: "Chaque domaine est inscrit avec un autre certificat de son opérateur après le bon.",
        make: |edition| doubled(edition, |entree| entree.dn = entree.dn.replacen("CN=", "CN=secours.", 1), false),
    }
    "two-operators" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "Each domain is listed by another operator too, as during a migration.",
        fr: "Chaque domaine est aussi inscrit par un autre opérateur, comme pendant une migration.",
        make: |edition| {
            let stranger = edition.stranger("OPERATEUR PRECEDENT HARNAIS TEST");
            doubled(edition, |entree| entree.dn.clone_from(&stranger), true)
        },
    }
    "domain-removed" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The last entry is no longer in the list.",
        fr: "La dernière entrée n’est plus dans la liste.",
        make: |edition| edition.of(&edition.without_last()?),
    }
    "no-entry" {
        expectation: Taken,
        xmlsec1: Agrees,
        en: "The list is well signed and empty: it allows nothing.",
        fr: "La liste est bien signée et vide : elle n’autorise rien.",
        make: |edition| edition.of(&ListeBlanche { entrees: Vec::new(), ..edition.list.clone() }),
    }
}

/// An entry of its own domain and operator.
fn filler(pattern: &Entree, number: usize) -> Entree {
    let zone = pattern.nom.split_once('.').map_or(pattern.nom.as_str(), |(_, zone)| zone);
    let (structure, cn) = (number % 540, format!("mx.remplissage-{:03}.operateurs.test", number % 540));
    let operator = Subject::operateur(&cn, &format!("3{structure:014}"), "REMPLISSAGE HARNAIS TEST");
    Entree {
        nom: format!("remplissage-{number:05}.{zone}"),
        description: format!("Domaine de remplissage n° {number} du harnais de TEST, sans messagerie ni personne"),
        dn: operator.liste_blanche_dn(),
        ..pattern.clone()
    }
}

fn shifted(edition: &Edition<'_>, by: Duration) -> Result<Vec<u8>, ListeError> {
    let read = generation::read(&edition.list.date_de_generation);
    let read = read.ok_or_else(|| edition.cannot("its DateDeGeneration cannot be read"))?;
    dated(edition, &generation::written(read + by))
}

fn dated(edition: &Edition<'_>, date: &str) -> Result<Vec<u8>, ListeError> {
    edition.of(&ListeBlanche { date_de_generation: date.to_owned(), ..edition.list.clone() })
}

/// Every entry twice, one of the two changed.
fn doubled(edition: &Edition<'_>, change: impl Fn(&mut Entree), changed_first: bool) -> Result<Vec<u8>, ListeError> {
    edition.last()?;
    let double = |entree: &Entree| {
        let mut changed = entree.clone();
        change(&mut changed);
        if changed_first { [changed, entree.clone()] } else { [entree.clone(), changed] }
    };
    let entrees = edition.list.entrees.iter().flat_map(double).collect();
    edition.of(&ListeBlanche { entrees, ..edition.list.clone() })
}
