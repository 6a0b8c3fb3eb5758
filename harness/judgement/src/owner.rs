// SPDX-License-Identifier: EUPL-1.2
//! Whose an observation is.

use serde::{Deserialize, Serialize};

/// The name of the probe: as an owner, as a place, and in the names of its hosts.
pub const PROBE: &str = "sonde";

/// Who owns the address, domain, recipient or canary that an observation is about.
///
/// In a report it is the field `scenario`: an id, the name of the probe, or null.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(from = "Option<String>", into = "Option<String>")]
pub enum Owner {
    /// Nobody: it is common to the run.
    #[default]
    Run,
    /// The probe, a valid and listed peer of no scenario.
    Probe,
    /// One variant of a scenario, by its id.
    Case(String),
}

impl Owner {
    /// The owner by its name; none for the run.
    pub fn name(&self) -> Option<&str> {
        match self {
            Owner::Run => None,
            Owner::Probe => Some(PROBE),
            Owner::Case(id) => Some(id),
        }
    }
}

impl From<&str> for Owner {
    fn from(name: &str) -> Owner {
        if name == PROBE { Owner::Probe } else { Owner::Case(name.to_owned()) }
    }
}

impl From<Option<String>> for Owner {
    fn from(name: Option<String>) -> Owner {
        name.as_deref().map(Owner::from).unwrap_or_default()
    }
}

impl From<Owner> for Option<String> {
    fn from(owner: Owner) -> Option<String> {
        owner.name().map(str::to_owned)
    }
}
