// SPDX-License-Identifier: EUPL-1.2
//! The relay port, where other operators deliver.

use std::{net::IpAddr, ops::ControlFlow, sync::Arc, time::Duration};

use rustls::pki_types::CertificateDer;
use tokio_rustls::TlsAcceptor;

use crate::{
    automatic_reply,
    custody::{self, HandOver},
    dn::Dn,
    message::{self, Hop},
    mutation::Mutation,
    notice::{Action, Notice, Undelivered},
    office::Office,
    queue::{self, Letter},
    relay,
    smtp::{
        admission::{self, Moment, Security},
        client::{Client, Failure},
        command::{ForwardPath, Mail},
        mailbox::Mailbox,
        manners::{LEAST_SIZE, Manners},
        reply::Reply,
        session::{Desk, StartTls, too_big},
    },
};

/// How long a sender must wait after its first attempt, under the mutation that greylists.
const GREYLIST_DELAY: Duration = Duration::from_millis(100);

/// One connection of a peer.
pub(crate) struct Inbound {
    office: Arc<Office>,
    client: IpAddr,
    client_name: String,
    security: Security,
    transaction: Transaction,
}

/// What was accepted since MAIL.
#[derive(Default)]
struct Transaction {
    reverse_path: Option<Mailbox>,
    /// The refusal that waits for RCPT or DATA, under the mutations that do so.
    deferred: Option<Reply>,
    internal: Internal,
    /// Recipients that the internal mail server took.
    inside: Vec<Mailbox>,
    /// Recipients that it does not know, accepted only by the mutation that tells the sender later.
    unknown: Vec<Undelivered>,
    to_automatic_reply: bool,
    /// Recipients elsewhere, accepted only by an open relay.
    outside: Vec<Mailbox>,
}

/// The session with the internal mail server that takes the message.
#[derive(Default)]
enum Internal {
    /// No recipient needed one yet.
    #[default]
    Closed,
    Open(Client),
    /// It broke, and took with it the recipients accepted before.
    Lost,
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

    fn refuses_at(&self, moment: Moment) -> bool {
        Moment::of(self.office.config.mutation) == moment
    }

    /// Whether the sender has not tried that recipient before, or only a moment ago.
    fn is_new(&self, recipient: &Mailbox) -> bool {
        let sender = self.transaction.reverse_path.as_ref().map(Mailbox::to_string).unwrap_or_default();
        let known = self.office.memory.since_first(format!("grey {sender} {recipient}"));
        known.is_none_or(|since| since < GREYLIST_DELAY)
    }

    /// Whether the sender can be told of an unknown mailbox after the message was taken.
    fn tells_later(&self) -> bool {
        self.breaks(Mutation::BouncesUnknownMailbox) && self.transaction.reverse_path.is_some()
    }

    /// Asks the internal mail server about a recipient, in the session that will take the message.
    async fn ask_inside(&mut self, recipient: &Mailbox) -> Result<(), Failure> {
        let mut session = match std::mem::take(&mut self.transaction.internal) {
            Internal::Open(session) => session,
            Internal::Closed => self.open_inside().await?,
            Internal::Lost => {
                self.transaction.internal = Internal::Lost;
                return Err(Failure::found("4.4.1", "the session with the internal mail server was lost"));
            }
        };
        let answer = session.rcpt(recipient).await;
        self.transaction.internal = match answer {
            Err(Failure::Found { .. }) => Internal::Lost,
            _ => Internal::Open(session),
        };
        answer
    }

    async fn open_inside(&mut self) -> Result<Client, Failure> {
        let mut session = relay::internal(&self.office).await?;
        let reverse_path = custody::reverse_path_inside(&self.office, self.transaction.reverse_path.as_ref());
        match session.mail(reverse_path.as_ref(), None).await {
            Ok(()) => Ok(session),
            Err(failure) => {
                self.office.tasks.spawn(session.quit());
                Err(failure)
            }
        }
    }

    /// Hands the message to the internal mail server, whose answer is ours: nothing is kept here.
    async fn hand_over(&mut self, message: &[u8]) -> Reply {
        let Transaction { reverse_path, inside, .. } = &self.transaction;
        let letter = Letter::new(reverse_path.clone(), inside.clone(), message.to_vec());
        let hand_over = HandOver::of(&self.office, &letter);
        let reply = match std::mem::take(&mut self.transaction.internal) {
            Internal::Open(mut session) => {
                let delivered = if hand_over.as_accepted { session.data(message).await.map(drop) } else { Ok(()) };
                self.office.tasks.spawn(session.quit());
                match delivered {
                    Ok(()) => Reply::new(250, "2.0.0", "delivered"),
                    Err(failure) => relayed_refusal(failure),
                }
            }
            Internal::Closed | Internal::Lost => unavailable(),
        };
        if !reply.is_positive() {
            return reply;
        }
        let denied = hand_over.denied;
        hand_over.send_others(&self.office);
        if denied { Reply::new(550, "5.7.1", "the message is refused") } else { reply }
    }

