// SPDX-License-Identifier: EUPL-1.2
//! How a deliberate fault took effect.

use super::{NameServer, Stage};
use serde::{Deserialize, Serialize};

/// What the harness did or showed, that carried the fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "kebab-case")]
pub enum Effect {
    /// A peer that was visited showed its certificate.
    ServerCertificateShown,
    /// A peer that visits was asked for its certificate, and showed what it has, if anything.
    ClientCertificateShown,
    /// A publication point showed its certificate.
    CertificateShownTo {
        /// Address and port of the asker.
        asker: String,
    },
    /// A publication point answered a request, or left it unanswered.
    RequestAnswered {
        /// Path of the request, escaped.
        path: String,
    },
    /// A DNS server answered a question, or left it unanswered.
    QuestionAnswered {
        /// Type asked for, as `MX`.
        kind: String,
        /// The name asked for.
        name: String,
        /// The server that carried the fault.
        server: NameServer,
    },
    /// A peer answered EHLO without offering STARTTLS.
    StarttlsNotOffered,
    /// A peer refused with this code at this stage.
    Refused {
        /// Reply code, 4xx or 5xx.
        code: u16,
        /// The command that was refused.
        stage: Stage,
    },
    /// A peer sent replies in clear behind its 220 to STARTTLS.
    RepliesInjected,
    /// A peer sent a TLS alert in the place of its ServerHello.
    AlertSent,
    /// A peer said MAIL FROM in clear.
    MailFromInClear,
    /// A peer sent NOOP in the packet of its STARTTLS.
    CommandInjected,
}
