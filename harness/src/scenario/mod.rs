// SPDX-License-Identifier: EUPL-1.2
//! Scenarios as they are written: test purposes in YAML, with the place of every word kept to the very end.

mod catalogue;
mod file;
mod shape;
mod step;
mod variant;

pub use self::catalogue::Catalogue;
pub use file::{Expectation, PeerShape, Scenario};
pub use shape::{DnsShape, ListedAs, MessageKind, MxShape, TlsShape, Word};
pub use step::{Sender, Step, Target};
pub use variant::Variant;
