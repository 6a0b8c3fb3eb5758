// SPDX-License-Identifier: EUPL-1.2
//! A mail server of ours: a peer of another operator, or the internal one behind the connector.

use super::conversation::Conversation;
use super::fault::{RecipientFault, ServerFault, StarttlsFault};
use crate::wire::tls::{self, Showing, ShownAs};
use crate::wire::{Reporter, mime};
use judgement::fact::{Effect, Ending, Fact, Part, SessionId, Stage};
use reports::fault::{Family, FaultId};
use std::net::{SocketAddr, SocketAddrV4};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::LazyConfigAcceptor;

/// A connector that floods a player is cut off after so many sessions at once.
const SESSIONS_LIMIT: usize = 200;

/// Octets of the largest message taken (RFC 1870).
const SIZE_OFFERED: u64 = 52_428_800;

/// Answers to an EHLO and a MAIL that were not yet said.
const INJECTED: &str = "250-injected\r\n250 8BITMIME\r\n250 2.1.0 injected\r\n";
/// How long the true answer to EHLO is held back to overhear a client that took the injected one for it.
const HOLD: Duration = Duration::from_millis(150);

/// What a server does; valid by default but for what is set.
#[derive(Clone)]
pub struct Manners {
    pub part: Part,
    pub hostname: String,
    /// None: STARTTLS is not offered.
    pub tls: Option<Showing>,
    /// Whether there is a mailbox behind a forward-path.
    pub mailboxes: Mailboxes,
    /// What it does wrong itself.
    pub does: Option<ServerFault>,
    /// The deliberate fault of its scenario, reported the moment it takes effect here.
    pub fault: Option<FaultId>,
    pub step: Duration,
}

/// Whether there is a mailbox behind a forward-path.
pub type Mailboxes = Arc<dyn Fn(&str) -> bool + Send + Sync>;

impl Manners {
    fn starttls_fault(&self) -> Option<StarttlsFault> {
        match self.does {
            Some(ServerFault::Starttls(fault)) => Some(fault),
            Some(ServerFault::Recipient(_)) | None => None,
        }
    }

    fn recipient_fault(&self) -> Option<RecipientFault> {
        match self.does {
            Some(ServerFault::Recipient(fault)) => Some(fault),
            Some(ServerFault::Starttls(_)) | None => None,
        }
    }

    fn offers_starttls(&self) -> bool {
        self.tls.is_some() && self.starttls_fault() != Some(StarttlsFault::NotOffered)
    }
}

/// A running server; it ends when dropped.
pub struct Server {
    pub address: SocketAddrV4,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Listens on an address; port 0 takes any free one.
    pub async fn bind(address: SocketAddrV4, manners: Manners, reporter: Reporter) -> std::io::Result<Server> {
        let listener = TcpListener::bind(address).await?;
        let port = listener.local_addr()?.port();
        let address = SocketAddrV4::new(*address.ip(), port);
        let task = tokio::spawn(serve(listener, Arc::new(manners), reporter));
        Ok(Server { address, task })
    }
}

async fn serve(listener: TcpListener, manners: Arc<Manners>, reporter: Reporter) {
    let mut sessions = JoinSet::new();
    let deferred = Arc::new(AtomicBool::new(false));
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok(accepted) = accepted else { continue };
                if sessions.len() < SESSIONS_LIMIT {
                    sessions.spawn(session(accepted, manners.clone(), deferred.clone(), reporter.clone()));
                }
            }
            Some(_) = sessions.join_next() => {}
        }
    }
}

async fn session(
    (stream, remote): (TcpStream, SocketAddr),
    manners: Arc<Manners>,
    deferred: Arc<AtomicBool>,
    reporter: Reporter,
) {
    // A latency setting only: a failure to set it changes nothing that is judged.
    let _ = stream.set_nodelay(true);
    let id = reporter.next_session();
    reporter.see(Fact::SessionOpened {
        session: id,
        part: manners.part,
        local: manners.hostname.clone(),
        remote: remote.to_string(),
    });
    let mut dialogue = Dialogue { manners, deferred, id, stage: Stage::Greeting, mail: None };
    let mut line = Some(Conversation::new(Box::new(stream), id, reporter.clone(), dialogue.manners.step));
    let ending = match dialogue.run(&mut line).await {
        Ok(()) => Ending::Quit,
        Err(ending) => ending,
    };
    if let Some(talk) = line {
        talk.close().await;
    }
    reporter.see(Fact::SessionEnded { session: id, stage: dialogue.stage, ending });
}

/// The state of one session.
struct Dialogue {
    manners: Arc<Manners>,
    /// True once the server has deferred a recipient, in whichever session.
    deferred: Arc<AtomicBool>,
    id: SessionId,
    stage: Stage,
    mail: Option<(String, Vec<String>)>,
}

