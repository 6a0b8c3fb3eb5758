// SPDX-License-Identifier: EUPL-1.2
use crate::wire::smtp::ClientFault::{CommandInjected, InClear, NoCertificate};
use crate::wire::smtp::RecipientFault::{self, DeferredOnce};
use crate::wire::smtp::ServerFault::{Recipient, Starttls};
use crate::wire::smtp::StarttlsFault::{self, HandshakeBroken, NotOffered, RepliesInjected};
use crate::wire::smtp::{ClientFault, ServerFault};
use Deed::{Client, Server};
use catalogue::catalogue;

/// What a peer does wrong, on the side on which it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// As a server that the connector visits.
    Server(ServerFault),
    /// As a client that visits the connector.
    Client(ClientFault),
}

catalogue! {
    row {
        /// Who does it, and what.
        pub does: Deed,
    }
    /// What one peer does wrong in SMTP or TLS.
    pub enum PeerFault {
        NoStarttls { does: Server(Starttls(NotOffered)),
            en: "The peer does not offer STARTTLS.",
            fr: "Le pair n’annonce pas STARTTLS." },
        StarttlsRefused { does: Server(Starttls(StarttlsFault::Refused)),
            en: "The peer offers STARTTLS, then refuses it (454).",
            fr: "Le pair annonce STARTTLS puis le refuse (454)." },
        HandshakeFails { does: Server(Starttls(HandshakeBroken)),
            en: "The peer accepts STARTTLS, then breaks the handshake with a TLS alert.",
            fr: "Le pair accepte STARTTLS puis interrompt la poignée de main par une alerte TLS." },
        AnswersInjected { does: Server(Starttls(RepliesInjected)),
            en: "The peer slips replies in clear behind its 220 to STARTTLS.",
            fr: "Le pair glisse des réponses en clair derrière son 220 à STARTTLS." },
        DefersOnce { does: Server(Recipient(DeferredOnce)),
            en: "The peer defers the first attempt (451) and accepts the next.",
            fr: "Le pair diffère le premier essai (451), accepte le suivant." },
        RefusesRecipient { does: Server(Recipient(RecipientFault::Refused)),
            en: "The peer refuses the recipient for good (550).",
            fr: "Le pair refuse définitivement le destinataire (550)." },
        SendsInClear { does: Client(InClear),
            en: "The peer sends its message without STARTTLS.",
            fr: "Le pair envoie son message sans STARTTLS." },
        ShowsNoCertificate { does: Client(NoCertificate),
            en: "The peer shows no client certificate.",
            fr: "Le pair ne présente aucun certificat client." },
        PipelinesBehindStarttls { does: Client(CommandInjected),
            en: "The peer slips a command in clear behind STARTTLS, in the same packet.",
            fr: "Le pair glisse une commande en clair derrière STARTTLS, dans le même paquet." },
    }
}
