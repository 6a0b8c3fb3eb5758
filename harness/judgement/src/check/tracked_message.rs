// SPDX-License-Identifier: EUPL-1.2
//! What became of the message of a script, put together for every check that asks.

use super::fail;
use crate::custody::{Correlation, ReportedStatus, Sent, Taken, same_address};
use crate::evidence::Evidence;
use crate::fact::{Fact, Part, Stage, Window};
use crate::params::{Envelope, Params, Peer};
use reports::text::Text;
use reports::verdict::Outcome;

/// The message of one script, followed through its evidence.
pub struct TrackedMessage<'e> {
    evidence: &'e Evidence,
    params: &'e Params,
    sent: Option<Sent<'e>>,
}

impl<'e> TrackedMessage<'e> {
    pub fn of(evidence: &'e Evidence, params: &'e Params) -> TrackedMessage<'e> {
        let own = |sent: &Sent<'_>| sent.message.canary.as_deref() == Some(params.canary.as_str());
        TrackedMessage { evidence, params, sent: evidence.sent_messages().find(own) }
    }

    fn correlation(&self, taken: &Taken<'_>) -> Correlation {
        match &self.sent {
            Some(sent) => taken.correlation(sent),
            None if taken.message.notice.is_some() => Correlation::Notice(ReportedStatus::Failed),
            None if taken.message.canary.as_deref() == Some(self.params.canary.as_str()) => Correlation::SameMessage,
            None => Correlation::Unrelated,
        }
    }

    fn taken(&self, by: Part) -> impl Iterator<Item = Taken<'e>> {
        self.evidence.taken_messages().filter(move |taken| taken.part == by)
    }

    /// Everything that the peer took and that is neither a notice nor an answer: the message, known again or not.
    pub fn taken_by_peer(&self, peer: &Peer) -> Vec<Taken<'e>> {
        self.taken(Part::PeerServer)
            .filter(|taken| taken.place == peer.name && self.may_be_the_message(taken))
            .collect()
    }

    /// The message at any peer.
    pub fn taken_by_any_peer(&self) -> Option<u32> {
        self.taken(Part::PeerServer).find(|taken| self.may_be_the_message(taken)).map(|taken| taken.number)
    }

    /// The same of the inner mail server.
    pub fn delivered_inside(&self) -> Vec<Taken<'e>> {
        self.taken(Part::InternalServer).filter(|taken| self.may_be_the_message(taken)).collect()
    }

    /// Nothing is known of a message without an owner but where it went; it is a letter until something says otherwise.
    fn may_be_the_message(&self, taken: &Taken<'_>) -> bool {
        match self.correlation(taken) {
            Correlation::SameMessage => true,
            // What older reports could not attribute stayed out of the judgement.
            Correlation::Unrelated => self.params.envelope.is_some() && taken.message.notice.is_none(),
            Correlation::Notice(_) | Correlation::AutomaticReply => false,
        }
    }

    /// Automatic answers that reached the peer for the sender of the message.
    pub fn automatic_replies(&self, peer: &Peer) -> Vec<Taken<'e>> {
        let at_peer = self.taken(Part::PeerServer).filter(|taken| taken.place == peer.name);
        at_peer.filter(|taken| self.correlation(taken) == Correlation::AutomaticReply).collect()
    }

    /// Notices about the message, with what each says, wherever they went.
    pub fn notices(&self) -> Vec<(Taken<'e>, ReportedStatus)> {
        let all = self.evidence.taken_messages();
        all.filter_map(|taken| match self.correlation(&taken) {
            Correlation::Notice(told) => Some((taken, told)),
            _ => None,
        })
        .collect()
    }

    /// Notices that tell the sender himself that the message did not reach its recipient.
    pub fn failure_notices(&self) -> Vec<Taken<'e>> {
        let told = self.notices().into_iter();
        told.filter(|(taken, told)| *told == ReportedStatus::Failed && self.is_for_sender(taken))
            .map(|(taken, _)| taken)
            .collect()
    }

    /// Their numbers.
    pub fn failure_notice_numbers(&self) -> Vec<u32> {
        self.failure_notices().iter().map(|taken| taken.number).collect()
    }

    /// Of a message that arrived, the notices that say it did not: RFC 3464 §2.3.3 keeps `failed` for what was given up.
    pub fn delivered_yet_reported_failed(&self) -> Option<Outcome> {
        let told = self.failure_notice_numbers();
        // Reports before schema 3 did not ask.
        if !self.knows_envelope() || told.is_empty() {
            return None;
        }
        let expected =
            Text::new("aucun avis d’échec pour un message remis", "no notice of failure for a delivered message");
        let observed =
            Text::new("remis, et dit non remis à son émetteur", "delivered, and its sender told that it was not");
        Some(fail(expected, observed, told))
    }

    /// False for a report before schema 3, which compared neither addresses nor windows.
    pub fn knows_envelope(&self) -> bool {
        self.params.envelope.is_some()
    }

    /// True when it is addressed to the reverse-path of the message.
    pub fn is_for_sender(&self, taken: &Taken<'_>) -> bool {
        // Reports before schema 3 compared no addresses.
        self.params.envelope.as_ref().is_none_or(|envelope| taken.is_for(&envelope.reverse_path))
    }

    /// What the envelope should have been, when it is another one.
    pub fn expected_envelope_if_changed(&self, taken: &Taken<'_>) -> Option<String> {
        let Envelope { reverse_path, forward_path, .. } = self.params.envelope.as_ref()?;
        let kept = taken.is_for(forward_path) && same_address(taken.reverse_path, reverse_path);
        (!kept).then(|| format!("<{reverse_path}> → <{forward_path}>"))
    }

    /// The connector answered 2xx after the final dot.
    pub fn accepted(&self) -> Option<u32> {
        let accepted = |fact: &Fact| matches!(fact, Fact::Reply { stage: Stage::EndOfData, code: 200..=299, .. });
        self.evidence.numbers(accepted).first().copied()
    }

    /// The refusal of the submission itself: number, code and words.
    pub fn submission_refusal(&self) -> Option<(u32, u16, String)> {
        let submissions = self.evidence.sessions_of(Part::Submitter, None);
        let refusal = submissions.iter().flat_map(|s| s.replies()).find(|r| r.2 >= 400);
        refusal.map(|(number, _, code, words)| (number, code, words.to_owned()))
    }

    /// Nothing more can come of it by what was seen: it never entered, it was handed over, or its sender knows.
    pub fn is_final(&self) -> bool {
        self.accepted().is_none() || !self.failure_notice_numbers().is_empty() || self.taken_by_any_peer().is_some()
    }

    /// Ends of a declared window; older reports do not say which one it was.
    pub fn window_ends(&self, wanted: Window) -> Vec<u32> {
        self.evidence
            .numbers(|fact| matches!(fact, Fact::WindowEnded { window, .. } if window.is_none_or(|w| w == wanted)))
    }

    /// Ends of the watch after everything else, which an absence needs; none: it was not watched to the end.
    pub fn watch_ends(&self) -> Option<Vec<u32>> {
        // Reports before schema 3 knew no such watch.
        if self.params.envelope.is_none() {
            return Some(Vec::new());
        }
        Some(self.window_ends(Window::Watch)).filter(|ends| !ends.is_empty())
    }
}
