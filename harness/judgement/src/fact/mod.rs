// SPDX-License-Identifier: EUPL-1.2
//! What the fakes can see: each value is one dated fact, without an opinion.

mod certificate;
mod download;
mod effect;
mod ending;
mod exchange;
mod message;
mod notice;
mod question;
mod recorded;
mod session;
mod window;

pub use certificate::{Certificate, Tls};
pub use download::{Download, Header};
pub use effect::Effect;
pub use ending::Ending;
pub use exchange::Exchange;
pub use message::{Message, MimePart};
pub use notice::{Notice, RecipientStatus};
pub use question::{NameServer, Question, Transport};
pub use recorded::Recorded;
pub use session::{Part, Party, SessionId, Stage};
pub use window::{Direction, HELD_UP_MS, Window};

use reports::fault::{Family, FaultId};
use reports::text::Said;
use serde::{Deserialize, Serialize};

/// One dated fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    SessionOpened {
        session: SessionId,
        part: Part,
        local: String,
        remote: String,
    },
    /// One line of the dialogue, without its end; control characters escaped.
    Line {
        session: SessionId,
        by: Party,
        text: String,
        clear: bool,
    },
    /// Octets that arrived where none were due, such as commands pipelined behind STARTTLS.
    Unsolicited {
        session: SessionId,
        text: String,
        clear: bool,
    },
    /// A reply to a command of ours, complete.
    Reply {
        session: SessionId,
        stage: Stage,
        code: u16,
        text: String,
    },
    /// The connector asked for our client certificate during the handshake.
    CertificateRequested {
        session: SessionId,
        /// The authorities that it names, if any.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        authorities: Vec<String>,
    },
    TlsEstablished {
        session: SessionId,
        tls: Tls,
    },
    SessionEnded {
        session: SessionId,
        stage: Stage,
        ending: Ending,
    },
    /// We are about to send this message.
    MessageSent {
        session: SessionId,
        reverse_path: String,
        forward_path: String,
        message: Message,
    },
    /// The connector gave a peer, or the internal mail server, this message, and got 250 for it.
    MessageTaken {
        session: SessionId,
        part: Part,
        reverse_path: String,
        forward_paths: Vec<String>,
        clear: bool,
        message: Message,
    },
    Asked(Question),
    Downloaded(Download),
    /// The harness put a new edition of the liste blanche in place.
    Published {
        edition: u32,
        fault: Option<FaultId>,
    },
    /// The connector says that it has applied or refused what is published.
    Reloaded {
        edition: u32,
    },
    /// The deliberate fault took effect on the wire.
    FaultExercised {
        fault: FaultId,
        how: Recorded<Effect>,
    },
    /// An observation window ended; what had to come by then has come or never will.
    WindowEnded {
        /// The window in the words of an earlier version; this one says it in `window` alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<Said>,
        waited_ms: u64,
        /// Which of the declared windows; none in reports before schema 3, which say it in `what` alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        window: Option<Window>,
    },
    /// The probe, a valid and listed peer of no scenario, exchanged a message with the connector, or tried to.
    Probed {
        direction: Direction,
        /// The edition that lists the domain it used.
        edition: u32,
        held: bool,
        how: Recorded<Exchange>,
    },
    /// Timers of the harness itself rang late: what was missed meanwhile proves nothing.
    BenchLate {
        late_ms: u64,
    },
    /// The connector under test is no longer there.
    SutGone {
        how: String,
    },
    /// The harness could not do what it had to.
    HarnessFault {
        what: String,
    },
    /// The run was stopped from outside.
    Interrupted,
    /// Every step of the variant was played and every window came to its end.
    CaseFinished,
}

impl Fact {
    /// Whether this deliberate fault took effect here.
    pub fn exercises(&self, family: Family, name: &str) -> bool {
        matches!(self, Fact::FaultExercised { fault, .. } if fault.is(family, name))
    }

    /// The SMTP session that the fact belongs to.
    pub fn session(&self) -> Option<SessionId> {
        match self {
            Fact::SessionOpened { session, .. }
            | Fact::Line { session, .. }
            | Fact::Unsolicited { session, .. }
            | Fact::Reply { session, .. }
            | Fact::CertificateRequested { session, .. }
            | Fact::TlsEstablished { session, .. }
            | Fact::SessionEnded { session, .. }
            | Fact::MessageSent { session, .. }
            | Fact::MessageTaken { session, .. } => Some(*session),
            _ => None,
        }
    }
}
