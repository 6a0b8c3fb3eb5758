// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a recipient wrongly accepted, and what to do about it.

use crate::check::advice::{Advice, Phrase};

pub const RECIPIENT_REFUSED: Advice = Advice {
    cause: Phrase {
        fr: "Le destinataire n’est pas vérifié pendant le dialogue : boîte inconnue acceptée, relais ouvert vers un \
            domaine qui n’est pas celui du connecteur, ou refus repoussé après DATA.",
        en: "The recipient is not checked during the dialogue: an unknown mailbox accepted, an open relay to a \
            domain that is not the connector's, or a refusal put off until after DATA.",
    },
    fix: Phrase {
        fr: "À RCPT TO, répondre 550 à toute adresse hors des domaines déclarés et à toute boîte que l’annuaire \
            interne ne connaît pas.",
        en: "At RCPT TO, answer 550 to every address outside the declared domains and to every mailbox that the \
            inner directory does not know.",
    },
    by_fault: &[],
};
