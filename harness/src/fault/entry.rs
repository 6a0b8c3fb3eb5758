// SPDX-License-Identifier: EUPL-1.2
use super::catalogue::catalogue;

catalogue! {
    /// What is wrong with the entry of one peer in an otherwise right and rightly signed list.
    EntryFault {
        NotListed = "not-listed",
            "The peer's domain is not in the liste blanche.",
            "Le domaine du pair n’est pas dans la liste blanche.";
        OtherDn = "other-dn",
            "The liste blanche binds the peer's domain to another DN than that of its certificate.",
            "La liste blanche lie le domaine du pair à un autre DN que celui de son certificat.";
        Withdrawn = "withdrawn",
            "The peer's domain is withdrawn from the liste blanche during the run.",
            "Le domaine du pair est retiré de la liste blanche pendant l’essai.";
    }
}
