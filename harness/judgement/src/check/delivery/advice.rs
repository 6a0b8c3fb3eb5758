// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a wrong delivery inside, and what to do about it.

use crate::check::advice::{Advice, Phrase, by_fault};

pub const DELIVERED_INSIDE: Advice = Advice {
    cause: Phrase {
        fr: "Aucune livraison : le message accepté attend dans la file (adresse ou port de la messagerie interne, \
            refus de celle-ci), ou un filtre l’a écarté. Plusieurs : il est représenté bien que la messagerie \
            interne ait répondu 250.",
        en: "No delivery: the accepted message waits in the queue (address or port of the inner mail server, a \
            refusal by it), or a filter dropped it. Several: it is sent again although the inner server answered \
            250.",
    },
    fix: Phrase {
        fr: "Suivre le Message-ID de la transcription dans la file du connecteur ; si la remise est seulement plus \
            lente, déclarer `delivery-ms`.",
        en: "Follow the Message-ID of the transcript through the connector's queue; if delivery is merely slower, \
            declare `delivery-ms`.",
    },
    by_fault: by_fault::WRONGLY_REFUSED,
};

pub const NOTHING_DELIVERED: Advice = Advice {
    cause: Phrase {
        fr: "Le message d’un pair éconduit est entré quand même : mis en file avant la fin des contrôles, ou \
            contrôles faits après l’acceptation.",
        en: "The message of a peer turned away came in all the same: queued before the controls had ended, or \
            controlled after acceptance.",
    },
    fix: Phrase {
        fr: "Ne rien mettre en file avant que tous les contrôles du pair et du destinataire aient réussi.",
        en: "Queue nothing before every control of the peer and of the recipient has succeeded.",
    },
    by_fault: by_fault::NOT_REFUSED,
};

pub const ANSWERED_FOR: Advice = Advice {
    cause: Phrase {
        fr: "Le message est accepté pour une boîte que personne ne connaît, puis jeté : destinataires non vérifiés \
            et avis de non-remise supprimés.",
        en: "The message is accepted for a mailbox that nobody knows, then thrown away: recipients are not checked \
            and non-delivery notices suppressed.",
    },
    fix: Phrase {
        fr: "Refuser à RCPT TO les boîtes inconnues ; à défaut, rendre compte à l’expéditeur par un avis.",
        en: "Refuse unknown mailboxes at RCPT TO; failing that, tell the sender by a notice.",
    },
    by_fault: &[],
};
