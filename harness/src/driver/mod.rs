// SPDX-License-Identifier: EUPL-1.2
//! How the connector under test is started, fed and stopped. A driver is added by its file and one line in `DRIVERS`.

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

/// A connector under test, running.
pub enum Driver {
    Builtin(builtin::Builtin),
    Process(Box<process::Process>),
    Remote(remote::Remote),
}

/// Every kind of driver with its sentence.
pub const DRIVERS: &[(DriverKind, &str, &str)] = &[
    (
        DriverKind::Builtin,
        "builtin",
        "The reference connector, inside the harness: no set-up; its report cannot be handed in.",
    ),
    (
        DriverKind::Process,
        "process",
        "A program on this machine that the harness configures from templates, starts and stops.",
    ),
    (DriverKind::Remote, "remote", "A connector that already runs; the harness only talks to it."),
];

impl Driver {
    pub async fn start(connector: &Connector, surroundings: Surroundings) -> Result<Driver, DriverError> {
        Ok(match connector.driver {
            DriverKind::Builtin => Driver::Builtin(builtin::Builtin::start(connector, &surroundings).await?),
            DriverKind::Process => Driver::Process(Box::new(process::Process::start(connector, surroundings).await?)),
            DriverKind::Remote => Driver::Remote(remote::Remote::new(connector)),
        })
    }

    /// Where other operators reach it.
    pub fn smtp_in(&self) -> SocketAddrV4 {
        match self {
            Driver::Builtin(driver) => driver.smtp_in,
            Driver::Process(driver) => driver.smtp_in,
            Driver::Remote(driver) => driver.smtp_in,
        }
    }

    pub fn submission(&self) -> SocketAddrV4 {
        match self {
            Driver::Builtin(driver) => driver.submission,
            Driver::Process(driver) => driver.submission,
            Driver::Remote(driver) => driver.submission,
        }
    }

    /// Makes the connector take up the liste blanche now published, as far as that can be asked of it.
    pub async fn reload(&mut self, liste: Vec<BTreeMap<String, String>>) -> Result<Reload, DriverError> {
        match self {
            Driver::Builtin(driver) => {
                driver.reload().await;
                Ok(Reload::Done)
            }
            Driver::Process(driver) => driver.reload(liste).await,
            Driver::Remote(_) => Ok(Reload::InItsOwnTime),
        }
    }

    /// Says whether the listener on an address is what we started; none where we started nothing of our own.
    pub fn owner(&self, address: SocketAddrV4) -> Option<Ownership> {
        match self {
            Driver::Process(driver) => Some(driver.owner(address)),
            Driver::Builtin(_) | Driver::Remote(_) => None,
        }
    }

    /// Changes when a connector that we started ends by itself.
    pub fn ending(&self) -> Option<watch::Receiver<Option<String>>> {
        match self {
            Driver::Process(driver) => Some(driver.ending()),
            Driver::Builtin(_) | Driver::Remote(_) => None,
        }
    }

    /// Stops what we started; gives back the end of its logs.
    pub async fn stop(self) -> String {
        match self {
            Driver::Builtin(driver) => {
                driver.stop().await;
                String::new()
            }
            Driver::Process(driver) => driver.stop().await,
            Driver::Remote(_) => String::new(),
        }
    }
}
