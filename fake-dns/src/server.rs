// SPDX-License-Identifier: EUPL-1.2
//! Opens one server on one address and lets its owner change what it says.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::net::{TcpListener, UdpSocket};
use tokio::task::JoinSet;

use crate::diary::Diary;
use crate::error::DnsError;
use crate::fault::{DnsFault, Faults};
use crate::recursion::Recursion;
use crate::responder::{Responder, State};
use crate::stream;
use crate::zones::Zones;

/// Ports tried before giving up when the system chooses one that is free for TCP but taken for UDP.
const PORT_ATTEMPTS: usize = 16;

/// Is what a server answers from.
#[derive(Debug, Clone)]
pub enum Role {
    /// Its own zones, with authority.
    Authoritative(Zones),
    /// Other servers of this crate, walked from the deepest matching root for askers that set RD.
    ///
    /// It keeps no cache: each question is asked again at every server on the way, and shows in their diaries. It
    /// asks loopback addresses and those of its roots, nobody else: a delegation to another address is a SERVFAIL.
    Recursive {
        /// Zones known beforehand and the addresses of their servers; one zone may stand in several rows.
        roots: Vec<(String, SocketAddr)>,
        /// Port of the servers that a delegation leads to, since NS records carry none.
        port: u16,
        /// Patience with each server asked; keep it below that of the connector.
        hop_deadline: Duration,
    },
}

/// Is one running server, on UDP and TCP; it ends when dropped.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    datagrams: hickory_server::Server<Responder>,
    streams: JoinSet<()>,
}

impl Server {
    /// Opens a server; port 0 lets the system choose one that is free for both transports.
    ///
    /// # Errors
    /// Fails when the address is taken, forbidden or absent, or when a root of a recursive role is no domain name.
    pub async fn bind(label: &str, address: SocketAddr, role: Role, diary: Diary) -> Result<Self, DnsError> {
        let (zones, recursion) = match role {
            Role::Authoritative(zones) => (zones, None),
            Role::Recursive { roots, port, hop_deadline } => {
                (Zones::default(), Some(Recursion::new(roots, port, hop_deadline)?))
            }
        };
        let (listener, socket, address) = open(address).await?;
        let state = Arc::new(State {
            label: label.to_owned(),
            diary,
            recursion,
            zones: RwLock::new(zones),
            faults: RwLock::new(Faults::default()),
        });
        let (socket, same) = twice(socket).map_err(|error| DnsError::listen("UDP", address, &error))?;
        let responder = Responder { state: Arc::clone(&state), socket: same };
        let mut datagrams = hickory_server::Server::new(responder);
        datagrams.register_socket(socket);
        let mut streams = JoinSet::new();
        streams.spawn(stream::serve(listener, Arc::clone(&state)));
        Ok(Self { address, state, datagrams, streams })
    }

    /// Gives the address listened on, with the port chosen.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Changes the zones; the next answer is from the new ones.
    pub fn change<T>(&self, change: impl FnOnce(&mut Zones) -> T) -> T {
        change(&mut self.state.zones.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sets the fault of a name and of all below it, or lifts it; the nearest fault above a name counts.
    ///
    /// [`DnsFault::side`] tells which server it belongs on. A recursive server knows no zones of its own: there, faults
    /// spoil the answer found, and hosts that a fault invents are looked for in vain.
    ///
    /// # Errors
    /// Fails when the name, or the host that a fault names, is no domain name.
    pub fn set_fault(&self, name: &str, fault: Option<DnsFault>) -> Result<(), DnsError> {
        self.state.faults.write().unwrap_or_else(PoisonError::into_inner).set(name, fault)
    }

    /// Closes both sockets and waits until they are closed.
    pub async fn stop(mut self) {
        self.streams.shutdown().await;
        if let Err(error) = self.datagrams.shutdown_gracefully().await {
            tracing::debug!(server = self.state.label, %error, "the server had already ended");
        }
    }
}

/// Gives two handles to one socket: one to read and write well-formed messages, one to write anything.
fn twice(socket: UdpSocket) -> io::Result<(UdpSocket, UdpSocket)> {
    let socket = socket.into_std()?;
    Ok((UdpSocket::from_std(socket.try_clone()?)?, UdpSocket::from_std(socket)?))
}

/// Opens TCP first: the system chooses fewer ports for it, so UDP more often follows than the other way round.
async fn open(wanted: SocketAddr) -> Result<(TcpListener, UdpSocket, SocketAddr), DnsError> {
    let mut attempts = if wanted.port() == 0 { PORT_ATTEMPTS } else { 1 };
    loop {
        let tcp_refused = |error| DnsError::listen("TCP", wanted, &error);
        let listener = TcpListener::bind(wanted).await.map_err(tcp_refused)?;
        let address = listener.local_addr().map_err(tcp_refused)?;
        attempts -= 1;
        match UdpSocket::bind(address).await {
            Ok(socket) => return Ok((listener, socket, address)),
            Err(error) if attempts == 0 => return Err(DnsError::listen("UDP", address, &error)),
            Err(_) => {}
        }
    }
}
