// SPDX-License-Identifier: EUPL-1.2
//! A fault of the liste blanche decided the exchange: which control of the list is missing.

use crate::check::advice::{FaultAdvice, Phrase};

/// The edition in force does not list the domain, or no longer.
pub const DOMAIN_NOT_LISTED: FaultAdvice = FaultAdvice {
    faults: &["liste/not-listed", "liste/withdrawn"],
    cause: Phrase {
        fr: "Le domaine n’est pas cherché dans la liste blanche en vigueur : contrôle absent, domaine parent admis \
            pour son sous-domaine, ou ancienne édition encore en mémoire.",
        en: "The domain is not looked up in the liste blanche in force: no control, a parent domain admitted for its \
            subdomain, or an earlier edition still in memory.",
    },
    fix: Phrase {
        fr: "Chercher le domaine exact dans la dernière édition valide à chaque session, et oublier les entrées \
            qu’elle ne porte plus.",
        en: "Look the exact domain up in the last valid edition at each session, and forget the entries that it no \
            longer bears.",
    },
};

/// An edition older than the one in force, rightly signed.
pub const OLDER_EDITION: FaultAdvice = FaultAdvice {
    faults: &["liste/rolled-back"],
    cause: Phrase {
        fr: "La date de génération de l’édition relevée n’est pas comparée à celle de l’édition en vigueur.",
        en: "The generation date of the edition fetched is not compared with that of the edition in force.",
    },
    fix: Phrase {
        fr: "Écarter une édition plus ancienne, même bien signée, et garder celle en vigueur.",
        en: "Discard an older edition, even one rightly signed, and keep the one in force.",
    },
};

/// An edition signed with SHA-1.
pub const SHA1: FaultAdvice = FaultAdvice {
    faults: &["liste/rsa-sha1", "liste/sha1-digest"],
    cause: Phrase {
        fr: "La vérification de la signature admet encore SHA-1.",
        en: "The verification of the signature still admits SHA-1.",
    },
    fix: Phrase {
        fr: "N’admettre que la famille SHA-2, pour l’empreinte comme pour la signature.",
        en: "Admit the SHA-2 family only, for the digest as for the signature.",
    },
};

/// An edition that is no complete XML, or that reaches for external entities.
pub const MALFORMED: FaultAdvice = FaultAdvice {
    faults: &["liste/truncated", "liste/not-xml", "liste/external-entity"],
    cause: Phrase {
        fr: "Une liste mal formée est lue en partie, ou ses entités externes sont résolues.",
        en: "A badly formed list is read in part, or its external entities are resolved.",
    },
    fix: Phrase {
        fr: "Analyser la liste sans DTD ni entité externe, et l’écarter tout entière à la première erreur.",
        en: "Parse the list without DTD or external entities, and discard it as a whole at the first error.",
    },
};

/// An edition whose signature is wrong, missing, or over something else than what is read.
pub const SIGNATURE: FaultAdvice = FaultAdvice {
    faults: &[
        "liste/bad-signature",
        "liste/tampered-dn",
        "liste/unsigned",
        "liste/stale-signature",
        "liste/wrapped",
        "liste/duplicate-signature",
    ],
    cause: Phrase {
        fr: "La signature de la liste n’est pas vérifiée, ou ce qu’elle couvre n’est pas ce qui est lu.",
        en: "The signature of the list is not verified, or what it covers is not what is read.",
    },
    fix: Phrase {
        fr: "Exiger une signature et une seule, qui couvre toute la liste, vérifier l’empreinte puis la signature, \
            et ne lire que l’élément vérifié.",
        en: "Demand one signature and only one, over the whole list, verify the digest and then the signature, and \
            read nothing but the verified element.",
    },
};

/// Every other fault of an edition: rightly signed, by somebody who may not sign it.
pub const SIGNER: FaultAdvice = FaultAdvice {
    faults: &["liste/"],
    cause: Phrase {
        fr: "La signature est juste, mais le certificat du signataire n’est pas vérifié : n’importe qui a pu la faire.",
        en: "The signature is right, but the signer's certificate is not verified: anybody could have made it.",
    },
    fix: Phrase {
        fr: "Valider le signataire : chemin jusqu’à l’IGC Santé de l’environnement, dates, révocation, nom et \
            usage ; ne jamais se fier à la seule clé que la liste apporte.",
        en: "Validate the signer: path up to the IGC Santé of the environment, dates, revocation, name and usage; \
            never trust the mere key that the list brings along.",
    },
};

/// A bad edition or an outage, after which a good peer is refused.
pub const LAST_GOOD_EDITION_LOST: FaultAdvice = FaultAdvice {
    faults: &["liste/", "publication/"],
    cause: Phrase {
        fr: "Cette édition ou cette panne a fait perdre la dernière bonne liste : le pair, valide et listé \
            auparavant, n’est plus reconnu.",
        en: "This edition or this outage made the connector lose the last good list: the peer, valid and listed \
            before, is no longer known.",
    },
    fix: Phrase {
        fr: "Ne remplacer la liste en vigueur qu’après téléchargement complet et vérification ; à la moindre erreur, \
            la garder et revenir plus tard.",
        en: "Replace the list in force only after a complete download and its verification; at the least error keep \
            it and come back later.",
    },
};
