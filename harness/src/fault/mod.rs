// SPDX-License-Identifier: EUPL-1.2
//! Every deliberate fault that a scenario may name, under the name of the room that commits it.

mod entry;
mod peer;
mod publication;

pub use entry::EntryFault;
pub use liste_blanche::ListeFault;
use liste_blanche::checksum::Checksum;
pub use peer::{Deed, PeerFault};
pub use publication::PublicationFault;

use crate::wire::smtp::{ClientFault, ServerFault};
use fake_dns::DnsFault;
use fake_pki::{CrlFault, Deviation, Examination, OcspFault};
use reports::fault::{Family, FaultId};
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
    /// The `checksum` file beside it.
    Checksum(Checksum),
    /// The point that publishes it.
    Publication(PublicationFault),
    /// What the liste blanche says of one peer.
    Entry(EntryFault),
    /// What a peer does in SMTP or TLS.
    Peer(PeerFault),
}

/// A fault of an edition of the liste blanche: of the list itself, or of the point that publishes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionFault {
    Liste(ListeFault),
    Publication(PublicationFault),
}

/// Where a fault takes effect in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side<'f> {
    /// The certificate that the peer shows.
    Certificate(Deviation),
    /// What the list says of the peer.
    Entry(EntryFault),
    /// The peer, visited by the connector.
    Server(ServerFault),
    /// The peer, visiting the connector.
    Client(ClientFault),
    /// What the DNS says of the peer's domain.
    Zone(&'f DnsFault),
    /// An edition of the list, or the point that publishes it.
    Edition(EditionFault),
    /// Nowhere, for this reason.
    None(&'static str),
}

impl From<EditionFault> for Fault {
    fn from(fault: EditionFault) -> Fault {
        match fault {
            EditionFault::Liste(fault) => Fault::Liste(fault),
            EditionFault::Publication(fault) => Fault::Publication(fault),
        }
    }
}

impl Fault {
    /// Every fault of every room.
    pub fn all() -> Vec<Fault> {
        let pki = Deviation::ALL.iter().copied().map(Fault::Pki);
        let crl = CrlFault::ALL.iter().copied().map(Fault::Crl);
        let ocsp = OcspFault::ALL.iter().copied().map(Fault::Ocsp);
        let dns = DnsFault::ALL.iter().cloned().map(Fault::Dns);
        let liste = liste_blanche::fault::variants().map(Fault::Liste);
        let checksum = Checksum::ALL.iter().filter(|state| **state != Checksum::Right).copied().map(Fault::Checksum);
        let publication = PublicationFault::ALL.iter().copied().map(Fault::Publication);
        let entry = EntryFault::ALL.iter().copied().map(Fault::Entry);
        let peer = PeerFault::ALL.iter().copied().map(Fault::Peer);
        pki.chain(crl)
            .chain(ocsp)
            .chain(dns)
            .chain(liste)
            .chain(checksum)
            .chain(publication)
            .chain(entry)
            .chain(peer)
            .collect()
    }

    /// The fault of an id; some of the DNS take a parameter behind it (`dns/delay:2000`, `dns/wrong-mx:mx.autre.test`).
    pub fn find(id: &str) -> Option<Fault> {
        let id = FaultId::from(id);
        let plain = Fault::all().into_iter().find(|fault| fault.id() == id);
        plain.or_else(|| if id.family == Family::Dns { id.name.parse().ok().map(Fault::Dns) } else { None })
    }

    /// Where it takes effect in a run, and by what. Every family has an answer: what nothing applies does not compile.
    pub fn side(&self) -> Side<'_> {
        match self {
            Fault::Pki(deviation) => Side::Certificate(*deviation),
            Fault::Entry(fault) => Side::Entry(*fault),
            Fault::Peer(fault) => match fault.does() {
                Deed::Server(fault) => Side::Server(fault),
                Deed::Client(fault) => Side::Client(fault),
            },
            Fault::Dns(fault) => Side::Zone(fault),
            Fault::Liste(fault) => Side::Edition(EditionFault::Liste(fault)),
            Fault::Publication(fault) => Side::Edition(EditionFault::Publication(*fault)),
            Fault::Crl(_) => Side::None("the world publishes regular revocation lists only"),
            Fault::Ocsp(_) => Side::None("the world has no OCSP responder"),
            Fault::Checksum(_) => Side::None("the world publishes no checksum file"),
        }
    }

    /// The fault of an edition that this is, if it is one.
    pub fn of_edition(&self) -> Option<EditionFault> {
        match self.side() {
            Side::Edition(fault) => Some(fault),
            _ => None,
        }
    }

    /// Its id; a fault of the whole list and one of an entry are both of the family `liste`.
    pub fn id(&self) -> FaultId {
        match self {
            Fault::Pki(deviation) => FaultId::new(Family::Pki, deviation.id()),
            Fault::Crl(fault) => FaultId::new(Family::Crl, fault.id()),
            Fault::Ocsp(fault) => FaultId::new(Family::Ocsp, fault.id()),
            Fault::Dns(fault) => FaultId::new(Family::Dns, fault.id()),
            Fault::Liste(fault) => FaultId::new(Family::Liste, fault.id()),
            Fault::Checksum(state) => FaultId::new(Family::Checksum, state.id()),
            Fault::Publication(fault) => FaultId::new(Family::Publication, fault.id()),
            Fault::Entry(fault) => FaultId::new(Family::Liste, fault.id()),
            Fault::Peer(fault) => FaultId::new(Family::Peer, fault.id()),
        }
    }

    /// Why no peer of a scenario can commit it: it would be named and never happen.
    pub fn beyond_scenarios(&self) -> Option<&'static str> {
        match self.side() {
            Side::None(why) => Some(why),
            Side::Certificate(deviation) => beyond_tls(deviation),
            _ => None,
        }
    }

    /// One sentence saying what is wrong.
    pub fn sentence(&self) -> Text {
        match self {
            Fault::Pki(deviation) => Text::new(deviation.sentence_fr(), deviation.sentence_en()),
            Fault::Crl(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
            Fault::Ocsp(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
            Fault::Dns(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
            Fault::Liste(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
            Fault::Checksum(state) => Text::new(state.sentence_fr(), state.sentence_en()),
            Fault::Publication(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
            Fault::Entry(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
            Fault::Peer(fault) => Text::new(fault.sentence_fr(), fault.sentence_en()),
        }
    }
}

/// Why a peer cannot show a certificate with this deviation, or a connector need not mind it.
fn beyond_tls(deviation: Deviation) -> Option<&'static str> {
    match deviation {
        Deviation::IntermediateNotCa | Deviation::IntermediateExpired => {
            Some("a connector that holds the genuine intermediate is right not to mind")
        }
        other if !other.can_be_shown_in_tls() => Some("TLS refuses to sign with such a key"),
        other if other.seen_by() == Examination::OtherCertificates => {
            Some("it shows only beside another certificate that has it too")
        }
        _ => None,
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
            assert_eq!(Fault::find(&fault.id().to_string()).as_ref(), Some(&fault));
            assert!(ids.insert(fault.id()), "{} is there twice", fault.id());
        }
    }

    #[test]
    fn a_parameter_is_read_behind_the_id_of_a_fault_that_takes_one() {
        let host = DnsFault::WrongMx("mx.autre.test".to_owned());
        assert_eq!(Fault::find("dns/wrong-mx:mx.autre.test"), Some(Fault::Dns(host)));
        for wrong in ["dns/servfail:1", "dns/delay:soon", "peer/no-starttls:1"] {
            assert_eq!(Fault::find(wrong), None, "{wrong}");
        }
    }
}
