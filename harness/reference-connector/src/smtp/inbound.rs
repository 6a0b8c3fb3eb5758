// SPDX-License-Identifier: EUPL-1.2
//! The relay port, where other operators deliver.

use std::{net::IpAddr, sync::Arc};

use rustls::pki_types::CertificateDer;
use tokio_rustls::TlsAcceptor;

use crate::{
    automatic_reply,
    dn::Dn,
    message::{self, Hop},
    mutation::Mutation,
    office::Office,
    queue, relay,
    smtp::{
        client::{Client, Failure},
        command::{ForwardPath, Mail},
        mailbox::Mailbox,
        reply::Reply,
        session::{Desk, StartTls, too_big},
    },
    tls::same_operator,
};

/// One connection of a peer.
pub(crate) struct Inbound {
    office: Arc<Office>,
    client: IpAddr,
    client_name: String,
    security: Security,
    transaction: Transaction,
}

/// What is known of the peer.
#[derive(Debug)]
enum Security {
    /// Still in clear text.
    Clear,
    /// In TLS without a certificate, which only a mutation lets happen.
    Anonymous,
    /// In TLS with a certificate that was found valid; `None` if its subject cannot be read.
    Certified(Option<Dn>),
}

/// What was accepted since MAIL.
#[derive(Default)]
struct Transaction {
    reverse_path: Option<Mailbox>,
    /// The refusal that waits for RCPT, under the mutation that does so.
    deferred: Option<Reply>,
    /// The internal session, open since the first recipient there.
    internal: Option<Client>,
    accepted_inside: bool,
    to_automatic_reply: bool,
    /// Recipients elsewhere, accepted only by an open relay.
    outside: Vec<Mailbox>,
}

impl Inbound {
    pub(crate) fn new(office: Arc<Office>, client: IpAddr) -> Inbound {
        Inbound {
            office,
            client,
            client_name: String::new(),
            security: Security::Clear,
            transaction: Transaction::default(),
        }
    }

    fn breaks(&self, mutation: Mutation) -> bool {
        self.office.config.breaks(mutation)
    }

    /// Holds the sender against the list and the certificate; `Some` is the refusal.
    fn judge(&self, sender: Option<&Mailbox>) -> Option<Reply> {
        let refusal = |text: &str| Some(Reply::new(550, "5.7.1", text));
        let list = self.office.liste_blanche();
        let mutation = self.office.config.mutation;
        let presented = match &self.security {
            Security::Certified(Some(dn)) => Some(dn),
            Security::Certified(None) => return refusal("the subject of the certificate cannot be read"),
            // Without a certificate there is nothing to compare; compliant rules never come here.
            Security::Clear | Security::Anonymous => None,
        };
        let known = || presented.is_none_or(|presented| list.knows(presented, mutation));
        let Some(sender) = sender else {
            let accepted = known() && !self.breaks(Mutation::RefusesNullSender);
            return if accepted { None } else { refusal("the null sender is not accepted from this certificate") };
        };
        match list.dns_of(sender.domain(), mutation) {
            None if self.breaks(Mutation::AcceptsUnlistedSender) && known() => None,
            None => refusal("the sender's domain is not in the liste blanche"),
            Some(_) if self.breaks(Mutation::IgnoresSenderBinding) => None,
            Some(listed) => {
                let cn_only = self.breaks(Mutation::ComparesCnOnlyInbound);
                let bound =
                    presented.is_none_or(|presented| listed.iter().any(|dn| same_operator(dn, presented, cn_only)));
                if bound { None } else { refusal("the certificate is not listed for the sender's domain") }
            }
        }
    }

    /// Asks the internal mail server about a recipient, in the session that will take the message.
    async fn ask_inside(&mut self, recipient: &Mailbox) -> Result<(), Failure> {
        let mut session = match self.transaction.internal.take() {
            Some(session) => session,
            None => {
                let mut session = relay::internal(&self.office).await?;
                session.mail(self.transaction.reverse_path.as_ref(), None).await?;
                session
            }
        };
        let answer = session.rcpt(recipient).await;
        // A broken session took the recipients accepted before with it; DATA will say so.
        if !matches!(answer, Err(Failure::Found { .. })) {
            self.transaction.internal = Some(session);
        }
        answer
    }

    /// Hands the message to the internal mail server, whose answer is ours: nothing is kept here.
    async fn hand_over(&mut self, message: &[u8]) -> Reply {
        let Some(mut session) = self.transaction.internal.take() else {
            return unavailable();
        };
        let reply = match session.data(message).await {
            Ok(_) => Reply::new(250, "2.0.0", "delivered"),
            Err(failure) => relayed_refusal(failure),
        };
        self.office.tasks.spawn(session.quit());
        reply
    }

