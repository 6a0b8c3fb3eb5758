// SPDX-License-Identifier: EUPL-1.2
//! Calls on a connector as a stranger does: greeting, harmless commands, TLS, and goodbye. No mail is sent, no name is
//! resolved, and what is seen goes to the ledger like everything else.

use crate::evidence::Recorder;
use crate::safety;
use crate::wire::smtp::{Conversation, Reply, connect, handshake, names};
use crate::wire::tls::{self, Credentials};
use judgement::fact::{Ending, Fact, Part, Stage};
use judgement::fingerprint::{UNKNOWN_VERB, Visit};
use judgement::owner::Owner;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::Arc;
use std::time::Duration;

/// Commands that ask for nothing; the mailbox of VRFY exists nowhere.
const HARMLESS: [&str; 5] = ["NOOP", "RSET", "HELP", "VRFY harnais-sans-boite", UNKNOWN_VERB];

/// Whom to call on, and as whom.
pub struct Call {
    pub to: SocketAddrV4,
    /// Our own address; unspecified: as the system sees fit.
    pub source: Ipv4Addr,
    /// The host name that TLS asks for.
    pub server_name: String,
    /// Shown in the visits with a certificate, if any.
    pub credentials: Credentials,
    pub step: Duration,
}

/// The address to call from: one of the bench's own where the connector is on this machine, since many mail servers
/// trust 127.0.0.1 more than others.
pub fn source(to: SocketAddrV4, bench: Ipv4Addr) -> Ipv4Addr {
    if to.ip().is_loopback() && bench.is_loopback() { bench } else { Ipv4Addr::UNSPECIFIED }
}

/// Makes every visit, one after the other; a connector that leaves us waiting is not called on again.
///
/// # Errors
/// The server name belongs to the real espace de confiance.
pub async fn identify(call: &Call, recorder: &Arc<Recorder>) -> Result<(), safety::Refused> {
    safety::may_contact(&call.server_name)?;
    for visit in Visit::ALL {
        let ending = visit_once(call, visit, recorder).await;
        if matches!(ending, Ending::Silence { .. } | Ending::Refused | Ending::Local { .. }) {
            break;
        }
    }
    Ok(())
}

async fn visit_once(call: &Call, visit: Visit, recorder: &Arc<Recorder>) -> Ending {
    let reporter = recorder.reporter(Owner::Run, visit.place());
    let session = reporter.next_session();
    reporter.see(Fact::SessionOpened {
        session,
        part: Part::PeerClient,
        local: call.source.to_string(),
        remote: call.to.to_string(),
    });
    let mut stage = Stage::Connect;
    let talked = async {
        let stream = connect(call.to, call.source, call.step).await?;
        let talk = Conversation::new(Box::new(stream), session, reporter.clone(), call.step);
        dialogue(talk, call, visit, &mut stage).await
    };
    let ending = talked.await.err().unwrap_or(Ending::Quit);
    reporter.see(Fact::SessionEnded { session, stage, ending: ending.clone() });
    ending
}

async fn dialogue(mut talk: Conversation, call: &Call, visit: Visit, stage: &mut Stage) -> Result<(), Ending> {
    *stage = Stage::Greeting;
    talk.reply().await?;
    *stage = Stage::Ehlo;
    let offer = introduced(&mut talk).await?;
    if !offer.text.split('|').any(|line| line.trim().eq_ignore_ascii_case("STARTTLS")) {
        return quit(&mut talk, stage).await;
    }
    *stage = Stage::Starttls;
    if ask(&mut talk, "STARTTLS").await?.code != 220 {
        return quit(&mut talk, stage).await;
    }
    *stage = Stage::Handshake;
    let mut talk = handshake(talk, &call.server_name, &shown(call, visit), || ()).await?;
    *stage = Stage::EhloAfterTls;
    introduced(&mut talk).await?;
    quit(&mut talk, stage).await
}

fn shown(call: &Call, visit: Visit) -> Credentials {
    let mut credentials = call.credentials.clone();
    match visit {
        Visit::Uncertified => credentials.shown = None,
        Visit::Tls12 => credentials.versions = tls::TLS12,
        Visit::Tls13 => credentials.versions = tls::TLS13,
    }
    credentials
}

/// EHLO, and where it is answered well the harmless commands; gives back the answer to EHLO.
async fn introduced(talk: &mut Conversation) -> Result<Reply, Ending> {
    let offer = ask(talk, &format!("EHLO {}", names::VISITOR)).await?;
    if offer.code == 250 {
        for command in HARMLESS {
            // A server that hangs up has answered; whatever comes next is not its answer to us.
            if ask(talk, command).await?.code == 421 {
                return Err(Ending::Closed);
            }
        }
    }
    Ok(offer)
}

/// Says a line and hears the reply. A server that has turned away may have said why before it did: what it left is
/// heard even when it no longer takes our words.
async fn ask(talk: &mut Conversation, line: &str) -> Result<Reply, Ending> {
    let said = talk.say(line).await;
    let heard = talk.reply().await;
    match (said, heard) {
        (Err(ending), Err(_)) => Err(ending),
        (_, heard) => heard,
    }
}

async fn quit(talk: &mut Conversation, stage: &mut Stage) -> Result<(), Ending> {
    ask(talk, "QUIT").await?;
    *stage = Stage::Quit;
    Ok(())
}
