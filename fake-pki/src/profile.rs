// SPDX-License-Identifier: EUPL-1.2
use crate::extension::{KeyUsage, Purpose};

/// The certificate offers that the espace de confiance uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// `SSL_SERVEUR`: one certificate for both directions of relay-to-relay mutual TLS.
    SslServeur,
    /// S/MIME SIGN with a mailbox as subject alternative name: what signs the liste blanche.
    ListSigner,
    /// The HTTPS server that publishes the liste blanche, in the shape of `SSL_SERVEUR`.
    PublicationServer,
}

impl Profile {
    pub(crate) fn key_usage(self) -> KeyUsage {
        match self {
            Profile::SslServeur | Profile::PublicationServer => {
                KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_ENCIPHERMENT
            }
            Profile::ListSigner => KeyUsage::DIGITAL_SIGNATURE | KeyUsage::NON_REPUDIATION,
        }
    }

    pub(crate) fn purposes(self) -> Vec<Purpose> {
        match self {
            Profile::SslServeur | Profile::PublicationServer => vec![Purpose::ServerAuth, Purpose::ClientAuth],
            Profile::ListSigner => vec![Purpose::EmailProtection],
        }
    }

    /// Whether the alternative names are mailboxes rather than hosts.
    pub(crate) fn names_mailboxes(self) -> bool {
        self == Profile::ListSigner
    }
}
