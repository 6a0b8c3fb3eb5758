// SPDX-License-Identifier: EUPL-1.2
//! Plays the steps of one case: do, then wait for the observation that settles it, or for the window to end.

use super::course::CasesInPlay;
use crate::connector::Timing;
use crate::driver::{Submission, submit};
use crate::fault::{Fault, Side};
use crate::plan::{Case, Letter, PeerPlan, Plan, StepPlan};
use crate::wire::smtp::{Attempt, Delivery, deliver};
use crate::world::World;
use judgement::fact::{Ending, Fact, Part, Stage as SmtpStage};
use judgement::owner::Owner;
use judgement::place::Place;
use std::net::SocketAddrV4;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::time::SystemTime;

/// Attempts of a peer at one message.
const ATTEMPTS: usize = 3;

/// One peer on the wire, under the name of whoever owns what it sees.
pub struct Wire<'p> {
    pub owner: &'p str,
    pub peer: &'p PeerPlan,
    /// Among the peers of its owner.
    pub index: usize,
}

/// Everything that the steps of a case need.
pub struct RunContext {
    pub world: World,
    pub plan: Arc<Plan>,
    pub timing: Timing,
    pub smtp_in: SocketAddrV4,
    pub submission: SocketAddrV4,
    /// Letters of the probe so far.
    pub probes: AtomicU32,
    pub course: CasesInPlay,
}

impl RunContext {
    pub async fn play(&self, index: usize) {
        let _in_course = self.course.enter(&self.plan.cases[index].id);
        for step in 0..self.plan.cases[index].steps.len() {
            self.step(index, step).await;
        }
    }

    /// Publishes when the step says so, and gives back the edition.
    pub fn publish(&self, index: usize, step: usize) -> Option<u32> {
        let case = &self.plan.cases[index];
        let StepPlan::Publish { fault } = &case.steps[step] else { return None };
        self.told(self.world.publish(Some(case), *fault), case.owner())
    }

    /// Publishes the base list again.
    pub fn restore(&self) -> Option<u32> {
        self.told(self.world.publish(None, None), Owner::Run)
    }

    fn told<T>(&self, published: Result<T, crate::world::WorldError>, owner: Owner) -> Option<T> {
        match published {
            Ok(edition) => Some(edition),
            Err(error) => {
                let fact = Fact::HarnessFault { what: format!("publication: {error}") };
                self.world.recorder.see(owner, Place::Harness, fact);
                None
            }
        }
    }

    pub async fn step(&self, index: usize, step: usize) {
        let case = &self.plan.cases[index];
        match &case.steps[step] {
            StepPlan::Deliver { peer, letter, reverse_path, forward_path } => {
                self.deliver(case, *peer, letter, (reverse_path, forward_path)).await;
                self.settle(case).await;
            }
            StepPlan::Submit { letter, from, to } => {
                if self.submit(case, letter, from, to).await {
                    self.settle(case).await;
                }
            }
            StepPlan::Publish { .. } => {}
        }
    }

    /// A peer sends as a mail server does: told to come back later, it comes back, a bounded number of times.
    async fn deliver(&self, case: &Case, peer: usize, letter: &Letter, paths: (&str, &str)) {
        let wire = Wire { owner: &case.id, peer: &case.peers[peer], index: peer };
        for attempt in 1..=ATTEMPTS {
            let Some(ended) = self.send(&wire, letter, paths).await else { return };
            if attempt == ATTEMPTS || !tries_again(&ended, case) {
                return;
            }
            // Not a wait for anything: the pause is what RFC 5321 §4.5.4.1 asks of a sender.
            tokio::time::sleep(self.timing.retry()).await;
        }
    }

    /// One attempt of a peer.
    pub async fn send(
        &self,
        wire: &Wire<'_>,
        letter: &Letter,
        (reverse_path, forward_path): (&str, &str),
    ) -> Option<Attempt> {
        let Wire { owner, peer, index } = *wire;
        let reporter = self.world.recorder.reporter(owner.into(), peer.place());
        let tls = self.made(owner, self.world.credentials_of(owner, index).transpose())?;
        let (message, seven_bit) = self.made(owner, letter.forms(SystemTime::now()))?;
        let host = peer.hosts.last();
        let delivery = Delivery {
            part: Part::PeerClient,
            to: self.smtp_in,
            source: host.map_or(std::net::Ipv4Addr::LOCALHOST, |host| host.address),
            server_name: self.plan.sut.mx.clone(),
            // The name of the host that speaks (RFC 5321 §4.1.1.1): its address leads back to it.
            ehlo: host.map_or_else(|| peer.subject.cn.clone(), |host| host.name.clone()),
            tls,
            reverse_path: reverse_path.to_owned(),
            forward_path: forward_path.to_owned(),
            message,
            seven_bit,
            does: peer.fault.as_ref().and_then(|fault| match fault.side() {
                Side::Client(fault) => Some(fault),
                _ => None,
            }),
            fault: peer.fault.as_ref().map(Fault::id),
            step: self.timing.step(),
        };
        Some(deliver(&delivery, &reporter).await)
    }

    /// What could not be made is seen in the evidence, and the step is left out.
    fn made<T>(&self, owner: &str, made: Result<T, impl std::fmt::Display>) -> Option<T> {
        made.inspect_err(|error| {
            let fact = Fact::HarnessFault { what: error.to_string() };
            self.world.recorder.see(owner.into(), Place::Harness, fact);
        })
        .ok()
    }

    /// True when the connector took the message.
    async fn submit(&self, case: &Case, letter: &Letter, from: &str, to: &str) -> bool {
        let reporter = self.world.recorder.reporter(case.owner(), Place::Submission);
        let Some((message, seven_bit)) = self.made(&case.id, letter.forms(SystemTime::now())) else { return false };
        let submission = Submission { at: self.submission, from, to, message, seven_bit, step: self.timing.step() };
        submit(submission, &reporter).await.accepted()
    }
}

/// Whether a peer tries again. Where a refusal is to be proved, how some servers turn a certificate away (a 421, an alert
/// or a close right after the handshake) is that refusal, and no invitation.
fn tries_again(attempt: &Attempt, case: &Case) -> bool {
    let in_the_handshake = (SmtpStage::Starttls..=SmtpStage::EhloAfterTls).contains(&attempt.stage);
    let silent = matches!(attempt.ending, Ending::Silence { .. });
    attempt.invites_another() && !(case.is_negative() && in_the_handshake && !silent)
}
