// SPDX-License-Identifier: EUPL-1.2
//! The connector's own file: identity, operator, laboratory, Annexe 1, PICS (what it says it does), PIXIT (how to reach
//! and feed it), timing and reservations.

mod capability;
mod driver_kind;
mod file;
mod identity;
mod pixit;
mod reservation;
mod schema;
mod timing;

pub use capability::Capability;
pub use driver_kind::DriverKind;
pub use file::Connector;
pub use identity::{Identity, Laboratory, Operator};
pub use pixit::{Bench, DnsMethod, Isolation, Process, Role, TemplateFile};
pub use reservation::Announced;
pub use schema::schema;
pub use timing::{ParameterDoc, Timing};
