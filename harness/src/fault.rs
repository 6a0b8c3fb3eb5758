// SPDX-License-Identifier: EUPL-1.2
//! Every deliberate fault that a scenario may name, under the name of the room that commits it.

pub use crate::liste_blanche::ListeFault;
use fake_dns::DnsFault;
use fake_pki::{CrlFault, Deviation, Examination, OcspFault};
use reports::text::Text;

/// One thing made wrong on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A peer's certificate.
    Pki(Deviation),
    /// A revocation list.
    Crl(CrlFault),
    /// The answers of the OCSP responder.
    Ocsp(OcspFault),
    /// What the DNS says of a peer's domain.
    Dns(DnsFault),
    /// The whole published liste blanche.
    Liste(ListeFault),
    /// What the liste blanche says of one peer.
    Entry(EntryFault),
    /// What a peer does in SMTP or TLS.
    Peer(PeerFault),
}

/// What is wrong with the entry of one peer in an otherwise right and rightly signed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryFault {
    NotListed,
    OtherDn,
    Withdrawn,
}

/// What one peer does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeerFault {
    NoStarttls,
    StarttlsRefused,
    HandshakeFails,
    AnswersInjected,
    DefersOnce,
    RefusesRecipient,
    SendsInClear,
    ShowsNoCertificate,
    PipelinesBehindStarttls,
}

impl EntryFault {
    pub const ALL: [EntryFault; 3] = [EntryFault::NotListed, EntryFault::OtherDn, EntryFault::Withdrawn];

    /// Id without the room, French sentence, English sentence.
    fn item(self) -> (&'static str, &'static str, &'static str) {
        match self {
            EntryFault::NotListed => (
                "not-listed",
                "Le domaine du pair n’est pas dans la liste blanche.",
                "The peer's domain is not in the liste blanche.",
            ),
            EntryFault::OtherDn => (
                "other-dn",
                "La liste blanche lie le domaine du pair à un autre DN que celui de son certificat.",
                "The liste blanche binds the peer's domain to another DN than that of its certificate.",
            ),
            EntryFault::Withdrawn => (
                "withdrawn",
                "Le domaine du pair est retiré de la liste blanche pendant l’essai.",
                "The peer's domain is withdrawn from the liste blanche during the run.",
            ),
        }
    }
}

impl PeerFault {
    pub const ALL: [PeerFault; 9] = [
        PeerFault::NoStarttls,
        PeerFault::StarttlsRefused,
        PeerFault::HandshakeFails,
        PeerFault::AnswersInjected,
        PeerFault::DefersOnce,
        PeerFault::RefusesRecipient,
        PeerFault::SendsInClear,
        PeerFault::ShowsNoCertificate,
        PeerFault::PipelinesBehindStarttls,
    ];

    /// Id without the room, French sentence, English sentence.
    fn item(self) -> (&'static str, &'static str, &'static str) {
        match self {
            PeerFault::NoStarttls => {
                ("no-starttls", "Le pair n’annonce pas STARTTLS.", "The peer does not offer STARTTLS.")
            }
            PeerFault::StarttlsRefused => (
                "starttls-refused",
                "Le pair annonce STARTTLS puis le refuse (454).",
                "The peer offers STARTTLS, then refuses it (454).",
            ),
            PeerFault::HandshakeFails => (
                "handshake-fails",
                "Le pair accepte STARTTLS puis interrompt la poignée de main par une alerte TLS.",
                "The peer accepts STARTTLS, then breaks the handshake with a TLS alert.",
            ),
            PeerFault::AnswersInjected => (
                "answers-injected",
                "Le pair glisse des réponses en clair derrière son 220 à STARTTLS.",
                "The peer slips replies in clear behind its 220 to STARTTLS.",
            ),
            PeerFault::DefersOnce => (
                "defers-once",
                "Le pair diffère le premier essai (451), accepte le suivant.",
                "The peer defers the first attempt (451) and accepts the next.",
            ),
            PeerFault::RefusesRecipient => (
                "refuses-recipient",
                "Le pair refuse définitivement le destinataire (550).",
                "The peer refuses the recipient for good (550).",
            ),
            PeerFault::SendsInClear => (
                "sends-in-clear",
                "Le pair envoie son message sans STARTTLS.",
                "The peer sends its message without STARTTLS.",
            ),
            PeerFault::ShowsNoCertificate => (
                "shows-no-certificate",
                "Le pair ne présente aucun certificat client.",
                "The peer shows no client certificate.",
            ),
            PeerFault::PipelinesBehindStarttls => (
                "pipelines-behind-starttls",
                "Le pair glisse une commande en clair derrière STARTTLS, dans le même paquet.",
                "The peer slips a command in clear behind STARTTLS, in the same packet.",
            ),
        }
    }
}

