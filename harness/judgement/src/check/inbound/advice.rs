// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a peer badly received, and what to do about it.

use crate::check::advice::{Advice, Phrase, by_fault};

pub const MESSAGE_ACCEPTED: Advice = Advice {
    cause: Phrase {
        fr: "L’étape et le code observés disent quel contrôle a refusé un pair valide et listé : à la poignée de \
            main, la confiance TLS (autorités de TEST absentes du magasin, liste de révocation injoignable) ; à MAIL \
            FROM, la liste blanche (pas encore relevée, domaine ou DN non retrouvé) ; à RCPT TO, la table des \
            boîtes ; après DATA, un filtre de contenu.",
        en: "The stage and the code observed say which control refused a valid, listed peer: at the handshake, TLS \
            trust (TEST authorities missing from the store, revocation list out of reach); at MAIL FROM, the liste \
            blanche (not fetched yet, domain or DN not found); at RCPT TO, the table of mailboxes; after DATA, a \
            content filter.",
    },
    fix: Phrase {
        fr: "Chercher dans le journal du connecteur le domaine du pair et l’heure que donne la transcription, puis \
            corriger ce contrôle-là.",
        en: "Look in the connector's log for the peer's domain at the time that the transcript gives, and mend that \
            one control.",
    },
    by_fault: by_fault::WRONGLY_REFUSED,
};

pub const PEER_REFUSED: Advice = Advice {
    cause: Phrase {
        fr: "Un contrôle du pair manque en réception, ou son échec est journalisé sans arrêter la session.",
        en: "A control of the peer is missing on reception, or its failure is logged without stopping the session.",
    },
    fix: Phrase {
        fr: "Rendre le contrôle bloquant : fermer la session, ou répondre 5xx avant la fin de DATA.",
        en: "Make the control binding: close the session, or answer 5xx before the end of DATA.",
    },
    by_fault: by_fault::NOT_REFUSED,
};

pub const INJECTED_COMMAND_IGNORED: Advice = Advice {
    cause: Phrase {
        fr: "Les octets lus en clair derrière STARTTLS restent dans le tampon et sont traités comme s’ils étaient \
            venus dans TLS.",
        en: "Octets read in clear behind STARTTLS stay in the buffer and are treated as if they had come inside TLS.",
    },
    fix: Phrase {
        fr: "Vider le tampon d’entrée avant la poignée de main et repartir d’un état SMTP vierge après elle ; ou \
            fermer la session.",
        en: "Empty the input buffer before the handshake and start from a blank SMTP state after it; or close the \
            session.",
    },
    by_fault: &[],
};

pub const STARTTLS_OFFERED_ONCE: Advice = Advice {
    cause: Phrase {
        fr: "« Absent » : TLS n’est pas configuré sur ce port, ou seulement pour certaines adresses. « Encore \
            annoncé » : la réponse à EHLO ne tient pas compte de l’état de la session.",
        en: "“No STARTTLS”: TLS is not configured on this port, or only for some addresses. “Still offered”: the \
            reply to EHLO does not depend on the state of the session.",
    },
    fix: Phrase {
        fr: "Annoncer STARTTLS à tout client tant que la session est en clair, et l’ôter de la réponse à EHLO une \
            fois TLS établi.",
        en: "Offer STARTTLS to every client while the session is in clear, and drop it from the reply to EHLO once \
            TLS is up.",
    },
    by_fault: &[],
};
