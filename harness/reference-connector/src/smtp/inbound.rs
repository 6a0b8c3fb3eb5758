// SPDX-License-Identifier: EUPL-1.2
//! The relay port, where other operators deliver.

use std::{mem, net::IpAddr, ops::ControlFlow, sync::Arc, time::Duration};

use rustls::pki_types::CertificateDer;
use tokio_rustls::TlsAcceptor;

use crate::{
    automatic_reply,
    delivery::InboundDelivery,
    dsn::{Action, Dsn, UndeliveredRecipient},
    message::{self, Trace},
    mutation::Mutation,
    queue::{self, MailObject},
    smtp::{
        admission::{self, ClientAuthentication, RefusalPoint},
        command::MailParameters,
        failure::DeliveryFailure,
        internal_session::InternalSession,
        mailbox::Mailbox,
        options::{MIN_MESSAGE_SIZE, SessionOptions},
        path::{ForwardPath, ReversePath},
        reply::Reply,
        service::{Service, StartTls},
    },
    state::ConnectorState,
};

/// The time before a greylisted sender is accepted, under the mutation that greylists.
const GREYLIST_DELAY: Duration = Duration::from_millis(100);

/// One connection of a peer.
pub(crate) struct Inbound {
    state: Arc<ConnectorState>,
    client: IpAddr,
    client_name: String,
    authentication: ClientAuthentication,
    transaction: Transaction,
}

/// The transaction since MAIL.
#[derive(Default)]
struct Transaction {
    reverse_path: ReversePath,
    /// The refusal of the sender that a mutation sends at RCPT or DATA.
    pending_refusal: Option<Reply>,
    internal: InternalSession,
    /// The recipients that the internal mail server accepted.
    recipients: Vec<Mailbox>,
    /// The recipients unknown to it, accepted by the mutation that notifies the sender later.
    unknown: Vec<UndeliveredRecipient>,
    to_automatic_reply: bool,
    /// The recipients of other domains, accepted by an open relay.
    relayed: Vec<Mailbox>,
}

impl Inbound {
    /// The service for a client that has just connected.
    pub(crate) fn new(state: Arc<ConnectorState>, client: IpAddr) -> Inbound {
        Inbound {
            state,
            client,
            client_name: String::new(),
            authentication: ClientAuthentication::Cleartext,
            transaction: Transaction::default(),
        }
    }

    fn breaks(&self, mutation: Mutation) -> bool {
        self.state.config.breaks(mutation)
    }

    fn is_cleartext(&self) -> bool {
        matches!(self.authentication, ClientAuthentication::Cleartext)
    }

    fn refuses_at(&self, point: RefusalPoint) -> bool {
        RefusalPoint::of(self.state.config.mutation) == point
    }

    /// Whether the sender's first attempt for that recipient is less than the delay ago.
    fn is_greylisted(&self, recipient: &Mailbox) -> bool {
        let attempt = format!("grey {} {recipient}", self.transaction.reverse_path);
        self.state.history.since_first(attempt).is_none_or(|since| since < GREYLIST_DELAY)
    }

    /// Whether an unknown mailbox is accepted and its sender notified.
    fn notifies_unknown(&self) -> bool {
        self.breaks(Mutation::BouncesUnknownMailbox) && !self.transaction.reverse_path.is_null()
    }

    /// Replies to a recipient of an own domain.
    async fn own_recipient(&mut self, recipient: Mailbox) -> Reply {
        if self.breaks(Mutation::Greylists) && self.is_greylisted(&recipient) {
            return Reply::new(450, "4.7.1", "come again in a moment");
        }
        if self.state.automatic_reply.as_ref().is_some_and(|mailbox| mailbox.is_same_as(&recipient)) {
            self.transaction.to_automatic_reply = true;
            return recipient_ok();
        }
        let Transaction { internal, reverse_path, .. } = &mut self.transaction;
        match internal.rcpt(&self.state, reverse_path, &recipient).await {
            Ok(()) => {
                self.transaction.recipients.push(recipient);
                recipient_ok()
            }
            // The message is dropped if no other recipient is accepted.
            Err(failure) if failure.is_permanent() && self.breaks(Mutation::AcceptsUnknownRecipients) => recipient_ok(),
            Err(failure) if failure.is_permanent() && self.notifies_unknown() => {
                self.transaction.unknown.push(UndeliveredRecipient { recipient, failure });
                recipient_ok()
            }
            Err(failure) => relayed_reply(failure),
        }
    }

    /// Delivers to the internal mail server, whose reply is relayed: nothing is queued here.
    async fn deliver(&mut self, message: &[u8]) -> Reply {
        let Transaction { reverse_path, recipients, .. } = &self.transaction;
        let mail = MailObject::new(reverse_path.clone(), recipients.clone(), message.to_vec());
        let delivery = InboundDelivery::of(&self.state, &mail);
        let internal = mem::take(&mut self.transaction.internal);
        if let Err(failure) = internal.data(&self.state, delivery.to_recipients.then_some(message)).await {
            return relayed_reply(failure);
        }
        let reported_refused = delivery.reported_refused;
        delivery.send_copies(&self.state);
        match reported_refused {
            true => Reply::new(550, "5.7.1", "the message is refused"),
            false => Reply::new(250, "2.0.0", "delivered"),
        }
    }