impl Fault {
    /// Every fault of every room.
    pub fn all() -> Vec<Fault> {
        let pki = Deviation::ALL.iter().copied().map(Fault::Pki);
        let crl = CrlFault::ALL.iter().copied().map(Fault::Crl);
        let ocsp = OcspFault::ALL.iter().copied().map(Fault::Ocsp);
        let dns = DnsFault::ALL.into_iter().map(Fault::Dns);
        let liste = ListeFault::ALL.iter().copied().map(Fault::Liste);
        let entry = EntryFault::ALL.into_iter().map(Fault::Entry);
        let peer = PeerFault::ALL.into_iter().map(Fault::Peer);
        pki.chain(crl).chain(ocsp).chain(dns).chain(liste).chain(entry).chain(peer).collect()
    }

    pub fn find(id: &str) -> Option<Fault> {
        Fault::all().into_iter().find(|fault| fault.id() == id)
    }

    /// `pki/…`, `crl/…`, `ocsp/…`, `dns/…`, `liste/…` or `peer/…`.
    pub fn id(&self) -> String {
        match self {
            Fault::Pki(deviation) => format!("pki/{}", deviation.id()),
            Fault::Crl(fault) => format!("crl/{}", fault.id()),
            Fault::Ocsp(fault) => format!("ocsp/{}", fault.id()),
            Fault::Dns(fault) => format!("dns/{}", fault.id()),
            Fault::Liste(fault) => format!("liste/{}", fault.id()),
            Fault::Entry(fault) => format!("liste/{}", fault.item().0),
            Fault::Peer(fault) => format!("peer/{}", fault.item().0),
        }
    }

    /// Why no peer of a scenario can commit it: it would be named and never happen.
    pub fn beyond_scenarios(&self) -> Option<&'static str> {
        match self {
            Fault::Crl(_) => Some("the world publishes regular revocation lists only"),
            Fault::Ocsp(_) => Some("the world has no OCSP responder"),
            Fault::Pki(deviation) if !deviation.can_be_shown_in_tls() => Some("TLS refuses to sign with such a key"),
            Fault::Pki(deviation) if deviation.seen_by() == Examination::OtherCertificates => {
                Some("it shows only beside another certificate that has it too")
            }
            _ => None,
        }
    }

    pub fn sentence(&self) -> Text {
        match self {
            Fault::Pki(deviation) => Text::new(deviation.sentence_fr(), deviation.sentence_en()),
            Fault::Crl(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
            Fault::Ocsp(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
            Fault::Dns(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
            Fault::Liste(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
            Fault::Entry(fault) => Text::new(fault.item().1, fault.item().2),
            Fault::Peer(fault) => Text::new(fault.item().1, fault.item().2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_fault_is_found_again_by_its_own_id() {
        let mut ids = HashSet::new();
        for fault in Fault::all() {
            assert_eq!(Fault::find(&fault.id()).as_ref(), Some(&fault));
            assert!(ids.insert(fault.id()), "{} is there twice", fault.id());
        }
    }
}
