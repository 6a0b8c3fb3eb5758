// SPDX-License-Identifier: EUPL-1.2
use catalogue::catalogue;

catalogue! {
    /// What is wrong with the entry of one peer in an otherwise right and rightly signed list.
    pub enum EntryFault {
        NotListed {
            en: "The peer's domain is not in the liste blanche.",
            fr: "Le domaine du pair n’est pas dans la liste blanche." },
        OtherDn {
            en: "The liste blanche binds the peer's domain to another DN than that of its certificate.",
            fr: "La liste blanche lie le domaine du pair à un autre DN que celui de son certificat." },
        Withdrawn {
            en: "The peer's domain is withdrawn from the liste blanche during the run.",
            fr: "Le domaine du pair est retiré de la liste blanche pendant l’essai." },
    }
}
