// SPDX-License-Identifier: EUPL-1.2
use catalogue::catalogue;

use crate::window::Window;

catalogue! {
    /// One thing wrong with the answers of an OCSP responder.
    pub enum OcspFault {
        Unknown {
            en: "The responder knows no certificate.", fr: "Le répondeur ne connaît aucun certificat." },
        Revoked {
            en: "The responder says that every certificate is revoked.",
            fr: "Le répondeur dit tout certificat révoqué." },
        Stale {
            en: "The answer is out of date since yesterday.", fr: "La réponse est périmée depuis la veille." },
        WrongSigner {
            en: "The answer is signed by an operator's key that no authority has delegated.",
            fr: "La réponse est signée par la clé d’un opérateur qu’aucune autorité n’a délégué." },
        OtherCertificate {
            en: "The answer is about another certificate than the one asked for.",
            fr: "La réponse concerne un autre certificat que celui demandé." },
        TryLater {
            en: "The responder says to come back later (tryLater).",
            fr: "Le répondeur demande de revenir plus tard (tryLater)." },
        Silent {
            en: "The responder takes the question and never answers.",
            fr: "Le répondeur reçoit la question et ne répond jamais." },
    }
}

impl OcspFault {
    pub(super) fn window(self) -> Window {
        match self {
            OcspFault::Stale => Window::EXPIRED,
            _ => Window::OF_ANSWER,
        }
    }
}
