// SPDX-License-Identifier: EUPL-1.2
use catalogue::catalogue;

use crate::window::Window;

catalogue! {
    /// One thing wrong with a revocation list.
    pub enum CrlFault {
        Expired {
            en: "The list is out of date since yesterday.", fr: "La liste est périmée depuis la veille." },
        Future {
            en: "The list is dated from tomorrow.", fr: "La liste est datée du lendemain." },
        WrongSigner {
            en: "The list bears the authority's name but is signed by another key.",
            fr: "La liste porte le nom de l’autorité mais une autre clé l’a signée." },
        WrongAuthority {
            en: "The list is a sound one, of another authority.",
            fr: "La liste est correcte, mais c’est celle d’une autre autorité." },
        Huge {
            en: "The list has 200,000 more entries than needed.",
            fr: "La liste a 200 000 entrées de plus que nécessaire." },
        DeltaNewerThanFull {
            en: "The delta list builds on a full list that was never published.",
            fr: "La liste delta complète une liste qui n’a jamais été publiée." },
    }
}

impl CrlFault {
    pub(super) fn window(self) -> Window {
        match self {
            CrlFault::Expired => Window::EXPIRED,
            CrlFault::Future => Window::FUTURE,
            _ => Window::OF_LIST,
        }
    }
}
