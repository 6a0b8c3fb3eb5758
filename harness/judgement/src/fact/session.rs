// SPDX-License-Identifier: EUPL-1.2
//! An SMTP session: who plays in it and how far it went.

use serde::{Deserialize, Serialize};

/// Number of an SMTP session, unique in the run.
pub type SessionId = u32;

/// Who put something on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The harness, playing a peer, a user or the internal mail server.
    Us,
    /// The connector under test.
    Sut,
}

/// Which of the harness's players a session belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A peer of another operator that the connector contacted.
    PeerServer,
    /// A peer of another operator that contacts the connector.
    PeerClient,
    /// The internal user who submits a message.
    Submitter,
    /// The internal mail server behind the connector.
    InternalServer,
}

/// How far an SMTP session went, in the order of RFC 5321 §4.1.4 and RFC 3207 §4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The TCP connection.
    Connect,
    /// The 220 of the server.
    Greeting,
    /// EHLO or HELO in clear.
    Ehlo,
    /// STARTTLS and the reply to it.
    Starttls,
    /// The TLS handshake.
    Handshake,
    /// EHLO or HELO inside TLS.
    EhloAfterTls,
    /// MAIL FROM and the reply to it.
    MailFrom,
    /// RCPT TO and the reply to it.
    RcptTo,
    /// DATA and the reply to it.
    Data,
    /// The message up to its final dot, and the reply to that.
    EndOfData,
    /// QUIT: the transaction before it is over.
    Quit,
}
