// SPDX-License-Identifier: EUPL-1.2
//! The queue: one task per message and destination, until delivered or given up.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use bytes::Bytes;

use crate::{
    custody,
    mutation::Mutation,
    notice::{Action, Notice, Undelivered},
    office::Office,
    relay,
    smtp::{client::Failure, mailbox::Mailbox},
};

/// A message to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    /// `None` for notices and automatic replies, which never cause a notice themselves.
    pub(crate) reverse_path: Option<Mailbox>,
    pub(crate) recipients: Vec<Mailbox>,
    pub(crate) message: Bytes,
    /// Whether nobody asked for it: a copy is not copied again, and nobody is told if it fails.
    pub(crate) is_copy: bool,
}

/// A message on its way to one destination.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) letter: Letter,
    pub(crate) route: Route,
}

impl Letter {
    pub(crate) fn new(reverse_path: Option<Mailbox>, recipients: Vec<Mailbox>, message: impl Into<Bytes>) -> Letter {
        Letter { reverse_path, recipients, message: message.into(), is_copy: false }
    }

    /// The same message to others.
    pub(crate) fn copy_to(&self, recipients: Vec<Mailbox>) -> Letter {
        Letter { recipients, is_copy: true, ..self.clone() }
    }
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
pub(crate) fn submit(office: &Arc<Office>, letter: Letter) {
    let mut routes: BTreeMap<Route, Vec<Mailbox>> = BTreeMap::new();
    for recipient in &letter.recipients {
        let own = office.is_own(recipient.domain());
        let route = if own { Route::Internal } else { Route::Peer(recipient.domain().to_owned()) };
        routes.entry(route).or_default().push(recipient.clone());
    }
    let together = if office.config.breaks(Mutation::SplitsRecipients) { 1 } else { usize::MAX };
    for (route, recipients) in routes {
        for recipients in recipients.chunks(together) {
            let letter = Letter { recipients: recipients.to_vec(), ..letter.clone() };
            office.tasks.spawn(run(office.clone(), Entry { letter, route: route.clone() }));
        }
    }
}

async fn run(office: Arc<Office>, mut entry: Entry) {
    let mut attempts_left = office.config.retry.attempts.max(1);
    let mut is_first = true;
    loop {
        attempts_left -= 1;
        let outcomes = relay::attempt(&office, &entry).await;
        let (mut delivered, mut undelivered, mut waiting) = (vec![], vec![], vec![]);
        for (recipient, outcome) in std::mem::take(&mut entry.letter.recipients).into_iter().zip(outcomes) {
            match outcome {
                Ok(()) => {
                    tracing::info!(%recipient, "delivered");
                    delivered.push(recipient);
                }
                Err(failure) if attempts_left == 0 || is_final(&office, &entry.route, &failure) => {
                    tracing::info!(%recipient, %failure, "given up");
                    undelivered.push(Undelivered { recipient, failure });
                }
                Err(failure) => {
                    tracing::info!(%recipient, %failure, "to be tried again");
                    waiting.push(Undelivered { recipient, failure });
                }
            }
        }
        custody::delivered(&office, &entry.route, &entry.letter, &delivered);
        notify(&office, &entry.letter, Action::Failed, &undelivered);
        if is_first {
            first_failure(&office, &mut entry.letter, &mut waiting);
        }
        is_first = false;
        entry.letter.recipients = waiting.into_iter().map(|waiting| waiting.recipient).collect();
        if entry.letter.recipients.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(office.config.retry.delay_ms)).await;
    }
}

/// What mutations do at the first temporary failure; a compliant connector only waits.
fn first_failure(office: &Arc<Office>, letter: &mut Letter, waiting: &mut Vec<Undelivered>) {
    match office.config.mutation {
        Some(Mutation::WarnsThenFails) => notify(office, letter, Action::Delayed, waiting),
        Some(Mutation::GivesUpAtFirstWarning) => {
            notify(office, letter, Action::Delayed, waiting);
            waiting.clear();
        }
        Some(Mutation::RetriesAfterTelling) => {
            notify(office, letter, Action::Failed, waiting);
            // The sender was told, so what follows is nobody's message.
            letter.is_copy = true;
        }
        _ => {}
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
fn notify(office: &Arc<Office>, letter: &Letter, action: Action, undelivered: &[Undelivered]) {
    let Some(sender) = letter.reverse_path.as_ref().filter(|sender| office.is_own(sender.domain())) else { return };
    let config = &office.config;
    if undelivered.is_empty() || letter.is_copy || config.breaks(Mutation::SendsNoNotice) {
        return;
    }
    let told = if config.breaks(Mutation::NoticeToPostmaster) { office.postmaster() } else { sender.clone() };
    let reverse_path = config.breaks(Mutation::NoticeFromAPerson).then(|| office.postmaster());
    let times = if config.breaks(Mutation::NotifiesTwice) { 2 } else { 1 };
    for _ in 0..times {
        let notice = Notice { config, sender, action, undelivered, original: &letter.message }.compose();
        // A notice that fails causes no other, whatever its reverse path.
        let notice = Letter::new(reverse_path.clone(), vec![told.clone()], notice);
        submit(office, Letter { is_copy: true, ..notice });
    }
}

/// The same outcome for every recipient of an entry.
pub(crate) fn all(entry: &Entry, failure: &Failure) -> Vec<Result<(), Failure>> {
    entry.letter.recipients.iter().map(|_| Err(failure.clone())).collect()
}
