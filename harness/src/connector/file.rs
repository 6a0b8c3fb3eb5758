// SPDX-License-Identifier: EUPL-1.2
//! Reads `connector.yaml`.

use super::identity::{IdentityFile, OperatorFile};
use super::pixit::Pixit;
use super::{Bench, Capability, DriverKind, Identity, Laboratory, Operator, Process, Role, Timing};
use crate::annexe1::Form;
use crate::input::{InputError, Source};
use serde::Deserialize;
use serde_yaml::Spanned;
use std::net::SocketAddrV4;
use std::path::{Path, PathBuf};

/// Everything the harness must know of a connector, and nothing about scenarios.
#[derive(Debug, Clone)]
pub struct Connector {
    /// None for the built-in reference connector.
    pub file: Option<PathBuf>,
    pub identity: Identity,
    pub operator: Option<Operator>,
    pub laboratory: Option<Laboratory>,
    /// The form for the ANS, real names included: reported, never resolved nor contacted.
    pub annexe1: Option<Form>,
    pub pics: Vec<Capability>,
    /// Whom it plays in the fake espace de confiance.
    pub role: Role,
    pub driver: DriverKind,
    /// Where other operators reach it.
    pub smtp_in: SocketAddrV4,
    /// Where the internal mail server hands it outgoing messages.
    pub submission: SocketAddrV4,
    pub bench: Bench,
    pub process: Option<Process>,
    pub timing: Timing,
    pub reservations: Vec<Reservation>,
}

/// A failure that the operator announces, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// A scenario id, a glob of ids, or `capability/<id>`.
    pub what: String,
    pub reason: String,
    pub line: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawReservation {
    what: Spanned<String>,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ConnectorFile {
    connector: IdentityFile,
    operator: Option<OperatorFile>,
    laboratory: Option<Laboratory>,
    annexe1: Option<Form>,
    pics: Vec<Spanned<String>>,
    pixit: Pixit,
    #[serde(default)]
    timing: Timing,
    #[serde(default)]
    reservations: Vec<RawReservation>,
}

impl Connector {
    pub fn read(file: &Path) -> Result<Connector, InputError> {
        let source = Source::read(file)?;
        Connector::from_source(&source, Some(file.to_owned()))
    }

    /// Reads a connector file that is already in memory; `file` is none for the built-in one.
    pub fn from_source(source: &Source, file: Option<PathBuf>) -> Result<Connector, InputError> {
        let written: ConnectorFile = source.parse()?;
        let pics = written.pics.iter().map(|declared| capability(source, declared)).collect::<Result<_, _>>()?;
        let pixit = written.pixit;
        pixit.check(source)?;
        let reservations = written.reservations.into_iter();
        let reservations =
            reservations.map(|r| Reservation { line: r.what.defined.line(), what: r.what.value, reason: r.reason });
        Ok(Connector {
            file,
            identity: written.connector.identity(source)?,
            operator: written.operator.map(|operator| operator.operator(source)).transpose()?,
            laboratory: written.laboratory,
            annexe1: written.annexe1,
            pics,
            role: pixit.identity.value,
            driver: pixit.driver.value,
            smtp_in: pixit.smtp_in.value,
            submission: pixit.submission.value,
            bench: pixit.bench,
            process: pixit.process,
            timing: written.timing,
            reservations: reservations.collect(),
        })
    }
}

fn capability(source: &Source, declared: &Spanned<String>) -> Result<Capability, InputError> {
    Capability::find(&declared.value).ok_or_else(|| {
        let what = format!("unknown capability `{}`", declared.value);
        source.error_of(declared, what).known(&declared.value, Capability::ALL.map(Capability::id))
    })
}
