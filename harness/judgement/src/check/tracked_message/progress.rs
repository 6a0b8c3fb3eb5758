// SPDX-License-Identifier: EUPL-1.2
//! How far the message came: accepted, refused, final; and which windows were watched to their end.

use super::TrackedMessage;
use crate::fact::{Fact, Part, Stage, Window};

/// A refusal of the submission by the connector.
pub struct SubmissionRefusal {
    /// The observation of the reply.
    pub number: u32,
    /// 400 or more.
    pub code: u16,
    /// The text of the reply, as the connector wrote it.
    pub words: String,
}

impl SubmissionRefusal {
    /// True for a 5xx (RFC 5321 §4.2.1): a 4xx invites another attempt.
    pub fn is_permanent(&self) -> bool {
        self.code >= 500
    }
}

impl TrackedMessage<'_> {
    /// The observation of the first 2xx after the final dot, in any session of the evidence.
    pub fn accepted(&self) -> Option<u32> {
        let accepted = |fact: &Fact| matches!(fact, Fact::Reply { stage: Stage::EndOfData, code: 200..=299, .. });
        self.evidence.numbers(accepted).first().copied()
    }

    /// The first 4xx or 5xx that the internal submitter was given, at whatever command.
    pub fn submission_refusal(&self) -> Option<SubmissionRefusal> {
        let submissions = self.evidence.sessions_of(Part::Submitter, None);
        let refusal = submissions.iter().flat_map(|session| session.replies()).find(|(_, _, code, _)| *code >= 400);
        refusal.map(|(number, _, code, words)| SubmissionRefusal { number, code, words: words.to_owned() })
    }

    /// True when nothing more can come of it: never accepted, reported failed to its sender, or taken by a peer.
    pub fn is_final(&self) -> bool {
        self.accepted().is_none() || !self.failure_notice_numbers().is_empty() || self.taken_by_any_peer().is_some()
    }

    /// The observations that end a declared window. Reports before schema 3 do not say which window ended.
    pub fn window_ends(&self, wanted: Window) -> Vec<u32> {
        self.evidence
            .numbers(|fact| matches!(fact, Fact::WindowEnded { window, .. } if window.is_none_or(|w| w == wanted)))
    }

    /// The observations that end the watch after every other window; none when it was not watched to the end.
    ///
    /// An absence is proved only by them. Reports before schema 3 knew no watch: there the list is empty.
    pub fn watch_ends(&self) -> Option<Vec<u32>> {
        if !self.knows_envelope() {
            return Some(Vec::new());
        }
        Some(self.window_ends(Window::Watch)).filter(|ends| !ends.is_empty())
    }
}
