// SPDX-License-Identifier: EUPL-1.2
//! Where a fault that had its way leads: which part of a connector lets it through.
//!
//! A check knows what went wrong, the fault of the scenario often knows why: an expired certificate and a wrong name are
//! both "not turned away", and are mended in different places.

use super::advice::Advice;
use reports::fault::FaultId;

/// Checks that fail when a connector does not object to the fault.
const REFUSAL: &[&str] = &["peer-refused", "peer-turned-away", "never-contacted", "nothing-delivered"];
/// Checks that fail when a connector objects to a good peer because of it.
const ACCEPTANCE: &[&str] = &["message-accepted", "delivered-inside"];
const DELIVERY: &[&str] = &["relayed-to-peer"];

/// One way from faults to their advice.
struct Trail {
    checks: &'static [&'static str],
    /// Ids of faults; one that ends in `/` stands for its whole family.
    faults: &'static [&'static str],
    advice: Advice,
}

/// The advice that the fault decides, for one check; the first trail counts.
pub fn of(check: &str, fault: &FaultId) -> Option<&'static Advice> {
    let same = |known: &&str| {
        let known = FaultId::from(*known);
        known.family == fault.family && (known.name.is_empty() || known.name == fault.name)
    };
    let trail = TRAILS.iter().find(|trail| trail.checks.contains(&check) && trail.faults.iter().any(same))?;
    Some(&trail.advice)
}

