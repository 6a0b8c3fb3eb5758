// SPDX-License-Identifier: EUPL-1.2
//! The peers, listening: one address each, all on one port.

use super::trust::Trust;
use super::{WorldError, WorldSetup};
use crate::fault::{Fault, Side};
use crate::plan::PeerPlan;
use crate::scenario::TlsShape;
use crate::wire::smtp::{Manners, Server};
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

/// A peer by whose it is, and which of its owner's.
struct Visited<'p> {
    owner: &'p str,
    index: usize,
    peer: &'p PeerPlan,
}

impl Peers {
    pub async fn open(setup: &WorldSetup<'_>, trust: &Trust) -> Result<Peers, WorldError> {
        let mut credentials = BTreeMap::new();
        for (owner, index, peer) in setup.plan.peers() {
            if let Some(certificate) = trust.of_peer(owner, index).cloned() {
                let versions = versions(peer.tls);
                let showing: Showing = Arc::new(move || certificate.credentials(versions));
                credentials.insert((owner.to_owned(), index), showing);
            }
        }
        let mut peers = Peers { port: setup.bench.peer_port, servers: Vec::new(), credentials };
        let mut attempts = if peers.port == 0 { ATTEMPTS } else { 1 };
        loop {
            attempts -= 1;
            match peers.listen(setup).await {
                Err(_) if attempts > 0 => {
                    peers.servers.clear();
                    peers.port = 0;
                }
                outcome => return outcome.map(|()| peers),
            }
        }
    }

    async fn listen(&mut self, setup: &WorldSetup<'_>) -> Result<(), WorldError> {
        for (owner, index, peer) in setup.plan.peers() {
            for host in peer.hosts.iter().filter(|host| host.up) {
                let reporter = setup.recorder.reporter(owner.into(), peer.place());
                let manners = self.manners(&Visited { owner, index, peer }, &host.name, setup.step);
                let address = SocketAddrV4::new(host.address, self.port);
                let server = Server::bind(address, manners, reporter).await.map_err(|error| WorldError::Listen {
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

    fn manners(&self, wire: &Visited<'_>, host: &str, step: Duration) -> Manners {
        let fault = wire.peer.fault.as_ref();
        Manners {
            part: Part::PeerServer,
            hostname: host.to_owned(),
            tls: self.showing(wire.owner, wire.index),
            mailboxes: Arc::new(|_| true),
            does: fault.and_then(|fault| match fault.side() {
                Side::Server(fault) => Some(fault),
                _ => None,
            }),
            fault: fault.map(Fault::id),
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
