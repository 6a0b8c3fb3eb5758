// SPDX-License-Identifier: EUPL-1.2
use strum::IntoStaticStr;

/// The level of assurance; the certificates of MSSanté operators are of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Range {
    /// Software certificates.
    Elementaire,
    /// CPE and CPA cards.
    Standard,
    /// CPS cards.
    Fort,
}

impl Range {
    /// The three ranges, weakest first.
    pub const ALL: [Range; 3] = [Range::Elementaire, Range::Standard, Range::Fort];

    /// The word of the command line: `elementaire`, `standard` or `fort`.
    pub fn id(self) -> &'static str {
        self.into()
    }

    pub(super) fn abbreviation(self) -> &'static str {
        match self {
            Range::Elementaire => "EL",
            Range::Standard => "ST",
            Range::Fort => "FO",
        }
    }
}
