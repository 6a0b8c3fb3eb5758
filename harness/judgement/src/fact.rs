// SPDX-License-Identifier: EUPL-1.2
//! What the fakes can see: each value is one dated fact, without an opinion.
//!
//! Facts are stored in reports. A field that older schemas did not write is optional, and says since when it is there.

use reports::text::{Said, Text};
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

impl Part {
    /// The player, for a line of a transcript.
    pub fn said(self) -> Text {
        let fr = match self {
            Part::PeerServer => "serveur du pair",
            Part::PeerClient => "client du pair",
            Part::Submitter => "émetteur interne",
            Part::InternalServer => "serveur interne",
        };
        Text::new(fr, format!("{self:?}"))
    }
}

/// How far an SMTP session went, in the order of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The TCP connection.
    Connect,
    /// The 220 with which the server begins (RFC 5321 §3.1).
    Greeting,
    /// EHLO in clear.
    Ehlo,
    /// The command STARTTLS and its reply (RFC 3207).
    Starttls,
    /// The TLS handshake.
    Handshake,
    /// EHLO inside TLS.
    EhloAfterTls,
    /// MAIL FROM.
    MailFrom,
    /// RCPT TO.
    RcptTo,
    /// DATA, up to its 354.
    Data,
    /// The final dot and its reply: who answers 2xx here answers for the message.
    EndOfData,
    /// QUIT.
    Quit,
}

impl Stage {
    /// The stage in English, by the command where there is one.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Connect => "connect",
            Stage::Greeting => "greeting",
            Stage::Ehlo => "EHLO",
            Stage::Starttls => "STARTTLS",
            Stage::Handshake => "TLS handshake",
            Stage::EhloAfterTls => "EHLO after TLS",
            Stage::MailFrom => "MAIL FROM",
            Stage::RcptTo => "RCPT TO",
            Stage::Data => "DATA",
            Stage::EndOfData => "end of DATA",
            Stage::Quit => "QUIT",
        }
    }

    /// The same for a sentence, in French with its article.
    pub fn said(self) -> Text {
        let fr = match self {
            Stage::Connect => "la connexion",
            Stage::Greeting => "l’accueil",
            Stage::Handshake => "la poignée de main TLS",
            Stage::EhloAfterTls => "EHLO dans TLS",
            Stage::EndOfData => "la fin de DATA",
            other => other.word(),
        };
        Text::new(fr, self.word())
    }
}

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
    /// The other side broke the connection (TCP RST).
    Reset,
    /// A TLS alert, by its name in RFC 8446.
    Alert {
        /// Such as `certificate_expired`.
        name: String,
    },
    /// Nothing came before the deadline.
    Silence {
        /// Milliseconds.
        waited_ms: u64,
    },
    /// What came is not SMTP, or not TLS.
    Protocol {
        /// In the words of the player.
        what: String,
    },
    /// A local error of the harness's own socket.
    Local {
        /// In the words of the system.
        what: String,
    },
    /// The message is larger than the other side takes, by its SIZE (RFC 1870), and was not sent.
    TooLarge {
        /// Of the message.
        octets: u64,
        /// What the other side takes at most, in octets.
        limit: u64,
    },
}

impl Ending {
    /// The ending in English.
    pub fn words(&self) -> String {
        match self {
            Ending::Refused => "connection refused".into(),
            Ending::Quit => "QUIT".into(),
            Ending::Closed => "closed".into(),
            Ending::Reset => "reset".into(),
            Ending::Alert { name } => format!("TLS alert {name}"),
            Ending::Silence { waited_ms } => format!("silence for {waited_ms} ms"),
            Ending::Protocol { what } => format!("protocol error: {what}"),
            Ending::Local { what } => format!("local error: {what}"),
            Ending::TooLarge { octets, limit } => format!("not sent: {octets} octets, and SIZE {limit} is offered"),
        }
    }

