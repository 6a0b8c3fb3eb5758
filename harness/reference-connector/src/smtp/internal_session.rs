// SPDX-License-Identifier: EUPL-1.2
//! The session with the internal mail server that an inbound transaction is relayed through.

use std::mem;

use crate::{
    delivery, relay,
    smtp::{client::Client, failure::DeliveryFailure, mailbox::Mailbox, path::ReversePath},
    state::ConnectorState,
};

/// The session of one inbound transaction.
#[derive(Default)]
pub(super) enum InternalSession {
    /// No recipient needed it yet.
    #[default]
    Closed,
    Open(Client),
    /// The connection broke, and the recipients accepted before are lost with it.
    Lost,
}

impl InternalSession {
    /// Has the internal mail server accept a recipient, in the session that will take the message.
    pub(super) async fn rcpt(
        &mut self,
        state: &ConnectorState,
        reverse_path: &ReversePath,
        recipient: &Mailbox,
    ) -> Result<(), DeliveryFailure> {
        let mut client = match mem::take(self) {
            InternalSession::Open(client) => client,
            InternalSession::Closed => open(state, reverse_path).await?,
            InternalSession::Lost => {
                *self = InternalSession::Lost;
                return Err(lost());
            }
        };
        let accepted = client.rcpt(recipient).await;
        *self = match accepted {
            Err(DeliveryFailure::Local { .. }) => InternalSession::Lost,
            _ => InternalSession::Open(client),
        };
        accepted
    }

    /// Transfers the message, if any, and ends the session.
    pub(super) async fn data(self, state: &ConnectorState, message: Option<&[u8]>) -> Result<(), DeliveryFailure> {
        let InternalSession::Open(mut client) = self else { return Err(lost()) };
        let delivered = match message {
            Some(message) => client.data(message).await,
            None => Ok(()),
        };
        state.tasks.spawn(client.quit());
        delivered
    }

    /// Ends the session.
    pub(super) fn quit(self, state: &ConnectorState) {
        if let InternalSession::Open(client) = self {
            state.tasks.spawn(client.quit());
        }
    }
}

async fn open(state: &ConnectorState, reverse_path: &ReversePath) -> Result<Client, DeliveryFailure> {
    let mut client = relay::connect_internal(state).await?;
    match client.mail(&delivery::internal_reverse_path(state, reverse_path), None).await {
        Ok(()) => Ok(client),
        Err(failure) => {
            state.tasks.spawn(client.quit());
            Err(failure)
        }
    }
}

fn lost() -> DeliveryFailure {
    DeliveryFailure::local("4.4.1", "the session with the internal mail server was lost")
}
