// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a list badly fetched, and what to do about it.

use crate::check::advice::{Advice, Phrase};

pub const EDITION_FETCHED: Advice = Advice {
    cause: Phrase {
        fr: "Le connecteur n’est pas venu chercher la liste : relève trop espacée, ou adresse de publication autre \
            que celle de l’essai.",
        en: "The connector did not come for the list: fetched too seldom, or from another address than the run's.",
    },
    fix: Phrase {
        fr: "Donner au connecteur l’adresse de publication de l’essai et déclarer dans `list-ms` sa période de relève.",
        en: "Give the connector the run's publication address and declare its refresh period in `list-ms`.",
    },
    by_fault: &[],
};

pub const ASKS_CONDITIONALLY: Advice = Advice {
    cause: Phrase {
        fr: "La liste est relevée par un GET simple : l’ETag ou la date de la dernière édition n’est pas gardé.",
        en: "The list is fetched by a plain GET: the ETag or the date of the last edition is not kept.",
    },
    fix: Phrase {
        fr: "Garder ETag et Last-Modified de l’édition en vigueur et les renvoyer dans If-None-Match ou \
            If-Modified-Since ; traiter 304 comme « inchangée ».",
        en: "Keep the ETag and the Last-Modified of the edition in force and send them back in If-None-Match or \
            If-Modified-Since; take 304 as “unchanged”.",
    },
    by_fault: &[],
};

pub const ASKS_ONE_AT_A_TIME: Advice = Advice {
    cause: Phrase {
        fr: "Plusieurs processus relèvent la liste chacun pour soi, ou une relève part avant la fin de la précédente.",
        en: "Several processes fetch the list each for itself, or one fetch starts before the last has ended.",
    },
    fix: Phrase {
        fr: "Confier la relève à un seul processus, derrière un verrou, et fermer la connexion avant d’en ouvrir une \
            autre.",
        en: "Leave fetching to one process, behind a lock, and close the connection before opening another.",
    },
    by_fault: &[],
};
