// SPDX-License-Identifier: EUPL-1.2
//! The paths of an envelope (RFC 5321 §4.1.2).

use std::fmt;

use crate::smtp::mailbox::Mailbox;

/// The argument of MAIL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum ReversePath {
    /// The null reverse-path of delivery notices (RFC 5321 §4.5.5).
    #[default]
    Null,
    Mailbox(Mailbox),
}

/// The argument of RCPT.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ForwardPath {
    Mailbox(Mailbox),
    /// The one forward-path without a domain (RFC 5321 §4.1.1.3).
    Postmaster,
}

impl ReversePath {
    /// The mailbox, unless the path is null.
    pub(crate) fn mailbox(&self) -> Option<&Mailbox> {
        match self {
            ReversePath::Null => None,
            ReversePath::Mailbox(mailbox) => Some(mailbox),
        }
    }

    /// Whether this is `<>`.
    pub(crate) fn is_null(&self) -> bool {
        *self == ReversePath::Null
    }
}

impl From<Mailbox> for ReversePath {
    fn from(mailbox: Mailbox) -> ReversePath {
        ReversePath::Mailbox(mailbox)
    }
}

impl fmt::Display for ReversePath {
    /// The text between the angle brackets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.mailbox().map_or(Ok(()), |mailbox| mailbox.fmt(f))
    }
}

impl ForwardPath {
    /// The mailbox; `postmaster` stands for the path without a domain.
    pub(crate) fn or_postmaster(self, postmaster: impl FnOnce() -> Mailbox) -> Mailbox {
        match self {
            ForwardPath::Mailbox(mailbox) => mailbox,
            ForwardPath::Postmaster => postmaster(),
        }
    }
}
