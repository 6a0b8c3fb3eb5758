// SPDX-License-Identifier: EUPL-1.2
use strum::IntoStaticStr;

/// One of the two hierarchies: in the shape of production, or of the test space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Environment {
    /// The shape of production: `OU=IGC-SANTE`, product category 03.
    Production,
    /// The shape of the test space: `OU=IGC-SANTE TEST`, product category 83.
    Test,
}

impl Environment {
    /// Both environments.
    pub const ALL: [Environment; 2] = [Environment::Production, Environment::Test];

    /// The word of the command line: `production` or `test`.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// The product category “software certificate” of the nomenclature TRE_G01, as the private extension holds it.
    pub(crate) fn category(self) -> u8 {
        match self {
            Environment::Production => 0x03,
            Environment::Test => 0x83,
        }
    }

    /// The other environment.
    pub(crate) fn other(self) -> Environment {
        match self {
            Environment::Production => Environment::Test,
            Environment::Test => Environment::Production,
        }
    }
}
