// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a wrong number of attempts, and what to do about it.

use crate::check::advice::{Advice, Phrase};

pub const RETRIED_UNTIL_TAKEN: Advice = Advice {
    cause: Phrase {
        fr: "Aucune remise : une réponse 4xx est tenue pour définitive, ou la reprise vient après le délai déclaré. \
            Plusieurs : le 250 du pair n’a pas été retenu.",
        en: "No delivery: a 4xx reply is taken for a final one, or the retry comes after the declared time. Several: \
            the peer's 250 was not kept.",
    },
    fix: Phrase {
        fr: "Garder en file un message différé et le représenter ; si la période de reprise dépasse la fenêtre, \
            déclarer `outcome-ms` plus long qu’elle.",
        en: "Keep a deferred message in the queue and try again; if the retry period exceeds the window, declare an \
            `outcome-ms` longer than it.",
    },
    by_fault: &[],
};

pub const NOT_RETRIED: Advice = Advice {
    cause: Phrase {
        fr: "Une réponse 5xx est traitée comme un refus temporaire : le message est représenté, au même MX ou au \
            suivant.",
        en: "A 5xx reply is treated as a temporary refusal: the message is sent again, to the same MX or to the next.",
    },
    fix: Phrase {
        fr: "Au premier 5xx, retirer le destinataire de la file et avertir l’émetteur.",
        en: "At the first 5xx, take the recipient out of the queue and tell the sender.",
    },
    by_fault: &[],
};
