// SPDX-License-Identifier: EUPL-1.2
//! A client that hands one message to the connector, step by step, and stops where it is stopped: a peer of another
//! operator, or the inner user.

use super::attempt::Attempt;
use super::conversation::{Conversation, Reply, stuffed};
use super::fault::ClientFault;
use super::offer::Offer;
use super::opening::{connect, handshake};
use crate::wire::tls::Credentials;
use crate::wire::{Reporter, mime};
use judgement::fact::{Effect, Ending, Fact, Part, SessionId, Stage};
use reports::fault::FaultId;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

/// Replies read after QUIT until the one that answers it.
const LATE_REPLIES_LIMIT: usize = 10;
/// How long the answer to QUIT is waited for when the command before it had none.
const AFTER_SILENCE: Duration = Duration::from_secs(1);

/// What is sent and how.
#[derive(Clone)]
pub struct Delivery {
    /// Who sends: a peer, or the inner user.
    pub part: Part,
    pub to: SocketAddrV4,
    /// The sender's own address; unspecified: as the system sees fit.
    pub source: Ipv4Addr,
    /// The host name that TLS asks for.
    pub server_name: String,
    pub ehlo: String,
    /// None: the message goes out in clear, without STARTTLS.
    pub tls: Option<Credentials>,
    /// With its angle brackets.
    pub reverse_path: String,
    pub forward_path: String,
    pub message: Vec<u8>,
    /// The same message without an octet beyond ASCII, where it has any, for a server that does not offer 8BITMIME.
    pub seven_bit: Option<Vec<u8>>,
    /// What it does wrong itself.
    pub does: Option<ClientFault>,
    /// The deliberate fault of its scenario, reported the moment it takes effect here.
    pub fault: Option<FaultId>,
    pub step: Duration,
}

impl Delivery {
    /// What it shows in TLS; none: it sends in clear.
    fn credentials(&self) -> Option<Credentials> {
        match self.does {
            Some(ClientFault::InClear) => None,
            Some(ClientFault::NoCertificate) => self.tls.clone().map(|tls| Credentials { shown: None, ..tls }),
            Some(ClientFault::CommandInjected) | None => self.tls.clone(),
        }
    }

    fn injects_a_command(&self) -> bool {
        self.does == Some(ClientFault::CommandInjected)
    }
}

/// Where and how a session stopped short, and by which reply, if by one.
struct Stopped(Stage, Ending, Option<u16>);

impl Stopped {
    fn at(stage: Stage) -> impl Fn(Ending) -> Stopped {
        move |ending| Stopped(stage, ending, None)
    }
}

/// Plays the whole session; everything worth judging is in the reporter afterwards.
pub async fn deliver(delivery: &Delivery, reporter: &Reporter) -> Attempt {
    let session = reporter.next_session();
    let local = match delivery.part {
        Part::Submitter => "inner user".to_owned(),
        _ => delivery.source.to_string(),
    };
    reporter.see(Fact::SessionOpened { session, part: delivery.part, local, remote: delivery.to.to_string() });
    let attempt = match play(delivery, session, reporter).await {
        Ok(()) => Attempt { stage: Stage::Quit, ending: Ending::Quit, refused_with: None },
        Err(Stopped(stage, ending, refused_with)) => Attempt { stage, ending, refused_with },
    };
    reporter.see(Fact::SessionEnded { session, stage: attempt.stage, ending: attempt.ending.clone() });
    attempt
}

async fn play(delivery: &Delivery, session: SessionId, reporter: &Reporter) -> Result<(), Stopped> {
    let stream = connect(delivery.to, delivery.source, delivery.step).await.map_err(Stopped::at(Stage::Connect))?;
    let mut line = Some(Conversation::new(Box::new(stream), session, reporter.clone(), delivery.step));
    let outcome = dialogue(&mut line, delivery).await;
    if let Some(mut talk) = line {
        let patience = patience_with_quit(&outcome, delivery.step);
        if !patience.is_zero() {
            // Whatever becomes of it, the close that follows reports what was left unread.
            let _ = tokio::time::timeout(patience, quit(&mut talk)).await;
        }
        talk.close().await;
    }
    outcome
}

/// RFC 5321 §4.1.1.10: a client does not leave without QUIT, as long as there is somebody to say it to; a server that
/// was silent for a whole step is not waited for much longer; inside a message QUIT would be a line of it, and behind
/// STARTTLS the beginning of a handshake.
fn patience_with_quit(outcome: &Result<(), Stopped>, step: Duration) -> Duration {
    match outcome {
        Err(Stopped(_, Ending::Closed | Ending::Reset | Ending::Refused | Ending::Alert { .. }, _))
        | Err(Stopped(Stage::EndOfData | Stage::Starttls, Ending::Silence { .. }, _)) => Duration::ZERO,
        Err(Stopped(_, Ending::Silence { .. }, _)) => step.min(AFTER_SILENCE),
        _ => step,
    }
}

