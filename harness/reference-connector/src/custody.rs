// SPDX-License-Identifier: EUPL-1.2
//! Where an accepted message goes: to its recipients, once, unless a mutation about custody says otherwise.

use std::{sync::Arc, time::Duration};

use crate::{
    message,
    mutation::Mutation,
    office::Office,
    queue::{self, Letter, Route},
    smtp::mailbox::Mailbox,
};

/// How late a delivery is that the peer does not expect any more.
const LATE: Duration = Duration::from_secs(3);

/// What becomes of a message from a peer.
pub(crate) struct HandOver {
    /// Whether its recipients get it.
    pub(crate) as_accepted: bool,
    /// Whether the peer is told that it was refused, although it was not.
    pub(crate) denied: bool,
    /// What is sent besides, or instead.
    others: Vec<Letter>,
    delay: Duration,
}

impl HandOver {
    /// What becomes of a message for mailboxes inside.
    pub(crate) fn of(office: &Office, letter: &Letter) -> HandOver {
        let faithful = HandOver { as_accepted: true, denied: false, others: vec![], delay: Duration::ZERO };
        let besides = |others: Vec<Letter>| HandOver { others, ..faithful };
        let Some(mutation) = office.config.mutation else { return besides(vec![]) };
        let postmaster = office.postmaster();
        match mutation {
            Mutation::DeliversToPostmaster => {
                HandOver { as_accepted: false, ..besides(vec![letter.copy_to(vec![postmaster])]) }
            }
            Mutation::DeliversToAnotherMailbox => {
                let another = |mailbox: &Mailbox| office.memory.neighbour(mailbox).unwrap_or_else(|| mailbox.clone());
                let others = letter.recipients.iter().map(another).collect();
                HandOver { as_accepted: false, ..besides(vec![letter.copy_to(others)]) }
            }
            Mutation::JournalsInbound => besides(vec![letter.copy_to(vec![postmaster])]),
            Mutation::DeliversTwice => besides(vec![letter.copy_to(letter.recipients.clone())]),
            Mutation::ReturnsACopyToSender => {
                let back = letter.reverse_path.clone().map(|sender| letter.copy_to(vec![sender]));
                // Under its own reverse path its own operator would refuse it: we are not listed for that domain.
                besides(back.into_iter().map(|copy| Letter { reverse_path: None, ..copy }).collect())
            }
            Mutation::RefusesThenDelivers => HandOver { denied: true, ..besides(vec![]) },
            Mutation::RefusesThenDeliversStripped => {
                let stripped = message::stripped(&letter.message).into();
                let others = vec![Letter { message: stripped, ..letter.copy_to(letter.recipients.clone()) }];
                HandOver { as_accepted: false, denied: true, ..besides(others) }
            }
            Mutation::RefusesThenDeliversLate => {
                let others = vec![letter.copy_to(letter.recipients.clone())];
                HandOver { as_accepted: false, denied: true, delay: LATE, ..besides(others) }
            }
            Mutation::DropsMailOfNullSender if letter.reverse_path.is_none() => {
                HandOver { as_accepted: false, ..besides(vec![]) }
            }
            _ => besides(vec![]),
        }
    }

    /// Sends what goes besides or instead.
    pub(crate) fn send_others(self, office: &Arc<Office>) {
        if self.others.is_empty() {
            return;
        }
        let shared = office.clone();
        office.tasks.spawn(async move {
            tokio::time::sleep(self.delay).await;
            for letter in self.others {
                queue::submit(&shared, letter);
            }
        });
    }
}

/// The reverse path under which a message is delivered inside.
pub(crate) fn reverse_path_inside(office: &Office, reverse_path: Option<&Mailbox>) -> Option<Mailbox> {
    rewritten(office, reverse_path, Mutation::RewritesReversePathInbound)
}

/// The reverse path under which a message is sent to a peer.
pub(crate) fn reverse_path_outside(office: &Office, reverse_path: Option<&Mailbox>) -> Option<Mailbox> {
    rewritten(office, reverse_path, Mutation::RewritesReversePathOutbound)
}

fn rewritten(office: &Office, reverse_path: Option<&Mailbox>, rewrites: Mutation) -> Option<Mailbox> {
    let rewrites = office.config.breaks(rewrites);
    reverse_path.map(|path| if rewrites { Mailbox::new("bounce", office.config.domain()) } else { path.clone() })
}

/// The forward path under which a message is sent to a peer.
pub(crate) fn forward_path_outside(office: &Office, recipient: &Mailbox) -> Mailbox {
    match office.config.breaks(Mutation::RewritesLocalPartOutbound) {
        true => Mailbox::new("secretariat", recipient.domain()),
        false => recipient.clone(),
    }
}

/// Sends what a mutation sends besides a message that has just been delivered.
pub(crate) fn delivered(office: &Arc<Office>, route: &Route, letter: &Letter, recipients: &[Mailbox]) {
    let (Route::Peer(domain), false, [first, ..]) = (route, letter.is_copy, recipients) else { return };
    let copy = match office.config.mutation {
        Some(Mutation::SendsTwice) => Some(letter.copy_to(recipients.to_vec())),
        Some(Mutation::KeepsACopyInside) => Some(letter.copy_to(vec![office.postmaster()])),
        Some(Mutation::CopiesToAnotherPeer) => {
            office.memory.reached(first);
            office.memory.reached_elsewhere(domain).map(|elsewhere| letter.copy_to(vec![elsewhere]))
        }
        _ => None,
    };
    if let Some(copy) = copy {
        queue::submit(office, copy);
    }
}
