// SPDX-License-Identifier: EUPL-1.2
//! The submission port, where the internal mail server submits outgoing mail.

use std::{mem, net::IpAddr, sync::Arc};

use crate::{
    message::{self, Trace},
    mutation::Mutation,
    queue::{self, MailObject},
    smtp::{
        command::MailParameters,
        mailbox::Mailbox,
        options::SessionOptions,
        path::{ForwardPath, ReversePath},
        reply::Reply,
        service::Service,
    },
    state::ConnectorState,
};

/// One connection of the internal mail server.
pub(crate) struct Submission {
    state: Arc<ConnectorState>,
    client: IpAddr,
    client_name: String,
    reverse_path: ReversePath,
    recipients: Vec<Mailbox>,
}

impl Submission {
    /// The service for a client that has just connected.
    pub(crate) fn new(state: Arc<ConnectorState>, client: IpAddr) -> Submission {
        Submission { state, client, client_name: String::new(), reverse_path: ReversePath::Null, recipients: vec![] }
    }
}

impl Service for Submission {
    fn greeting(&self) -> String {
        format!("{} ESMTP submission", self.state.config.hostname)
    }

    fn hostname(&self) -> &str {
        &self.state.config.hostname
    }

    fn max_message_size(&self) -> usize {
        self.state.config.max_message_size
    }

    fn options(&self) -> SessionOptions {
        let slow = self.state.config.mutation.filter(|mutation| *mutation == Mutation::SlowInTime);
        SessionOptions::of(slow)
    }

    fn greeted(&mut self, client_name: &str) {
        self.client_name = client_name.to_owned();
    }

    fn mail(&mut self, MailParameters { reverse_path, size }: MailParameters) -> Result<(), Reply> {
        if size.is_some_and(|size| size > self.max_message_size()) {
            return Err(Reply::too_big());
        }
        if reverse_path.mailbox().is_some_and(|sender| !self.state.is_own(sender.domain())) {
            return Err(Reply::new(550, "5.7.1", "the sender is not of a domain served here"));
        }
        self.reverse_path = reverse_path;
        Ok(())
    }

    async fn rcpt(&mut self, path: ForwardPath) -> Reply {
        let recipient = path.or_postmaster(|| self.state.postmaster());
        let (config, domain) = (&self.state.config, recipient.domain());
        let accepted = self.state.is_own(domain)
            || self.state.liste_blanche().listed_for(domain, config.mutation).is_some()
            || config.breaks(Mutation::SendsToUnlistedDomain);
        if !accepted {
            return Reply::new(550, "5.7.1", "the recipient's domain is not in the liste blanche");
        }
        self.recipients.push(recipient);
        Reply::new(250, "2.1.5", "recipient ok")
    }

    async fn data(&mut self, message: Vec<u8>) -> Reply {
        if message::loops(&message) {
            return Reply::new(554, "5.4.6", "the message is in a loop");
        }
        let config = &self.state.config;
        let (client_name, own_name) = (&self.client_name, &config.hostname);
        let trace = Trace { client_name, client: self.client, own_name, protocol: "ESMTP" };
        let message = message::relayed(&message, &trace, config.mutation);
        let recipients = mem::take(&mut self.recipients);
        queue::enqueue(&self.state, MailObject::new(self.reverse_path.clone(), recipients, message));
        Reply::new(250, "2.0.0", "queued")
    }

    fn reset(&mut self) {
        self.reverse_path = ReversePath::Null;
        self.recipients.clear();
    }
}
