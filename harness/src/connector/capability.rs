// SPDX-License-Identifier: EUPL-1.2
//! The capabilities that a connector declares (PICS).

use reports::text::Text;

/// One capability; a scenario `needs` some, and is not applicable to a connector that does not declare them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capability {
    SendsSmtp,
    ReceivesSmtp,
    MutualTls,
    FetchesListeBlanche,
    ChecksRevocation,
    AutomaticReply,
    SendsNotices,
    RetriesDeferred,
}

impl Capability {
    pub const ALL: [Capability; 8] = [
        Capability::SendsSmtp,
        Capability::ReceivesSmtp,
        Capability::MutualTls,
        Capability::FetchesListeBlanche,
        Capability::ChecksRevocation,
        Capability::AutomaticReply,
        Capability::SendsNotices,
        Capability::RetriesDeferred,
    ];

    pub fn id(self) -> &'static str {
        match self {
            Capability::SendsSmtp => "sends-smtp",
            Capability::ReceivesSmtp => "receives-smtp",
            Capability::MutualTls => "mutual-tls",
            Capability::FetchesListeBlanche => "fetches-liste-blanche",
            Capability::ChecksRevocation => "checks-revocation",
            Capability::AutomaticReply => "automatic-reply",
            Capability::SendsNotices => "sends-notices",
            Capability::RetriesDeferred => "retries-deferred",
        }
    }

    pub fn find(id: &str) -> Option<Capability> {
        Capability::ALL.into_iter().find(|c| c.id() == id)
    }

    /// Without it there is no MSSanté connector: leaving it undeclared is a static non-conformity, so that nobody
    /// turns a report green by declaring nothing.
    pub fn mandatory(self) -> bool {
        !matches!(self, Capability::RetriesDeferred)
    }

    pub fn sentence(self) -> Text {
        let (fr, en) = match self {
            Capability::SendsSmtp => {
                ("Remet des messages aux autres opérateurs par SMTP.", "Hands messages to other operators over SMTP.")
            }
            Capability::ReceivesSmtp => (
                "Reçoit des messages des autres opérateurs par SMTP.",
                "Receives messages from other operators over SMTP.",
            ),
            Capability::MutualTls => {
                ("Présente et exige un certificat dans TLS.", "Shows and demands a certificate in TLS.")
            }
            Capability::FetchesListeBlanche => (
                "Relève et vérifie lui-même la liste blanche signée.",
                "Fetches and verifies the signed liste blanche by itself.",
            ),
            Capability::ChecksRevocation => (
                "Consulte la révocation des certificats (CRL ou OCSP).",
                "Checks the revocation of certificates (CRL or OCSP).",
            ),
            Capability::AutomaticReply => {
                ("Tient une boîte de réponse automatique.", "Keeps an automatic-reply mailbox.")
            }
            Capability::SendsNotices => (
                "Avertit l’émetteur d’une non-remise dans le délai déclaré.",
                "Tells the sender of a non-delivery within the declared time.",
            ),
            Capability::RetriesDeferred => (
                "Représente les messages différés dans le délai déclaré.",
                "Tries deferred messages again within the declared time.",
            ),
        };
        Text::new(fr, en)
    }
}
