// SPDX-License-Identifier: EUPL-1.2
//! What became of the message of a script, put together from its evidence for every check that asks.
//!
//! The message of a script is the one that carries the canary of the expectation.

mod notices;
mod progress;

use crate::custody::{Correlation, ReportedStatus, Sent, Taken, same_address};
use crate::evidence::Evidence;
use crate::fact::Part;
use crate::params::{Envelope, Params, Peer};

/// The message of one script, followed through its evidence.
pub struct TrackedMessage<'e> {
    evidence: &'e Evidence,
    params: &'e Params,
    /// None when the harness never sent it.
    sent: Option<Sent<'e>>,
}

impl<'e> TrackedMessage<'e> {
    /// The first message sent with the canary of the expectation.
    pub fn of(evidence: &'e Evidence, params: &'e Params) -> TrackedMessage<'e> {
        let own = |sent: &Sent<'_>| sent.message.canary.as_deref() == Some(params.canary.as_str());
        TrackedMessage { evidence, params, sent: evidence.sent_messages().find(own) }
    }

    /// What a message that arrived is to this one.
    ///
    /// Reports before schema 3 may not say that it was sent; there the canary and the form decide.
    fn correlation(&self, taken: &Taken<'_>) -> Correlation {
        match &self.sent {
            Some(sent) => taken.correlation(sent),
            None if taken.message.notice.is_some() => Correlation::Notice(ReportedStatus::Failed),
            None if taken.message.canary.as_deref() == Some(self.params.canary.as_str()) => Correlation::SameMessage,
            None => Correlation::Unrelated,
        }
    }

    /// Messages that the connector handed to one kind of player, in order.
    fn taken(&self, by: Part) -> impl Iterator<Item = Taken<'e>> {
        self.evidence.taken_messages().filter(move |taken| taken.part == by)
    }

    /// Messages that this peer took and that may be the message, in order.
    pub fn taken_by_peer(&self, peer: &Peer) -> Vec<Taken<'e>> {
        let at_peer = self.taken(Part::PeerServer).filter(|taken| *taken.place == peer.place());
        at_peer.filter(|taken| self.may_be_the_message(taken)).collect()
    }

    /// The observation of the first message that any peer took and that may be the message.
    pub fn taken_by_any_peer(&self) -> Option<u32> {
        self.taken(Part::PeerServer).find(|taken| self.may_be_the_message(taken)).map(|taken| taken.number)
    }

    /// Messages that the internal mail server took and that may be the message, in order.
    pub fn delivered_inside(&self) -> Vec<Taken<'e>> {
        self.taken(Part::InternalServer).filter(|taken| self.may_be_the_message(taken)).collect()
    }

    /// True for the message itself, and for one that cannot be attributed to anything.
    ///
    /// A connector may change all that identifies a message, so that an unattributed one in its place counts as it.
    /// Notices and automatic replies never count. Reports before schema 3 left out what they could not attribute.
    fn may_be_the_message(&self, taken: &Taken<'_>) -> bool {
        match self.correlation(taken) {
            Correlation::SameMessage => true,
            Correlation::Unrelated => self.knows_envelope() && taken.message.notice.is_none(),
            Correlation::Notice(_) | Correlation::AutomaticReply => false,
        }
    }

    /// Automatic replies to the message that this peer took, whoever they are addressed to.
    pub fn automatic_replies(&self, peer: &Peer) -> Vec<Taken<'e>> {
        let at_peer = self.taken(Part::PeerServer).filter(|taken| *taken.place == peer.place());
        at_peer.filter(|taken| self.correlation(taken) == Correlation::AutomaticReply).collect()
    }

    /// True when the parameters say the envelope; false for reports before schema 3.
    ///
    /// Those reports compared neither addresses nor windows, and are judged again as they were.
    pub fn knows_envelope(&self) -> bool {
        self.params.envelope.is_some()
    }

    /// True when it is addressed to the reverse-path of the message, and to nobody else.
    ///
    /// Always true where the envelope is not known.
    pub fn is_for_sender(&self, taken: &Taken<'_>) -> bool {
        self.params.envelope.as_ref().is_none_or(|envelope| taken.is_for(&envelope.reverse_path))
    }

    /// The envelope that the message should have kept; none when it kept it or when it is not known.
    pub fn expected_envelope_if_changed(&self, taken: &Taken<'_>) -> Option<String> {
        let Envelope { reverse_path, forward_path, .. } = self.params.envelope.as_ref()?;
        let kept = taken.is_for(forward_path) && same_address(taken.reverse_path, reverse_path);
        (!kept).then(|| format!("<{reverse_path}> → <{forward_path}>"))
    }
}
