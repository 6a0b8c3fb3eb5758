// SPDX-License-Identifier: EUPL-1.2
//! Whether the message of the script entered the connector at all.

use crate::check::outcome::{fault_not_exercised, inconclusive};
use crate::evidence::Evidence;
use crate::fact::{Part, Stage};
use reports::both;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// Why nothing can be said of a message that never entered; none when it was accepted or refused.
///
/// Without any submission the fault is ours (`harness`). A last submission that ended without any refusal, and before
/// the final dot, found no connector (`peer-unreachable`).
pub fn not_submitted(evidence: &Evidence) -> Option<Outcome> {
    let submissions = evidence.sessions_of(Part::Submitter, None);
    let Some(last) = submissions.last() else {
        let because = Text::new("aucune soumission", "nothing was submitted");
        return Some(inconclusive(Cause::Harness, because, vec![]));
    };
    let (number, stage, ending) = last.ending()?;
    let answered = last.reply_at(Stage::EndOfData).is_some() || last.replies().any(|(_, _, code, _)| code >= 400);
    let because = || both!("la soumission finit à {} : {}", "submission ends at {}: {}", stage.said(), ending.said());
    (!answered).then(|| inconclusive(Cause::PeerUnreachable, because(), vec![number]))
}

/// The outcome where the peer's fault had no occasion to take effect: the submission explains it, or else these words.
pub fn fault_not_met(evidence: &Evidence, because: Text) -> Outcome {
    not_submitted(evidence).unwrap_or_else(|| fault_not_exercised(because))
}
