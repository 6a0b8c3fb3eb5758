// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a bad non-delivery notice, and what to do about it.

use crate::check::advice::{Advice, Phrase};

pub const SENDER_TOLD: Advice = Advice {
    cause: Phrase {
        fr: "Rien : le message attend encore en file au terme du délai, ou l’avis n’est pas adressé à l’émetteur \
            (avis désactivés, ou envoyés ailleurs qu’à la messagerie interne). Plusieurs : un avis par tentative ou \
            par MX.",
        en: "Nothing: the message still waits in the queue when the time is over, or the notice is not addressed to \
            the sender (notices switched off, or sent elsewhere than to the inner server). Several: one notice per \
            attempt or per MX.",
    },
    fix: Phrase {
        fr: "Refuser dès la soumission, ou remettre à la messagerie interne un seul avis pour le chemin de retour du \
            message ; accorder la durée de vie de la file et `outcome-ms`.",
        en: "Refuse at submission, or hand the inner server a single notice for the message's reverse-path; make the \
            lifetime in the queue and `outcome-ms` agree.",
    },
    by_fault: &[],
};

pub const NOTICE_WELL_FORMED: Advice = Advice {
    cause: Phrase {
        fr: "L’avis est un message libre, ou sa partie message/delivery-status manque des champs nommés dans \
            « observé ».",
        en: "The notice is free text, or its message/delivery-status part lacks the fields named under “observed”.",
    },
    fix: Phrase {
        fr: "Composer l’avis en multipart/report ; report-type=delivery-status, avec Final-Recipient, Action et \
            Status pour chaque destinataire.",
        en: "Compose the notice as multipart/report; report-type=delivery-status, with Final-Recipient, Action and \
            Status for each recipient.",
    },
    by_fault: &[],
};

pub const TOLD_ONCE: Advice = Advice {
    cause: Phrase {
        fr: "Un avis part à chaque tentative, à chaque MX, ou pour chaque processus qui traite la file.",
        en: "A notice leaves for each attempt, for each MX, or for each process that works on the queue.",
    },
    fix: Phrase {
        fr: "N’émettre l’avis de non-remise qu’une fois, quand le destinataire est retiré de la file.",
        en: "Send the non-delivery notice once, when the recipient is taken out of the queue.",
    },
    by_fault: &[],
};

pub const NOTICE_FROM_NOBODY: Advice = Advice {
    cause: Phrase {
        fr: "L’avis est émis sous l’adresse du système ou d’une personne : s’il ne peut être remis, un second avis \
            répond au premier.",
        en: "The notice is sent under the address of the system or of a person: if it cannot be delivered, a second \
            notice answers the first.",
    },
    fix: Phrase { fr: "Émettre tout avis avec MAIL FROM:<>.", en: "Send every notice with MAIL FROM:<>." },
    by_fault: &[],
};
