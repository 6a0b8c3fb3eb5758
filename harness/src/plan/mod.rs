// SPDX-License-Identifier: EUPL-1.2
//! Compiles the selected scenarios into one world: names, addresses, canaries, entries of the list and what to expect.
//! Pure: nothing here touches the network, a clock or the disk.

mod case;
mod compile;
mod letter;
mod names;
mod probe;

pub use case::{Case, Host, Listing, PeerPlan, Plan, StepPlan, Sut};
pub use compile::{Selection, compile, idle};
pub use letter::{Letter, LetterError};
pub use names::{ESPACE_DE_CONFIANCE, OPERATEURS};
pub use probe::{PROBE, Probe};
