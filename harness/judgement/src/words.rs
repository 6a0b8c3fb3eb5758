// SPDX-License-Identifier: EUPL-1.2
//! Sentences about facts that checks and transcripts share.

use crate::fact::{Ending, Part, Stage};
use reports::text::Text;

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

impl Stage {
    /// The command or moment in English, as in a protocol.
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
