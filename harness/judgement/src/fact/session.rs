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

/// How far an SMTP session went, in the order of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The TCP connection.
    Connect,
    /// The 220 with which the server begins (RFC 5321 §3.1).
    Greeting,
    /// EHLO in clear.
    Ehlo,
    /// The command STARTTLS and its reply (RFC 3207).
    Starttls,
    /// The TLS handshake.
    Handshake,
    /// EHLO inside TLS.
    EhloAfterTls,
    /// MAIL FROM.
    MailFrom,
    /// RCPT TO.
    RcptTo,
    /// DATA, up to its 354.
    Data,
    /// The final dot and its reply: who answers 2xx here answers for the message.
    EndOfData,
    /// QUIT.
    Quit,
}
