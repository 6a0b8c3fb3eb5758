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
use reports::text::Wording;
use serde::{Deserialize, Serialize};

/// One dated fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// A TCP connection of a player with the connector.
    SessionOpened {
        /// Of this session.
        session: SessionId,
        /// The player.
        part: Part,
        /// The end of the harness: a host name or an address.
        local: String,
        /// Address and port of the other end.
        remote: String,
    },
    /// One line of the dialogue, without its end; control characters escaped.
    Line {
        /// In which it was said.
        session: SessionId,
        /// Who said it.
        by: Party,
        /// The line itself.
        text: String,
        /// True outside TLS.
        clear: bool,
    },
    /// Octets that arrived where none were due, such as commands pipelined behind STARTTLS.
    Unsolicited {
        /// In which they came.
        session: SessionId,
        /// The octets, escaped like a line.
        text: String,
        /// True outside TLS.
        clear: bool,
    },
    /// A reply to a command of ours, complete.
    Reply {
        /// In which it came.
        session: SessionId,
        /// The command that it answers.
        stage: Stage,
        /// Three digits (RFC 5321 §4.2).
        code: u16,
        /// Its lines without the code, with `|` between them.
        text: String,
    },
    /// The connector asked for our client certificate during the handshake.
    CertificateRequested {
        /// In which it asked.
        session: SessionId,
        /// The authorities that it names, if any; since schema 2.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        authorities: Vec<String>,
    },
    /// A TLS handshake was completed.
    TlsEstablished {
        /// Of which it is part.
        session: SessionId,
        /// What was agreed and shown.
        tls: Tls,
    },
    /// The session is over.
    SessionEnded {
        /// Which one.
        session: SessionId,
        /// How far it had come.
        stage: Stage,
        /// What ended it.
        ending: Ending,
    },
    /// We are about to send this message.
    MessageSent {
        /// Of this attempt.
        session: SessionId,
        /// As it is said in MAIL FROM.
        reverse_path: String,
        /// As it is said in RCPT TO.
        forward_path: String,
        /// As it leaves us.
        message: Message,
    },
    /// The connector gave a peer, or the internal mail server, this message, and got 250 for it.
    MessageTaken {
        /// In which it came.
        session: SessionId,
        /// The player that took it.
        part: Part,
        /// As it was said in MAIL FROM.
        reverse_path: String,
        /// As they were said in RCPT TO.
        forward_paths: Vec<String>,
        /// True outside TLS.
        clear: bool,
        /// As it arrived.
        message: Message,
    },
    /// A question to the fake DNS, and its answer.
    Asked(Question),
    /// A request at a publication point, and its answer.
    Downloaded(Download),
    /// The harness put a new edition of the liste blanche in place.
    Published {
        /// Its number: each edition of a run has the next.
        edition: u32,
        /// Id of what is wrong with it or with its publication; none for a good edition.
        fault: Option<FaultId>,
    },
    /// The connector says that it has applied or refused what is published.
    Reloaded {
        /// The edition that was published then.
        edition: u32,
    },
    /// The deliberate fault took effect on the wire.
    FaultExercised {
        /// Its id.
        fault: FaultId,
        /// What was shown or sent.
        how: Recorded<Effect>,
    },
    /// An observation window ended; what had to come by then has come or never will.
    WindowEnded {
        /// What was waited for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<Wording>,
        /// Milliseconds.
        waited_ms: u64,
        /// Which of the declared windows; reports before schema 3 say it in `what` alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        window: Option<Window>,
    },
    /// The probe, a valid and listed peer of no scenario, exchanged a message with the connector, or tried to.
    Probed {
        /// Which way the message went.
        direction: Direction,
        /// The edition that lists the domain it used.
        edition: u32,
        /// True when the message arrived.
        held: bool,
        /// How it ended, in the words of whoever ended it.
        how: Recorded<Exchange>,
    },
    /// Timers of the harness itself rang late: what was missed meanwhile proves nothing.
    BenchLate {
        /// Milliseconds.
        late_ms: u64,
    },
    /// The connector under test is no longer there.
    SutGone {
        /// How it ended, in the words of the driver.
        how: String,
    },
    /// The harness could not do what it had to.
    HarnessFault {
        /// What it could not do.
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
