// SPDX-License-Identifier: EUPL-1.2
//! How one attempt to hand over a message came out, and whether an honest sender tries again.

use judgement::fact::{Ending, Stage};

/// A finished attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// How far it went.
    pub stage: Stage,
    pub ending: Ending,
    /// The reply that stopped it, if one did.
    pub refused_with: Option<u16>,
}

impl Attempt {
    /// The message was taken: the connector answers for it from here on (RFC 5321 §4.2.5).
    pub fn accepted(&self) -> bool {
        self.stage == Stage::Quit
    }

    /// Whether a mail server tries again later (RFC 5321 §4.5.4.1): after a transient reply (§4.2.1), a connection that
    /// was not taken, or one that broke before the message was complete. Once it was complete without an answer, it may
    /// have been taken: trying again would double it.
    pub fn invites_another(&self) -> bool {
        match self.refused_with {
            Some(code) => (400..500).contains(&code),
            None => {
                let broken =
                    matches!(self.ending, Ending::Refused | Ending::Reset | Ending::Closed | Ending::Silence { .. });
                broken && self.stage < Stage::EndOfData
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(stage: Stage, ending: Ending, refused_with: Option<u16>) -> Attempt {
        Attempt { stage, ending, refused_with }
    }

    #[test]
    fn a_transient_reply_at_any_stage_invites_another_attempt_and_a_permanent_one_does_not() {
        for stage in [Stage::Greeting, Stage::Ehlo, Stage::Starttls, Stage::RcptTo, Stage::Data, Stage::EndOfData] {
            assert!(attempt(stage, Ending::Quit, Some(451)).invites_another(), "{stage:?}");
            assert!(attempt(stage, Ending::Quit, Some(421)).invites_another(), "{stage:?}");
            assert!(!attempt(stage, Ending::Quit, Some(550)).invites_another(), "{stage:?}");
        }
    }

    #[test]
    fn a_connection_that_breaks_before_the_end_of_the_message_invites_another_attempt() {
        for ending in [Ending::Refused, Ending::Reset, Ending::Closed, Ending::Silence { waited_ms: 1 }] {
            assert!(attempt(Stage::Connect, ending.clone(), None).invites_another(), "{ending:?}");
            assert!(attempt(Stage::Data, ending.clone(), None).invites_another(), "{ending:?}");
            assert!(!attempt(Stage::EndOfData, ending.clone(), None).invites_another(), "{ending:?}");
        }
    }

    #[test]
    fn what_was_taken_or_cannot_be_mended_by_waiting_invites_none() {
        assert!(!attempt(Stage::Quit, Ending::Quit, None).invites_another());
        let alert = Ending::Alert { name: "unknown_ca".into() };
        assert!(!attempt(Stage::Handshake, alert, None).invites_another());
        assert!(!attempt(Stage::MailFrom, Ending::TooLarge { octets: 2, limit: 1 }, None).invites_another());
    }
}