impl Dialogue {
    /// The session up to its end; leaves the line in place unless a handshake has broken it.
    async fn run(&mut self, line: &mut Option<Conversation>) -> Result<(), Ending> {
        if let Some(talk) = line {
            talk.say(&format!("220 {} ESMTP HARNAIS TEST", self.manners.hostname)).await?;
        }
        while let Some(talk) = line {
            let command = talk.command().await?;
            let verb = command.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "STARTTLS" if talk.clear && self.manners.offers_starttls() => {
                    if !self.starttls(line).await? {
                        return Ok(());
                    }
                }
                "QUIT" => {
                    self.stage = Stage::Quit;
                    return talk.say("221 2.0.0 bye").await;
                }
                _ => self.answer(talk, &verb, &command).await?,
            }
        }
        Ok(())
    }

    async fn answer(&mut self, talk: &mut Conversation, verb: &str, command: &str) -> Result<(), Ending> {
        match verb {
            "EHLO" => self.ehlo(talk).await,
            "HELO" => self.helo(talk).await,
            "MAIL" => self.mail_from(talk, command).await,
            "RCPT" => self.rcpt_to(talk, command).await,
            "DATA" => self.data(talk).await,
            "RSET" => {
                self.mail = None;
                talk.say("250 2.0.0 ok").await
            }
            "NOOP" => talk.say("250 2.0.0 ok").await,
            // RFC 5321 §3.5.3 and §7.3: a server need not tell who exists, and says so with 252.
            "VRFY" => talk.say("252 2.5.0 not verified").await,
            "HELP" => talk.say("214 2.0.0 a TEST server: EHLO STARTTLS MAIL RCPT DATA RSET NOOP VRFY HELP QUIT").await,
            _ => talk.say("502 5.5.1 command not known").await,
        }
    }

    async fn helo(&mut self, talk: &mut Conversation) -> Result<(), Ending> {
        self.stage = if talk.clear { Stage::Ehlo } else { Stage::EhloAfterTls };
        self.mail = None;
        // RFC 5321 §4.1.1.1: one line, and no extension.
        talk.say(&format!("250 {}", self.manners.hostname)).await
    }

    fn exercised(&self, talk: &Conversation, how: Effect) {
        if let Some(fault) = &self.manners.fault {
            talk.see(Fact::FaultExercised { fault: fault.clone(), how: how.into() });
        }
    }

    async fn ehlo(&mut self, talk: &mut Conversation) -> Result<(), Ending> {
        self.stage = if talk.clear { Stage::Ehlo } else { Stage::EhloAfterTls };
        self.mail = None;
        if self.manners.starttls_fault() == Some(StarttlsFault::RepliesInjected) && !talk.clear {
            talk.overhear(HOLD).await?;
        }
        let offered = talk.clear && self.manners.offers_starttls();
        talk.say(&format!("250-{}", self.manners.hostname)).await?;
        if offered {
            talk.say("250-STARTTLS").await?;
        }
        talk.say("250-8BITMIME").await?;
        talk.say(&format!("250 SIZE {SIZE_OFFERED}")).await?;
        if self.manners.starttls_fault() == Some(StarttlsFault::NotOffered) {
            self.exercised(talk, Effect::StarttlsNotOffered);
        }
        Ok(())
    }

    /// False: the session ends here.
    async fn starttls(&mut self, line: &mut Option<Conversation>) -> Result<bool, Ending> {
        let Some(talk) = line else { return Ok(false) };
        self.stage = Stage::Starttls;
        match self.manners.starttls_fault() {
            Some(StarttlsFault::Refused) => {
                talk.say("454 4.7.0 TLS not available").await?;
                self.exercised(talk, Effect::Refused { code: 454, stage: Stage::Starttls });
                return Ok(true);
            }
            Some(StarttlsFault::HandshakeBroken) => {
                talk.say("220 2.0.0 ready").await?;
                self.stage = Stage::Handshake;
                // A fatal alert, handshake_failure, in a TLS 1.2 record (RFC 5246 §7.2).
                talk.write(&[21, 3, 3, 0, 2, 2, 40]).await?;
                self.exercised(talk, Effect::AlertSent);
                return Ok(false);
            }
            Some(StarttlsFault::RepliesInjected) => {
                talk.say_with("220 2.0.0 ready", INJECTED).await?;
                self.exercised(talk, Effect::RepliesInjected);
            }
            // One that does not offer it does not come here.
            Some(StarttlsFault::NotOffered) | None => talk.say("220 2.0.0 ready").await?,
        }
        self.stage = Stage::Handshake;
        if let Some(talk) = line.take() {
            *line = Some(self.handshake(talk).await?);
        }
        Ok(true)
    }

    async fn handshake(&mut self, talk: Conversation) -> Result<Conversation, Ending> {
        let local = |what: String| Ending::Local { what };
        let Some(showing) = self.manners.tls.clone() else { return Err(local("no certificate to show".into())) };
        let credentials = showing().map_err(local)?;
        let step = talk.step();
        let (stream, session, reporter, _) = talk.into_stream();
        let fault = self.manners.fault.clone().filter(|_| shows_its_fault(&self.manners));
        let of_fault = reporter.clone();
        let shown = move || {
            if let Some(fault) = fault.clone() {
                of_fault.see(Fact::FaultExercised { fault, how: Effect::ServerCertificateShown.into() });
            }
        };
        let config = tls::server_config(&credentials, shown).map_err(|error| local(error.to_string()))?;
        let accept = async {
            let start = LazyConfigAcceptor::new(rustls::server::Acceptor::default(), stream).await?;
            let sni = start.client_hello().server_name().map(str::to_owned);
            start.into_stream(Arc::new(config)).await.map(|stream| (stream, sni))
        };
        let outcome = tokio::time::timeout(step, accept).await;
        match outcome {
            Ok(Ok((stream, sni))) => {
                let state = stream.get_ref().1;
                let tls = tls::established(state, sni, ShownAs::Client, credentials.root.as_ref());
                reporter.see(Fact::TlsEstablished { session, tls });
                let mut talk = Conversation::new(Box::new(stream), session, reporter, step);
                talk.clear = false;
                Ok(talk)
            }
            Ok(Err(error)) => Err(tls::ending_of(&error)),
            Err(_) => Err(Ending::Silence { waited_ms: u64::try_from(step.as_millis()).unwrap_or(u64::MAX) }),
        }
    }

    async fn mail_from(&mut self, talk: &mut Conversation, command: &str) -> Result<(), Ending> {
        self.stage = Stage::MailFrom;
        if let Some(octets) = declared_size(command).filter(|octets| *octets > SIZE_OFFERED) {
            return talk.say(&format!("552 5.3.4 {octets} octets are too many")).await;
        }
        if let Some(word) = unknown_parameter(command) {
            return talk.say(&format!("555 5.5.4 parameter {word} not known")).await;
        }
        self.mail = Some((path_of(command), Vec::new()));
        talk.say("250 2.1.0 ok").await
    }

    async fn rcpt_to(&mut self, talk: &mut Conversation, command: &str) -> Result<(), Ending> {
        self.stage = Stage::RcptTo;
        let forward_path = path_of(command);
        let Some((_, recipients)) = &mut self.mail else { return talk.say("503 5.5.1 MAIL first").await };
        if !(self.manners.mailboxes)(&forward_path) {
            return talk.say("550 5.1.1 no such mailbox").await;
        }
        match self.manners.recipient_fault() {
            Some(RecipientFault::DeferredOnce) if !self.deferred.swap(true, Ordering::SeqCst) => {
                talk.say("451 4.3.0 try again").await?;
                self.exercised(talk, Effect::Refused { code: 451, stage: Stage::RcptTo });
                Ok(())
            }
            Some(RecipientFault::Refused) => {
                talk.say("550 5.1.1 refused").await?;
                self.exercised(talk, Effect::Refused { code: 550, stage: Stage::RcptTo });
                Ok(())
            }
            Some(RecipientFault::DeferredOnce) | None => {
                recipients.push(forward_path);
                talk.say("250 2.1.5 ok").await
            }
        }
    }

    async fn data(&mut self, talk: &mut Conversation) -> Result<(), Ending> {
        self.stage = Stage::Data;
        let Some((reverse_path, forward_paths)) = self.mail.take().filter(|(_, r)| !r.is_empty()) else {
            return talk.say("503 5.5.1 no recipient").await;
        };
        talk.say("354 go on").await?;
        let message = talk.message().await?;
        self.stage = Stage::EndOfData;
        // Recorded before the 250: a connector that hears it must find its message already in the evidence.
        talk.see(Fact::MessageTaken {
            session: self.id,
            part: self.manners.part,
            reverse_path,
            forward_paths,
            clear: talk.clear,
            message: mime::facts(&message),
        });
        talk.say("250 2.0.0 taken").await
    }
}

