// SPDX-License-Identifier: EUPL-1.2
//! The mutations of delivery: other recipients, other paths, copies, false replies.

use std::{sync::Arc, time::Duration};

use crate::{
    message,
    mutation::Mutation,
    queue::{self, MailObject, NextHop, QueueEntry},
    smtp::{mailbox::Mailbox, path::ReversePath},
    state::ConnectorState,
};

/// The delay of a delivery under the mutation that reports it refused.
const LATE_DELIVERY: Duration = Duration::from_secs(3);

/// What becomes of a message from a peer.
pub(crate) struct InboundDelivery {
    /// Whether it is delivered to its recipients.
    pub(crate) to_recipients: bool,
    /// Whether the reply says that it was refused, although it was accepted.
    pub(crate) reported_refused: bool,
    /// What is sent in addition, or instead.
    copies: Vec<MailObject>,
    delay: Duration,
}

impl InboundDelivery {
    /// What becomes of a message for own recipients.
    pub(crate) fn of(state: &ConnectorState, mail: &MailObject) -> InboundDelivery {
        let compliant =
            InboundDelivery { to_recipients: true, reported_refused: false, copies: vec![], delay: Duration::ZERO };
        let Some(mutation) = state.config.mutation else { return compliant };
        let with_copy = |copy: MailObject| InboundDelivery { copies: vec![copy], ..compliant };
        let copy = || mail.copy_to(mail.recipients.clone());
        let to_postmaster = || mail.copy_to(vec![state.postmaster()]);
        match mutation {
            Mutation::DeliversToPostmaster => InboundDelivery { to_recipients: false, ..with_copy(to_postmaster()) },
            Mutation::DeliversToAnotherMailbox => {
                let other = |mailbox: &Mailbox| state.history.neighbour(mailbox).unwrap_or_else(|| mailbox.clone());
                let others = mail.recipients.iter().map(other).collect();
                InboundDelivery { to_recipients: false, ..with_copy(mail.copy_to(others)) }
            }
            Mutation::JournalsInbound => with_copy(to_postmaster()),
            Mutation::DeliversTwice => with_copy(copy()),
            Mutation::ReturnsACopyToSender => match mail.reverse_path.mailbox() {
                // Its operator would refuse its own reverse path, because this one is not listed for it.
                Some(sender) => {
                    with_copy(MailObject { reverse_path: ReversePath::Null, ..mail.copy_to(vec![sender.clone()]) })
                }
                None => compliant,
            },
            Mutation::RefusesThenDelivers => InboundDelivery { reported_refused: true, ..compliant },
            Mutation::RefusesThenDeliversStripped => {
                let stripped = MailObject { message: message::stripped(&mail.message).into(), ..copy() };
                InboundDelivery { to_recipients: false, reported_refused: true, ..with_copy(stripped) }
            }
            Mutation::RefusesThenDeliversLate => {
                let late = with_copy(copy());
                InboundDelivery { to_recipients: false, reported_refused: true, delay: LATE_DELIVERY, ..late }
            }
            Mutation::DropsMailOfNullSender if mail.reverse_path.is_null() => {
                InboundDelivery { to_recipients: false, ..compliant }
            }
            _ => compliant,
        }
    }

    /// Queues the copies after the delay.
    pub(crate) fn send_copies(self, state: &Arc<ConnectorState>) {
        if self.copies.is_empty() {
            return;
        }
        let shared = state.clone();
        state.tasks.spawn(async move {
            tokio::time::sleep(self.delay).await;
            for copy in self.copies {
                queue::enqueue(&shared, copy);
            }
        });
    }
}

/// The reverse path of a message delivered to the internal mail server.
pub(crate) fn internal_reverse_path(state: &ConnectorState, reverse_path: &ReversePath) -> ReversePath {
    rewritten(state, reverse_path, Mutation::RewritesReversePathInbound)
}

/// The reverse path of a message sent to a peer.
pub(crate) fn peer_reverse_path(state: &ConnectorState, reverse_path: &ReversePath) -> ReversePath {
    rewritten(state, reverse_path, Mutation::RewritesReversePathOutbound)
}

fn rewritten(state: &ConnectorState, reverse_path: &ReversePath, mutation: Mutation) -> ReversePath {
    match !reverse_path.is_null() && state.config.breaks(mutation) {
        true => Mailbox::new("bounce", state.config.domain()).into(),
        false => reverse_path.clone(),
    }
}

/// The forward path of a recipient of a peer.
pub(crate) fn peer_forward_path(state: &ConnectorState, recipient: &Mailbox) -> Mailbox {
    match state.config.breaks(Mutation::RewritesLocalPartOutbound) {
        true => Mailbox::new("secretariat", recipient.domain()),
        false => recipient.clone(),
    }
}

/// Queues the copy that a mutation sends after a delivery to a peer.
pub(crate) fn send_copy_after(state: &Arc<ConnectorState>, entry: &QueueEntry, recipients: &[Mailbox]) {
    let QueueEntry { mail, next_hop } = entry;
    let (NextHop::Peer(domain), false, [first, ..]) = (next_hop, mail.is_copy, recipients) else { return };
    let copy = match state.config.mutation {
        Some(Mutation::SendsTwice) => Some(mail.copy_to(recipients.to_vec())),
        Some(Mutation::KeepsACopyInside) => Some(mail.copy_to(vec![state.postmaster()])),
        Some(Mutation::CopiesToAnotherPeer) => {
            state.history.add_reached(first);
            state.history.reached_elsewhere(domain).map(|elsewhere| mail.copy_to(vec![elsewhere]))
        }
        _ => None,
    };
    if let Some(copy) = copy {
        queue::enqueue(state, copy);
    }
}
