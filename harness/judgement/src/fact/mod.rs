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

use reports::fault::FaultId;
use reports::text::Said;
use serde::{Deserialize, Serialize};

/// One dated fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// A session between a player of ours and the connector began.
    SessionOpened {
        /// Its number; every later fact of the session bears it.
        session: SessionId,
        /// The player of ours.
        part: Part,
        /// Address or host name of the player.
        local: String,
        /// Address and port of the connector.
        remote: String,
    },
    /// One line of the dialogue.
    Line {
        /// In which session.
        session: SessionId,
        /// Who said it.
        by: Party,
        /// Without its end; control characters escaped.
        text: String,
        /// False inside TLS.
        clear: bool,
    },
    /// Octets that arrived where none were due, such as commands pipelined behind STARTTLS.
    Unsolicited {
        /// In which session.
        session: SessionId,
        /// The octets, escaped.
        text: String,
        /// False inside TLS.
        clear: bool,
    },
    /// A reply to a command of ours, complete.
    Reply {
        /// In which session.
        session: SessionId,
        /// The command that it answers.
        stage: Stage,
        /// Reply code (RFC 5321 §4.2).
        code: u16,
        /// Its words, escaped; lines are joined with `|`.
        text: String,
    },
    /// The connector asked for our client certificate during the handshake.
    CertificateRequested {
        /// In which session.
        session: SessionId,
        /// The authorities that it names, if any.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        authorities: Vec<String>,
    },
    /// A TLS handshake was completed.
    TlsEstablished {
        /// In which session.
        session: SessionId,
        /// What was agreed and shown.
        tls: Tls,
    },
    /// A session was over.
    SessionEnded {
        /// Which session.
        session: SessionId,
        /// How far it went.
        stage: Stage,
        /// How it ended there.
        ending: Ending,
    },
    /// We are about to send this message.
    MessageSent {
        /// In which session.
        session: SessionId,
        /// The path of MAIL FROM, with its angle brackets.
        reverse_path: String,
        /// The path of RCPT TO, with its angle brackets.
        forward_path: String,
        /// The message.
        message: Message,
    },
    /// The connector gave a peer, or the internal mail server, this message, and got 250 for it.
    MessageTaken {
        /// In which session.
        session: SessionId,
        /// The player that took it.
        part: Part,
        /// The path of MAIL FROM, with its angle brackets.
        reverse_path: String,
        /// The paths of RCPT TO that were accepted, with their angle brackets.
        forward_paths: Vec<String>,
        /// False inside TLS.
        clear: bool,
        /// The message.
        message: Message,
    },
    /// A DNS server of the run was asked.
    Asked(Question),
    /// A publication point was visited.
    Downloaded(Download),
    /// The harness put a new edition of the liste blanche in place.
    Published {
        /// Its number, from 1.
        edition: u32,
        /// What is wrong with the list or its publication; none for a good edition.
        fault: Option<FaultId>,
    },
    /// The connector says that it has applied or refused what is published.
    Reloaded {
        /// The edition published then.
        edition: u32,
    },
    /// The deliberate fault took effect on the wire.
    FaultExercised {
        /// Which fault.
        fault: FaultId,
        /// In what way.
        how: Recorded<Effect>,
    },
    /// An observation window ended; what had to come by then has come or never will.
    WindowEnded {
        /// The window in the words of an earlier version; this one says it in `window` alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<Said>,
        /// Length of the window.
        waited_ms: u64,
        /// Which of the declared windows; none in reports before schema 3, which say it in `what` alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        window: Option<Window>,
    },
    /// The probe, a valid and listed peer of no scenario, exchanged a message with the connector, or tried to.
    Probed {
        /// Which way the message went.
        direction: Direction,
        /// The edition that lists the domain it used.
        edition: u32,
        /// The message was taken.
        held: bool,
        /// How the exchange ended.
        how: Recorded<Exchange>,
    },
    /// Timers of the harness itself rang late: what was missed meanwhile proves nothing.
    BenchLate {
        /// How late.
        late_ms: u64,
    },
    /// The connector under test is no longer there.
    SutGone {
        /// Its exit status, or what showed it, in English.
        how: String,
    },
    /// The harness could not do what it had to.
    HarnessFault {
        /// What, with the error behind it, in English.
        what: String,
    },
    /// The run was stopped from outside.
    Interrupted,
    /// Every step of the variant was played and every window came to its end.
    CaseFinished,
}

impl Fact {
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
