// SPDX-License-Identifier: EUPL-1.2
//! Delivery failures.

use std::fmt;

use crate::smtp::reply::Reply;

/// Why a message or a recipient was not delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DeliveryFailure {
    /// The negative reply of the other server.
    Remote(Reply),
    /// A failure found by this side, under an enhanced status code.
    Local { status: String, reason: String },
}

impl DeliveryFailure {
    /// A failure found by this side, under an enhanced status code of class 4 or 5.
    pub(crate) fn local(status: &str, reason: impl fmt::Display) -> DeliveryFailure {
        DeliveryFailure::Local { status: status.to_owned(), reason: reason.to_string() }
    }

    /// Whether the class of the failure is 5.
    pub(crate) fn is_permanent(&self) -> bool {
        match self {
            DeliveryFailure::Remote(reply) => reply.is_permanent(),
            DeliveryFailure::Local { status, .. } => status.starts_with('5'),
        }
    }

    /// The enhanced status code (RFC 3463).
    pub(crate) fn status(&self) -> String {
        match self {
            DeliveryFailure::Remote(reply) => reply.status(),
            DeliveryFailure::Local { status, .. } => status.clone(),
        }
    }
}

impl fmt::Display for DeliveryFailure {
    /// The value of a Diagnostic-Code field (RFC 3464 §2.3.6).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeliveryFailure::Remote(reply) => write!(f, "smtp; {reply}"),
            DeliveryFailure::Local { reason, .. } => write!(f, "X-MSSante; {reason}"),
        }
    }
}
