// SPDX-License-Identifier: EUPL-1.2
//! A fault of the DNS decided the exchange: what the resolver does wrong with it.

use crate::check::advice::{FaultAdvice, Phrase};

/// The DNS gave no valid answer, and the peer was reached all the same.
pub const NO_VALID_ANSWER: FaultAdvice = FaultAdvice {
    faults: &["dns/"],
    cause: Phrase {
        fr: "Le pair a été joint sans réponse DNS valable : autre résolveur, cache, route statique, ou réponse dont \
            l’identifiant ou la question ne correspond pas tenue pour bonne.",
        en: "The peer was reached without a valid DNS answer: another resolver, a cache, a static route, or an \
            answer taken for good although its identifier or question does not match.",
    },
    fix: Phrase {
        fr: "N’employer que le résolveur de l’essai, sans route statique, et n’accepter qu’une réponse complète à la \
            question posée.",
        en: "Use the run's resolver only, without static routes, and accept nothing but a complete answer to the \
            question asked.",
    },
};

/// The DNS gave a valid answer that takes another attempt, and the peer was not reached.
pub const GIVES_UP_TOO_EARLY: FaultAdvice = FaultAdvice {
    faults: &["dns/"],
    cause: Phrase {
        fr: "Le connecteur, ou le résolveur qu’il emploie, renonce devant cette réponse au lieu de reprendre en TCP, \
            de patienter ou d’interroger l’autre serveur.",
        en: "The connector, or the resolver that it uses, gives up at this answer instead of trying over TCP, \
            waiting, or asking the other server.",
    },
    fix: Phrase {
        fr: "Accepter une réponse tardive ou sans mise en cache, reprendre en TCP une réponse tronquée (RFC 7766 §5) \
            et interroger le serveur secondaire.",
        en: "Accept an answer that is late or may not be cached, try a truncated one again over TCP (RFC 7766 §5) \
            and ask the secondary server.",
    },
};
