// SPDX-License-Identifier: EUPL-1.2
//! The SMTP server: the sequence of commands of one connection (RFC 5321 §4.1.4).

use std::{io, ops::ControlFlow, time::Duration};

use tokio::time;

use crate::smtp::{
    command::Command,
    connection::{Connection, Line},
    data::Content,
    options::FinalReply,
    path::ForwardPath,
    reply::Reply,
    service::{Service, StartTls},
};

/// The least time to wait for a command (RFC 5321 §4.5.3.2.7).
pub(crate) const COMMAND_TIMEOUT: Duration = Duration::from_secs(300);
/// The recipients of one transaction; the least that RFC 5321 §4.5.3.1.8 allows as a limit.
const MAX_RECIPIENTS: usize = 100;
/// The erroneous commands after which the session is closed.
const MAX_ERRORS: usize = 20;

/// The commands accepted so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SessionState {
    /// None since the connection or the TLS handshake.
    Connected,
    /// EHLO or HELO.
    Greeted,
    /// MAIL.
    Mail,
    /// RCPT, so many times.
    Rcpt(usize),
}

struct Session<S> {
    connection: Connection,
    service: S,
    state: SessionState,
    errors: usize,
}

/// What follows a command.
enum NextStep {
    Continue,
    /// The session is closed in order.
    Close,
    /// The connection is dropped without a reply.
    Abort,
    StartTls(StartTls),
}

/// The reply to a command.
enum Response {
    Command(Reply),
    /// The reply to the end of a message, which some mutations repeat or omit.
    EndOfData(Reply),
}

/// Serves one connection until it closes.
///
/// # Errors
/// The connection breaks, or the TLS handshake fails.
pub(crate) async fn serve<S: Service>(connection: Connection, service: S) -> io::Result<()> {
    let mut session = Session { connection, service, state: SessionState::Connected, errors: 0 };
    session.connection.write_reply(&Reply::plain(220, vec![session.service.greeting()])).await?;
    let ended = loop {
        match session.step().await {
            Ok(NextStep::Continue) => {}
            Ok(NextStep::Close) => break Ok(()),
            Ok(NextStep::Abort) => {
                session.service.reset();
                return Ok(());
            }
            Ok(NextStep::StartTls(tls)) => match session.start_tls(tls).await? {
                ControlFlow::Continue(secured) => session = secured,
                ControlFlow::Break(mut connection) => {
                    connection.close().await;
                    return Ok(());
                }
            },
            Err(error) => break Err(error),
        }
    };
    session.service.reset();
    session.connection.close().await;
    ended
}

