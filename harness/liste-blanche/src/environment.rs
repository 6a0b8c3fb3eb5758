// SPDX-License-Identifier: EUPL-1.2
//! Where lists are published, in both environments and in the fake one.

/// One place where a list is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Environment {
    /// `production`, `test` or `harness`.
    pub id: &'static str,
    /// Host of the publication point.
    pub host: &'static str,
    /// Path of the list on its host.
    pub path: &'static str,
}

/// Production, as the integration guide gives it; two public consumers fetch it from there.
pub const PRODUCTION: Environment =
    Environment { id: "production", host: "espacedeconfiance.mssante.fr", path: "/listeblanchemssante.xml" };

/// The test space, as the integration guide gives it: the host has one more label, and the file another name.
///
/// The name probably remains from the time of two lists, one for each PKI (inferred).
pub const TEST: Environment =
    Environment { id: "test", host: "espacedeconfiance.test.mssante.fr", path: "/listeblanchemssanteigcsante.xml" };

/// The fake one of a run: the file name of the test space, under a name that resolves nowhere else.
pub const HARNESS: Environment = Environment { id: "harness", host: "espacedeconfiance.mssante.test", path: TEST.path };

/// All of them.
pub const ENVIRONMENTS: [Environment; 3] = [PRODUCTION, TEST, HARNESS];

impl Environment {
    /// Name of the list's file.
    pub fn file_name(&self) -> &'static str {
        self.path.trim_start_matches('/')
    }

    /// Full address of the list.
    pub fn url(&self) -> String {
        format!("https://{}{}", self.host, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_the_guide() {
        assert_eq!(PRODUCTION.url(), "https://espacedeconfiance.mssante.fr/listeblanchemssante.xml");
        assert_eq!(TEST.url(), "https://espacedeconfiance.test.mssante.fr/listeblanchemssanteigcsante.xml");
    }

    #[test]
    fn each_environment_has_an_address_of_its_own_and_ours_resolves_nowhere() {
        let urls: std::collections::BTreeSet<String> = ENVIRONMENTS.iter().map(Environment::url).collect();
        assert_eq!(urls.len(), ENVIRONMENTS.len());
        assert!(HARNESS.host.ends_with(".test"));
    }
}