/// The session up to QUIT; leaves the line in place unless a handshake has broken it.
async fn dialogue(line: &mut Option<Conversation>, delivery: &Delivery) -> Result<(), Stopped> {
    let lost = || Stopped(Stage::Handshake, Ending::Closed, None);
    let talk = line.as_mut().ok_or_else(lost)?;
    hear(talk, Stage::Greeting).await?;
    let ehlo = format!("EHLO {}", delivery.ehlo);
    let mut offer = ask(talk, Stage::Ehlo, &ehlo).await?;
    if let Some(credentials) = delivery.credentials() {
        if !Offer::of(&offer).has("STARTTLS") {
            let what = "STARTTLS is not offered".to_owned();
            return Err(Stopped(Stage::Starttls, Ending::Protocol { what }, None));
        }
        starttls(talk, delivery).await?;
        let talk = line.take().ok_or_else(lost)?;
        *line = Some(secured(talk, delivery, &credentials).await?);
        let talk = line.as_mut().ok_or_else(lost)?;
        offer = ask(talk, Stage::EhloAfterTls, &ehlo).await?;
        if delivery.injects_a_command() {
            return Ok(());
        }
        return send(talk, delivery, &offer).await;
    }
    exercised(delivery, &talk.reporter, Effect::MailFromInClear);
    send(talk, delivery, &offer).await
}

fn exercised(delivery: &Delivery, reporter: &Reporter, how: Effect) {
    if let Some(fault) = &delivery.fault {
        reporter.see(Fact::FaultExercised { fault: fault.clone(), how: how.into() });
    }
}

/// Hears a reply; a 4xx or 5xx is what stops the session.
async fn hear(talk: &mut Conversation, stage: Stage) -> Result<Reply, Stopped> {
    let reply = talk.reply().await.map_err(Stopped::at(stage))?;
    talk.see(Fact::Reply { session: talk.session, stage, code: reply.code, text: reply.text.clone() });
    if reply.code >= 400 {
        return Err(Stopped(stage, Ending::Quit, Some(reply.code)));
    }
    let expected = match stage {
        Stage::Greeting | Stage::Starttls => 220,
        Stage::Data => 354,
        _ => 250,
    };
    if reply.code != expected && !(stage == Stage::RcptTo && reply.code == 251) {
        let what = format!("{} instead of {expected} at {}", reply.code, stage.word());
        return Err(Stopped(stage, Ending::Protocol { what }, Some(reply.code)));
    }
    Ok(reply)
}

async fn ask(talk: &mut Conversation, stage: Stage, line: &str) -> Result<Reply, Stopped> {
    let said = talk.ask(line).await;
    heard_after(said, talk, stage).await
}

/// A server that has turned away may have said why before it did: what it left is heard even when it no longer takes
/// our words.
async fn heard_after(said: Result<(), Ending>, talk: &mut Conversation, stage: Stage) -> Result<Reply, Stopped> {
    match (said, hear(talk, stage).await) {
        (Err(ending), Err(Stopped(_, _, None))) => Err(Stopped(stage, ending, None)),
        (_, heard) => heard,
    }
}

async fn starttls(talk: &mut Conversation, delivery: &Delivery) -> Result<(), Stopped> {
    let slipped = if delivery.injects_a_command() { "NOOP\r\n" } else { "" };
    let said = talk.ask_with("STARTTLS", slipped).await;
    if delivery.injects_a_command() {
        exercised(delivery, &talk.reporter, Effect::CommandInjected);
    }
    heard_after(said, talk, Stage::Starttls).await.map(|_| ())
}

async fn secured(talk: Conversation, delivery: &Delivery, credentials: &Credentials) -> Result<Conversation, Stopped> {
    let reporter = talk.reporter.clone();
    let asked = || exercised(delivery, &reporter, Effect::ClientCertificateShown);
    handshake(talk, &delivery.server_name, credentials, asked).await.map_err(Stopped::at(Stage::Handshake))
}

/// Says QUIT and reads up to its answer, or to the end. A reply that is not one answers some command a second time:
/// it is reported, and not lost.
async fn quit(talk: &mut Conversation) {
    // The other side may be gone: what it left is heard all the same.
    let _ = talk.ask("QUIT").await;
    for _ in 0..LATE_REPLIES_LIMIT {
        let Ok(reply) = talk.reply().await else { return };
        if matches!(reply.code, 221 | 421) {
            let (code, text) = (reply.code, reply.text);
            return talk.see(Fact::Reply { session: talk.session, stage: Stage::Quit, code, text });
        }
        let text = format!("{} {}", reply.code, reply.text);
        talk.see(Fact::Unsolicited { session: talk.session, text, clear: talk.clear });
    }
}

async fn send(talk: &mut Conversation, delivery: &Delivery, offer: &Reply) -> Result<(), Stopped> {
    let fit = Offer::of(offer).fit(&delivery.message, delivery.seven_bit.as_deref());
    let (message, parameters) = fit.map_err(Stopped::at(Stage::MailFrom))?;
    talk.see(Fact::MessageSent {
        session: talk.session,
        reverse_path: delivery.reverse_path.clone(),
        forward_path: delivery.forward_path.clone(),
        message: mime::facts(message),
    });
    ask(talk, Stage::MailFrom, &format!("MAIL FROM:{}{parameters}", delivery.reverse_path)).await?;
    ask(talk, Stage::RcptTo, &format!("RCPT TO:{}", delivery.forward_path)).await?;
    ask(talk, Stage::Data, "DATA").await?;
    let written = talk.write(&stuffed(message)).await;
    heard_after(written, talk, Stage::EndOfData).await.map(|_| ())
}
