// SPDX-License-Identifier: EUPL-1.2
//! Notices about the message: what they say, and to whom.

use super::TrackedMessage;
use crate::check::outcome::fail;
use crate::custody::{Correlation, ReportedStatus, Taken};
use reports::text::Text;
use reports::verdict::Outcome;

impl<'e> TrackedMessage<'e> {
    /// Notices about the message with what each says, in order, whoever took them.
    pub fn notices(&self) -> Vec<(Taken<'e>, ReportedStatus)> {
        let all = self.evidence.taken_messages();
        all.filter_map(|taken| match self.correlation(&taken) {
            Correlation::Notice(status) => Some((taken, status)),
            _ => None,
        })
        .collect()
    }

    /// Notices to the sender that say the message did not reach its recipient.
    ///
    /// A notice of delay, one about another recipient and one to somebody else are none of them.
    pub fn failure_notices(&self) -> Vec<Taken<'e>> {
        let notices = self.notices().into_iter();
        notices
            .filter(|(taken, status)| *status == ReportedStatus::Failed && self.is_for_sender(taken))
            .map(|(taken, _)| taken)
            .collect()
    }

    /// The observations of those notices.
    pub fn failure_notice_numbers(&self) -> Vec<u32> {
        self.failure_notices().iter().map(|taken| taken.number).collect()
    }

    /// The failure of a message that arrived although a notice says that it did not; none otherwise.
    ///
    /// RFC 3464 §2.3.3 keeps `failed` for what was given up. Reports before schema 3 did not ask.
    pub fn delivered_yet_reported_failed(&self) -> Option<Outcome> {
        let notices = self.failure_notice_numbers();
        if !self.knows_envelope() || notices.is_empty() {
            return None;
        }
        let expected =
            Text::new("aucun avis d’échec pour un message remis", "no notice of failure for a delivered message");
        let observed =
            Text::new("remis, et dit non remis à son émetteur", "delivered, and its sender told that it was not");
        Some(fail(expected, observed, notices))
    }
}
