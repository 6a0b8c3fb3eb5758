// SPDX-License-Identifier: EUPL-1.2
//! How an exchange of the probe with the connector ended.

use super::{Ending, Stage};
use serde::{Deserialize, Serialize};

/// The last that was seen of one message of the probe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "exchange", rename_all = "kebab-case")]
pub enum Exchange {
    /// It could not be attempted.
    NotPlayed,
    /// The connector took it.
    Accepted,
    /// The connector refused it, or turned the session away.
    Refused {
        /// Reply code, 4xx or 5xx.
        code: u16,
        /// The command that was refused.
        stage: Stage,
        /// Words of the reply, escaped.
        text: String,
    },
    /// The session ended short of an answer.
    Ended {
        /// How far it went.
        stage: Stage,
        /// How it ended.
        ending: Ending,
    },
    /// No end of the session was recorded.
    Unfinished,
    /// The connector took it and handed it to the probe.
    HandedOver,
    /// The connector took it, came to the probe and did not hand it over.
    VisitedOnly,
    /// The connector took it and never came to the probe.
    NotVisited {
        /// Whether it asked the DNS of the run.
        asked: bool,
    },
}
