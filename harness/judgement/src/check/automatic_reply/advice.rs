// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a bad automatic reply, and what to do about it.

use crate::check::advice::{Advice, Phrase};

pub const ANSWERED_AUTOMATICALLY: Advice = Advice {
    cause: Phrase {
        fr: "Aucune réponse : la boîte déclarée n’existe pas, ou ne répond qu’à certains expéditeurs. Réponse à un \
            autre : l’adresse est prise du champ From et non de MAIL FROM.",
        en: "No answer: the declared mailbox does not exist, or answers some senders only. An answer to somebody \
            else: the address is taken from the From field and not from MAIL FROM.",
    },
    fix: Phrase {
        fr: "Répondre à l’adresse dite dans MAIL FROM ; déclarer `automatic-reply-ms` si la réponse est plus lente.",
        en: "Answer the address said in MAIL FROM; declare `automatic-reply-ms` if the answer is slower.",
    },
    by_fault: &[],
};

pub const ANSWERED_ONCE: Advice = Advice {
    cause: Phrase {
        fr: "Une réponse part par copie, par tentative ou par processus.",
        en: "An answer leaves for each copy, attempt or process.",
    },
    fix: Phrase { fr: "Ne répondre qu’une fois à un même message.", en: "Answer a message only once." },
    by_fault: &[],
};

pub const ANSWER_FROM_NOBODY: Advice = Advice {
    cause: Phrase {
        fr: "La réponse est envoyée comme un message ordinaire, sous l’adresse de la boîte.",
        en: "The answer is sent like an ordinary message, under the address of the mailbox.",
    },
    fix: Phrase { fr: "L’envoyer avec MAIL FROM:<>.", en: "Send it with MAIL FROM:<>." },
    by_fault: &[],
};

pub const ANSWER_MARKED: Advice = Advice {
    cause: Phrase {
        fr: "Le champ Auto-Submitted manque : un autre répondeur peut répondre à la réponse.",
        en: "The field Auto-Submitted is missing: another responder may answer the answer.",
    },
    fix: Phrase { fr: "Ajouter `Auto-Submitted: auto-replied`.", en: "Add `Auto-Submitted: auto-replied`." },
    by_fault: &[],
};

pub const ANSWER_THREADED: Advice = Advice {
    cause: Phrase {
        fr: "Le Message-ID reçu n’est pas repris : l’expéditeur ne sait pas à quoi il est répondu.",
        en: "The Message-ID received is not taken over: the sender does not know what is answered.",
    },
    fix: Phrase {
        fr: "Reprendre le Message-ID dans In-Reply-To et References.",
        en: "Take the Message-ID over into In-Reply-To and References.",
    },
    by_fault: &[],
};

pub const NOT_ANSWERED_AUTOMATICALLY: Advice = Advice {
    cause: Phrase {
        fr: "Le répondeur ne regarde ni le chemin de retour ni Auto-Submitted : deux répondeurs face à face \
            s’écriraient sans fin.",
        en: "The responder looks neither at the reverse-path nor at Auto-Submitted: two responders face to face \
            would write to each other without end.",
    },
    fix: Phrase {
        fr: "Ne pas répondre à MAIL FROM:<>, ni à un message dont Auto-Submitted est autre que « no ».",
        en: "Do not answer MAIL FROM:<>, nor a message whose Auto-Submitted is other than “no”.",
    },
    by_fault: &[],
};
