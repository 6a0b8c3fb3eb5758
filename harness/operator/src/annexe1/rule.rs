// SPDX-License-Identifier: EUPL-1.2
//! The rules of the form, each with its source and what to do when it is broken.
//!
//! Page numbers are those of the guide's table of contents; the text of the guide itself was read from a scan in which the
//! table of the domains is lost, so that what is said about domains is never given as the guide's.

use reports::model::{Level, Standing};

/// One rule of the Annexe 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kebab case.
    pub id: &'static str,
    /// `Must`: the form is to be mended before it is handed in. `Should`: a recommendation.
    pub level: Level,
    /// Where the rule comes from, in one word.
    pub standing: Standing,
    /// The place in that source.
    pub source: &'static str,
    /// What is wrong where the rule is broken, in French and in English.
    pub sentence: [&'static str; 2],
    /// What to do.
    pub help: [&'static str; 2],
}

const IDENTIFICATION: &str = "Guide d’intégration, p. 17 et 22, Annexe 1, 1. Identification de l’opérateur";
const COORDONNEES: &str = "Guide d’intégration, p. 18 et 23, Annexe 1, coordonnées";
const RESOLUTION: &str = "Guide d’intégration, p. 19 et 24, Annexe 1, 4. Méthode de résolution DNS";
const CERTIFICAT: &str = "Guide d’intégration, p. 10, F414, tableau n° 5";
const LISTE: &str = "liste blanche publiée (28/02/2025)";

macro_rules! rules {
    ($($name:ident: $id:literal, $level:ident, $standing:ident, $source:expr,
        [$fr:literal, $en:literal], [$help_fr:literal, $help_en:literal];)*) => {
        $(pub const $name: Rule = Rule {
            id: $id, level: Level::$level, standing: Standing::$standing, source: $source,
            sentence: [$fr, $en], help: [$help_fr, $help_en],
        };)*

        /// Every rule.
        pub const RULES: &[Rule] = &[$($name),*];
    };
}

rules! {
    NO_ENVIRONMENT: "one-environment", Must, Guide, IDENTIFICATION,
        ["aucune des deux cases TEST et PRODUCTION n’est cochée", "neither of the boxes TEST and PRODUCTION is ticked"],
        ["cocher une seule case : `environment: test` ou `environment: production`", "tick one box: `environment: test` or `environment: production`"];
    EMPTY: "empty-box", Must, Guide, IDENTIFICATION,
        ["la case est vide, et ce tableau est à remplir en entier", "the box is empty, and this table must be filled in whole"],
        ["remplir la case", "fill the box in"];
    EMPTY_CONTACT: "empty-contact-box", Must, Guide, COORDONNEES,
        ["la case est vide, et tous les champs d’un tableau commencé sont obligatoires", "the box is empty, and every field of a table that is begun is mandatory"],
        ["remplir la case, ou retirer tout le tableau si les coordonnées enregistrées ne changent pas", "fill the box in, or take the whole table out if the details already recorded do not change"];
    EMPTY_RESOLUTION: "empty-dns-box", Must, Guide, RESOLUTION,
        ["la case est vide, et tous les champs sont obligatoires", "the box is empty, and every field is mandatory"],
        ["remplir la case", "fill the box in"];
    NO_EDITOR: "editor", Should, Guide, IDENTIFICATION,
        ["l’éditeur du connecteur n’est pas indiqué", "the editor of the connector is not given"],
        ["le renseigner, sauf si le connecteur est celui de votre propre structure", "give it, unless the connector is your own structure’s"];
    DN_UNREADABLE: "dn-readable", Must, Guide, IDENTIFICATION,
        ["le DN est illisible", "the DN cannot be read"],
        ["l’écrire CN=serveur,OU=1 + FINESS ou 3 + SIRET,O=STRUCTURE,ST=Département (NN),C=FR", "write it CN=server,OU=1 + FINESS or 3 + SIRET,O=STRUCTURE,ST=Département (NN),C=FR"];
    DN_SHAPE: "dn-shape", Must, Guide, IDENTIFICATION,
        ["le DN n’a pas, dans cet ordre, les cinq champs CN, OU, O, ST et C", "the DN does not have the five fields CN, OU, O, ST and C in this order"],
        ["l’écrire CN=serveur,OU=1 + FINESS ou 3 + SIRET,O=STRUCTURE,ST=Département (NN),C=FR", "write it CN=server,OU=1 + FINESS or 3 + SIRET,O=STRUCTURE,ST=Département (NN),C=FR"];
    DN_COMMAS: "dn-commas", Should, Liste, LISTE,
        ["des espaces suivent les virgules du DN", "blanks follow the commas of the DN"],
        ["séparer les champs par des virgules sans espace : des connecteurs comparent les DN caractère par caractère", "separate the fields by commas without blanks: some connectors compare DNs character by character"];
    DN_TWICE: "second-dn-differs", Should, BonnePratique, "déduit : un second certificat a son propre DN",
        ["les deux DN déclarés sont le même", "the two DNs declared are the same"],
        ["laisser la seconde case vide s’il n’y a qu’un certificat", "leave the second box empty if there is one certificate only"];
    CN_HOST: "cn-is-host", Must, Guide, IDENTIFICATION,
        ["le CN n’est pas le nom complet d’un serveur de messagerie", "the CN is not the full name of a mail server"],
        ["donner le nom d’hôte complet, par exemple mss.ch-exemple.fr : lettres, chiffres, points et traits d’union", "give the full host name, for instance mss.ch-exemple.fr: letters, digits, dots and hyphens"];
    CN_CASE: "cn-lower-case", Should, Liste, LISTE,
        ["le CN contient des majuscules", "the CN has capitals"],
        ["l’écrire en minuscules, comme tous ceux de la liste blanche, si le certificat l’écrit ainsi", "write it in lower case, as all those of the liste blanche, if the certificate does"];
    CN_IN_ESPACE: "cn-needs-delegation", Must, Guide, CERTIFICAT,
        ["le CN est sous mssante.fr sans délégation DNS", "the CN is below mssante.fr without a DNS delegation"],
        ["choisir un serveur sous votre propre domaine, ou la méthode 1 (délégation)", "choose a server below a domain of your own, or method 1 (delegation)"];
    OU_STRUCTURE: "ou-structure", Must, Guide, IDENTIFICATION,
        ["l’OU n’est ni 1 suivi d’un FINESS (9 caractères), ni 3 suivi d’un SIRET (14 chiffres)", "OU is neither 1 followed by a FINESS number (9 characters) nor 3 followed by a SIRET number (14 digits)"],
        ["écrire 1 puis le FINESS d’un établissement de santé, ou 3 puis le SIRET, sans espace", "write 1 and the FINESS number of a health establishment, or 3 and the SIRET number, without blanks"];
    IDENTIFIER: "structure-identifier", Must, Guide, COORDONNEES,
        ["l’identifiant n’est ni un FINESS (9 caractères) ni un SIRET (14 chiffres)", "the identifier is neither a FINESS number (9 characters) nor a SIRET number (14 digits)"],
        ["saisir le FINESS d’un établissement de santé, sinon le SIRET, sans espace", "give the FINESS number of a health establishment, the SIRET number otherwise, without blanks"];
    KEY: "check-digit", Must, BonnePratique, "clé de Luhn des numéros FINESS et SIRET ; aucune exception dans la liste publiée",
        ["la clé du numéro FINESS ou SIRET est fausse : un chiffre a été mal saisi", "the check digit of the FINESS or SIRET number is wrong: a digit was mistyped"],
        ["relire le numéro sur l’arrêté FINESS ou l’avis de situation SIRENE", "read the number again on the FINESS record or the SIRENE notice"];
    SAME_STRUCTURE: "ou-is-identifier", Must, Guide, IDENTIFICATION,
        ["l’OU du DN et l’identifiant de la structure ne sont pas le même numéro", "the OU of the DN and the identifier of the structure are not the same number"],
        ["déclarer le même FINESS ou SIRET aux deux endroits", "declare the same FINESS or SIRET number in both places"];
    O_CAPITALS: "o-capitals", Must, Guide, IDENTIFICATION,
        ["O n’est pas en majuscules sans accents", "O is not in capitals without accents"],
        ["écrire le nom de la structure en majuscules sans accents, comme dans le certificat", "write the structure’s name in capitals without accents, as in the certificate"];
    O_LETTERS: "o-characters", Should, Liste, LISTE,
        ["O contient un caractère que les DN de la liste blanche n’ont pas d’ordinaire", "O has a character that the DNs of the liste blanche do not usually have"],
        ["s’en tenir aux lettres, chiffres, espaces et à - . ' / ( ), si le certificat le permet", "keep to letters, digits, blanks and - . ' / ( ), if the certificate allows it"];
    O_BLANKS: "o-blanks", Should, Liste, LISTE,
        ["O contient des espaces doublés ou insécables, ou des guillemets", "O has doubled or no-break spaces, or quotes"],
        ["les retirer s’ils ne sont pas dans le certificat : ils viennent souvent d’un copier-coller", "take them out if the certificate does not have them: they often come with a copy and paste"];
    O_LENGTH: "o-length", Should, Liste, LISTE,
        ["O a plus de 40 caractères, ce qu’aucun DN publié ne dépasse", "O has more than 40 characters, which no published DN exceeds"],
        ["comparer avec le certificat : un nom plus long y est coupé", "compare with the certificate: a longer name is cut there"];
    ST_FORM: "st-departement", Must, Guide, IDENTIFICATION,
        ["ST n’est pas de la forme : nom du département, espace, numéro entre parenthèses", "ST is not of the form: name of the département, blank, number in parentheses"],
        ["écrire par exemple `Bas-Rhin (67)`", "write for instance `Bas-Rhin (67)`"];
    ST_CONTRADICTION: "st-name-and-number", Must, Guide, IDENTIFICATION,
        ["le nom et le numéro de ST sont ceux de deux départements", "name and number of ST are those of two départements"],
        ["donner le numéro du département nommé (Code officiel géographique)", "give the number of the département named (Code officiel géographique)"];
    ST_SPELLING: "st-spelling", Should, BonnePratique, "Code officiel géographique (INSEE)",
        ["ST n’est pas écrit comme dans la liste officielle des départements", "ST is not spelt as in the official list of départements"],
        ["reprendre l’orthographe du certificat ; celle de la liste officielle est la plus courante", "keep to the spelling of the certificate; that of the official list is the most common"];
    C_FR: "c-fr", Must, Guide, IDENTIFICATION,
        ["C n’est pas FR", "C is not FR"],
        ["écrire C=FR", "write C=FR"];
    MAILBOX: "mailbox-form", Must, Rfc, "RFC 5321 §4.1.2",
        ["ce n’est pas une adresse électronique", "this is no e-mail address"],
        ["écrire nom@domaine, sans espace ni accent", "write name@domain, without blanks or accents"];
    REPLY_ELSEWHERE: "automatic-reply-domain", Should, BonnePratique, "déduit : la boîte répond dans l’espace de confiance",
        ["la boîte de réponse automatique n’est dans aucun des domaines ajoutés ou modifiés", "the automatic-reply mailbox is in none of the domains added or changed"],
        ["donner une adresse d’un domaine MSSanté de l’opérateur, ou vérifier que ce domaine est déjà déclaré", "give an address in a MSSanté domain of the operator, or make sure that this domain is declared already"];
    PHONE: "phone-form", Should, BonnePratique, "plan de numérotation français ; UIT-T E.164",
        ["ce n’est pas un numéro de téléphone à dix chiffres ni un numéro international", "this is neither a phone number of ten digits nor an international one"],
        ["écrire `03 00 00 00 00` entre guillemets, ou +33 puis neuf chiffres", "write `03 00 00 00 00` between quotes, or +33 and nine digits"];
    PERSONAL: "organisational-address", Should, Guide, COORDONNEES,
        ["cette adresse, affichée publiquement dans la liste blanche, semble être celle d’une personne", "this address, which everybody sees in the liste blanche, seems to be a person’s"],
        ["donner une adresse organisationnelle, par exemple mssante@ch-exemple.fr", "give an organisational address, for instance mssante@ch-exemple.fr"];
    SAME_LEAD: "technical-lead-differs", Should, Guide, COORDONNEES,
        ["le responsable technique est le chef de projet", "the technical lead is the project lead"],
        ["ne remplir ce tableau que s’il est différent", "fill this table in only if it is somebody else"];
    NO_METHOD: "dns-method", Must, Guide, RESOLUTION,
        ["aucune méthode de résolution n’est cochée", "no method of resolution is ticked"],
        ["remplir `delegation` (à privilégier) ou `redirection`", "fill in `delegation` (to be preferred) or `redirection`"];
    TWO_METHODS: "one-dns-method", Must, Guide, RESOLUTION,
        ["les deux méthodes de résolution sont cochées", "both methods of resolution are ticked"],
        ["n’en garder qu’une : `delegation` ou `redirection`", "keep one of them: `delegation` or `redirection`"];
    SERVER_LENGTH: "server-name-length", Must, Guide, RESOLUTION,
        ["le nom a plus de 63 caractères", "the name has more than 63 characters"],
        ["donner un nom d’au plus 63 caractères, points compris", "give a name of at most 63 characters, dots included"];
    SERVER_LETTERS: "server-name-characters", Must, Guide, RESOLUTION,
        ["le nom contient autre chose que des lettres, des chiffres, le point et le trait d’union", "the name has more than letters, digits, the dot and the hyphen"],
        ["donner le nom d’hôte seul, sans accent, sans http:// ni adresse IP", "give the host name alone, without accents, http:// or IP address"];
    SERVER_FQDN: "server-name-full", Must, Guide, RESOLUTION,
        ["ce n’est pas un nom d’hôte pleinement nommé (FQDN)", "this is no full host name (FQDN)"],
        ["donner le nom avec son domaine, par exemple ns.ch-exemple.fr", "give the name with its domain, for instance ns.ch-exemple.fr"];
    SAME_SERVER: "secondary-differs", Should, Rfc, "RFC 2182 §3.1",
        ["le serveur secondaire est le primaire", "the secondary server is the primary one"],
        ["donner un second serveur, dans un autre lieu et un autre réseau", "give a second server, in another place and on another network"];
    MAIL_SERVER_IS_CN: "mail-server-is-cn", Must, Guide, RESOLUTION,
        ["le serveur de messagerie n’est le CN d’aucun certificat déclaré", "the mail server is the CN of no certificate declared"],
        ["donner exactement le CN du certificat : des opérateurs refusent un serveur dont le nom diffère", "give exactly the CN of the certificate: some operators refuse a server whose name differs"];
    NO_DOMAIN: "some-domain", Should, BonnePratique, "déduit de l’objet de l’Annexe 1 (déclarer, modifier ou supprimer des domaines)",
        ["aucun domaine n’est ajouté, modifié ni supprimé", "no domain is added, changed or removed"],
        ["lister les domaines concernés, sauf si seules des coordonnées changent", "list the domains concerned, unless only contact details change"];
    DOMAIN_NAME: "domain-name", Must, Rfc, "RFC 1123 §2.1 ; déduit du tableau 4 de l’Annexe 1",
        ["ce n’est pas un nom de domaine", "this is no domain name"],
        ["donner le domaine seul, sans @ ni accent : lettres, chiffres, points et traits d’union", "give the domain alone, without @ or accents: letters, digits, dots and hyphens"];
    DOMAIN_LENGTH: "domain-name-length", Should, BonnePratique, "déduit du tableau 4 de l’Annexe 1",
        ["le domaine a plus de 63 caractères, limite du formulaire pour les noms de serveurs", "the domain has more than 63 characters, the form’s limit for names of servers"],
        ["choisir un domaine plus court", "choose a shorter domain"];
    DOMAIN_ELSEWHERE: "domain-in-mssante", Should, Liste, LISTE,
        ["le domaine n’est pas sous mssante.fr, comme 4 942 des 4 944 domaines publiés", "the domain is not below mssante.fr, as 4,942 of the 4,944 published domains are"],
        ["vérifier le nom avec l’agence", "check the name with the agency"];
    DOMAIN_TWICE: "domain-listed-once", Must, BonnePratique, "déduit : un domaine est ajouté, modifié ou supprimé",
        ["le domaine est dans deux listes", "the domain stands in two lists"],
        ["ne le garder que dans une liste : ajout, modification ou suppression", "keep it in one list: add, change or remove"];
    DOMAIN_AGAIN: "domain-named-once", Should, BonnePratique, "déduit : une ligne par domaine",
        ["le domaine est deux fois dans la même liste", "the domain stands twice in one list"],
        ["retirer l’une des deux lignes", "take one of the two lines out"];
    RESERVED: "real-name", Must, Rfc, "RFC 6761 §6",
        ["ce nom est réservé aux essais et ne peut exister", "this name is reserved for trials and cannot exist"],
        ["déclarer le vrai nom : un essai du harnais ne le contacte jamais", "declare the real name: a run of the harness never contacts it"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_rules_share_an_id() {
        let ids: BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), RULES.len());
    }
}
