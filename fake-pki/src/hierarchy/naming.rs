// SPDX-License-Identifier: EUPL-1.2
use super::Environment;

/// The names of the authorities and the addresses at which they are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Naming {
    /// `HARNAIS TEST AC …` and hosts under `.test`, so that no certificate passes for a real one.
    Marked,
    /// The names and addresses of the real authorities, for closed networks only.
    Faithful,
}

impl Naming {
    /// The web site of the authorities, which certificates name unless another address is asked for.
    pub(crate) fn site(self) -> &'static str {
        match self {
            Naming::Marked => "http://igc-sante.test",
            Naming::Faithful => "http://igc-sante.esante.gouv.fr",
        }
    }

    /// The LDAP directory of revocation lists; the marked one cannot exist (RFC 6761 §6.2).
    pub(crate) fn directory(self) -> &'static str {
        match self {
            Naming::Marked => "ldap://annuaire-igc.test",
            Naming::Faithful => "ldap://annuaire-igc.esante.gouv.fr",
        }
    }

    /// The OCSP responder, the same for every authority of both environments.
    pub(crate) fn responder(self) -> &'static str {
        match self {
            Naming::Marked => "http://ocsp.test",
            Naming::Faithful => "http://ocsp.esante.gouv.fr",
        }
    }

    /// The address of the policy page that certificates point to.
    pub fn policy_page(self, environment: Environment) -> String {
        let page = match environment {
            Environment::Production => "PC",
            Environment::Test => "PC%20TEST",
        };
        format!("{}/{page}", self.site())
    }
}
