// SPDX-License-Identifier: EUPL-1.2
//! Reads `connector.yaml`.

use super::identity::{IdentityFile, OperatorFile};
use super::pixit::Pixit;
use super::reservation::ReservationFile;
use super::{Announced, Bench, Capability, DriverKind, Identity, Laboratory, Operator, Process, Role, Timing};
use input::{InputError, Source, Written};
use operator::annexe1::Form;
use schemars::JsonSchema;
use serde::Deserialize;
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
    pub reservations: Vec<Announced>,
}

/// One connector: who it is, whose it is, what it does, how to reach it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "connector.yaml")]
pub(super) struct ConnectorFile {
    /// The product that is tested.
    connector: IdentityFile,
    /// The operator that puts it into service.
    operator: Option<OperatorFile>,
    /// Who runs the tests and answers for the report.
    laboratory: Option<Laboratory>,
    /// The form for the agency, real names included: a run never resolves nor contacts them.
    annexe1: Option<Form>,
    /// What the connector does (PICS). One left out makes its scenarios not applicable.
    #[schemars(schema_with = "super::schema::capabilities")]
    pics: Vec<Written<String>>,
    /// How to reach and feed it (PIXIT).
    pixit: Pixit,
    /// How long the harness waits, in milliseconds.
    #[serde(default)]
    timing: Timing,
    /// Failures announced, each with its reason; one that covers nothing, or passes now, fails the run.
    #[serde(default)]
    reservations: Vec<ReservationFile>,
}

impl Connector {
    /// How to start it, where the harness does so from templates.
    pub fn recipe(&self) -> Option<&Process> {
        self.process.as_ref().filter(|_| self.driver == DriverKind::Process)
    }

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
        let reservations = written.reservations.into_iter().map(|reservation| reservation.announced(source));
        Ok(Connector {
            file,
            identity: written.connector.identity(source)?,
            operator: written.operator.map(|operator| operator.operator(source)).transpose()?,
            laboratory: written.laboratory,
            annexe1: written.annexe1,
            pics,
            role: pixit.identity.into_inner(),
            driver: *pixit.driver,
            smtp_in: *pixit.smtp_in,
            submission: *pixit.submission,
            bench: pixit.bench,
            process: pixit.process,
            timing: written.timing,
            reservations: reservations.collect::<Result<_, _>>()?,
        })
    }
}

fn capability(source: &Source, declared: &Written<String>) -> Result<Capability, InputError> {
    Capability::find(declared).ok_or_else(|| {
        let what = format!("unknown capability `{}`", **declared);
        source.error_at(declared.place(), what).known(declared, Capability::ALL.map(Capability::id))
    })
}
