// SPDX-License-Identifier: EUPL-1.2
//! Whether the form is filled in, and its people can be reached.

use super::{COORDONNEES, IDENTIFICATION, RESOLUTION, Rule, rules};
use reports::model::{Level, Standing};

rules! {
    NO_ENVIRONMENT {
        id: "one-environment",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "aucune des deux cases TEST et PRODUCTION n’est cochée",
        en: "neither of the boxes TEST and PRODUCTION is ticked",
        help_fr: "cocher une seule case : `environment: test` ou `environment: production`",
        help_en: "tick one box: `environment: test` or `environment: production`",
    }
    EMPTY {
        id: "empty-box",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "la case est vide, et ce tableau est à remplir en entier",
        en: "the box is empty, and this table must be filled in whole",
        help_fr: "remplir la case",
        help_en: "fill the box in",
    }
    EMPTY_CONTACT {
        id: "empty-contact-box",
        level: Level::Must,
        standing: Standing::Guide,
        source: COORDONNEES,
        fr: "la case est vide, et tous les champs d’un tableau commencé sont obligatoires",
        en: "the box is empty, and every field of a table that is begun is mandatory",
        help_fr: "remplir la case, ou retirer tout le tableau si les coordonnées enregistrées ne changent pas",
        help_en: "fill the box in, or take the whole table out if the details already recorded do not change",
    }
    EMPTY_RESOLUTION {
        id: "empty-dns-box",
        level: Level::Must,
        standing: Standing::Guide,
        source: RESOLUTION,
        fr: "la case est vide, et tous les champs sont obligatoires",
        en: "the box is empty, and every field is mandatory",
        help_fr: "remplir la case",
        help_en: "fill the box in",
    }
    NO_EDITOR {
        id: "editor",
        level: Level::Should,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "l’éditeur du connecteur n’est pas indiqué",
        en: "the editor of the connector is not given",
        help_fr: "le renseigner, sauf si le connecteur est celui de votre propre structure",
        help_en: "give it, unless the connector is your own structure’s",
    }
    MAILBOX {
        id: "mailbox-form",
        level: Level::Must,
        standing: Standing::Rfc,
        source: "RFC 5321 §4.1.2",
        fr: "ce n’est pas une adresse électronique",
        en: "this is no e-mail address",
        help_fr: "écrire nom@domaine, sans espace ni accent",
        help_en: "write name@domain, without blanks or accents",
    }
    REPLY_ELSEWHERE {
        id: "automatic-reply-domain",
        level: Level::Should,
        standing: Standing::BonnePratique,
        source: "déduit : la boîte répond dans l’espace de confiance",
        fr: "la boîte de réponse automatique n’est dans aucun des domaines ajoutés ou modifiés",
        en: "the automatic-reply mailbox is in none of the domains added or changed",
        help_fr: "donner une adresse d’un domaine MSSanté de l’opérateur, ou vérifier que ce domaine est déjà déclaré",
        help_en: "give an address in a MSSanté domain of the operator, or make sure that this domain is declared already",
    }
    PHONE {
        id: "phone-form",
        level: Level::Should,
        standing: Standing::BonnePratique,
        source: "plan de numérotation français ; UIT-T E.164",
        fr: "ce n’est pas un numéro de téléphone à dix chiffres ni un numéro international",
        en: "this is neither a phone number of ten digits nor an international one",
        help_fr: "écrire `03 00 00 00 00` entre guillemets, ou +33 puis neuf chiffres",
        help_en: "write `03 00 00 00 00` between quotes, or +33 and nine digits",
    }
    PERSONAL {
        id: "organisational-address",
        level: Level::Should,
        standing: Standing::Guide,
        source: COORDONNEES,
        fr: "cette adresse, affichée publiquement dans la liste blanche, semble être celle d’une personne",
        en: "this address, which everybody sees in the liste blanche, seems to be a person’s",
        help_fr: "donner une adresse organisationnelle, par exemple mssante@ch-exemple.fr",
        help_en: "give an organisational address, for instance mssante@ch-exemple.fr",
    }
    SAME_LEAD {
        id: "technical-lead-differs",
        level: Level::Should,
        standing: Standing::Guide,
        source: COORDONNEES,
        fr: "le responsable technique est le chef de projet",
        en: "the technical lead is the project lead",
        help_fr: "ne remplir ce tableau que s’il est différent",
        help_en: "fill this table in only if it is somebody else",
    }
}
