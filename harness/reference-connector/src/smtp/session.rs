// SPDX-License-Identifier: EUPL-1.2
//! The server side of SMTP: the order of commands; what is accepted is the [`Desk`]'s affair.

use std::{future::Future, io, ops::ControlFlow, time::Duration};

use rustls::pki_types::CertificateDer;
use tokio_rustls::TlsAcceptor;

use crate::smtp::{
    command::{Command, ForwardPath, Mail},
    data::Content,
    manners::{LastWords, Manners},
    reply::Reply,
    wire::{Line, Wire},
};

/// The least time to wait for a command (RFC 5321 §4.5.3.2.7).
pub(crate) const COMMAND_PATIENCE: Duration = Duration::from_secs(300);
/// The least number of recipients to take (RFC 5321 §4.5.3.1.8), here also the most.
const MOST_RECIPIENTS: usize = 100;
/// After so many mistakes the other side is no mail system.
const MOST_MISTAKES: usize = 20;

/// Decides what one port accepts during one connection.
pub(crate) trait Desk: Send {
    /// The text behind `220`.
    fn greeting(&self) -> String;
    /// The name behind `250` in answer to EHLO.
    fn hostname(&self) -> &str;
    /// The largest message, in octets.
    fn max_message_size(&self) -> usize;
    /// What TLS is negotiated with, when STARTTLS is offered now.
    fn tls(&self) -> Option<StartTls>;
    /// Whether the EHLO reply lists STARTTLS; compliant desks list it exactly when they offer it.
    fn lists_starttls(&self) -> bool {
        self.tls().is_some()
    }
    /// Whether nothing may be asked before STARTTLS.
    fn requires_tls(&self) -> bool;
    /// How the session behaves where SMTP leaves a choice.
    fn manners(&self) -> Manners {
        Manners::default()
    }
    /// Notes that the connection is now in TLS, with the chain that the client presented; `Break` ends it at once.
    fn secured(&mut self, chain: Option<&[CertificateDer<'_>]>) -> ControlFlow<()>;
    /// Notes how the client calls itself.
    fn introduced(&mut self, client_name: &str);
    /// Opens a transaction or says why not.
    fn mail(&mut self, mail: Mail) -> Result<(), Reply>;
    /// Answers one RCPT; a positive reply commits.
    fn rcpt(&mut self, path: ForwardPath) -> impl Future<Output = Reply> + Send;
    /// Says whether DATA may be answered by 354.
    fn before_data(&self) -> Result<(), Reply> {
        Ok(())
    }
    /// Takes a message; a positive reply means responsibility for it.
    fn data(&mut self, message: Vec<u8>) -> impl Future<Output = Reply> + Send;
    /// Forgets the transaction, if any.
    fn reset(&mut self);
}

/// How STARTTLS is done.
pub(crate) struct StartTls {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) patience: Duration,
    /// Whether commands sent in clear behind STARTTLS are kept, against RFC 3207 §4.2.
    pub(crate) keeps_read_ahead: bool,
}

/// How far the session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Unknown,
    Introduced,
    Mail,
    Rcpt(usize),
}

struct Session<D> {
    wire: Wire,
    desk: D,
    stage: Stage,
    mistakes: usize,
}

/// What follows a command.
enum Next {
    Go,
    /// The conversation is over.
    Leave,
    /// The connection is dropped in the middle of it.
    Vanish,
    Secure(StartTls),
}

/// What a command is answered by.
enum Answer {
    Reply(Reply),
    /// To the end of a message, which is answered otherwise under some mutations.
    Last(Reply),
}

/// Serves one connection until it closes.
///
/// # Errors
/// The connection breaks, or the TLS handshake fails.
pub(crate) async fn converse<D: Desk>(wire: Wire, desk: D) -> io::Result<()> {
    let mut session = Session { wire, desk, stage: Stage::Unknown, mistakes: 0 };
    session.wire.write_reply(&Reply::plain(220, vec![session.desk.greeting()])).await?;
    let ended = loop {
        match session.step().await {
            Ok(Next::Go) => {}
            Ok(Next::Leave) => break Ok(()),
            Ok(Next::Vanish) => {
                session.desk.reset();
                return Ok(());
            }
            Ok(Next::Secure(tls)) => match session.secure(tls).await? {
                ControlFlow::Continue(secured) => session = secured,
                ControlFlow::Break(mut wire) => {
                    wire.close().await;
                    return Ok(());
                }
            },
            Err(error) => break Err(error),
        }
    };
    session.desk.reset();
    session.wire.close().await;
    ended
}

