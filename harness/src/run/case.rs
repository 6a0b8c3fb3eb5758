// SPDX-License-Identifier: EUPL-1.2
//! Plays the steps of one case: do, then wait for the observation that settles it, or for the window to end.

use crate::connector::Timing;
use crate::driver::{Submission, submit};
use crate::evidence::Observation;
use crate::fault::PeerFault;
use crate::plan::{Case, Letter, PeerPlan, Plan, StepPlan};
use crate::wire::smtp::{Delivery, deliver};
use crate::world::World;
use judgement::fact::{Fact, Part, Stage as SmtpStage};
use reports::text::Text;
use std::net::SocketAddrV4;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Everything that the steps of a case need.
pub struct Stage {
    pub world: World,
    pub plan: Arc<Plan>,
    pub timing: Timing,
    pub smtp_in: SocketAddrV4,
    pub submission: SocketAddrV4,
}

impl Stage {
    pub async fn play(&self, index: usize) {
        for step in 0..self.plan.cases[index].steps.len() {
            self.step(index, step).await;
        }
    }

    /// Publishes when the step says so, and gives back the edition.
    pub fn publish(&self, index: usize, step: usize) -> Option<u32> {
        let case = &self.plan.cases[index];
        let StepPlan::Publish { fault } = &case.steps[step] else { return None };
        self.told(self.world.publish(Some(case), *fault), Some(&case.id))
    }

    /// Publishes the base list again.
    pub fn restore(&self) -> Option<u32> {
        self.told(self.world.publish(None, None), None)
    }

    fn told<T>(&self, published: Result<T, crate::world::WorldError>, scenario: Option<&str>) -> Option<T> {
        match published {
            Ok(edition) => Some(edition),
            Err(error) => {
                let fact = Fact::HarnessFault { what: format!("publication: {error}") };
                self.world.recorder.see(scenario, "harness", fact);
                None
            }
        }
    }

    pub async fn step(&self, index: usize, step: usize) {
        let case = &self.plan.cases[index];
        match &case.steps[step] {
            StepPlan::Deliver { peer, letter, reverse_path, forward_path, awaits_answer } => {
                let paths = (reverse_path.as_str(), forward_path.as_str());
                self.deliver(case, *peer, letter, paths).await;
                self.settle_delivery(case, &case.peers[*peer], *awaits_answer).await;
            }
            StepPlan::Submit { letter, from, to } => self.submit(case, letter, from, to).await,
            StepPlan::Publish { .. } => {}
        }
    }

    async fn deliver(&self, case: &Case, peer: usize, letter: &Letter, (reverse_path, forward_path): (&str, &str)) {
        let plan = &case.peers[peer];
        let witness = self.world.recorder.witness(Some(&case.id), &plan.name);
        let manner = plan.manner();
        let tls = self.world.credentials_of(&case.id, peer).filter(|_| manner != Some(PeerFault::SendsInClear));
        let Some(mut tls) = self.made(case, tls.transpose()) else { return };
        if let (Some(credentials), Some(PeerFault::ShowsNoCertificate)) = (&mut tls, manner) {
            credentials.shown = None;
        }
        let Some((message, seven_bit)) = self.made(case, letter.forms(SystemTime::now())) else { return };
        let host = plan.hosts.last().or(plan.hosts.first());
        let delivery = Delivery {
            part: Part::PeerClient,
            to: self.smtp_in,
            source: host.map_or(std::net::Ipv4Addr::LOCALHOST, |host| host.address),
            server_name: self.plan.sut.mx.clone(),
            // The name of the host that speaks (RFC 5321 §4.1.1.1): its address leads back to it.
            ehlo: host.map_or_else(|| plan.subject.cn.clone(), |host| host.name.clone()),
            tls,
            reverse_path: reverse_path.to_owned(),
            forward_path: forward_path.to_owned(),
            message,
            seven_bit,
            pipelines_behind_starttls: manner == Some(PeerFault::PipelinesBehindStarttls),
            fault: plan.fault.as_ref().map(crate::fault::Fault::id),
            step: self.timing.step(),
        };
        deliver(&delivery, &witness).await;
    }

    /// What could not be made is seen in the evidence, and the step is left out.
    fn made<T>(&self, case: &Case, made: Result<T, impl std::fmt::Display>) -> Option<T> {
        made.inspect_err(|error| {
            let fact = Fact::HarnessFault { what: error.to_string() };
            self.world.recorder.see(Some(&case.id), "harness", fact);
        })
        .ok()
    }

    /// After an acceptance: the message inside, or the automatic reply at the peer.
    async fn settle_delivery(&self, case: &Case, peer: &PeerPlan, awaits_answer: bool) {
        let evidence = self.world.recorder.evidence_of(&case.id);
        let accepted = evidence.any(|f| matches!(f, Fact::Reply { stage: SmtpStage::EndOfData, code: 200..=299, .. }));
        if !accepted {
            return;
        }
        if awaits_answer {
            let at_peer = |o: &Observation| o.place == peer.name && is_taken(o, Part::PeerServer);
            // The declared time bounds an absence; an answer that must come ends its own wait, so it may take longer
            // on a busy machine without turning red.
            let absent = case.expected.iter().any(|expected| expected.check.negative);
            let declared = self.timing.automatic_reply();
            let window = (
                Text::new("réponse automatique", "automatic reply"),
                if absent { declared } else { declared.max(self.timing.outcome()) },
            );
            self.wait(case, window, |seen| seen.iter().any(at_peer)).await;
        } else {
            let inside = |o: &Observation| is_taken(o, Part::InternalServer);
            self.wait(
                case,
                (Text::new("remise à l’intérieur", "delivery inside"), self.timing.delivery()),
                |seen| seen.iter().any(inside),
            )
            .await;
        }
    }

    async fn submit(&self, case: &Case, letter: &Letter, from: &str, to: &str) {
        let witness = self.world.recorder.witness(Some(&case.id), "submission");
        let Some((message, seven_bit)) = self.made(case, letter.forms(SystemTime::now())) else { return };
        let submission = Submission { at: self.submission, from, to, message, seven_bit, step: self.timing.step() };
        if !submit(submission, &witness).await.accepted() {
            return;
        }
        // Settled when a peer has taken it or the sender was told.
        let settled = |o: &Observation| is_taken(o, Part::PeerServer) || is_notice(o);
        self.wait(case, (Text::new("issue", "outcome"), self.timing.outcome()), |seen| seen.iter().any(settled)).await;
    }

    async fn wait(&self, case: &Case, (what, window): (Text, Duration), until: impl Fn(&[Observation]) -> bool) {
        let recorder = &self.world.recorder;
        if !recorder.wait(Some(&case.id), window, until).await {
            let waited_ms = u64::try_from(window.as_millis()).unwrap_or(u64::MAX);
            recorder.see(Some(&case.id), "harness", Fact::WindowEnded { what: what.into(), waited_ms, window: None });
        }
    }
}

fn is_taken(observation: &Observation, by: Part) -> bool {
    matches!(&observation.fact, Fact::MessageTaken { part, .. } if *part == by)
}

fn is_notice(observation: &Observation) -> bool {
    matches!(&observation.fact, Fact::MessageTaken { part: Part::InternalServer, message, .. } if message.notice.is_some())
}
