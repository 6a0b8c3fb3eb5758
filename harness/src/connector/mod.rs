// SPDX-License-Identifier: EUPL-1.2
//! The connector's own file: identity, Annexe 1, PICS (what it says it does), PIXIT (how to reach and feed it), timing
//! and reservations.

mod capability;
mod file;
mod timing;

pub use capability::Capability;
pub use file::{
    Annexe1, Bench, Connector, DnsMethod, DriverKind, Identity, Isolation, Process, Reservation, TemplateFile,
};
pub use timing::{ParameterDoc, Timing};
