// SPDX-License-Identifier: EUPL-1.2
//! A server on one address, whose owner may change what it answers.

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

/// The ports tried when the system chooses one that is free for TCP but taken for UDP.
const PORT_ATTEMPTS: usize = 16;

/// What a server answers from.
#[derive(Debug, Clone)]
pub enum Role {
    /// Its own zones, with authority.
    Authoritative(Zones),
    /// Other servers of this crate, walked from the deepest matching root for askers that set RD.
    ///
    /// It keeps no cache: each question is asked again at every server on the way, and shows in their diaries. It asks
    /// loopback addresses and its roots only; a delegation to another address is a SERVFAIL.
    Recursive {
        /// Zones known beforehand, each with the address of a server; one zone may stand in several rows.
        roots: Vec<(String, SocketAddr)>,
        /// The port of the servers that a delegation leads to, as NS records carry none.
        port: u16,
        /// The deadline of each server asked; to be kept below the timeout of the connector.
        hop_deadline: Duration,
    },
}

/// A running server, on UDP and TCP; it ends when dropped.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    datagrams: hickory_server::Server<Responder>,
    streams: JoinSet<()>,
}

impl Server {
    /// Opens a server under a label for its diary; port 0 lets the system choose one free for both transports.
    ///
    /// # Errors
    /// - [`DnsError::InUse`], [`DnsError::Permission`] or [`DnsError::Listen`] when the address cannot be had.
    /// - [`DnsError::Name`] when a root of a recursive role is no domain name.
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

    /// The address listened on, with the port chosen.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Changes the zones; the next answer comes from the new ones.
    pub fn change<T>(&self, change: impl FnOnce(&mut Zones) -> T) -> T {
        change(&mut self.state.zones.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sets the fault of a name and of all below it, or lifts it. The nearest fault above a name counts.
    ///
    /// [`DnsFault::side`] tells which server it belongs on. A recursive server knows no zones of its own. There, faults
    /// change the answer found, and the hosts that they invent do not exist.
    ///
    /// # Errors
    /// [`DnsError::Name`] when the name, or the host that a fault names, is no domain name.
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

/// Two handles to one socket: one for well-formed messages, one to write any octets.
fn twice(socket: UdpSocket) -> io::Result<(UdpSocket, UdpSocket)> {
    let socket = socket.into_std()?;
    Ok((UdpSocket::from_std(socket.try_clone()?)?, UdpSocket::from_std(socket)?))
}

/// Both sockets on one address. TCP comes first: its free ports are fewer, and UDP more often follows.
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
