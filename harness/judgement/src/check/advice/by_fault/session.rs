// SPDX-License-Identifier: EUPL-1.2
//! A fault of the SMTP session had no effect: where TLS, or a client certificate, is not demanded.

use crate::check::advice::{FaultAdvice, Phrase};

/// A peer with which TLS cannot be had.
pub const STARTTLS_ON_SENDING: FaultAdvice = FaultAdvice {
    faults: &["peer/no-starttls", "peer/starttls-refused", "peer/handshake-fails"],
    cause: Phrase {
        fr: "TLS n’est qu’opportuniste en sortie : quand il échoue, la remise se poursuit en clair.",
        en: "TLS is merely opportunistic on sending: when it fails, delivery goes on in clear.",
    },
    fix: Phrase {
        fr: "Exiger TLS vers tout domaine de l’espace de confiance ; sans lui, quitter avant MAIL FROM et avertir \
            l’émetteur.",
        en: "Demand TLS towards every domain of the espace de confiance; without it, leave before MAIL FROM and tell \
            the sender.",
    },
};

/// A peer that sends mail before STARTTLS.
pub const STARTTLS_ON_RECEPTION: FaultAdvice = FaultAdvice {
    faults: &["peer/sends-in-clear"],
    cause: Phrase { fr: "MAIL FROM est accepté avant STARTTLS.", en: "MAIL FROM is accepted before STARTTLS." },
    fix: Phrase {
        fr: "Répondre 530 à toute commande de courrier tant que la session est en clair (RFC 3207 §4).",
        en: "Answer 530 to every mail command while the session is in clear (RFC 3207 §4).",
    },
};

/// A peer that shows no certificate when it is asked for one.
pub const CLIENT_CERTIFICATE: FaultAdvice = FaultAdvice {
    faults: &["peer/shows-no-certificate"],
    cause: Phrase {
        fr: "Le certificat client est demandé sans être exigé.",
        en: "The client certificate is asked for but not demanded.",
    },
    fix: Phrase {
        fr: "Exiger le certificat client dans la poignée de main et rompre si le pair n’en présente pas.",
        en: "Demand the client certificate in the handshake and break off if the peer shows none.",
    },
};
