// SPDX-License-Identifier: EUPL-1.2
//! How a session ended.

use serde::{Deserialize, Serialize};

/// How a session, or one step of it, ended without a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "ending")]
pub enum Ending {
    /// Nobody listens there.
    Refused,
    /// QUIT was said and answered, or we closed after it.
    Quit,
    /// The other side closed without a word.
    Closed,
    /// The other side reset the connection, or takes no more octets.
    Reset,
    /// A TLS alert, by its name in RFC 8446.
    Alert {
        /// In snake case, such as `certificate_expired`.
        name: String,
    },
    /// Nothing came before the deadline.
    Silence {
        /// Length of the wait.
        waited_ms: u64,
    },
    /// What came is not SMTP, or not TLS.
    Protocol {
        /// What is wrong with it, in English; the octets of the other side are quoted.
        what: String,
    },
    /// A local error of the harness's own socket.
    Local {
        /// The error in English, mostly in the words of the system.
        what: String,
    },
    /// The message is larger than the other side takes, by its SIZE (RFC 1870), and was not sent.
    TooLarge {
        /// Size of the message.
        octets: u64,
        /// The SIZE offered.
        limit: u64,
    },
}
