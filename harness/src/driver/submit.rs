// SPDX-License-Identifier: EUPL-1.2
//! The inner user: lettre, an SMTP client that is not ours, hands a message to the connector's submission port.

use crate::wire::{Witness, mime};
use judgement::fact::{Ending, Fact, Part, Stage};
use lettre::Address;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use std::net::SocketAddrV4;
use std::time::Duration;

/// What is submitted.
pub struct Submission<'a> {
    pub at: SocketAddrV4,
    pub from: &'a str,
    pub to: &'a str,
    pub message: &'a [u8],
    pub step: Duration,
}

/// Submits one message; everything worth knowing is in the witness afterwards. True when it was accepted.
pub async fn submit(submission: &Submission<'_>, witness: &Witness) -> bool {
    let session = witness.next_session();
    witness.see(Fact::SessionOpened {
        session,
        part: Part::Submitter,
        local: "inner user".to_owned(),
        remote: submission.at.to_string(),
    });
    witness.see(Fact::MessageSent {
        session,
        reverse_path: format!("<{}>", submission.from),
        forward_path: format!("<{}>", submission.to),
        message: mime::facts(submission.message),
    });
    let mut dialogue = Dialogue { session, witness, stage: Stage::Connect, step: submission.step };
    let ending = match dialogue.run(submission).await {
        Ok(()) => Ending::Quit,
        Err(ending) => ending,
    };
    witness.see(Fact::SessionEnded { session, stage: dialogue.stage, ending });
    dialogue.stage == Stage::Quit
}

struct Dialogue<'w> {
    session: u32,
    witness: &'w Witness,
    stage: Stage,
    step: Duration,
}

type Attempt = Result<Response, lettre::transport::smtp::Error>;

impl Dialogue<'_> {
    async fn run(&mut self, submission: &Submission<'_>) -> Result<(), Ending> {
        let address =
            |text: &str| text.parse::<Address>().map_err(|error| Ending::Local { what: format!("{text}: {error}") });
        let (from, to) = (address(submission.from)?, address(submission.to)?);
        let hello = ClientId::Domain("poste.interne.test".to_owned());
        let connect = AsyncSmtpConnection::connect_tokio1(submission.at, Some(self.step), &hello, None, None);
        let mut connection = match tokio::time::timeout(self.step, connect).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(error)) => return Err(self.failed(&error)),
            Err(_) => return Err(self.silence()),
        };
        self.stage = Stage::MailFrom;
        let eight_bit =
            !submission.message.is_ascii() && connection.server_info().supports_feature(Extension::EightBitMime);
        let parameters = if eight_bit { vec![MailParameter::Body(MailBodyParameter::EightBitMime)] } else { vec![] };
        let reply = tokio::time::timeout(self.step, connection.command(Mail::new(Some(from), parameters))).await;
        self.heard(reply)?;
        self.stage = Stage::RcptTo;
        let reply = tokio::time::timeout(self.step, connection.command(Rcpt::new(to, vec![]))).await;
        self.heard(reply)?;
        self.stage = Stage::Data;
        let reply = tokio::time::timeout(self.step, connection.command(Data)).await;
        self.heard(reply)?;
        self.stage = Stage::EndOfData;
        let reply = tokio::time::timeout(self.step, connection.message(submission.message)).await;
        self.heard(reply)?;
        self.stage = Stage::Quit;
        // QUIT is a courtesy: what becomes of it changes no verdict.
        let _ = tokio::time::timeout(self.step, connection.command(Quit)).await;
        Ok(())
    }

    fn silence(&self) -> Ending {
        Ending::Silence { waited_ms: u64::try_from(self.step.as_millis()).unwrap_or(u64::MAX) }
    }

    fn heard(&self, reply: Result<Attempt, tokio::time::error::Elapsed>) -> Result<(), Ending> {
        match reply {
            Ok(Ok(response)) => {
                let text = response.message().collect::<Vec<_>>().join("|");
                self.reply(u16::from(response.code()), &text);
                let wanted = if self.stage == Stage::Data { 354 } else { 250 };
                if u16::from(response.code()) == wanted {
                    return Ok(());
                }
                let what = format!("{} instead of {wanted} at {}", u16::from(response.code()), self.stage.word());
                Err(Ending::Protocol { what })
            }
            Ok(Err(error)) => Err(self.failed(&error)),
            Err(_) => Err(self.silence()),
        }
    }

    fn reply(&self, code: u16, text: &str) {
        let text = crate::wire::escaped(text.as_bytes(), 500);
        self.witness.see(Fact::Reply { session: self.session, stage: self.stage, code, text });
    }

    /// A refusal is a reply; anything else is how the session ended.
    fn failed(&self, error: &lettre::transport::smtp::Error) -> Ending {
        if let Some(code) = error.status() {
            self.reply(u16::from(code), &error.to_string());
            return Ending::Quit;
        }
        if error.is_timeout() {
            return self.silence();
        }
        let what = error.to_string();
        let refused = source_of(error).is_some_and(|io| io.kind() == std::io::ErrorKind::ConnectionRefused);
        if refused { Ending::Refused } else { Ending::Protocol { what } }
    }
}

fn source_of(error: &dyn std::error::Error) -> Option<&std::io::Error> {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(io) = inner.downcast_ref::<std::io::Error>() {
            return Some(io);
        }
        source = inner.source();
    }
    None
}
