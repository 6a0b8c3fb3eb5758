// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a message that was changed, and what to do about it.

use crate::check::advice::{Advice, Phrase};

pub const RELAYED_UNCHANGED: Advice = Advice {
    cause: Phrase {
        fr: "Un filtre sortant réécrit le message : « observé » nomme le champ ou la partie qui change (disclaimer, \
            nouvel encodage, Message-ID remplacé, champs X-MSS retirés, pièce jointe ôtée).",
        en: "An outgoing filter rewrites the message: “observed” names the field or the part that changes \
            (disclaimer, re-encoding, Message-ID replaced, X-MSS fields removed, attachment dropped).",
    },
    fix: Phrase {
        fr: "Désactiver ce filtre entre la soumission et la remise au pair : n’ajouter que des champs de trace en \
            tête du message.",
        en: "Switch that filter off between submission and the peer: add nothing but trace fields at the head of the \
            message.",
    },
    by_fault: &[],
};

pub const DELIVERED_UNCHANGED: Advice = Advice {
    cause: Phrase {
        fr: "Un filtre entrant réécrit le message : « observé » nomme le champ ou la partie qui change (antivirus, \
            nouvel encodage, Message-ID remplacé, champs X-MSS retirés, pièce jointe ôtée).",
        en: "An incoming filter rewrites the message: “observed” names the field or the part that changes \
            (antivirus, re-encoding, Message-ID replaced, X-MSS fields removed, attachment dropped).",
    },
    fix: Phrase {
        fr: "Désactiver ce filtre entre le pair et la messagerie interne : n’ajouter que des champs de trace en tête \
            du message.",
        en: "Switch that filter off between the peer and the inner server: add nothing but trace fields at the head \
            of the message.",
    },
    by_fault: &[],
};
