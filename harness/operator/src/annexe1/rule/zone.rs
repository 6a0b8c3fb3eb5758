// SPDX-License-Identifier: EUPL-1.2
//! How the domains are resolved, and what they are called.

use super::{LISTE, RESOLUTION, Rule, rules};
use reports::model::{Level, Standing};

rules! {
    NO_METHOD {
        id: "dns-method",
        level: Level::Must,
        standing: Standing::Guide,
        source: RESOLUTION,
        fr: "aucune méthode de résolution n’est cochée",
        en: "no method of resolution is ticked",
        help_fr: "remplir `delegation` (à privilégier) ou `redirection`",
        help_en: "fill in `delegation` (to be preferred) or `redirection`",
    }
    TWO_METHODS {
        id: "one-dns-method",
        level: Level::Must,
        standing: Standing::Guide,
        source: RESOLUTION,
        fr: "les deux méthodes de résolution sont cochées",
        en: "both methods of resolution are ticked",
        help_fr: "n’en garder qu’une : `delegation` ou `redirection`",
        help_en: "keep one of them: `delegation` or `redirection`",
    }
    SERVER_LENGTH {
        id: "server-name-length",
        level: Level::Must,
        standing: Standing::Guide,
        source: RESOLUTION,
        fr: "le nom a plus de 63 caractères",
        en: "the name has more than 63 characters",
        help_fr: "donner un nom d’au plus 63 caractères, points compris",
        help_en: "give a name of at most 63 characters, dots included",
    }
    SERVER_LETTERS {
        id: "server-name-characters",
        level: Level::Must,
        standing: Standing::Guide,
        source: RESOLUTION,
        fr: "le nom contient autre chose que des lettres, des chiffres, le point et le trait d’union",
        en: "the name has more than letters, digits, the dot and the hyphen",
        help_fr: "donner le nom d’hôte seul, sans accent, sans http:// ni adresse IP",
        help_en: "give the host name alone, without accents, http:// or IP address",
    }
    SERVER_FQDN {
        id: "server-name-full",
        level: Level::Must,
        standing: Standing::Guide,
        source: RESOLUTION,
        fr: "ce n’est pas un nom d’hôte pleinement nommé (FQDN)",
        en: "this is no full host name (FQDN)",
        help_fr: "donner le nom avec son domaine, par exemple ns.ch-exemple.fr",
        help_en: "give the name with its domain, for instance ns.ch-exemple.fr",
    }
    SAME_SERVER {
        id: "secondary-differs",
        level: Level::Should,
        standing: Standing::Rfc,
        source: "RFC 2182 §3.1",
        fr: "le serveur secondaire est le primaire",
        en: "the secondary server is the primary one",
        help_fr: "donner un second serveur, dans un autre lieu et un autre réseau",
        help_en: "give a second server, in another place and on another network",
    }
    MAIL_SERVER_IS_CN {
        id: "mail-server-is-cn",
        level: Level::Must,
        standing: Standing::Guide,
        source: RESOLUTION,
        fr: "le serveur de messagerie n’est le CN d’aucun certificat déclaré",
        en: "the mail server is the CN of no certificate declared",
        help_fr: "donner exactement le CN du certificat : des opérateurs refusent un serveur dont le nom diffère",
        help_en: "give exactly the CN of the certificate: some operators refuse a server whose name differs",
    }
    NO_DOMAIN {
        id: "some-domain",
        level: Level::Should,
        standing: Standing::BonnePratique,
        source: "déduit de l’objet de l’Annexe 1 (déclarer, modifier ou supprimer des domaines)",
        fr: "aucun domaine n’est ajouté, modifié ni supprimé",
        en: "no domain is added, changed or removed",
        help_fr: "lister les domaines concernés, sauf si seules des coordonnées changent",
        help_en: "list the domains concerned, unless only contact details change",
    }
    DOMAIN_NAME {
        id: "domain-name",
        level: Level::Must,
        standing: Standing::Rfc,
        source: "RFC 1123 §2.1 ; déduit du tableau 4 de l’Annexe 1",
        fr: "ce n’est pas un nom de domaine",
        en: "this is no domain name",
        help_fr: "donner le domaine seul, sans @ ni accent : lettres, chiffres, points et traits d’union",
        help_en: "give the domain alone, without @ or accents: letters, digits, dots and hyphens",
    }
    DOMAIN_LENGTH {
        id: "domain-name-length",
        level: Level::Should,
        standing: Standing::BonnePratique,
        source: "déduit du tableau 4 de l’Annexe 1",
        fr: "le domaine a plus de 63 caractères, limite du formulaire pour les noms de serveurs",
        en: "the domain has more than 63 characters, the form’s limit for names of servers",
        help_fr: "choisir un domaine plus court",
        help_en: "choose a shorter domain",
    }
    DOMAIN_ELSEWHERE {
        id: "domain-in-mssante",
        level: Level::Should,
        standing: Standing::Liste,
        source: LISTE,
        fr: "le domaine n’est pas sous mssante.fr, comme 4 942 des 4 944 domaines publiés",
        en: "the domain is not below mssante.fr, as 4,942 of the 4,944 published domains are",
        help_fr: "vérifier le nom avec l’agence",
        help_en: "check the name with the agency",
    }
    DOMAIN_TWICE {
        id: "domain-listed-once",
        level: Level::Must,
        standing: Standing::BonnePratique,
        source: "déduit : un domaine est ajouté, modifié ou supprimé",
        fr: "le domaine est dans deux listes",
        en: "the domain stands in two lists",
        help_fr: "ne le garder que dans une liste : ajout, modification ou suppression",
        help_en: "keep it in one list: add, change or remove",
    }
    DOMAIN_AGAIN {
        id: "domain-named-once",
        level: Level::Should,
        standing: Standing::BonnePratique,
        source: "déduit : une ligne par domaine",
        fr: "le domaine est deux fois dans la même liste",
        en: "the domain stands twice in one list",
        help_fr: "retirer l’une des deux lignes",
        help_en: "take one of the two lines out",
    }
    RESERVED {
        id: "real-name",
        level: Level::Must,
        standing: Standing::Rfc,
        source: "RFC 6761 §6",
        fr: "ce nom est réservé aux essais et ne peut exister",
        en: "this name is reserved for trials and cannot exist",
        help_fr: "déclarer le vrai nom : un essai du harnais ne le contacte jamais",
        help_en: "declare the real name: a run of the harness never contacts it",
    }
}
