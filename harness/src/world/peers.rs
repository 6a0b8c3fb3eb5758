// SPDX-License-Identifier: EUPL-1.2
//! The peers, listening: one address each, all on one port.

use super::trust::Trust;
use super::{Ground, WorldError};
use crate::fault::{Fault, PeerFault};
use crate::plan::PeerPlan;
use crate::scenario::TlsShape;
use crate::wire::smtp::{self, Manners, RcptAnswer, RcptPolicy, Server};
use crate::wire::tls::{self, Showing};
use judgement::fact::Part;
use rustls::SupportedProtocolVersion;
use std::collections::BTreeMap;
use std::net::SocketAddrV4;
use std::sync::Arc;
use std::time::Duration;

/// Ports tried before giving up, when any free one will do.
const ATTEMPTS: usize = 8;

pub struct Peers {
    pub port: u16,
    servers: Vec<Server>,
    credentials: BTreeMap<(String, usize), Showing>,
}

impl Peers {
    pub async fn open(ground: &Ground<'_>, trust: &Trust) -> Result<Peers, WorldError> {
        let mut credentials = BTreeMap::new();
        for (owner, index, peer) in ground.plan.peers() {
            if let Some(certificate) = trust.of_peer(owner, index).cloned() {
                let versions = versions(peer.tls);
                let showing: Showing = Arc::new(move || certificate.credentials(versions));
                credentials.insert((owner.to_owned(), index), showing);
            }
        }
        let mut peers = Peers { port: ground.bench.peer_port, servers: Vec::new(), credentials };
        let mut attempts = if peers.port == 0 { ATTEMPTS } else { 1 };
        loop {
            attempts -= 1;
            match peers.listen(ground).await {
                Err(_) if attempts > 0 => {
                    peers.servers.clear();
                    peers.port = 0;
                }
                outcome => return outcome.map(|()| peers),
            }
        }
    }

    async fn listen(&mut self, ground: &Ground<'_>) -> Result<(), WorldError> {
        for (owner, index, peer) in ground.plan.peers() {
            for host in peer.hosts.iter().filter(|host| host.up) {
                let witness = ground.recorder.witness(owner.into(), peer.place());
                let manners = self.manners(peer, (owner, index), &host.name, ground.step);
                let address = SocketAddrV4::new(host.address, self.port);
                let server = Server::bind(address, manners, witness).await.map_err(|error| WorldError::Listen {
                    what: "a peer",
                    address: address.to_string(),
                    why: error.to_string(),
                })?;
                self.port = server.address.port();
                self.servers.push(server);
            }
        }
        Ok(())
    }

    fn manners(&self, peer: &PeerPlan, (owner, index): (&str, usize), host: &str, step: Duration) -> Manners {
        let manner = peer.manner();
        let tls = self.showing(owner, index).filter(|_| manner != Some(PeerFault::NoStarttls));
        Manners {
            part: Part::PeerServer,
            hostname: host.to_owned(),
            tls,
            refuses_starttls: manner == Some(PeerFault::StarttlsRefused),
            breaks_handshake: manner == Some(PeerFault::HandshakeFails),
            injects_answers: manner == Some(PeerFault::AnswersInjected),
            rcpt: policy(manner),
            fault: peer.fault.as_ref().map(Fault::id),
            step,
        }
    }

    /// What a peer shows when asked.
    pub fn showing(&self, case: &str, index: usize) -> Option<Showing> {
        self.credentials.get(&(case.to_owned(), index)).cloned()
    }
}

fn versions(shape: TlsShape) -> &'static [&'static SupportedProtocolVersion] {
    match shape {
        TlsShape::Any => tls::ANY,
        TlsShape::Tls12 => tls::TLS12,
        TlsShape::Tls13 => tls::TLS13,
    }
}

fn policy(manner: Option<PeerFault>) -> RcptPolicy {
    match manner {
        Some(PeerFault::DefersOnce) => smtp::defers_once(),
        Some(PeerFault::RefusesRecipient) => Arc::new(|_| RcptAnswer::Refuse),
        _ => Arc::new(|_| RcptAnswer::Accept),
    }
}
