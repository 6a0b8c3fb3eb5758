// SPDX-License-Identifier: EUPL-1.2
//! The rows of automatic replies.

use super::{Seeded, row};
use reference_connector::Mutation;

pub(super) const ROWS: &[Seeded] = &[
    row(
        Mutation::AutomaticReplyWithSender,
        "Envoie ses réponses automatiques sous le chemin de retour de la boîte qui répond.",
        &["inbound/automatic-reply/from-nobody"],
        &["inbound/automatic-reply/*"],
    ),
    row(
        Mutation::AutomaticReplyWithoutAutoSubmitted,
        "Omet Auto-Submitted dans ses réponses automatiques.",
        &["inbound/automatic-reply/marked"],
        &["inbound/automatic-reply/*"],
    ),
    row(
        Mutation::AutomaticReplyWithoutInReplyTo,
        "Omet In-Reply-To dans ses réponses automatiques.",
        &["inbound/automatic-reply/threaded"],
        &["inbound/automatic-reply/*"],
    ),
    row(
        Mutation::AutomaticReplyTwice,
        "Envoie deux réponses automatiques à chaque message.",
        &["inbound/automatic-reply/once"],
        &["inbound/automatic-reply/*", "invariant/*"],
    ),
    row(
        Mutation::AutomaticReplyToHeaderFrom,
        "Répond automatiquement à l’auteur de l’en-tête et non au chemin de retour.",
        &[],
        &["inbound/automatic-reply/*", "invariant/*"],
    ),
    row(
        Mutation::EchoesInsteadOfAnswering,
        "Renvoie, au lieu d’y répondre, les messages adressés à sa boîte de réponse automatique.",
        &["inbound/automatic-reply/answered"],
        &["inbound/automatic-reply/*", "invariant/*"],
    ),
    row(
        Mutation::BouncesInsteadOfAnswering,
        "Répond par un avis de non-remise aux messages adressés à sa boîte de réponse automatique.",
        &["inbound/automatic-reply/answered"],
        &["inbound/automatic-reply/*", "invariant/*"],
    ),
];
