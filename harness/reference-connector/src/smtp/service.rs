// SPDX-License-Identifier: EUPL-1.2
//! The interface between the SMTP command sequence and one of the two ports.

use std::{future::Future, ops::ControlFlow, time::Duration};

use rustls::pki_types::CertificateDer;
use tokio_rustls::TlsAcceptor;

use crate::smtp::{command::MailParameters, options::SessionOptions, path::ForwardPath, reply::Reply};

/// What one port accepts during one connection; in cleartext unless it offers STARTTLS.
pub(crate) trait Service: Send {
    /// The text of the 220 greeting.
    fn greeting(&self) -> String;

    /// The host name in the reply to EHLO.
    fn hostname(&self) -> &str;

    /// The largest message, in octets.
    fn max_message_size(&self) -> usize;

    /// The parameters of STARTTLS; `None` when it is not offered now.
    fn starttls(&self) -> Option<StartTls> {
        None
    }

    /// Whether the EHLO reply lists STARTTLS; only a mutation lists what is not offered.
    fn lists_starttls(&self) -> bool {
        self.starttls().is_some()
    }

    /// Whether STARTTLS must come before any transaction.
    fn requires_tls(&self) -> bool {
        false
    }

    /// The behaviour that SMTP leaves to the implementation.
    fn options(&self) -> SessionOptions {
        SessionOptions::default()
    }

    /// Notes that TLS is established with the client's chain; `Break` closes the connection.
    fn tls_established(&mut self, _chain: Option<&[CertificateDer<'_>]>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// Notes the client name of EHLO or HELO.
    fn greeted(&mut self, client_name: &str);

    /// Opens a transaction, or returns the refusal.
    fn mail(&mut self, parameters: MailParameters) -> Result<(), Reply>;

    /// Replies to one RCPT; a positive reply adds the recipient to the transaction.
    fn rcpt(&mut self, path: ForwardPath) -> impl Future<Output = Reply> + Send;

    /// The refusal of DATA before 354, if any.
    fn before_data(&self) -> Result<(), Reply> {
        Ok(())
    }

    /// Replies to the end of a message; a positive reply takes responsibility for it (RFC 5321 §6.1).
    fn data(&mut self, message: Vec<u8>) -> impl Future<Output = Reply> + Send;

    /// Ends the transaction, if any.
    fn reset(&mut self);
}

/// The parameters of STARTTLS.
pub(crate) struct StartTls {
    pub(crate) acceptor: TlsAcceptor,
    /// How long the handshake may last.
    pub(crate) timeout: Duration,
    /// Whether commands received in cleartext behind STARTTLS are kept, against RFC 3207 §4.2.
    pub(crate) keeps_read_ahead: bool,
}
