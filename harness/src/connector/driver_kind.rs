// SPDX-License-Identifier: EUPL-1.2
//! The words for `driver:` in a connector's file.

use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DriverKind {
    /// The reference connector, inside this process.
    Builtin,
    /// A program that the harness configures, starts and stops.
    Process,
    /// Already running somewhere; the harness only talks to it.
    Remote,
}

impl DriverKind {
    /// Every kind, in the order the manual shows them.
    pub const ALL: [DriverKind; 3] = [DriverKind::Builtin, DriverKind::Process, DriverKind::Remote];

    /// The word in the file.
    pub fn id(self) -> &'static str {
        match self {
            DriverKind::Builtin => "builtin",
            DriverKind::Process => "process",
            DriverKind::Remote => "remote",
        }
    }

    /// One English sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            DriverKind::Builtin => {
                "The reference connector, inside the harness: no set-up; its report cannot be handed in."
            }
            DriverKind::Process => {
                "A program on this machine that the harness configures from templates, starts and stops."
            }
            DriverKind::Remote => "A connector that already runs; the harness only talks to it.",
        }
    }

    /// True when the harness starts the connector itself.
    pub fn starts_it(self) -> bool {
        self != DriverKind::Remote
    }
}
