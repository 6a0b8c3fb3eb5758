// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a message badly sent, and what to do about it.

use crate::check::advice::{Advice, Phrase, by_fault};

pub const RELAYED_TO_PEER: Advice = Advice {
    cause: Phrase {
        fr: "« En clair » : TLS n’est pas exigé en sortie. Soumission refusée ou avis de non-remise : ce pair valide \
            a été jugé invalide (autorités de TEST, nom du MX, DN listé, révocation), ou n’a pas été trouvé \
            (résolveur autre que celui de l’essai). Rien : le message attend en file. Plusieurs : le 250 du pair n’a \
            pas été retenu.",
        en: "“In clear”: TLS is not demanded on sending. Submission refused or non-delivery notice: this valid peer \
            was held invalid (TEST authorities, MX name, listed DN, revocation) or not found (a resolver other than \
            the run's). Nothing: the message waits in the queue. Several: the peer's 250 was not kept.",
    },
    fix: Phrase {
        fr: "Lire le motif dans l’avis, la réponse à la soumission ou le journal de la file, et corriger ce point ; \
            si la reprise est seulement plus lente, déclarer `outcome-ms`.",
        en: "Read the reason in the notice, the reply to the submission or the log of the queue, and mend that \
            point; if retries are merely slower, declare `outcome-ms`.",
    },
    by_fault: by_fault::NOT_RELAYED,
};

pub const PEER_TURNED_AWAY: Advice = Advice {
    cause: Phrase {
        fr: "Un contrôle du serveur visité manque, ou son échec n’empêche pas MAIL FROM.",
        en: "A control of the visited server is missing, or its failure does not prevent MAIL FROM.",
    },
    fix: Phrase {
        fr: "Faire tous les contrôles du pair avant MAIL FROM et, au premier échec, quitter la session sans rien \
            confier.",
        en: "Make every control of the peer before MAIL FROM and, at the first failure, leave the session without \
            entrusting anything.",
    },
    by_fault: by_fault::NOT_REFUSED,
};

pub const INJECTED_ANSWERS_IGNORED: Advice = Advice {
    cause: Phrase {
        fr: "Les réponses reçues en clair derrière le 220 restent dans le tampon et sont lues comme les premières \
            réponses dans TLS : une commande est partie avant la réponse à EHLO.",
        en: "Replies received in clear behind the 220 stay in the buffer and are read as the first replies inside \
            TLS: a command left before the reply to EHLO.",
    },
    fix: Phrase {
        fr: "Jeter tout ce qui est lu en clair après le 220 à STARTTLS, puis attendre dans TLS la réponse à chaque \
            commande.",
        en: "Throw away whatever is read in clear after the 220 to STARTTLS, then wait inside TLS for the reply to \
            each command.",
    },
    by_fault: &[],
};

pub const NEVER_CONTACTED: Advice = Advice {
    cause: Phrase {
        fr: "Le connecteur s’est connecté au pair avant d’avoir vérifié qu’il a le droit, ou le moyen sûr, de lui \
            écrire.",
        en: "The connector connected to the peer before making sure that it may write to it, and knows where.",
    },
    fix: Phrase {
        fr: "Décider avant toute connexion : domaine présent dans la liste blanche en vigueur, serveur désigné par \
            une réponse DNS valable ; sinon refuser à la soumission ou par un avis.",
        en: "Decide before any connection: domain in the liste blanche in force, server named by a valid DNS answer; \
            otherwise refuse at submission or by a notice.",
    },
    by_fault: by_fault::NOT_REFUSED,
};