    /// Answers from the automatic mailbox and sends on what an open relay accepted.
    fn send_out(&self, received: &[u8], traced: &[u8]) {
        let Transaction { reverse_path, to_automatic_reply, outside, .. } = &self.transaction;
        if let Some(mailbox) = self.office.automatic_reply.as_ref().filter(|_| *to_automatic_reply) {
            let mutation = self.office.config.mutation;
            let answer = automatic_reply::answer(mailbox, reverse_path.as_ref(), received, mutation);
            if let Some(answer) = answer {
                queue::submit(&self.office, None, vec![answer.recipient], answer.message.into());
            }
        }
        if !outside.is_empty() {
            queue::submit(&self.office, reverse_path.as_ref(), outside.clone(), traced.to_vec().into());
        }
    }
}

impl Desk for Inbound {
    fn greeting(&self) -> String {
        let hostname = &self.office.config.hostname;
        let words = if self.breaks(Mutation::GreetsDifferently) { "bonjour, ESMTP a votre service" } else { "ESMTP" };
        format!("{hostname} {words}")
    }

    fn hostname(&self) -> &str {
        &self.office.config.hostname
    }

    fn max_message_size(&self) -> usize {
        self.office.config.max_message_size
    }

    fn tls(&self) -> Option<StartTls> {
        matches!(self.security, Security::Clear).then(|| StartTls {
            acceptor: TlsAcceptor::from(self.office.server_tls.clone()),
            patience: self.office.config.timeout(),
            keeps_read_ahead: self.breaks(Mutation::RunsCommandsBehindStarttls),
        })
    }

    fn lists_starttls(&self) -> bool {
        self.tls().is_some() || self.breaks(Mutation::OffersStarttlsInsideTls)
    }

    fn requires_tls(&self) -> bool {
        matches!(self.security, Security::Clear) && !self.breaks(Mutation::AcceptsMailInClear)
    }

    fn secured(&mut self, certificate: Option<&CertificateDer<'_>>) {
        self.security = match certificate {
            Some(certificate) => Security::Certified(Dn::of_subject(certificate)),
            None => Security::Anonymous,
        };
    }

    fn introduced(&mut self, client_name: &str) {
        self.client_name = client_name.to_owned();
    }

    fn mail(&mut self, mail: Mail) -> Result<(), Reply> {
        if mail.size.is_some_and(|size| size > self.max_message_size()) {
            return Err(too_big());
        }
        let refusal = self.judge(mail.reverse_path.as_ref());
        if let Some(reply) = &refusal {
            tracing::info!(client = %self.client, peer = ?self.security, %reply, "sender refused");
        }
        match refusal {
            Some(reply) if !self.breaks(Mutation::RefusesAtRcpt) => Err(reply),
            deferred => {
                self.transaction = Transaction { reverse_path: mail.reverse_path, deferred, ..Transaction::default() };
                Ok(())
            }
        }
    }

    async fn rcpt(&mut self, path: ForwardPath) -> Reply {
        if let Some(refusal) = &self.transaction.deferred {
            return refusal.clone();
        }
        let recipient = match path {
            ForwardPath::Mailbox(recipient) => recipient,
            ForwardPath::Postmaster => Mailbox::new("postmaster", &self.office.config.domaines[0]),
        };
        let accepted = || Reply::new(250, "2.1.5", "recipient ok");
        if !self.office.is_own(recipient.domain()) {
            if !self.breaks(Mutation::IsAnOpenRelay) {
                return Reply::new(550, "5.7.1", "relaying denied");
            }
            self.transaction.outside.push(recipient);
            return accepted();
        }
        if self.office.automatic_reply.as_ref().is_some_and(|mailbox| mailbox.is(&recipient)) {
            self.transaction.to_automatic_reply = true;
            return accepted();
        }
        match self.ask_inside(&recipient).await {
            Ok(()) => {
                self.transaction.accepted_inside = true;
                accepted()
            }
            // With nobody accepted inside, DATA hands the message over to nobody.
            Err(failure) if failure.is_permanent() && self.breaks(Mutation::AcceptsUnknownRecipients) => accepted(),
            Err(failure) => relayed_refusal(failure),
        }
    }

    async fn data(&mut self, received: Vec<u8>) -> Reply {
        if message::loops(&received) {
            return Reply::new(554, "5.4.6", "the message is in a loop");
        }
        let config = &self.office.config;
        let protocol = if matches!(self.security, Security::Clear) { "ESMTP" } else { "ESMTPS" };
        let hop = Hop { client_name: &self.client_name, client: self.client, own_name: &config.hostname, protocol };
        let traced = message::relayed(&received, &hop, config.mutation);
        let reply = if self.transaction.accepted_inside {
            self.hand_over(&traced).await
        } else {
            Reply::new(250, "2.0.0", "accepted")
        };
        if reply.is_positive() {
            self.send_out(&received, &traced);
        }
        reply
    }

    fn reset(&mut self) {
        if let Some(session) = std::mem::take(&mut self.transaction).internal {
            self.office.tasks.spawn(session.quit());
        }
    }
}

/// What the peer is told when the inside refuses or fails.
fn relayed_refusal(failure: Failure) -> Reply {
    match failure {
        // 421 would announce that this session closes, which it does not.
        Failure::Refused(reply) if reply.code != 421 => reply,
        _ => unavailable(),
    }
}

fn unavailable() -> Reply {
    Reply::new(451, "4.4.1", "the internal mail server is not available")
}