    /// The same for a sentence.
    pub fn said(&self) -> Text {
        let fr = match self {
            Ending::Refused => "connexion refusée".into(),
            Ending::Quit => "QUIT".into(),
            Ending::Closed => "fermeture".into(),
            Ending::Reset => "rupture (RST)".into(),
            Ending::Alert { name } => format!("alerte TLS {name}"),
            Ending::Silence { waited_ms } => format!("silence de {waited_ms} ms"),
            Ending::Protocol { what } => format!("erreur de protocole : {what}"),
            Ending::Local { what } => format!("erreur locale : {what}"),
            Ending::TooLarge { octets, limit } => format!("non envoyé : {octets} octets pour SIZE {limit} annoncé"),
        };
        Text::new(fr, self.words())
    }
}

/// A certificate as it was shown on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Subject in the order of the liste blanche: `CN=…,OU=…,O=…,ST=…,C=FR`.
    pub subject: String,
    /// In the same order.
    pub issuer: String,
    /// Hexadecimal.
    pub serial: String,
    /// The first instant of its validity; empty where the certificate could not be read.
    pub not_before: String,
    /// The last instant of its validity, likewise.
    pub not_after: String,
    /// The CN of the subject; none when it has none.
    pub cn: Option<String>,
    /// Names of the extension subjectAltName, in order.
    pub san: Vec<String>,
    /// The algorithm's object identifier.
    pub key: String,
    /// Length of the key; since schema 2, and none where it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_bits: Option<usize>,
    /// SHA-256 of the DER form, hexadecimal.
    pub fingerprint: String,
    /// SHA-256 of the public key with its algorithm (SubjectPublicKeyInfo, RFC 5280 §4.1), hexadecimal.
    ///
    /// The same in every certificate for one key. Since schema 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spki: Option<String>,
}

/// A completed TLS handshake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tls {
    /// `TLSv1.2` or `TLSv1.3`.
    pub version: String,
    /// The cipher suite, by its name in rustls.
    pub suite: String,
    /// The group of the key exchange, where there is one; since schema 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What the connector showed, leaf first; empty when it showed nothing.
    pub chain: Vec<Certificate>,
    /// What a strict verifier of ours says of that chain: `None` when it is valid.
    pub objection: Option<String>,
    /// The host name that the client asked for (RFC 6066 §3); none where it asked for none.
    pub sni: Option<String>,
}

/// One MIME leaf part, known by its hash alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MimePart {
    /// In lower case, without parameters.
    pub content_type: String,
    /// As the part gives it; none for most text parts.
    pub file_name: Option<String>,
    /// Decoded octets.
    pub octets: usize,
    /// SHA-256 of the decoded octets; of the text in UTF-8 with LF line ends for text parts.
    pub sha256: String,
}

/// A delivery report found inside a message (RFC 3464, RFC 6533).
///
/// The fields beside `recipients` repeat the first group: reports before schema 3 have nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Notice {
    /// Of the message that carries the report, without parameters.
    pub content_type: String,
    /// The parameter `report-type` of that content type; since schema 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_type: Option<String>,
    /// The system that made the report (RFC 3464 §2.2.2); since schema 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporting_mta: Option<String>,
    /// Of the first group.
    pub final_recipient: Option<String>,
    /// Of the first group.
    pub action: Option<String>,
    /// Of the first group.
    pub status: Option<String>,
    /// Of the first group.
    pub diagnostic: Option<String>,
    /// One group of fields for each recipient that the report is about; since schema 3.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<RecipientStatus>,
}

/// What a delivery report says of one recipient (RFC 3464 §2.3); values as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecipientStatus {
    /// The address as the sender wrote it (RFC 3464 §2.3.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_recipient: Option<String>,
    /// The address as it was delivered to (RFC 3464 §2.3.2).
    pub final_recipient: Option<String>,
    /// `failed`, `delayed`, `delivered`, `relayed` or `expanded` (RFC 3464 §2.3.3).
    pub action: Option<String>,
    /// An enhanced status code such as `5.1.1` (RFC 3463).
    pub status: Option<String>,
    /// The reply of the system that refused it (RFC 3464 §2.3.6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnostic: Option<String>,
}

