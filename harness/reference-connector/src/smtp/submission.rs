// SPDX-License-Identifier: EUPL-1.2
//! The submission port, where the internal mail server hands over what is to leave.

use std::{net::IpAddr, ops::ControlFlow, sync::Arc};

use rustls::pki_types::CertificateDer;

use crate::{
    message::{self, Hop},
    mutation::Mutation,
    office::Office,
    queue::{self, Letter},
    smtp::{
        command::{ForwardPath, Mail},
        mailbox::Mailbox,
        manners::Manners,
        reply::Reply,
        session::{Desk, StartTls, too_big},
    },
};

/// One connection of the internal mail server.
pub(crate) struct Submission {
    office: Arc<Office>,
    client: IpAddr,
    client_name: String,
    reverse_path: Option<Mailbox>,
    recipients: Vec<Mailbox>,
}

impl Submission {
    pub(crate) fn new(office: Arc<Office>, client: IpAddr) -> Submission {
        Submission { office, client, client_name: String::new(), reverse_path: None, recipients: vec![] }
    }
}

impl Desk for Submission {
    fn greeting(&self) -> String {
        format!("{} ESMTP submission", self.office.config.hostname)
    }

    fn hostname(&self) -> &str {
        &self.office.config.hostname
    }

    fn max_message_size(&self) -> usize {
        self.office.config.max_message_size
    }

    fn tls(&self) -> Option<StartTls> {
        None
    }

    fn requires_tls(&self) -> bool {
        false
    }

    fn manners(&self) -> Manners {
        let slow = self.office.config.mutation.filter(|mutation| *mutation == Mutation::SlowInTime);
        Manners::of(slow)
    }

    fn secured(&mut self, _chain: Option<&[CertificateDer<'_>]>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn introduced(&mut self, client_name: &str) {
        self.client_name = client_name.to_owned();
    }

    fn mail(&mut self, mail: Mail) -> Result<(), Reply> {
        if mail.size.is_some_and(|size| size > self.max_message_size()) {
            return Err(too_big());
        }
        if mail.reverse_path.as_ref().is_some_and(|sender| !self.office.is_own(sender.domain())) {
            return Err(Reply::new(550, "5.7.1", "the sender is not of a domain served here"));
        }
        self.reverse_path = mail.reverse_path;
        Ok(())
    }

    async fn rcpt(&mut self, path: ForwardPath) -> Reply {
        let recipient = match path {
            ForwardPath::Mailbox(recipient) => recipient,
            ForwardPath::Postmaster => self.office.postmaster(),
        };
        let (config, domain) = (&self.office.config, recipient.domain());
        let reachable = self.office.is_own(domain)
            || self.office.liste_blanche().dns_of(domain, config.mutation).is_some()
            || config.breaks(Mutation::SendsToUnlistedDomain);
        if !reachable {
            return Reply::new(550, "5.7.1", "the recipient's domain is not in the liste blanche");
        }
        self.recipients.push(recipient);
        Reply::new(250, "2.1.5", "recipient ok")
    }

    async fn data(&mut self, message: Vec<u8>) -> Reply {
        if message::loops(&message) {
            return Reply::new(554, "5.4.6", "the message is in a loop");
        }
        let config = &self.office.config;
        let hop =
            Hop { client_name: &self.client_name, client: self.client, own_name: &config.hostname, protocol: "ESMTP" };
        let message = message::relayed(&message, &hop, config.mutation);
        let recipients = std::mem::take(&mut self.recipients);
        queue::submit(&self.office, Letter::new(self.reverse_path.clone(), recipients, message));
        Reply::new(250, "2.0.0", "queued")
    }

    fn reset(&mut self) {
        self.reverse_path = None;
        self.recipients.clear();
    }
}
