// SPDX-License-Identifier: EUPL-1.2
//! Does the connector know every mailbox of the run? The probe names them all, and sends nothing.

use super::case::RunContext;
use crate::plan::PROBE;
use crate::wire::smtp::{Conversation, Reply, connect, handshake};
use judgement::fact::{Ending, Fact, Part, Stage as SmtpStage};
use judgement::owner::Owner;
use judgement::place::Place;
use std::net::Ipv4Addr;

/// Recipients of one transaction: every server must take a hundred (RFC 5321 §4.5.3.1.8).
const AT_ONCE: usize = 100;

impl RunContext {
    /// Mailboxes that the connector refuses for good; none can be told when the dialogue does not come so far.
    pub async fn unknown_mailboxes(&self) -> Option<Vec<String>> {
        let host = self.plan.probe.peer.hosts.first()?;
        let reporter = self.world.recorder.reporter(Owner::Probe, Place::Probe);
        let session = reporter.next_session();
        let (local, remote) = (host.address.to_string(), self.smtp_in.to_string());
        reporter.see(Fact::SessionOpened { session, part: Part::PeerClient, local, remote });
        let asked = async {
            let mut talk = self.secured(&host.name, host.address, (session, &reporter)).await?;
            let mut unknown = Vec::new();
            let mailboxes: Vec<&str> = self.plan.mailboxes().collect();
            for some in mailboxes.chunks(AT_ONCE) {
                said(&mut talk, &format!("MAIL FROM:<medecin@{}>", self.plan.probe.peer.domaine)).await?;
                for mailbox in some {
                    let reply = said(&mut talk, &format!("RCPT TO:<{mailbox}>")).await?;
                    unknown.extend((reply.code >= 500).then(|| (*mailbox).to_owned()));
                }
                said(&mut talk, "RSET").await?;
            }
            // QUIT is a courtesy: what becomes of it changes nothing.
            let _ = said(&mut talk, "QUIT").await;
            talk.close().await;
            Ok::<_, Ending>(unknown)
        };
        let answered = asked.await;
        let ending = answered.as_ref().err().cloned().unwrap_or(Ending::Quit);
        reporter.see(Fact::SessionEnded { session, stage: SmtpStage::RcptTo, ending });
        answered.ok()
    }

    /// A dialogue inside TLS, ready for MAIL.
    async fn secured(
        &self,
        name: &str,
        address: Ipv4Addr,
        (session, reporter): (u32, &crate::wire::Reporter),
    ) -> Result<Conversation, Ending> {
        let local = |what: String| Ending::Local { what };
        let credentials = self.world.credentials_of(PROBE, 0).ok_or_else(|| local("no certificate".to_owned()))?;
        let credentials = credentials.map_err(local)?;
        let stream = connect(self.smtp_in, address, self.timing.step()).await?;
        let mut talk = Conversation::new(Box::new(stream), session, reporter.clone(), self.timing.step());
        talk.reply().await?;
        said(&mut talk, &format!("EHLO {name}")).await?;
        said(&mut talk, "STARTTLS").await?;
        let mut talk = handshake(talk, &self.plan.sut.mx, &credentials, || ()).await?;
        said(&mut talk, &format!("EHLO {name}")).await?;
        Ok(talk)
    }
}

async fn said(talk: &mut Conversation, line: &str) -> Result<Reply, Ending> {
    talk.say(line).await?;
    talk.reply().await
}
