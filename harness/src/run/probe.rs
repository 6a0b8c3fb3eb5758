// SPDX-License-Identifier: EUPL-1.2
//! The probe at work: what a valid and listed peer can exchange with the connector now.

use super::case::{RunContext, Wire};
use crate::driver::{Submission, submit};
use crate::plan::{Letter, PROBE, Probe};
use judgement::custody::Correlation;
use judgement::evidence::{Evidence, Session};
use judgement::fact::{Direction, Ending, Exchange, Fact, Part, Stage as SmtpStage};
use judgement::owner::Owner;
use judgement::place::Place;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};
use tokio::time::Instant;

/// Between two attempts of the probe; it doubles up to the second.
const PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// What one attempt of the probe showed.
#[derive(Debug, Clone)]
pub struct ProbeResult {
    /// The message was taken.
    pub held: bool,
    /// The connector treats the probe as one who is listed, whatever became of the message then.
    pub listed: bool,
    /// No list can change it: the connector does not speak as far as that.
    pub hopeless: bool,
    pub how: Exchange,
}

impl RunContext {
    /// Tries again until the connector treats a domain as listed, or the window is over.
    /// Also says how long the last attempt was waited for.
    pub async fn until_listed(&self, direction: Direction, domaine: &str, window: Duration) -> (ProbeResult, Duration) {
        let begun = Instant::now();
        let mut pause = PAUSE;
        loop {
            let waited = begun.elapsed();
            let attempt = self.probe(direction, domaine).await;
            if attempt.listed || attempt.hopeless || begun.elapsed() + pause >= window {
                return (attempt, waited);
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// One exchange with the probe, under a domain that the list binds to it.
    pub async fn probe(&self, direction: Direction, domaine: &str) -> ProbeResult {
        let attempt = match direction {
            Direction::Inbound => self.probe_inbound(domaine).await,
            Direction::Outbound => self.probe_outbound(domaine).await,
        };
        self.probed(Owner::Probe, direction, &attempt);
        attempt
    }

    /// Says in the evidence of an owner how the probe fared beside it.
    pub fn probed(&self, owner: Owner, direction: Direction, attempt: &ProbeResult) {
        let (edition, how) = (self.world.edition(), attempt.how.clone().into());
        let fact = Fact::Probed { direction, edition, held: attempt.held, how };
        self.world.recorder.see(owner, Place::Harness, fact);
    }

    fn letter(&self, from: String, to: String) -> Letter {
        self.plan.probe.letter(self.probes.fetch_add(1, Ordering::SeqCst), from, to)
    }

    async fn probe_inbound(&self, domaine: &str) -> ProbeResult {
        let Probe { peer, mailbox, .. } = &self.plan.probe;
        let from = format!("medecin@{domaine}");
        let letter = self.letter(from.clone(), mailbox.clone());
        let paths = (format!("<{from}>"), format!("<{mailbox}>"));
        let wire = Wire { owner: PROBE, peer, index: 0 };
        self.send(&wire, &letter, (&paths.0, &paths.1)).await;
        let evidence = self.world.recorder.evidence_of(&Owner::Probe);
        let sessions = evidence.sessions_of(Part::PeerClient, None);
        sessions.last().map_or_else(not_made, of_session)
    }

    async fn probe_outbound(&self, domaine: &str) -> ProbeResult {
        let (from, to) = (self.plan.probe.mailbox.clone(), format!("medecin@{domaine}"));
        let letter = self.letter(from.clone(), to.clone());
        let recorder = &self.world.recorder;
        let before = recorder.evidence_of(&Owner::Probe).observations.len();
        let Ok((message, seven_bit)) = letter.forms(SystemTime::now()) else { return not_made() };
        let submission =
            Submission { at: self.submission, from: &from, to: &to, message, seven_bit, step: self.timing.step() };
        let reporter = recorder.reporter(Owner::Probe, Place::Submission);
        if !submit(submission, &reporter).await.accepted() {
            let evidence = recorder.evidence_of(&Owner::Probe);
            let sessions = evidence.sessions_of(Part::Submitter, None);
            return sessions.last().map_or_else(not_made, of_session);
        }
        let ended = |seen: &Evidence| fate(seen, &letter.canary).is_some();
        recorder.wait(&Owner::Probe, self.timing.outcome(), ended).await;
        let evidence = recorder.evidence_of(&Owner::Probe);
        let after = evidence.observations.get(before..).unwrap_or_default();
        let visited = after.iter().any(|o| matches!(o.fact, Fact::SessionOpened { part: Part::PeerServer, .. }));
        let asked = after.iter().any(|o| matches!(o.fact, Fact::Asked(_)));
        let held = fate(&evidence, &letter.canary) == Some(Correlation::SameMessage);
        ProbeResult { held, listed: held || visited, hopeless: false, how: of_visit(held, visited, asked) }
    }
}

/// What became of a message of the probe: `SameMessage` once a peer took it, a notice once its sender was told.
fn fate(evidence: &Evidence, canary: &str) -> Option<Correlation> {
    let sent = evidence.sent_messages().find(|sent| sent.message.canary.as_deref() == Some(canary))?;
    let mut taken = evidence.taken_messages().filter_map(|taken| match (taken.part, taken.correlation(&sent)) {
        (Part::PeerServer, Correlation::SameMessage) => Some(Correlation::SameMessage),
        (Part::InternalServer, notice @ Correlation::Notice(_)) => Some(notice),
        _ => None,
    });
    taken.next()
}

fn not_made() -> ProbeResult {
    ProbeResult { held: false, listed: false, hopeless: false, how: Exchange::NotPlayed }
}

/// How a session of ours with the connector went.
fn of_session(session: &Session<'_>) -> ProbeResult {
    let held = session.reply_at(SmtpStage::EndOfData).is_some_and(|(_, code, _)| code / 100 == 2);
    let listed = session.reply_at(SmtpStage::RcptTo).is_some_and(|(_, code, _)| code / 100 == 2);
    let refusal = session.replies().find(|(_, _, code, _)| *code >= 400);
    let how = match (held, refusal, session.ending()) {
        (true, ..) => Exchange::Accepted,
        (_, Some((_, stage, code, text)), _) => Exchange::Refused { code, stage, text: text.to_owned() },
        (_, None, Some((_, stage, ending))) => Exchange::Ended { stage, ending: ending.clone() },
        (_, None, None) => Exchange::Unfinished,
    };
    let speaks_otherwise = |how: &Exchange| match how {
        Exchange::Ended { stage, ending: Ending::Protocol { .. } } => *stage <= SmtpStage::Starttls,
        _ => false,
    };
    ProbeResult { held, listed, hopeless: speaks_otherwise(&how), how }
}

fn of_visit(held: bool, visited: bool, asked: bool) -> Exchange {
    match (held, visited) {
        (true, _) => Exchange::HandedOver,
        (_, true) => Exchange::VisitedOnly,
        _ => Exchange::NotVisited { asked },
    }
}
