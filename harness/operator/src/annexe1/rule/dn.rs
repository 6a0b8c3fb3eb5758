// SPDX-License-Identifier: EUPL-1.2
//! The DN of the certificate declared.

use super::{CERTIFICAT, COORDONNEES, IDENTIFICATION, LISTE, Rule, rules};
use reports::model::{Level, Standing};

rules! {
    DN_UNREADABLE {
        id: "dn-readable",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "le DN est illisible",
        en: "the DN cannot be read",
        help_fr: "l’écrire CN=serveur,OU=1 + FINESS ou 3 + SIRET,O=STRUCTURE,ST=Département (NN),C=FR",
        help_en: "write it CN=server,OU=1 + FINESS or 3 + SIRET,O=STRUCTURE,ST=Département (NN),C=FR",
    }
    DN_SHAPE {
        id: "dn-shape",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "le DN n’a pas, dans cet ordre, les cinq champs CN, OU, O, ST et C",
        en: "the DN does not have the five fields CN, OU, O, ST and C in this order",
        help_fr: "l’écrire CN=serveur,OU=1 + FINESS ou 3 + SIRET,O=STRUCTURE,ST=Département (NN),C=FR",
        help_en: "write it CN=server,OU=1 + FINESS or 3 + SIRET,O=STRUCTURE,ST=Département (NN),C=FR",
    }
    DN_COMMAS {
        id: "dn-commas",
        level: Level::Should,
        standing: Standing::Liste,
        source: LISTE,
        fr: "des espaces suivent les virgules du DN",
        en: "blanks follow the commas of the DN",
        help_fr: "séparer les champs par des virgules sans espace : des connecteurs comparent les DN caractère par caractère",
        help_en: "separate the fields by commas without blanks: some connectors compare DNs character by character",
    }
    DN_TWICE {
        id: "second-dn-differs",
        level: Level::Should,
        standing: Standing::BonnePratique,
        source: "déduit : un second certificat a son propre DN",
        fr: "les deux DN déclarés sont le même",
        en: "the two DNs declared are the same",
        help_fr: "laisser la seconde case vide s’il n’y a qu’un certificat",
        help_en: "leave the second box empty if there is one certificate only",
    }
    CN_HOST {
        id: "cn-is-host",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "le CN n’est pas le nom complet d’un serveur de messagerie",
        en: "the CN is not the full name of a mail server",
        help_fr: "donner le nom d’hôte complet, par exemple mss.ch-exemple.fr : lettres, chiffres, points et traits d’union",
        help_en: "give the full host name, for instance mss.ch-exemple.fr: letters, digits, dots and hyphens",
    }
    CN_CASE {
        id: "cn-lower-case",
        level: Level::Should,
        standing: Standing::Liste,
        source: LISTE,
        fr: "le CN contient des majuscules",
        en: "the CN has capitals",
        help_fr: "l’écrire en minuscules, comme tous ceux de la liste blanche, si le certificat l’écrit ainsi",
        help_en: "write it in lower case, as all those of the liste blanche, if the certificate does",
    }
    CN_IN_ESPACE {
        id: "cn-needs-delegation",
        level: Level::Must,
        standing: Standing::Guide,
        source: CERTIFICAT,
        fr: "le CN est sous mssante.fr sans délégation DNS",
        en: "the CN is below mssante.fr without a DNS delegation",
        help_fr: "choisir un serveur sous votre propre domaine, ou la méthode 1 (délégation)",
        help_en: "choose a server below a domain of your own, or method 1 (delegation)",
    }
    OU_STRUCTURE {
        id: "ou-structure",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "l’OU n’est ni 1 suivi d’un FINESS (9 caractères), ni 3 suivi d’un SIRET (14 chiffres)",
        en: "OU is neither 1 followed by a FINESS number (9 characters) nor 3 followed by a SIRET number (14 digits)",
        help_fr: "écrire 1 puis le FINESS d’un établissement de santé, ou 3 puis le SIRET, sans espace",
        help_en: "write 1 and the FINESS number of a health establishment, or 3 and the SIRET number, without blanks",
    }
    IDENTIFIER {
        id: "structure-identifier",
        level: Level::Must,
        standing: Standing::Guide,
        source: COORDONNEES,
        fr: "l’identifiant n’est ni un FINESS (9 caractères) ni un SIRET (14 chiffres)",
        en: "the identifier is neither a FINESS number (9 characters) nor a SIRET number (14 digits)",
        help_fr: "saisir le FINESS d’un établissement de santé, sinon le SIRET, sans espace",
        help_en: "give the FINESS number of a health establishment, the SIRET number otherwise, without blanks",
    }
    KEY {
        id: "check-digit",
        level: Level::Must,
        standing: Standing::BonnePratique,
        source: "clé de Luhn des numéros FINESS et SIRET ; aucune exception dans la liste publiée",
        fr: "la clé du numéro FINESS ou SIRET est fausse : un chiffre a été mal saisi",
        en: "the check digit of the FINESS or SIRET number is wrong: a digit was mistyped",
        help_fr: "relire le numéro sur l’arrêté FINESS ou l’avis de situation SIRENE",
        help_en: "read the number again on the FINESS record or the SIRENE notice",
    }
    SAME_STRUCTURE {
        id: "ou-is-identifier",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "l’OU du DN et l’identifiant de la structure ne sont pas le même numéro",
        en: "the OU of the DN and the identifier of the structure are not the same number",
        help_fr: "déclarer le même FINESS ou SIRET aux deux endroits",
        help_en: "declare the same FINESS or SIRET number in both places",
    }
    O_CAPITALS {
        id: "o-capitals",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "O n’est pas en majuscules sans accents",
        en: "O is not in capitals without accents",
        help_fr: "écrire le nom de la structure en majuscules sans accents, comme dans le certificat",
        help_en: "write the structure’s name in capitals without accents, as in the certificate",
    }
    O_LETTERS {
        id: "o-characters",
        level: Level::Should,
        standing: Standing::Liste,
        source: LISTE,
        fr: "O contient un caractère que les DN de la liste blanche n’ont pas d’ordinaire",
        en: "O has a character that the DNs of the liste blanche do not usually have",
        help_fr: "s’en tenir aux lettres, chiffres, espaces et à - . ' / ( ), si le certificat le permet",
        help_en: "keep to letters, digits, blanks and - . ' / ( ), if the certificate allows it",
    }
    O_BLANKS {
        id: "o-blanks",
        level: Level::Should,
        standing: Standing::Liste,
        source: LISTE,
        fr: "O contient des espaces doublés ou insécables, ou des guillemets",
        en: "O has doubled or no-break spaces, or quotes",
        help_fr: "les retirer s’ils ne sont pas dans le certificat : ils viennent souvent d’un copier-coller",
        help_en: "take them out if the certificate does not have them: they often come with a copy and paste",
    }
    O_LENGTH {
        id: "o-length",
        level: Level::Should,
        standing: Standing::Liste,
        source: LISTE,
        fr: "O a plus de 40 caractères, ce qu’aucun DN publié ne dépasse",
        en: "O has more than 40 characters, which no published DN exceeds",
        help_fr: "comparer avec le certificat : un nom plus long y est coupé",
        help_en: "compare with the certificate: a longer name is cut there",
    }
    ST_FORM {
        id: "st-departement",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "ST n’est pas de la forme : nom du département, espace, numéro entre parenthèses",
        en: "ST is not of the form: name of the département, blank, number in parentheses",
        help_fr: "écrire par exemple `Bas-Rhin (67)`",
        help_en: "write for instance `Bas-Rhin (67)`",
    }
    ST_CONTRADICTION {
        id: "st-name-and-number",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "le nom et le numéro de ST sont ceux de deux départements",
        en: "name and number of ST are those of two départements",
        help_fr: "donner le numéro du département nommé (Code officiel géographique)",
        help_en: "give the number of the département named (Code officiel géographique)",
    }
    ST_SPELLING {
        id: "st-spelling",
        level: Level::Should,
        standing: Standing::BonnePratique,
        source: "Code officiel géographique (INSEE)",
        fr: "ST n’est pas écrit comme dans la liste officielle des départements",
        en: "ST is not spelt as in the official list of départements",
        help_fr: "reprendre l’orthographe du certificat ; celle de la liste officielle est la plus courante",
        help_en: "keep to the spelling of the certificate; that of the official list is the most common",
    }
    C_FR {
        id: "c-fr",
        level: Level::Must,
        standing: Standing::Guide,
        source: IDENTIFICATION,
        fr: "C n’est pas FR",
        en: "C is not FR",
        help_fr: "écrire C=FR",
        help_en: "write C=FR",
    }
}
