// SPDX-License-Identifier: EUPL-1.2
//! What the DNS servers are asked, each question under the owner of the name asked for.

use super::WorldSetup;
use super::resolution::domains_of_the_probe;
use crate::evidence::Recorder;
use fake_dns::{Diary, Entry};
use judgement::fact::{Effect, Fact, NameServer, Question, Transport};
use judgement::owner::Owner;
use judgement::place::Place;
use reports::fault::{Family, FaultId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// By name in lower case: its owner, and the peer that a fault of the name belongs to.
type Owners = BTreeMap<String, (Owner, Place)>;

/// The diaries of all servers, which share one recorder.
pub(super) struct Diaries {
    owners: Arc<Owners>,
    recorder: Arc<Recorder>,
}

impl Diaries {
    pub(super) fn new(setup: &WorldSetup<'_>) -> Diaries {
        let mut owners = Owners::new();
        for (case, _, peer) in setup.plan.peers() {
            let names = peer.hosts.iter().map(|host| host.name.clone()).chain([peer.domaine.clone()]);
            owners.extend(names.map(|name| (name.to_lowercase(), (case.into(), peer.place()))));
        }
        let of_probe = domains_of_the_probe(setup);
        owners.extend(of_probe.into_iter().map(|name| (name, (Owner::Probe, Place::Probe))));
        Diaries { owners: Arc::new(owners), recorder: setup.recorder.clone() }
    }

    pub(super) fn of(&self, server: NameServer) -> Diary {
        let (owners, recorder) = (self.owners.clone(), self.recorder.clone());
        Diary::new(move |entry| {
            let owned = owner_of(&owners, &entry.name);
            if let (Some((owner, peer)), Some(fault)) = (owned, &entry.fault) {
                let fault = FaultId::new(Family::Dns, fault.as_str());
                let how = Effect::QuestionAnswered { kind: entry.kind.clone(), name: entry.name.clone(), server };
                recorder.see(owner.clone(), peer.clone(), Fact::FaultExercised { fault, how: how.into() });
            }
            let owner = owned.map(|(owner, _)| owner.clone()).unwrap_or_default();
            recorder.see(owner, Place::Dns, Fact::Asked(question(server, entry)));
        })
    }
}

/// The owner of a name or of the nearest name above it.
fn owner_of<'o>(owners: &'o Owners, name: &str) -> Option<&'o (Owner, Place)> {
    let name = name.trim_end_matches('.').to_lowercase();
    let mut rest = name.as_str();
    loop {
        if let Some(owner) = owners.get(rest) {
            return Some(owner);
        }
        rest = rest.split_once('.')?.1;
    }
}

fn question(server: NameServer, entry: Entry) -> Question {
    Question {
        server,
        from: entry.from.to_string(),
        transport: match entry.transport {
            fake_dns::Transport::Udp => Transport::Udp,
            fake_dns::Transport::Tcp => Transport::Tcp,
        },
        name: judgement::escaped(entry.name.as_bytes(), 300),
        kind: entry.kind,
        rcode: entry.rcode,
        referral: entry.referral,
        answers: entry.answers,
        hops: entry.hops.iter().map(ToString::to_string).collect(),
        fault: entry.fault,
    }
}
