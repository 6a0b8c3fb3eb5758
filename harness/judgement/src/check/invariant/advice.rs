// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a rule broken over the whole run, and what to do about it.

use crate::check::advice::{Advice, Phrase};

pub const CUSTODY: Advice = Advice {
    cause: Phrase {
        fr: "Une copie part ailleurs (journal, copie cachée, alias, réécriture d’adresse), ou un message refusé est \
            remis quand même.",
        en: "A copy goes elsewhere (journal, blind copy, alias, rewriting of addresses), or a refused message is \
            handed over all the same.",
    },
    fix: Phrase {
        fr: "Ôter toute règle qui ajoute ou change un destinataire ou un chemin de retour entre l’espace de \
            confiance et la messagerie interne ; ne mettre en file que ce qui a été accepté.",
        en: "Remove every rule that adds or changes a recipient or a reverse-path between the espace de confiance \
            and the inner mail server; queue only what was accepted.",
    },
    by_fault: &[],
};

pub const NOTHING_VANISHES: Advice = Advice {
    cause: Phrase {
        fr: "Le message est accepté, puis jeté ou oublié : filtre muet, boîte inconnue, file perdue.",
        en: "The message is accepted, then thrown away or forgotten: a silent filter, an unknown mailbox, a lost \
            queue.",
    },
    fix: Phrase {
        fr: "Refuser avant la fin de DATA ce qui ne sera pas livré ; à défaut, rendre compte à l’expéditeur.",
        en: "Refuse before the end of DATA what will not be delivered; failing that, tell the sender.",
    },
    by_fault: &[],
};

pub const ONE_FINAL_REPLY: Advice = Advice {
    cause: Phrase {
        fr: "Deux composants répondent à la même commande, ou une réponse attend encore d’une commande précédente : \
            le client prend la seconde pour la réponse à la suivante.",
        en: "Two components answer the same command, or a reply is left over from an earlier one: the client takes \
            the second for the reply to the next.",
    },
    fix: Phrase {
        fr: "Ne répondre qu’en un endroit, après le dernier contrôle de la commande.",
        en: "Answer in one place only, after the last control of the command.",
    },
    by_fault: &[],
};

pub const NO_MAIL_BEFORE_TLS: Advice = Advice {
    cause: Phrase {
        fr: "TLS n’est qu’opportuniste en sortie : quand le pair n’annonce pas STARTTLS ou le refuse, la session \
            continue en clair.",
        en: "TLS is merely opportunistic on sending: when the peer does not offer STARTTLS or refuses it, the \
            session goes on in clear.",
    },
    fix: Phrase {
        fr: "Exiger TLS vers tout domaine de l’espace de confiance ; sans lui, quitter avant MAIL FROM.",
        en: "Demand TLS towards every domain of the espace de confiance; without it, leave before MAIL FROM.",
    },
    by_fault: &[],
};

pub const NO_MESSAGE_IN_CLEAR: Advice = Advice {
    cause: Phrase {
        fr: "Un message entier est sorti en clair : TLS n’est pas exigé vers le pair cité, ou une route particulière \
            y échappe.",
        en: "A whole message left in clear: TLS is not demanded towards the peer cited, or a special route escapes \
            the rule.",
    },
    fix: Phrase {
        fr: "Exiger TLS vers tout domaine de l’espace de confiance, sans exception par domaine ni par route.",
        en: "Demand TLS towards every domain of the espace de confiance, without exception by domain or by route.",
    },
    by_fault: &[],
};

pub const TLS_1_2_AT_LEAST: Advice = Advice {
    cause: Phrase {
        fr: "La configuration TLS admet encore une version antérieure à 1.2, en réception ou en sortie selon la \
            session citée.",
        en: "The TLS configuration still admits a version before 1.2, on reception or on sending according to the \
            session cited.",
    },
    fix: Phrase {
        fr: "Fixer la version minimale à TLS 1.2 dans les deux sens.",
        en: "Set the least version to TLS 1.2 in both directions.",
    },
    by_fault: &[],
};