    /// Queues what an accepted message causes: automatic replies, a notice, mail for other domains.
    fn queue_consequences(&self, received: &[u8], traced: &[u8]) {
        let Transaction { reverse_path, unknown, to_automatic_reply, relayed, .. } = &self.transaction;
        let config = &self.state.config;
        if let Some(mailbox) = self.state.automatic_reply.as_ref().filter(|_| *to_automatic_reply) {
            for reply in automatic_reply::replies(config, mailbox, reverse_path, received) {
                queue::enqueue(&self.state, reply);
            }
        }
        if let (ReversePath::Mailbox(sender), [_, ..]) = (reverse_path, &unknown[..]) {
            let dsn = Dsn { config, sender, action: Action::Failed, undelivered: unknown, original: received };
            queue::enqueue(&self.state, MailObject::new(ReversePath::Null, vec![sender.clone()], dsn.compose()));
        }
        if !relayed.is_empty() {
            queue::enqueue(&self.state, MailObject::new(reverse_path.clone(), relayed.clone(), traced.to_vec()));
        }
    }
}

impl Service for Inbound {
    fn greeting(&self) -> String {
        let hostname = &self.state.config.hostname;
        let words = if self.breaks(Mutation::GreetsDifferently) { "bonjour, ESMTP a votre service" } else { "ESMTP" };
        format!("{hostname} {words}")
    }

    fn hostname(&self) -> &str {
        &self.state.config.hostname
    }

    fn max_message_size(&self) -> usize {
        let config = &self.state.config;
        match config.breaks(Mutation::AnnouncesASmallSize) {
            true => config.max_message_size.min(MIN_MESSAGE_SIZE),
            false => config.max_message_size,
        }
    }

    fn starttls(&self) -> Option<StartTls> {
        self.is_cleartext().then(|| StartTls {
            acceptor: TlsAcceptor::from(self.state.server_tls.clone()),
            timeout: self.state.config.timeout(),
            keeps_read_ahead: self.breaks(Mutation::RunsCommandsBehindStarttls),
        })
    }

    fn lists_starttls(&self) -> bool {
        self.is_cleartext() || self.breaks(Mutation::OffersStarttlsInsideTls)
    }

    fn requires_tls(&self) -> bool {
        self.is_cleartext() && !self.breaks(Mutation::AcceptsMailInClear)
    }

    fn options(&self) -> SessionOptions {
        SessionOptions::of(self.state.config.mutation)
    }

    fn tls_established(&mut self, chain: Option<&[CertificateDer<'_>]>) -> ControlFlow<()> {
        self.authentication = ClientAuthentication::of_chain(chain);
        match self.breaks(Mutation::RefusesByClosing) && !admission::is_admitted(&self.state, chain) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }

    fn greeted(&mut self, client_name: &str) {
        self.client_name = client_name.to_owned();
    }

    fn mail(&mut self, MailParameters { reverse_path, size }: MailParameters) -> Result<(), Reply> {
        if size.is_some_and(|size| size > self.max_message_size()) {
            return Err(Reply::too_big());
        }
        let refusal = admission::sender_refusal(&self.state, &self.authentication, &reverse_path)
            .map(|refusal| admission::deferred_once(&self.state, self.client, &reverse_path, refusal));
        if let Some(reply) = &refusal {
            tracing::info!(client = %self.client, peer = ?self.authentication, %reply, "sender refused");
        }
        match refusal {
            Some(reply) if self.refuses_at(RefusalPoint::Mail) => Err(reply),
            pending_refusal => {
                self.transaction = Transaction { reverse_path, pending_refusal, ..Transaction::default() };
                Ok(())
            }
        }
    }

    async fn rcpt(&mut self, path: ForwardPath) -> Reply {
        if let Some(refusal) = &self.transaction.pending_refusal {
            return if self.refuses_at(RefusalPoint::Rcpt) { refusal.clone() } else { recipient_ok() };
        }
        let recipient = path.or_postmaster(|| self.state.postmaster());
        if self.state.is_own(recipient.domain()) {
            return self.own_recipient(recipient).await;
        }
        if !self.breaks(Mutation::IsAnOpenRelay) {
            return Reply::new(550, "5.7.1", "relaying denied");
        }
        self.transaction.relayed.push(recipient);
        recipient_ok()
    }

    fn before_data(&self) -> Result<(), Reply> {
        self.transaction.pending_refusal.clone().map_or(Ok(()), Err)
    }

    async fn data(&mut self, received: Vec<u8>) -> Reply {
        if message::loops(&received) {
            return Reply::new(554, "5.4.6", "the message is in a loop");
        }
        let config = &self.state.config;
        let protocol = if self.is_cleartext() { "ESMTP" } else { "ESMTPS" };
        let trace = Trace { client_name: &self.client_name, client: self.client, own_name: &config.hostname, protocol };
        let traced = message::relayed(&received, &trace, config.mutation);
        let reply = match self.transaction.recipients.is_empty() {
            true => Reply::new(250, "2.0.0", "accepted"),
            false => self.deliver(&traced).await,
        };
        if reply.is_positive() {
            self.queue_consequences(&received, &traced);
        }
        reply
    }

    fn reset(&mut self) {
        mem::take(&mut self.transaction).internal.quit(&self.state);
    }
}

fn recipient_ok() -> Reply {
    Reply::new(250, "2.1.5", "recipient ok")
}

/// The reply for a failure of the internal mail server.
fn relayed_reply(failure: DeliveryFailure) -> Reply {
    match failure {
        // 421 is replaced, because it means that this session closes (RFC 5321 §3.8).
        DeliveryFailure::Remote(reply) if reply.code != 421 => reply,
        _ => Reply::new(451, "4.4.1", "the internal mail server is not available"),
    }
}
