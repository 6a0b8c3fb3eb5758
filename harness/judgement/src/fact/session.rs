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

/// How far an SMTP session went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    Connect,
    Greeting,
    Ehlo,
    Starttls,
    Handshake,
    EhloAfterTls,
    MailFrom,
    RcptTo,
    Data,
    EndOfData,
    Quit,
}
