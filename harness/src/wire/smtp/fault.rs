// SPDX-License-Identifier: EUPL-1.2
//! What a player of ours does wrong on purpose, at the one place of the dialogue where it does.

/// What a server does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerFault {
    /// Before TLS, or at its beginning.
    Starttls(StarttlsFault),
    /// At RCPT TO.
    Recipient(RecipientFault),
}

/// What a server does wrong with STARTTLS (RFC 3207).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StarttlsFault {
    /// It is not offered.
    NotOffered,
    /// It is offered, and refused with 454.
    Refused,
    /// An alert comes instead of a ServerHello.
    HandshakeBroken,
    /// Replies follow in clear behind the 220.
    RepliesInjected,
}

/// What a server does wrong at RCPT TO (RFC 5321 §3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecipientFault {
    /// 451 at the first attempt, 250 at the next.
    DeferredOnce,
    /// 550.
    Refused,
}

/// What a client does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientFault {
    /// It sends without STARTTLS.
    InClear,
    /// It shows no certificate.
    NoCertificate,
    /// It sends a command in the packet of its STARTTLS.
    CommandInjected,
}
