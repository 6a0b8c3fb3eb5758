// SPDX-License-Identifier: EUPL-1.2
//! The queue: one task per message and destination, until delivered or given up.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use bytes::Bytes;

use crate::{
    mutation::Mutation,
    notice::{self, Undelivered},
    office::Office,
    relay,
    smtp::{client::Failure, mailbox::Mailbox},
};

/// A message on its way to one destination.
#[derive(Debug)]
pub(crate) struct Entry {
    /// `None` for notices and automatic replies, which never cause a notice themselves.
    pub(crate) reverse_path: Option<Mailbox>,
    pub(crate) recipients: Vec<Mailbox>,
    pub(crate) message: Bytes,
    pub(crate) route: Route,
}

/// Where an entry goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Route {
    /// To the internal mail server.
    Internal,
    /// To the MX hosts of a domain.
    Peer(String),
}

/// Queues a message: recipients that share a destination share a transaction.
pub(crate) fn submit(office: &Arc<Office>, reverse_path: Option<&Mailbox>, recipients: Vec<Mailbox>, message: Bytes) {
    let mut routes: BTreeMap<Route, Vec<Mailbox>> = BTreeMap::new();
    for recipient in recipients {
        let own = office.is_own(recipient.domain());
        let route = if own { Route::Internal } else { Route::Peer(recipient.domain().to_owned()) };
        routes.entry(route).or_default().push(recipient);
    }
    for (route, recipients) in routes {
        let entry = Entry { reverse_path: reverse_path.cloned(), recipients, message: message.clone(), route };
        let shared = office.clone();
        office.tasks.spawn(run(shared, entry));
    }
}

async fn run(office: Arc<Office>, mut entry: Entry) {
    let mut attempts_left = office.config.retry.attempts.max(1);
    loop {
        attempts_left -= 1;
        let outcomes = relay::attempt(&office, &entry).await;
        let mut undelivered = Vec::new();
        let mut waiting = Vec::new();
        for (recipient, outcome) in std::mem::take(&mut entry.recipients).into_iter().zip(outcomes) {
            match outcome {
                Ok(()) => tracing::info!(%recipient, "delivered"),
                Err(failure) if attempts_left == 0 || is_final(&office, &entry.route, &failure) => {
                    tracing::info!(%recipient, %failure, "given up");
                    undelivered.push(Undelivered { recipient, failure });
                }
                Err(failure) => {
                    tracing::info!(%recipient, %failure, "to be tried again");
                    waiting.push(recipient);
                }
            }
        }
        notify(&office, &entry, &undelivered);
        entry.recipients = waiting;
        if entry.recipients.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(office.config.retry.delay_ms)).await;
    }
}

/// Whether trying again is useless: what a peer said is final when permanent, unless a mutation sees it otherwise.
fn is_final(office: &Office, route: &Route, failure: &Failure) -> bool {
    match (route, failure) {
        (Route::Peer(_), Failure::Refused(reply)) => {
            let misread =
                if reply.is_permanent() { Mutation::RetriesRefusedMessages } else { Mutation::GivesUpWhenDeferred };
            reply.is_permanent() != office.config.breaks(misread)
        }
        _ => failure.is_permanent(),
    }
}

/// Tells the sender, if it is one of ours: a notice never leaves the house (no backscatter).
fn notify(office: &Arc<Office>, entry: &Entry, undelivered: &[Undelivered]) {
    let Some(sender) = entry.reverse_path.as_ref().filter(|sender| office.is_own(sender.domain())) else { return };
    if undelivered.is_empty() || office.config.breaks(Mutation::SendsNoNotice) {
        return;
    }
    let config = &office.config;
    let notice = notice::compose(&config.hostname, sender, undelivered, &entry.message, config.mutation);
    submit(office, None, vec![sender.clone()], notice.into());
}

/// The same outcome for every recipient of an entry.
pub(crate) fn all(entry: &Entry, failure: &Failure) -> Vec<Result<(), Failure>> {
    entry.recipients.iter().map(|_| Err(failure.clone())).collect()
}
