// SPDX-License-Identifier: EUPL-1.2
//! The queue: one task per message and next hop, until delivery or the last attempt.

use std::{collections::BTreeMap, mem, sync::Arc, time::Duration};

use bytes::Bytes;

use crate::{
    delivery,
    dsn::{Action, Dsn, UndeliveredRecipient},
    mutation::Mutation,
    relay,
    smtp::{failure::DeliveryFailure, mailbox::Mailbox, path::ReversePath},
    state::ConnectorState,
};

/// An envelope and its message (RFC 5321 §2.3.1).
#[derive(Debug, Clone)]
pub(crate) struct MailObject {
    /// Null for notices and automatic replies, which never cause a notice themselves.
    pub(crate) reverse_path: ReversePath,
    pub(crate) recipients: Vec<Mailbox>,
    pub(crate) message: Bytes,
    /// Whether a mutation made it; a copy is not copied again, and its failure causes no notice.
    pub(crate) is_copy: bool,
}

/// A mail object on its way to one next hop.
#[derive(Debug)]
pub(crate) struct QueueEntry {
    pub(crate) mail: MailObject,
    pub(crate) next_hop: NextHop,
}

/// The destination of a queue entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NextHop {
    /// The internal mail server.
    Internal,
    /// The MX hosts of a domain.
    Peer(String),
}

/// The recipients of one attempt by what became of them.
#[derive(Default)]
struct AttemptResult {
    delivered: Vec<Mailbox>,
    failed: Vec<UndeliveredRecipient>,
    deferred: Vec<UndeliveredRecipient>,
}

impl MailObject {
    /// A message and its envelope.
    pub(crate) fn new(reverse_path: ReversePath, recipients: Vec<Mailbox>, message: impl Into<Bytes>) -> MailObject {
        MailObject { reverse_path, recipients, message: message.into(), is_copy: false }
    }

    /// The same message to other recipients.
    pub(crate) fn copy_to(&self, recipients: Vec<Mailbox>) -> MailObject {
        MailObject { recipients, is_copy: true, ..self.clone() }
    }
}

/// Queues a mail object: recipients with the same next hop share a transaction.
pub(crate) fn enqueue(state: &Arc<ConnectorState>, mail: MailObject) {
    let mut by_next_hop: BTreeMap<NextHop, Vec<Mailbox>> = BTreeMap::new();
    for recipient in &mail.recipients {
        let is_own = state.is_own(recipient.domain());
        let next_hop = if is_own { NextHop::Internal } else { NextHop::Peer(recipient.domain().to_owned()) };
        by_next_hop.entry(next_hop).or_default().push(recipient.clone());
    }
    let recipients_per_entry = if state.config.breaks(Mutation::SplitsRecipients) { 1 } else { usize::MAX };
    for (next_hop, recipients) in by_next_hop {
        for recipients in recipients.chunks(recipients_per_entry) {
            let mail = MailObject { recipients: recipients.to_vec(), ..mail.clone() };
            state.tasks.spawn(process(state.clone(), QueueEntry { mail, next_hop: next_hop.clone() }));
        }
    }
}

async fn process(state: Arc<ConnectorState>, mut entry: QueueEntry) {
    let mut attempts_left = state.config.retry.attempts.max(1);
    let mut is_first = true;
    loop {
        attempts_left -= 1;
        let mut result = attempt(&state, &mut entry, attempts_left == 0).await;
        delivery::send_copy_after(&state, &entry, &result.delivered);
        notify_sender(&state, &entry.mail, Action::Failed, &result.failed);
        if is_first {
            deviate_at_first_deferral(&state, &mut entry.mail, &mut result.deferred);
        }
        is_first = false;
        entry.mail.recipients = result.deferred.into_iter().map(|deferred| deferred.recipient).collect();
        if entry.mail.recipients.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(state.config.retry.delay_ms)).await;
    }
}

/// Tries once to deliver to the recipients of an entry, which has none left afterwards.
async fn attempt(state: &ConnectorState, entry: &mut QueueEntry, is_last: bool) -> AttemptResult {
    let deliveries = relay::deliver(state, entry).await;
    let mut result = AttemptResult::default();
    for (recipient, delivery) in mem::take(&mut entry.mail.recipients).into_iter().zip(deliveries) {
        match delivery {
            Ok(()) => {
                tracing::info!(%recipient, "delivered");
                result.delivered.push(recipient);
            }
            Err(failure) if is_last || is_final(state, &entry.next_hop, &failure) => {
                tracing::info!(%recipient, %failure, "given up");
                result.failed.push(UndeliveredRecipient { recipient, failure });
            }
            Err(failure) => {
                tracing::info!(%recipient, %failure, "to be tried again");
                result.deferred.push(UndeliveredRecipient { recipient, failure });
            }
        }
    }
    result
}

/// The deviations of mutations at the first temporary failure; a compliant connector only waits.
fn deviate_at_first_deferral(
    state: &Arc<ConnectorState>,
    mail: &mut MailObject,
    deferred: &mut Vec<UndeliveredRecipient>,
) {
    match state.config.mutation {
        Some(Mutation::WarnsThenFails) => notify_sender(state, mail, Action::Delayed, deferred),
        Some(Mutation::GivesUpAtFirstWarning) => {
            notify_sender(state, mail, Action::Delayed, deferred);
            deferred.clear();
        }
        Some(Mutation::RetriesAfterTelling) => {
            notify_sender(state, mail, Action::Failed, deferred);
            // The sender was notified, so further attempts cause no notice.
            mail.is_copy = true;
        }
        _ => {}
    }
}

/// Whether another attempt is useless; two mutations misread the class of a peer's reply.
fn is_final(state: &ConnectorState, next_hop: &NextHop, failure: &DeliveryFailure) -> bool {
    match (next_hop, failure) {
        (NextHop::Peer(_), DeliveryFailure::Remote(reply)) => {
            let misread =
                if reply.is_permanent() { Mutation::RetriesRefusedMessages } else { Mutation::GivesUpWhenDeferred };
            reply.is_permanent() != state.config.breaks(misread)
        }
        _ => failure.is_permanent(),
    }
}

/// Sends a notice to a sender of an own domain; a notice never goes to a peer, to avoid backscatter.
fn notify_sender(state: &Arc<ConnectorState>, mail: &MailObject, action: Action, undelivered: &[UndeliveredRecipient]) {
    let sender = mail.reverse_path.mailbox().filter(|sender| state.is_own(sender.domain()));
    let Some(sender) = sender else { return };
    let config = &state.config;
    if undelivered.is_empty() || mail.is_copy || config.breaks(Mutation::SendsNoNotice) {
        return;
    }
    let recipient = if config.breaks(Mutation::NoticeToPostmaster) { state.postmaster() } else { sender.clone() };
    let reverse_path = match config.breaks(Mutation::NoticeFromAPerson) {
        true => state.postmaster().into(),
        false => ReversePath::Null,
    };
    let times = if config.breaks(Mutation::NotifiesTwice) { 2 } else { 1 };
    for _ in 0..times {
        let dsn = Dsn { config, sender, action, undelivered, original: &mail.message }.compose();
        // A notice that fails causes no other, even with the reverse path of a mutation.
        let notice = MailObject::new(reverse_path.clone(), vec![recipient.clone()], dsn);
        enqueue(state, MailObject { is_copy: true, ..notice });
    }
}

/// The same failure for every recipient of an entry.
pub(crate) fn all_failed(entry: &QueueEntry, failure: &DeliveryFailure) -> Vec<Result<(), DeliveryFailure>> {
    entry.mail.recipients.iter().map(|_| Err(failure.clone())).collect()
}
