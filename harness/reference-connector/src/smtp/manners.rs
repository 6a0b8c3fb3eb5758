// SPDX-License-Identifier: EUPL-1.2
//! What a session does where SMTP leaves a choice, and what mutations make of it.

use std::time::Duration;

use crate::mutation::Mutation;

/// The extensions of every session; SIZE and STARTTLS are the desk's affair.
const EXTENSIONS: &[&str] = &["8BITMIME", "ENHANCEDSTATUSCODES", "PIPELINING"];

/// The least size that must be taken (RFC 5321 §4.5.3.1.7).
pub(crate) const LEAST_SIZE: usize = 64 << 10;

/// How a session behaves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manners {
    /// The keywords of the EHLO reply.
    pub(crate) extensions: &'static [&'static str],
    /// The time taken before each command is answered.
    hesitation: Duration,
    pub(crate) last_words: LastWords,
}

/// How often the end of a message is answered; RFC 5321 §4.3.1 says once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LastWords {
    Once,
    Twice,
    /// The connection is dropped instead.
    Never,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners { extensions: EXTENSIONS, hesitation: Duration::ZERO, last_words: LastWords::Once }
    }
}

impl Manners {
    /// The manners towards peers under a mutation.
    pub(crate) fn of(mutation: Option<Mutation>) -> Manners {
        let usual = Manners::default();
        match mutation {
            Some(Mutation::DoesNotOfferEightBit) => {
                Manners { extensions: &["ENHANCEDSTATUSCODES", "PIPELINING"], ..usual }
            }
            Some(Mutation::DoesNotOfferPipelining) => {
                Manners { extensions: &["8BITMIME", "ENHANCEDSTATUSCODES"], ..usual }
            }
            Some(Mutation::SlowInTime) => Manners { hesitation: Duration::from_millis(200), ..usual },
            Some(Mutation::AnswersTwice) => Manners { last_words: LastWords::Twice, ..usual },
            Some(Mutation::ResetsAfterDotAndDelivers) => Manners { last_words: LastWords::Never, ..usual },
            _ => usual,
        }
    }

    /// Takes the time that an answer takes.
    pub(crate) async fn hesitate(self) {
        if !self.hesitation.is_zero() {
            tokio::time::sleep(self.hesitation).await;
        }
    }

    /// Whether 8-bit text was offered to be taken (RFC 6152 §3).
    pub(crate) fn takes_eight_bits(&self) -> bool {
        self.extensions.contains(&"8BITMIME")
    }
}