const TRAILS: &[Trail] = &[
    Trail {
        checks: REFUSAL,
        faults: &["pki/expired", "pki/not-yet-valid"],
        advice: Advice::new(
            (
                "Le connecteur ne compare pas les dates du certificat à l’heure courante, ou son horloge est décalée.",
                "The connector does not compare the certificate's dates with the present time, or its clock is wrong.",
            ),
            (
                "Laisser la bibliothèque TLS valider tout le chemin (RFC 5280 §6.1.3), sans rappel qui accepte \
                    l’erreur, et mettre l’horloge à l’heure.",
                "Let the TLS library validate the whole path (RFC 5280 §6.1.3), without a callback that accepts the \
                    error, and set the clock right.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &[
            "pki/self-signed",
            "pki/foreign-root",
            "pki/foreign-authority",
            "pki/same-issuer-other-key",
            "pki/other-environment",
            "pki/leaf-as-ca",
            "pki/signature-corrupted",
        ],
        advice: Advice::new(
            (
                "Le chemin n’est pas vérifié jusqu’à une racine tenue localement : émetteur reconnu à son nom seul, \
                    magasin du système pris pour ancre, basicConstraints ignoré, ou échec journalisé sans conséquence.",
                "The path is not verified up to a root kept locally: issuer known by its name alone, the system's \
                    store taken for an anchor, basicConstraints ignored, or a failure logged without consequence.",
            ),
            (
                "N’admettre pour ancres que les autorités IGC Santé de l’environnement visé, vérifier chaque \
                    signature du chemin (RFC 5280 §6.1) et rompre la session au premier échec.",
                "Admit as anchors the IGC Santé authorities of the intended environment only, verify each signature \
                    of the path (RFC 5280 §6.1) and break the session at the first failure.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["pki/revoked"],
        advice: Advice::new(
            (
                "La révocation n’est pas consultée, ou une liste injoignable ou périmée est tenue pour « non révoqué \
                    ».",
                "Revocation is not looked at, or a list out of reach or out of date is taken for “not revoked”.",
            ),
            (
                "Relever la CRL que le certificat désigne (ou interroger l’OCSP), vérifier sa signature et ses dates, \
                    et éconduire un pair révoqué dans les deux sens.",
                "Fetch the CRL that the certificate points to (or ask OCSP), verify its signature and its dates, and \
                    turn a revoked peer away in both directions.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["pki/cn-not-mx", "dns/mx-not-cn"],
        advice: Advice::new(
            (
                "Le nom du MX visité n’est pas comparé à celui que porte le certificat.",
                "The name of the MX visited is not compared with the one that the certificate bears.",
            ),
            (
                "Comparer le nom d’hôte pris dans le MX au CN du certificat avant MAIL FROM, et renoncer s’ils \
                    diffèrent.",
                "Compare the host name taken from the MX with the certificate's CN before MAIL FROM, and give up if \
                    they differ.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["pki/same-cn-other-dn", "pki/ou-other", "pki/o-other", "pki/unlisted-dn", "liste/other-dn"],
        advice: Advice::new(
            (
                "Le DN du certificat n’est pas comparé en entier à celui que la liste blanche inscrit pour le domaine \
                    : seul le CN, ou le nom de machine, est regardé.",
                "The certificate's DN is not compared as a whole with the one that the liste blanche binds to the \
                    domain: only the CN, or the host name, is looked at.",
            ),
            (
                "Comparer chaque attribut du DN (CN, OU, O, ST, C) à l’entrée du domaine : celui de MAIL FROM en \
                    réception, celui du destinataire en émission.",
                "Compare each attribute of the DN (CN, OU, O, ST, C) with the domain's entry: the domain of MAIL FROM \
                    on reception, that of the recipient on sending.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["pki/client-auth-only", "pki/server-auth-only", "pki/email-protection-only"],
        advice: Advice::new(
            (
                "L’usage étendu de la clé (extendedKeyUsage) n’est pas vérifié.",
                "The extended key usage is not verified.",
            ),
            (
                "Exiger clientAuth d’un pair qui se connecte et serverAuth d’un pair visité (RFC 5280 §4.2.1.12).",
                "Demand clientAuth of a peer that connects and serverAuth of a peer visited (RFC 5280 §4.2.1.12).",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["pki/unknown-critical-extension"],
        advice: Advice::new(
            (
                "Les extensions critiques que la bibliothèque ne connaît pas sont ignorées.",
                "Critical extensions that the library does not know are ignored.",
            ),
            (
                "Rejeter tout certificat qui porte une extension critique non traitée (RFC 5280 §4.2).",
                "Reject every certificate that bears a critical extension which is not processed (RFC 5280 §4.2).",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["liste/not-listed", "liste/withdrawn"],
        advice: Advice::new(
            (
                "Le domaine n’est pas cherché dans la liste blanche en vigueur : contrôle absent, domaine parent \
                    admis pour son sous-domaine, ou ancienne édition encore en mémoire.",
                "The domain is not looked up in the liste blanche in force: no control, a parent domain admitted for \
                    its subdomain, or an earlier edition still in memory.",
            ),
            (
                "Chercher le domaine exact dans la dernière édition valide à chaque session, et oublier les entrées \
                    qu’elle ne porte plus.",
                "Look the exact domain up in the last valid edition at each session, and forget the entries that it \
                    no longer bears.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["liste/rolled-back"],
        advice: Advice::new(
            (
                "La date de génération de l’édition relevée n’est pas comparée à celle de l’édition en vigueur.",
                "The generation date of the edition fetched is not compared with that of the edition in force.",
            ),
            (
                "Écarter une édition plus ancienne, même bien signée, et garder celle en vigueur.",
                "Discard an older edition, even one rightly signed, and keep the one in force.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["liste/rsa-sha1", "liste/sha1-digest"],
        advice: Advice::new(
            (
                "La vérification de la signature admet encore SHA-1.",
                "The verification of the signature still admits SHA-1.",
            ),
            (
                "N’admettre que la famille SHA-2, pour l’empreinte comme pour la signature.",
                "Admit the SHA-2 family only, for the digest as for the signature.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["liste/truncated", "liste/not-xml", "liste/external-entity"],
        advice: Advice::new(
            (
                "Une liste mal formée est lue en partie, ou ses entités externes sont résolues.",
                "A badly formed list is read in part, or its external entities are resolved.",
            ),
            (
                "Analyser la liste sans DTD ni entité externe, et l’écarter tout entière à la première erreur.",
                "Parse the list without DTD or external entities, and discard it as a whole at the first error.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &[
            "liste/bad-signature",
            "liste/tampered-dn",
            "liste/unsigned",
            "liste/stale-signature",
            "liste/wrapped",
            "liste/duplicate-signature",
        ],
        advice: Advice::new(
            (
                "La signature de la liste n’est pas vérifiée, ou ce qu’elle couvre n’est pas ce qui est lu.",
                "The signature of the list is not verified, or what it covers is not what is read.",
            ),
            (
                "Exiger une signature et une seule, qui couvre toute la liste, vérifier l’empreinte puis la \
                    signature, et ne lire que l’élément vérifié.",
                "Demand one signature and only one, over the whole list, verify the digest and then the signature, \
                    and read nothing but the verified element.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["liste/"],
        advice: Advice::new(
            (
                "La signature est juste, mais le certificat du signataire n’est pas vérifié : n’importe qui a pu la \
                    faire.",
                "The signature is right, but the signer's certificate is not verified: anybody could have made it.",
            ),
            (
                "Valider le signataire : chemin jusqu’à l’IGC Santé de l’environnement, dates, révocation, nom et \
                    usage ; ne jamais se fier à la seule clé que la liste apporte.",
                "Validate the signer: path up to the IGC Santé of the environment, dates, revocation, name and usage; \
                    never trust the mere key that the list brings along.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["peer/no-starttls", "peer/starttls-refused", "peer/handshake-fails"],
        advice: Advice::new(
            (
                "TLS n’est qu’opportuniste en sortie : quand il échoue, la remise se poursuit en clair.",
                "TLS is merely opportunistic on sending: when it fails, delivery goes on in clear.",
            ),
            (
                "Exiger TLS vers tout domaine de l’espace de confiance ; sans lui, quitter avant MAIL FROM et avertir \
                    l’émetteur.",
                "Demand TLS towards every domain of the espace de confiance; without it, leave before MAIL FROM and \
                    tell the sender.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["peer/sends-in-clear"],
        advice: Advice::new(
            ("MAIL FROM est accepté avant STARTTLS.", "MAIL FROM is accepted before STARTTLS."),
            (
                "Répondre 530 à toute commande de courrier tant que la session est en clair (RFC 3207 §4).",
                "Answer 530 to every mail command while the session is in clear (RFC 3207 §4).",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["peer/shows-no-certificate"],
        advice: Advice::new(
            (
                "Le certificat client est demandé sans être exigé.",
                "The client certificate is asked for but not demanded.",
            ),
            (
                "Exiger le certificat client dans la poignée de main et rompre si le pair n’en présente pas.",
                "Demand the client certificate in the handshake and break off if the peer shows none.",
            ),
        ),
    },
    Trail {
        checks: REFUSAL,
        faults: &["dns/"],
        advice: Advice::new(
            (
                "Le pair a été joint sans réponse DNS valable : autre résolveur, cache, route statique, ou réponse \
                    dont l’identifiant ou la question ne correspond pas tenue pour bonne.",
                "The peer was reached without a valid DNS answer: another resolver, a cache, a static route, or an \
                    answer taken for good although its identifier or question does not match.",
            ),
            (
                "N’employer que le résolveur de l’essai, sans route statique, et n’accepter qu’une réponse complète à \
                    la question posée.",
                "Use the run's resolver only, without static routes, and accept nothing but a complete answer to the \
                    question asked.",
            ),
        ),
    },
    Trail {
        checks: ACCEPTANCE,
        faults: &["liste/", "publication/"],
        advice: Advice::new(
            (
                "Cette édition ou cette panne a fait perdre la dernière bonne liste : le pair, valide et listé \
                    auparavant, n’est plus reconnu.",
                "This edition or this outage made the connector lose the last good list: the peer, valid and listed \
                    before, is no longer known.",
            ),
            (
                "Ne remplacer la liste en vigueur qu’après téléchargement complet et vérification ; à la moindre \
                    erreur, la garder et revenir plus tard.",
                "Replace the list in force only after a complete download and its verification; at the least error \
                    keep it and come back later.",
            ),
        ),
    },
    Trail {
        checks: DELIVERY,
        faults: &["dns/"],
        advice: Advice::new(
            (
                "Le connecteur, ou le résolveur qu’il emploie, renonce devant cette réponse au lieu de reprendre en \
                    TCP, de patienter ou d’interroger l’autre serveur.",
                "The connector, or the resolver that it uses, gives up at this answer instead of trying over TCP, \
                    waiting, or asking the other server.",
            ),
            (
                "Accepter une réponse tardive ou sans mise en cache, reprendre en TCP une réponse tronquée (RFC 7766 \
                    §5) et interroger le serveur secondaire.",
                "Accept an answer that is late or may not be cached, try a truncated one again over TCP (RFC 7766 §5) \
                    and ask the secondary server.",
            ),
        ),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trails_lead_from_checks_that_exist() {
        for check in TRAILS.iter().flat_map(|trail| trail.checks) {
            assert!(super::super::find(check).is_some(), "{check}");
        }
    }

    #[test]
    fn the_most_precise_trail_comes_first() {
        let cause = |fault: &str| of("peer-refused", &fault.into()).map(|advice| advice as *const Advice);
        assert_ne!(cause("liste/rolled-back"), cause("liste/expired-signer"));
        assert_ne!(cause("pki/expired"), cause("pki/revoked"));
        assert_eq!(cause("liste/expired-signer"), cause("liste/bare-key"));
        assert_eq!(cause("publication/empty"), None);
    }
}