/// True when the fault is met by the sight of the certificate: one of the certificate itself, or one of the list,
/// which a connector can notice only by comparing. Faults of the DNS are met at its servers.
fn shows_its_fault(manners: &Manners) -> bool {
    manners.fault.as_ref().is_some_and(|fault| matches!(fault.family, Family::Pki | Family::Liste))
}

/// The path of MAIL or RCPT with its angle brackets, parameters left out.
fn path_of(command: &str) -> String {
    let after = command.split_once(':').map_or("", |(_, rest)| rest).trim();
    match after.find('>') {
        Some(end) => after[..=end].to_owned(),
        None => after.split_whitespace().next().unwrap_or_default().to_owned(),
    }
}

/// The parameters of MAIL after its path.
fn parameters(command: &str) -> impl Iterator<Item = (&str, &str)> {
    let rest = command.split_once('>').map_or("", |(_, rest)| rest);
    rest.split_whitespace().map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
}

fn declared_size(command: &str) -> Option<u64> {
    parameters(command).find(|(word, _)| word.eq_ignore_ascii_case("SIZE"))?.1.parse().ok()
}

/// A parameter that belongs to no extension offered (RFC 5321 §4.1.1.11).
fn unknown_parameter(command: &str) -> Option<String> {
    let known = |word: &str| ["SIZE", "BODY"].iter().any(|offered| offered.eq_ignore_ascii_case(word));
    let unknown = parameters(command).find(|(word, _)| !known(word))?.0;
    Some(unknown.chars().filter(char::is_ascii_graphic).take(40).collect())
}
