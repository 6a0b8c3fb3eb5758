// SPDX-License-Identifier: EUPL-1.2
//! How the connector under test is started, fed and stopped. A driver is one file here, its word in
//! `connector::DriverKind`, and its line in [`start`]; the compiler asks for the last.

mod builtin;
mod command;
mod folder;
mod guardian;
mod ownership;
mod process;
mod processes;
mod remote;
mod submit;
mod template;

pub use guardian::{Guardian, RunFolder};
pub use ownership::Ownership;
pub use process::{missing_tool, version};
pub use processes::children;
pub use submit::{Submission, submit};

use crate::connector::{Connector, DriverKind};
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::watch;

/// Everything outside the connector that it must be told.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// A private directory of this run.
    pub run: PathBuf,
    /// Told of everything that must end with the run.
    pub guardian: Arc<Guardian>,
    pub dns: SocketAddrV4,
    pub peer_port: u16,
    pub internal_mail_server: SocketAddrV4,
    /// Local address of its connections to peers.
    pub source: Ipv4Addr,
    pub liste_blanche_url: String,
    pub crl_urls: Vec<String>,
    pub certificate_chain: PathBuf,
    pub private_key: PathBuf,
    pub root: PathBuf,
    pub intermediate: PathBuf,
    pub authorities: PathBuf,
    pub automatic_reply: Option<String>,
    /// Addresses that exist inside.
    pub recipients: Vec<String>,
    /// Rows of the liste blanche, for a connector that cannot read it.
    pub liste: Vec<BTreeMap<String, String>>,
    /// The deliberate bug to switch on, for the reference connector alone.
    pub mutation: Option<String>,
}

/// Why a connector could not be driven.
#[derive(Debug, thiserror::Error)]
pub enum DriverError {
    #[error("the reference connector does not start: {0}")]
    Builtin(#[from] reference_connector::StartError),
    #[error("{0}")]
    Mutation(String),
    #[error("{file}: the template cannot be rendered: {why}")]
    Template { file: String, why: String },
    #[error("cannot write {file}: {why}")]
    File { file: String, why: String },
    #[error("{what} {address} is already held by {by}: stop it, or give the connector another address")]
    Held { what: &'static str, address: SocketAddrV4, by: String },
    #[error("`{command}` {why}{log}")]
    Command { command: String, why: String, log: String },
}

/// What is known of the effect of a new liste blanche.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reload {
    /// The connector has taken it, or refused it.
    Done,
    /// It polls in its own time.
    InItsOwnTime,
}

/// A connector under test, running. What a kind cannot do keeps its default.
#[async_trait]
pub trait Driver: Send + Sync {
    /// Where other operators reach it.
    fn smtp_in(&self) -> SocketAddrV4;

    /// Where the inner mail server hands it outgoing messages.
    fn submission(&self) -> SocketAddrV4;

    /// Makes the connector take up the liste blanche now published, as far as that can be asked of it.
    async fn reload(&mut self, _liste: Vec<BTreeMap<String, String>>) -> Result<Reload, DriverError> {
        Ok(Reload::InItsOwnTime)
    }

    /// Says whether the listener on an address is what we started; none where we started nothing of our own.
    fn owner(&self, _address: SocketAddrV4) -> Option<Ownership> {
        None
    }

    /// Changes when a connector that we started ends by itself.
    fn ending(&self) -> Option<watch::Receiver<Option<String>>> {
        None
    }

    /// Stops what we started; gives back the end of its logs.
    async fn stop(self: Box<Self>) -> String {
        String::new()
    }
}

/// Starts the connector of a file by the driver that it names. The one line that a new driver takes here.
pub async fn start(connector: &Connector, surroundings: Surroundings) -> Result<Box<dyn Driver>, DriverError> {
    Ok(match connector.driver {
        DriverKind::Builtin => Box::new(builtin::Builtin::start(connector, &surroundings).await?),
        DriverKind::Process => Box::new(process::Process::start(connector, surroundings).await?),
        DriverKind::Remote => Box::new(remote::Remote::new(connector)),
    })
}
