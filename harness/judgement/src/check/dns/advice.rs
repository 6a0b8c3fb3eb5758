// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a wrong choice of server, and what to do about it.

use crate::check::advice::{Advice, Phrase};

pub const RESOLVED_BY_DELEGATION: Advice = Advice {
    cause: Phrase {
        fr: "Le résolveur du connecteur ne suit pas la délégation jusqu’aux serveurs de l’opérateur : réponse prise \
            d’un cache, d’une route statique, ou d’un autre DNS que celui de l’essai.",
        en: "The connector's resolver does not follow the delegation to the operator's servers: an answer from a \
            cache, a static route, or a DNS other than the run's.",
    },
    fix: Phrase {
        fr: "Employer le résolveur de l’essai, sans route statique, et suivre les renvois (NS) de la zone parente.",
        en: "Use the run's resolver, without static routes, and follow the referrals (NS) of the parent zone.",
    },
    by_fault: &[],
};

pub const RESOLVED_BY_REDIRECTION: Advice = Advice {
    cause: Phrase {
        fr: "Le MX n’a pas été pris dans la zone de l’espace de confiance : réponse d’un cache, d’une route \
            statique, ou d’un autre DNS que celui de l’essai.",
        en: "The MX was not taken from the zone of the espace de confiance: an answer from a cache, a static route, \
            or a DNS other than the run's.",
    },
    fix: Phrase {
        fr: "Employer le résolveur de l’essai, sans route statique, et demander le MX du domaine du destinataire.",
        en: "Use the run's resolver, without static routes, and ask for the MX of the recipient's domain.",
    },
    by_fault: &[],
};

pub const MX_IN_ORDER: Advice = Advice {
    cause: Phrase {
        fr: "Les MX ne sont pas rangés par préférence croissante : pris dans l’ordre de la réponse DNS, ou le plus \
            grand nombre d’abord.",
        en: "The MX hosts are not sorted by rising preference: taken in the order of the DNS answer, or the greatest \
            number first.",
    },
    fix: Phrase {
        fr: "Essayer d’abord le MX dont la préférence est le plus petit nombre, puis le suivant si celui-ci ne \
            répond pas.",
        en: "Try the MX with the smallest preference number first, and the next one if it does not answer.",
    },
    by_fault: &[],
};