/// A message reduced to what a judge needs; bodies never enter the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Message {
    /// Of the whole message.
    pub octets: usize,
    /// SHA-256 of the whole message, hexadecimal.
    pub sha256: String,
    /// Without angle brackets.
    pub message_id: Option<String>,
    /// The canary of ours found anywhere in the message.
    pub canary: Option<String>,
    /// Field names and unfolded raw values, in order.
    pub fields: Vec<(String, String)>,
    /// Leaf parts, in order.
    pub parts: Vec<MimePart>,
    /// The delivery report that it holds; none for any other message.
    pub notice: Option<Notice>,
    /// Addresses and message identifiers of the run that its decoded text names; since schema 3.
    ///
    /// In lower case and without brackets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
    /// Where reading stopped short of the end, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<String>,
}

impl Message {
    /// Raw values of a header field, whatever the case of its name.
    pub fn field<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.fields.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

/// One question put to the fake DNS and the answer given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The server that was asked, such as `parent` or `operateurs`.
    pub server: String,
    /// Address and port of the asker.
    pub from: String,
    /// `udp` or `tcp`.
    pub transport: String,
    /// The name that was asked for, as it was written.
    pub name: String,
    /// The type of record, such as `MX`.
    pub kind: String,
    /// The response code, such as `NOERROR`.
    pub rcode: String,
    /// True when the answer points to other servers instead.
    pub referral: bool,
    /// Records of the answer section, in presentation format.
    pub answers: Vec<String>,
    /// The servers asked on the way, by the resolver alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<String>,
    /// Id of the fault that changed the answer; none where none did.
    pub fault: Option<String>,
}

/// One field of the head of a request, as far as it may be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// In lower case.
    pub name: String,
    /// Withheld where it is a secret of the connector.
    pub value: String,
}

/// One request at a publication point and the answer given, or a TLS session that came to no request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Download {
    /// Such as `GET`; empty where no request came.
    #[serde(default)]
    pub method: String,
    /// Of the request, without its query; empty where none came.
    pub path: String,
    /// 0: no answer left.
    pub status: u16,
    /// Address and port of the asker.
    pub from: String,
    /// `TLSv1.2` or `TLSv1.3`; none in plain HTTP.
    pub tls: Option<String>,
    /// The leaf of what the connector showed, if anything.
    #[serde(default)]
    pub certificate: Option<Certificate>,
    /// Fields of the request, in order.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// Number of the edition in force, for the liste blanche.
    pub edition: Option<u32>,
    /// The Last-Modified that the answer bore (RFC 9110 §8.8.2); since schema 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// Connections open at this point when the request came, its own included.
    #[serde(default)]
    pub at_once: usize,
    /// How the TLS session ended before any request.
    #[serde(default)]
    pub failure: Option<String>,
}

impl Download {
    /// A request of which nothing but its origin is known yet.
    pub fn of(from: String) -> Download {
        Download { from, ..Download::default() }
    }

    /// The value of a field of the request.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.name == name).map(|header| header.value.as_str())
    }

    /// Whether the asker said which version it holds (RFC 9110 §13.1).
    pub fn is_conditional(&self) -> bool {
        ["if-none-match", "if-modified-since"].iter().any(|name| self.header(name).is_some())
    }
}

/// A time for which something was waited for or watched; each is a parameter of the connector's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// From acceptance to the inner mailbox.
    Delivery,
    /// From submission to the end: taken by the peer, or the sender told.
    Outcome,
    /// From acceptance to the automatic reply.
    AutomaticReply,
    /// From the end of an exchange to the last moment at which its message could still turn up.
    Watch,
}

/// Which way a message goes, seen from the connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From a peer to a mailbox behind the connector.
    Inbound,
    /// From an internal user to a peer.
    Outbound,
}

/// A connector that waits so long for a reply of ours may give up and hand its message over again. Milliseconds.
///
/// RFC 5321 §4.5.3.2 grants minutes; a connector under test is often told less.
pub const HELD_UP_MS: u64 = 1_000;

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
        fault: Option<String>,
    },
    /// The connector says that it has applied or refused what is published.
    Reloaded {
        /// The edition that was published then.
        edition: u32,
    },
    /// The deliberate fault took effect on the wire.
    FaultExercised {
        /// Its id.
        fault: String,
        /// What was shown or sent.
        how: Said,
    },
    /// An observation window ended; what had to come by then has come or never will.
    WindowEnded {
        /// What was waited for.
        what: Said,
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
        how: Said,
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
    /// The SMTP session that the fact belongs to; none for a fact outside any.
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
