// SPDX-License-Identifier: EUPL-1.2
//! The rows of delivery notices: what is said, to whom and how often.

use super::{Seeded, row};
use reference_connector::Mutation;

pub(super) const ROWS: &[Seeded] = &[
    row(
        Mutation::NoticeSaysDelayed,
        "Écrit dans son dernier avis que le message est retardé.",
        &["outbound/exchange/refused/sender-told"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::NoticeSaysDelivered,
        "Écrit dans ses avis que le message a été remis.",
        &["outbound/exchange/refused/sender-told"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::NoticeNamesAnotherRecipient,
        "Nomme dans ses avis un destinataire que le message n’avait pas.",
        &["outbound/exchange/refused/sender-told"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::NoticeToPostmaster,
        "Adresse ses avis au postmaster et non à l’expéditeur.",
        &["outbound/exchange/refused/sender-told"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::NoticeAboutNothing,
        "Ne dit rien dans ses avis du message dont ils parlent.",
        &["outbound/exchange/refused/sender-told"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::NoticeFromAPerson,
        "Envoie ses avis sous un chemin de retour qui n’est pas vide.",
        &["outbound/exchange/refused/notice-from-nobody"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::NoticeWithoutType,
        "Donne à ses avis le type multipart/mixed au lieu de multipart/report.",
        &["outbound/exchange/refused/notice-form"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::NotifiesTwice,
        "Envoie deux fois chaque avis.",
        &["outbound/exchange/refused/told-once"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(Mutation::TextBounce, "N’écrit ses avis qu’en texte.", &["outbound/exchange/refused/notice-form"], &[]),
    row(
        Mutation::RetriesAfterTelling,
        "Envoie un dernier avis au premier échec temporaire, puis continue d’essayer.",
        &["outbound/exchange/deferred"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::GivesUpAtFirstWarning,
        "Annonce un retard au premier échec temporaire, puis perd le message.",
        &["outbound/session/*", "outbound/certificate/*"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
];