impl<S: Service> Session<S> {
    async fn step(&mut self) -> io::Result<NextStep> {
        let line = match self.connection.read_line().await {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(NextStep::Close),
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                self.connection.write_reply(&Reply::new(421, "4.4.2", "nothing said for too long")).await?;
                return Ok(NextStep::Close);
            }
            Err(error) => return Err(error),
        };
        let parsed = match &line {
            Line::Text(text) => Command::parse(text),
            Line::Malformed => Err(Reply::new(500, "5.5.2", "malformed command line")),
        };
        self.service.options().delay_reply().await;
        let response = match parsed {
            Err(reply) => Response::Command(reply),
            Ok(Command::Quit) => {
                self.connection.write_reply(&Reply::new(221, "2.0.0", "goodbye")).await?;
                return Ok(NextStep::Close);
            }
            Ok(Command::StartTls) => match self.service.starttls() {
                Some(tls) => {
                    self.connection.write_reply(&Reply::new(220, "2.0.0", "ready to start TLS")).await?;
                    return Ok(NextStep::StartTls(tls));
                }
                None => Response::Command(Reply::new(503, "5.5.1", "TLS is not offered now")),
            },
            Ok(command) => self.execute(command).await?,
        };
        self.respond(response).await
    }

    async fn respond(&mut self, response: Response) -> io::Result<NextStep> {
        let reply = match (response, self.service.options().final_reply) {
            (Response::EndOfData(_), FinalReply::Never) => return Ok(NextStep::Abort),
            (Response::EndOfData(reply), FinalReply::Twice) => {
                self.connection.write_reply(&reply).await?;
                reply
            }
            (Response::Command(reply) | Response::EndOfData(reply), _) => reply,
        };
        self.errors += usize::from(reply.code / 10 == 50);
        if self.errors > MAX_ERRORS {
            self.connection.write_reply(&Reply::new(421, "4.7.0", "too many errors")).await?;
            return Ok(NextStep::Close);
        }
        self.connection.write_reply(&reply).await?;
        Ok(NextStep::Continue)
    }

    async fn execute(&mut self, command: Command) -> io::Result<Response> {
        // RFC 3207 §4: only EHLO, NOOP, QUIT and STARTTLS precede TLS; HELO counts as EHLO.
        let needs_tls = !matches!(command, Command::Ehlo(_) | Command::Helo(_) | Command::Noop);
        if needs_tls && self.service.requires_tls() {
            return Ok(Response::Command(Reply::new(530, "5.7.0", "must issue a STARTTLS command first")));
        }
        Ok(Response::Command(match (command, self.state) {
            (Command::Ehlo(name), _) => {
                self.greet(&name);
                self.extensions()
            }
            (Command::Helo(name), _) => {
                self.greet(&name);
                Reply::plain(250, vec![self.service.hostname().to_owned()])
            }
            (Command::Noop, _) => Reply::new(250, "2.0.0", "ok"),
            (Command::Vrfy, _) => Reply::new(252, "2.5.2", "send a message and see"),
            (Command::Rset, state) => {
                self.service.reset();
                self.state = if state == SessionState::Connected { state } else { SessionState::Greeted };
                Reply::new(250, "2.0.0", "ok")
            }
            (Command::Mail(parameters), SessionState::Greeted) => match self.service.mail(parameters) {
                Ok(()) => {
                    self.state = SessionState::Mail;
                    Reply::new(250, "2.1.0", "sender ok")
                }
                Err(reply) => reply,
            },
            (Command::Rcpt(_), SessionState::Rcpt(MAX_RECIPIENTS..)) => Reply::new(452, "4.5.3", "too many recipients"),
            (Command::Rcpt(path), SessionState::Mail) => self.recipient(path, 0).await,
            (Command::Rcpt(path), SessionState::Rcpt(accepted)) => self.recipient(path, accepted).await,
            (Command::Data, SessionState::Rcpt(_)) => match self.service.before_data() {
                Ok(()) => return self.data().await.map(Response::EndOfData),
                Err(reply) => reply,
            },
            (Command::Data, SessionState::Mail) => Reply::new(554, "5.5.1", "no valid recipients"),
            _ => Reply::new(503, "5.5.1", "bad sequence of commands"),
        }))
    }

    fn greet(&mut self, client_name: &str) {
        self.service.reset();
        self.service.greeted(client_name);
        self.state = SessionState::Greeted;
    }

    fn extensions(&self) -> Reply {
        let mut lines = vec![self.service.hostname().to_owned(), format!("SIZE {}", self.service.max_message_size())];
        lines.extend(self.service.options().extensions.iter().map(|keyword| (*keyword).to_owned()));
        if self.service.lists_starttls() {
            lines.push("STARTTLS".to_owned());
        }
        Reply::plain(250, lines)
    }

    async fn recipient(&mut self, path: ForwardPath, accepted: usize) -> Reply {
        let reply = self.service.rcpt(path).await;
        if reply.is_positive() {
            self.state = SessionState::Rcpt(accepted + 1);
        }
        reply
    }

    async fn data(&mut self) -> io::Result<Reply> {
        self.connection.write_reply(&Reply::plain(354, vec!["end with <CRLF>.<CRLF>".to_owned()])).await?;
        let content = self.connection.read_content(self.service.max_message_size()).await?;
        self.service.options().delay_reply().await;
        let reply = match content {
            Content::Message(message) if !message.is_ascii() && !self.service.options().offers_8bitmime() => {
                Reply::new(554, "5.6.1", "8-bit text is not taken")
            }
            Content::Message(message) => self.service.data(message).await,
            Content::TooBig => Reply::too_big(),
            Content::BareLineEnd => Reply::new(550, "5.6.11", "a CR or LF stands alone in the message"),
        };
        self.service.reset();
        self.state = SessionState::Greeted;
        Ok(reply)
    }

    /// Negotiates TLS; `Break` holds the connection that the service closes afterwards.
    async fn start_tls(mut self, tls: StartTls) -> io::Result<ControlFlow<Connection, Session<S>>> {
        let (transport, read_ahead) = self.connection.into_parts();
        let stream = time::timeout(tls.timeout, tls.acceptor.accept(transport)).await??;
        self.service.reset();
        let admitted = self.service.tls_established(stream.get_ref().1.peer_certificates());
        let mut connection = Connection::new(stream, COMMAND_TIMEOUT);
        if tls.keeps_read_ahead {
            connection = connection.with_read_ahead(read_ahead);
        }
        Ok(match admitted {
            ControlFlow::Break(()) => ControlFlow::Break(connection),
            ControlFlow::Continue(()) => {
                ControlFlow::Continue(Session { connection, state: SessionState::Connected, ..self })
            }
        })
    }
}