impl<D: Desk> Session<D> {
    async fn step(&mut self) -> io::Result<Next> {
        let line = match self.wire.read_line().await {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(Next::Leave),
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                self.wire.write_reply(&Reply::new(421, "4.4.2", "nothing said for too long")).await?;
                return Ok(Next::Leave);
            }
            Err(error) => return Err(error),
        };
        let parsed = match &line {
            Line::Text(text) => Command::parse(text),
            Line::Malformed => Err(Reply::new(500, "5.5.2", "malformed command line")),
        };
        self.desk.manners().hesitate().await;
        let answer = match parsed {
            Err(reply) => Answer::Reply(reply),
            Ok(Command::Quit) => {
                self.wire.write_reply(&Reply::new(221, "2.0.0", "goodbye")).await?;
                return Ok(Next::Leave);
            }
            Ok(Command::StartTls) => match self.desk.tls() {
                Some(tls) => {
                    self.wire.write_reply(&Reply::new(220, "2.0.0", "ready to start TLS")).await?;
                    return Ok(Next::Secure(tls));
                }
                None => Answer::Reply(Reply::new(503, "5.5.1", "TLS is not offered now")),
            },
            Ok(command) => self.answer(command).await?,
        };
        let reply = match (answer, self.desk.manners().last_words) {
            (Answer::Last(_), LastWords::Never) => return Ok(Next::Vanish),
            (Answer::Last(reply), LastWords::Twice) => {
                self.wire.write_reply(&reply).await?;
                reply
            }
            (Answer::Reply(reply) | Answer::Last(reply), _) => reply,
        };
        self.mistakes += usize::from(reply.code / 10 == 50);
        if self.mistakes > MOST_MISTAKES {
            self.wire.write_reply(&Reply::new(421, "4.7.0", "too many errors")).await?;
            return Ok(Next::Leave);
        }
        self.wire.write_reply(&reply).await?;
        Ok(Next::Go)
    }

    async fn answer(&mut self, command: Command) -> io::Result<Answer> {
        // RFC 3207 §4: everything but EHLO, NOOP, QUIT and STARTTLS waits; HELO is EHLO's elder.
        let waits = !matches!(command, Command::Ehlo(_) | Command::Helo(_) | Command::Noop);
        if waits && self.desk.requires_tls() {
            return Ok(Answer::Reply(Reply::new(530, "5.7.0", "must issue a STARTTLS command first")));
        }
        let wrong_order = || Reply::new(503, "5.5.1", "bad sequence of commands");
        Ok(Answer::Reply(match (command, self.stage) {
            (Command::Ehlo(name), _) => {
                self.introduce(&name);
                self.extensions()
            }
            (Command::Helo(name), _) => {
                self.introduce(&name);
                Reply::plain(250, vec![self.desk.hostname().to_owned()])
            }
            (Command::Noop, _) => Reply::new(250, "2.0.0", "ok"),
            (Command::Vrfy, _) => Reply::new(252, "2.5.2", "send a message and see"),
            (Command::Rset, stage) => {
                self.desk.reset();
                self.stage = if stage == Stage::Unknown { stage } else { Stage::Introduced };
                Reply::new(250, "2.0.0", "ok")
            }
            (Command::Mail(mail), Stage::Introduced) => match self.desk.mail(mail) {
                Ok(()) => {
                    self.stage = Stage::Mail;
                    Reply::new(250, "2.1.0", "sender ok")
                }
                Err(reply) => reply,
            },
            (Command::Rcpt(_), Stage::Rcpt(MOST_RECIPIENTS..)) => Reply::new(452, "4.5.3", "too many recipients"),
            (Command::Rcpt(path), Stage::Mail) => self.recipient(path, 0).await,
            (Command::Rcpt(path), Stage::Rcpt(taken)) => self.recipient(path, taken).await,
            (Command::Data, Stage::Rcpt(_)) => match self.desk.before_data() {
                Ok(()) => return self.data().await.map(Answer::Last),
                Err(reply) => reply,
            },
            (Command::Data, Stage::Mail) => Reply::new(554, "5.5.1", "no valid recipients"),
            _ => wrong_order(),
        }))
    }

    fn introduce(&mut self, name: &str) {
        self.desk.reset();
        self.desk.introduced(name);
        self.stage = Stage::Introduced;
    }

    fn extensions(&self) -> Reply {
        let mut lines = vec![self.desk.hostname().to_owned(), format!("SIZE {}", self.desk.max_message_size())];
        lines.extend(self.desk.manners().extensions.iter().map(|keyword| (*keyword).to_owned()));
        if self.desk.lists_starttls() {
            lines.push("STARTTLS".to_owned());
        }
        Reply::plain(250, lines)
    }

    async fn recipient(&mut self, path: ForwardPath, taken: usize) -> Reply {
        let reply = self.desk.rcpt(path).await;
        if reply.is_positive() {
            self.stage = Stage::Rcpt(taken + 1);
        }
        reply
    }

    async fn data(&mut self) -> io::Result<Reply> {
        self.wire.write_reply(&Reply::plain(354, vec!["end with <CRLF>.<CRLF>".to_owned()])).await?;
        let content = self.wire.read_content(self.desk.max_message_size()).await?;
        self.desk.manners().hesitate().await;
        let reply = match content {
            Content::Message(message) if !message.is_ascii() && !self.desk.manners().takes_eight_bits() => {
                Reply::new(554, "5.6.1", "8-bit text is not taken")
            }
            Content::Message(message) => self.desk.data(message).await,
            Content::TooBig => too_big(),
            Content::BareLineEnd => Reply::new(550, "5.6.11", "a CR or LF stands alone in the message"),
        };
        self.desk.reset();
        self.stage = Stage::Introduced;
        Ok(reply)
    }

    async fn secure(mut self, tls: StartTls) -> io::Result<ControlFlow<Wire, Session<D>>> {
        let (transport, read_ahead) = self.wire.into_parts();
        let stream = tokio::time::timeout(tls.patience, tls.acceptor.accept(transport)).await??;
        self.desk.reset();
        let goes_on = self.desk.secured(stream.get_ref().1.peer_certificates());
        let mut wire = Wire::new(stream, COMMAND_PATIENCE);
        if tls.keeps_read_ahead {
            wire = wire.with_read_ahead(read_ahead);
        }
        Ok(match goes_on {
            ControlFlow::Break(()) => ControlFlow::Break(wire),
            ControlFlow::Continue(()) => {
                ControlFlow::Continue(Session { wire, desk: self.desk, stage: Stage::Unknown, mistakes: self.mistakes })
            }
        })
    }
}

/// The refusal of a message over the limit, at MAIL or behind DATA (RFC 1870 §6).
pub(crate) fn too_big() -> Reply {
    Reply::new(552, "5.3.4", "the message is too big")
}
