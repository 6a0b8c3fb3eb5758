// SPDX-License-Identifier: EUPL-1.2
//! The rows of custody: who gets a message, from whom and how often.

use super::{Seeded, row};
use reference_connector::Mutation;

pub(super) const ROWS: &[Seeded] = &[
    row(
        Mutation::DeliversToPostmaster,
        "Livre tout message entrant au postmaster et non à la boîte destinataire.",
        &["inbound/exchange/valid"],
        &["inbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::DeliversToAnotherMailbox,
        "Livre tout message entrant à une autre boîte que celle du destinataire.",
        &["inbound/exchange/*"],
        &["inbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::JournalsInbound,
        "Livre aussi au postmaster une copie de tout message entrant.",
        &["inbound/exchange/valid"],
        &["inbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::DeliversTwice,
        "Livre deux fois tout message entrant.",
        &["inbound/exchange/valid"],
        &["inbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::RewritesReversePathInbound,
        "Livre les messages entrants sous un chemin de retour de son cru.",
        &["inbound/exchange/valid"],
        &["inbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::ReturnsACopyToSender,
        "Livre tout message entrant et le renvoie aussi à son expéditeur.",
        &["invariant/custody"],
        &["inbound/*", "liste-blanche/*", "invariant/*", "outbound/*"],
    ),
    row(
        Mutation::RefusesThenDelivers,
        "Répond 550 à la fin de tout message entrant, qu’il livre quand même.",
        &["inbound/exchange/valid"],
        &["inbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::RefusesThenDeliversStripped,
        "Répond 550 à la fin de tout message entrant, qu’il livre sans son Message-ID et en base64.",
        &["inbound/exchange/valid"],
        &["inbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::RefusesThenDeliversLate,
        "Répond 550 à la fin de tout message entrant, qu’il livre trois secondes plus tard.",
        &["inbound/exchange/valid"],
        &["inbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::ResetsAfterDotAndDelivers,
        "Coupe la connexion au lieu de répondre à la fin de tout message entrant, qu’il livre.",
        &["inbound/exchange/valid"],
        &["inbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::AnswersTwice,
        "Répond deux fois à la fin de tout message entrant.",
        &["invariant/one-final-reply"],
        &["inbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::DropsMailOfNullSender,
        "Accepte, puis perd, les messages entrants dont le chemin de retour est vide.",
        &["inbound/exchange/null-sender"],
        &["inbound/*null*"],
    ),
    row(
        Mutation::RewritesLocalPartOutbound,
        "Envoie tout message à une autre boîte du domaine destinataire.",
        &["outbound/exchange/valid"],
        &["outbound/*", "liste-blanche/*", "invariant/*", "inbound/automatic-reply/*"],
    ),
    row(
        Mutation::CopiesToAnotherPeer,
        "Envoie aussi une copie de tout message à un autre opérateur.",
        &["outbound/exchange/*"],
        &["outbound/*", "liste-blanche/*", "invariant/*", "inbound/automatic-reply/*"],
    ),
    row(
        Mutation::RewritesReversePathOutbound,
        "Envoie les messages sous un chemin de retour de son cru.",
        &["outbound/exchange/valid"],
        &["outbound/*", "liste-blanche/*", "invariant/*"],
    ),
    row(
        Mutation::SendsTwice,
        "Envoie deux fois tout message.",
        &["outbound/exchange/valid"],
        &["outbound/*", "liste-blanche/*", "invariant/*", "inbound/automatic-reply/*"],
    ),
    row(
        Mutation::KeepsACopyInside,
        "Livre à son postmaster une copie de tout message qu’il envoie.",
        &["invariant/custody"],
        &["outbound/*", "liste-blanche/*", "invariant/*", "inbound/automatic-reply/*"],
    ),
];
