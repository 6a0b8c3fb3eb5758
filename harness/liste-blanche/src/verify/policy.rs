// SPDX-License-Identifier: EUPL-1.2
use std::fmt;

use time::{Duration, OffsetDateTime};

use super::{Refusal, Trust};
use crate::dn::Dn;
use crate::{ListeBlanche, generation};

/// Beyond this, a generation date ahead of the clock is no matter of clocks that differ.
const CLOCK_SKEW: Duration = Duration::minutes(5);

/// What is asked of a list beyond its signature.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The instant at which certificates and revocation lists are judged.
    pub at: OffsetDateTime,
    /// Who may sign.
    pub signer: SignerRule,
    /// The generation date of the list in use: an older list must not come back.
    pub not_older_than: Option<OffsetDateTime>,
}

/// Who may sign a list.
///
/// No public text settles it. The signer seen in production was a contractor whose certificate changes every three
/// years, so pinning the certificate would break; but any operator can obtain a certificate for signing from IGC Santé.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignerRule {
    /// Every certificate for signing documents that IGC Santé issued.
    Any,
    /// The holder of this name alone.
    Named(Dn),
}

/// Something that a verified list leaves to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// No revocation list was at hand.
    RevocationNotChecked,
    /// Any certificate for signing was good enough.
    AnySigner,
    /// No earlier list was there to compare with.
    RollBackNotChecked,
    /// The list is dated after the instant of verification.
    AheadOfTime(String),
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remark::RevocationNotChecked => f.write_str("revocation not checked: no CRL among the trusted files"),
            Remark::AnySigner => f.write_str(
                "any signing certificate of the hierarchy was accepted, and every operator may obtain one: name the signer",
            ),
            Remark::RollBackNotChecked => f.write_str("roll-back not checked: no earlier list or date was given"),
            Remark::AheadOfTime(date) => write!(f, "DateDeGeneration ({date}) is later than the date of verification"),
        }
    }
}

impl Policy {
    /// The weakest policy: any signer, no earlier list.
    pub fn at(at: OffsetDateTime) -> Policy {
        Policy { at, signer: SignerRule::Any, not_older_than: None }
    }

    /// Holds a well signed list and its signer against the policy, and says what was not asked.
    pub(super) fn examine(&self, list: &ListeBlanche, signer: &Dn, trust: &Trust) -> Result<Vec<Remark>, Refusal> {
        if let SignerRule::Named(expected) = &self.signer
            && !expected.same_as(signer)
        {
            return Err(Refusal::OtherSigner { subject: signer.to_string(), expected: expected.to_string() });
        }
        let written = &list.date_de_generation;
        let generated = generation::read(written).ok_or_else(|| Refusal::GenerationDate(written.clone()))?;
        if let Some(floor) = self.not_older_than.filter(|floor| generated < *floor) {
            return Err(Refusal::Older { generated: written.clone(), floor: generation::written(floor) });
        }
        let remarks = [
            (trust.crls.is_empty(), Remark::RevocationNotChecked),
            (self.signer == SignerRule::Any, Remark::AnySigner),
            (self.not_older_than.is_none(), Remark::RollBackNotChecked),
            (generated > self.at + CLOCK_SKEW, Remark::AheadOfTime(written.clone())),
        ];
        Ok(remarks.into_iter().filter(|(holds, _)| *holds).map(|(_, remark)| remark).collect())
    }
}