    /// Answers from the automatic mailbox, and sends on what only mutations accepted.
    fn send_out(&self, received: &[u8], traced: &[u8]) {
        let Transaction { reverse_path, unknown, to_automatic_reply, outside, .. } = &self.transaction;
        if let Some(mailbox) = self.office.automatic_reply.as_ref().filter(|_| *to_automatic_reply) {
            for answer in automatic_reply::answers(&self.office.config, mailbox, reverse_path.as_ref(), received) {
                queue::submit(&self.office, answer);
            }
        }
        if let (Some(sender), [_, ..]) = (reverse_path, &unknown[..]) {
            let config = &self.office.config;
            let notice = Notice { config, sender, action: Action::Failed, undelivered: unknown, original: received };
            queue::submit(&self.office, Letter::new(None, vec![sender.clone()], notice.compose()));
        }
        if !outside.is_empty() {
            queue::submit(&self.office, Letter::new(reverse_path.clone(), outside.clone(), traced.to_vec()));
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
        let config = &self.office.config;
        match config.breaks(Mutation::AnnouncesASmallSize) {
            true => config.max_message_size.min(LEAST_SIZE),
            false => config.max_message_size,
        }
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

    fn manners(&self) -> Manners {
        Manners::of(self.office.config.mutation)
    }

    fn secured(&mut self, chain: Option<&[CertificateDer<'_>]>) -> ControlFlow<()> {
        self.security = match chain {
            Some([certificate, ..]) => Security::Certified(Dn::of_subject(certificate)),
            _ => Security::Anonymous,
        };
        match self.breaks(Mutation::RefusesByClosing) && !admission::welcomes(&self.office, chain) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }

    fn introduced(&mut self, client_name: &str) {
        self.client_name = client_name.to_owned();
    }

    fn mail(&mut self, mail: Mail) -> Result<(), Reply> {
        if mail.size.is_some_and(|size| size > self.max_message_size()) {
            return Err(too_big());
        }
        let sender = mail.reverse_path.as_ref();
        let refusal = admission::refusal(&self.office, &self.security, sender)
            .map(|refusal| admission::worded(&self.office, self.client, sender, refusal));
        if let Some(reply) = &refusal {
            tracing::info!(client = %self.client, peer = ?self.security, %reply, "sender refused");
        }
        match refusal {
            Some(reply) if self.refuses_at(Moment::Mail) => Err(reply),
            deferred => {
                self.transaction = Transaction { reverse_path: mail.reverse_path, deferred, ..Transaction::default() };
                Ok(())
            }
        }
    }

    async fn rcpt(&mut self, path: ForwardPath) -> Reply {
        let accepted = || Reply::new(250, "2.1.5", "recipient ok");
        if let Some(refusal) = &self.transaction.deferred {
            return if self.refuses_at(Moment::Rcpt) { refusal.clone() } else { accepted() };
        }
        let recipient = match path {
            ForwardPath::Mailbox(recipient) => recipient,
            ForwardPath::Postmaster => self.office.postmaster(),
        };
        if !self.office.is_own(recipient.domain()) {
            if !self.breaks(Mutation::IsAnOpenRelay) {
                return Reply::new(550, "5.7.1", "relaying denied");
            }
            self.transaction.outside.push(recipient);
            return accepted();
        }
        if self.breaks(Mutation::Greylists) && self.is_new(&recipient) {
            return Reply::new(450, "4.7.1", "come again in a moment");
        }
        if self.office.automatic_reply.as_ref().is_some_and(|mailbox| mailbox.is(&recipient)) {
            self.transaction.to_automatic_reply = true;
            return accepted();
        }
        match self.ask_inside(&recipient).await {
            Ok(()) => {
                self.transaction.inside.push(recipient);
                accepted()
            }
            // With nobody accepted inside, DATA hands the message over to nobody.
            Err(failure) if failure.is_permanent() && self.breaks(Mutation::AcceptsUnknownRecipients) => accepted(),
            Err(failure) if failure.is_permanent() && self.tells_later() => {
                self.transaction.unknown.push(Undelivered { recipient, failure });
                accepted()
            }
            Err(failure) => relayed_refusal(failure),
        }
    }

    fn before_data(&self) -> Result<(), Reply> {
        self.transaction.deferred.clone().map_or(Ok(()), Err)
    }

    async fn data(&mut self, received: Vec<u8>) -> Reply {
        if message::loops(&received) {
            return Reply::new(554, "5.4.6", "the message is in a loop");
        }
        let config = &self.office.config;
        let protocol = if matches!(self.security, Security::Clear) { "ESMTP" } else { "ESMTPS" };
        let hop = Hop { client_name: &self.client_name, client: self.client, own_name: &config.hostname, protocol };
        let traced = message::relayed(&received, &hop, config.mutation);
        let reply = if self.transaction.inside.is_empty() {
            Reply::new(250, "2.0.0", "accepted")
        } else {
            self.hand_over(&traced).await
        };
        if reply.is_positive() {
            self.send_out(&received, &traced);
        }
        reply
    }

    fn reset(&mut self) {
        if let Internal::Open(session) = std::mem::take(&mut self.transaction).internal {
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
