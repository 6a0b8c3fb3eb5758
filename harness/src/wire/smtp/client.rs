// SPDX-License-Identifier: EUPL-1.2
//! A peer that sends one message to the connector, step by step, and stops where it is stopped.

use super::conversation::{Conversation, Reply, stuffed};
use super::opening::{connect, handshake};
use crate::wire::tls::Credentials;
use crate::wire::{Witness, mime};
use judgement::fact::{Ending, Fact, Part, SessionId, Stage};
use reports::text::Text;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

/// What a peer sends and how.
#[derive(Clone)]
pub struct Delivery {
    pub to: SocketAddrV4,
    /// The peer's own address.
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
    /// Slips a command behind STARTTLS, in the same packet.
    pub pipelines_behind_starttls: bool,
    /// Id of the deliberate fault that this client itself commits.
    pub fault: Option<String>,
    pub step: Duration,
}

/// Where and how a session stopped short.
struct Stopped(Stage, Ending);

impl Stopped {
    fn at(stage: Stage) -> impl Fn(Ending) -> Stopped {
        move |ending| Stopped(stage, ending)
    }
}

/// Plays the whole session; everything worth knowing is in the witness afterwards.
pub async fn deliver(delivery: &Delivery, witness: &Witness) {
    let session = witness.next_session();
    witness.see(Fact::SessionOpened {
        session,
        part: Part::PeerClient,
        local: delivery.source.to_string(),
        remote: delivery.to.to_string(),
    });
    let (stage, ending) = match dialogue(delivery, session, witness).await {
        Ok(()) => (Stage::Quit, Ending::Quit),
        Err(Stopped(stage, ending)) => (stage, ending),
    };
    witness.see(Fact::SessionEnded { session, stage, ending });
}

async fn dialogue(delivery: &Delivery, session: SessionId, witness: &Witness) -> Result<(), Stopped> {
    let stream = connect(delivery.to, delivery.source, delivery.step).await.map_err(Stopped::at(Stage::Connect))?;
    let mut talk = Conversation::new(Box::new(stream), session, witness.clone(), delivery.step);
    hear(&mut talk, Stage::Greeting).await?;
    let ehlo = format!("EHLO {}", delivery.ehlo);
    let mut offer = ask(&mut talk, Stage::Ehlo, &ehlo).await?;
    if let Some(credentials) = &delivery.tls {
        if !offers(&offer, "STARTTLS") {
            let what = "STARTTLS is not offered".to_owned();
            return Err(Stopped(Stage::Starttls, Ending::Protocol { what }));
        }
        talk = secure(talk, delivery, credentials).await?;
        offer = ask(&mut talk, Stage::EhloAfterTls, &ehlo).await?;
        if delivery.pipelines_behind_starttls {
            return quit_counting_replies(&mut talk).await;
        }
    } else {
        exercised(delivery, witness, Text::new("MAIL FROM est dit en clair", "MAIL FROM is said in clear"));
    }
    // RFC 6152 §2: octets beyond ASCII are announced, where the server knows the word.
    let eight_bit = !delivery.message.is_ascii() && offers(&offer, "8BITMIME");
    send(&mut talk, delivery, if eight_bit { " BODY=8BITMIME" } else { "" }).await?;
    // QUIT is a courtesy: what becomes of it changes no verdict.
    let _ = ask(&mut talk, Stage::Quit, "QUIT").await;
    Ok(())
}

fn offers(ehlo: &Reply, keyword: &str) -> bool {
    ehlo.text.split('|').any(|line| line.trim().eq_ignore_ascii_case(keyword))
}

fn exercised(delivery: &Delivery, witness: &Witness, how: Text) {
    if let Some(fault) = &delivery.fault {
        witness.see(Fact::FaultExercised { fault: fault.clone(), how: how.into() });
    }
}

/// Hears a reply; a 4xx or 5xx ends the session politely and is what stopped it.
async fn hear(talk: &mut Conversation, stage: Stage) -> Result<Reply, Stopped> {
    let reply = talk.reply().await.map_err(Stopped::at(stage))?;
    talk.see(Fact::Reply { session: talk.session, stage, code: reply.code, text: reply.text.clone() });
    if reply.code >= 400 && stage != Stage::Quit {
        let _ = talk.say("QUIT").await;
        return Err(Stopped(stage, Ending::Quit));
    }
    let expected = match stage {
        Stage::Greeting | Stage::Starttls => 220,
        Stage::Data => 354,
        Stage::Quit => 221,
        _ => 250,
    };
    if reply.code != expected && !(stage == Stage::RcptTo && reply.code == 251) {
        let what = format!("{} instead of {expected} at {}", reply.code, stage.word());
        return Err(Stopped(stage, Ending::Protocol { what }));
    }
    Ok(reply)
}

async fn ask(talk: &mut Conversation, stage: Stage, line: &str) -> Result<Reply, Stopped> {
    talk.say(line).await.map_err(Stopped::at(stage))?;
    hear(talk, stage).await
}

async fn secure(
    mut talk: Conversation,
    delivery: &Delivery,
    credentials: &Credentials,
) -> Result<Conversation, Stopped> {
    let slipped = if delivery.pipelines_behind_starttls { "NOOP\r\n" } else { "" };
    talk.say_with("STARTTLS", slipped).await.map_err(Stopped::at(Stage::Starttls))?;
    if delivery.pipelines_behind_starttls {
        let how = Text::new("STARTTLS et NOOP partent dans un paquet", "STARTTLS and NOOP leave in one packet");
        exercised(delivery, &talk.witness, how);
    }
    hear(&mut talk, Stage::Starttls).await?;
    let witness = talk.witness.clone();
    let how = Text::new(
        "le certificat a été demandé, voici celui qui est montré",
        "the certificate was asked for and this is what is shown",
    );
    let asked = || exercised(delivery, &witness, how);
    handshake(talk, &delivery.server_name, credentials, asked).await.map_err(Stopped::at(Stage::Handshake))
}

/// Ends the session after EHLO; if the reply to QUIT is not the next one, somebody answered the slipped-in command.
async fn quit_counting_replies(talk: &mut Conversation) -> Result<(), Stopped> {
    talk.say("QUIT").await.map_err(Stopped::at(Stage::Quit))?;
    let reply = talk.reply().await.map_err(Stopped::at(Stage::Quit))?;
    if reply.code != 221 {
        let text = format!("{} {}", reply.code, reply.text);
        talk.see(Fact::Unsolicited { session: talk.session, text, clear: false });
    }
    Ok(())
}

async fn send(talk: &mut Conversation, delivery: &Delivery, parameters: &str) -> Result<(), Stopped> {
    talk.see(Fact::MessageSent {
        session: talk.session,
        reverse_path: delivery.reverse_path.clone(),
        forward_path: delivery.forward_path.clone(),
        message: mime::facts(&delivery.message),
    });
    ask(talk, Stage::MailFrom, &format!("MAIL FROM:{}{parameters}", delivery.reverse_path)).await?;
    ask(talk, Stage::RcptTo, &format!("RCPT TO:{}", delivery.forward_path)).await?;
    ask(talk, Stage::Data, "DATA").await?;
    talk.write(&stuffed(&delivery.message)).await.map_err(Stopped::at(Stage::EndOfData))?;
    hear(talk, Stage::EndOfData).await?;
    Ok(())
}
