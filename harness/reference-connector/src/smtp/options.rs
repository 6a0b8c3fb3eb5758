// SPDX-License-Identifier: EUPL-1.2
//! The behaviour of an SMTP server that RFC 5321 leaves open, and the mutations of it.

use std::time::Duration;

use crate::mutation::Mutation;

/// The extensions of every session; the service adds SIZE and STARTTLS.
const EXTENSIONS: &[&str] = &["8BITMIME", "ENHANCEDSTATUSCODES", "PIPELINING"];

/// The least size that must be accepted (RFC 5321 §4.5.3.1.7).
pub(crate) const MIN_MESSAGE_SIZE: usize = 64 << 10;

/// The delay of each reply under the mutation that is slow.
const SLOW_REPLY: Duration = Duration::from_millis(200);

/// How a session behaves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SessionOptions {
    /// The keywords of the EHLO reply.
    pub(crate) extensions: &'static [&'static str],
    /// The delay of the reply to each command.
    reply_delay: Duration,
    pub(crate) final_reply: FinalReply,
}

/// How often the end of a message is replied to; RFC 5321 §4.3.1 requires once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FinalReply {
    Once,
    Twice,
    /// The connection is dropped instead.
    Never,
}

impl Default for SessionOptions {
    fn default() -> SessionOptions {
        SessionOptions { extensions: EXTENSIONS, reply_delay: Duration::ZERO, final_reply: FinalReply::Once }
    }
}

impl SessionOptions {
    /// The options towards peers under a mutation.
    pub(crate) fn of(mutation: Option<Mutation>) -> SessionOptions {
        let usual = SessionOptions::default();
        match mutation {
            Some(Mutation::DoesNotOfferEightBit) => {
                SessionOptions { extensions: &["ENHANCEDSTATUSCODES", "PIPELINING"], ..usual }
            }
            Some(Mutation::DoesNotOfferPipelining) => {
                SessionOptions { extensions: &["8BITMIME", "ENHANCEDSTATUSCODES"], ..usual }
            }
            Some(Mutation::SlowInTime) => SessionOptions { reply_delay: SLOW_REPLY, ..usual },
            Some(Mutation::AnswersTwice) => SessionOptions { final_reply: FinalReply::Twice, ..usual },
            Some(Mutation::ResetsAfterDotAndDelivers) => SessionOptions { final_reply: FinalReply::Never, ..usual },
            _ => usual,
        }
    }

    /// Waits for the delay of one reply.
    pub(crate) async fn delay_reply(self) {
        if !self.reply_delay.is_zero() {
            tokio::time::sleep(self.reply_delay).await;
        }
    }

    /// Whether 8BITMIME is offered (RFC 6152).
    pub(crate) fn offers_8bitmime(&self) -> bool {
        self.extensions.contains(&"8BITMIME")
    }
}
