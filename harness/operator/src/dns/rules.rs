// SPDX-License-Identifier: EUPL-1.2
//! The rules that an operator's zone is held against, each with its source.

/// One rule of `dns check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub id: &'static str,
    pub source: &'static str,
    /// As in the register of requirements: `guide`, `RFC` or `bonne-pratique`.
    pub standing: &'static str,
}

const fn rule(id: &'static str, source: &'static str, standing: &'static str) -> Rule {
    Rule { id, source, standing }
}

pub const SERVER_NAME: Rule = rule("server-name", "Guide d’intégration, Annexe 1, tableau 4", "guide");
/// The form gives this limit for server names; that domains follow it too is inferred.
pub const DOMAIN_NAME: Rule =
    rule("domain-name", "déduit du tableau 4 de l’Annexe 1 ; RFC 1123 §2.1", "bonne-pratique");
pub const CN_NEEDS_DELEGATION: Rule =
    rule("cn-needs-delegation", "Guide d’intégration, F414 tableau 5 (CN sous mssante.fr)", "guide");
pub const MAIL_SERVER_IS_CN: Rule =
    rule("mail-server-is-cn", "Guide d’intégration, Annexe 1 (redirection : identique au CN)", "guide");
pub const OVER_UDP: Rule = rule("answers-over-udp", "RFC 1035 §4.2.1", "RFC");
pub const OVER_TCP: Rule = rule("answers-over-tcp", "RFC 7766 §5", "RFC");
pub const AUTHORITY: Rule = rule("speaks-with-authority", "RFC 1035 §4.1.1 (AA) ; RFC 1034 §4.2", "RFC");
pub const SOA_PRESENT: Rule = rule("has-soa", "RFC 1034 §4.2.1", "RFC");
pub const NS_AS_DECLARED: Rule =
    rule("ns-as-declared", "Guide d’intégration, Annexe 1, méthode 1 (primaire, secondaire)", "guide");
pub const MX_IS_CN: Rule = rule("mx-is-cn", "Guide d’intégration, Annexe 1 (hostname du MX identique au CN)", "guide");
pub const MX_HAS_ADDRESS: Rule = rule("mx-has-address", "RFC 5321 §5.1", "RFC");
pub const MX_NOT_ALIAS: Rule = rule("mx-not-alias", "RFC 2181 §10.3", "RFC");
pub const SECONDARY_AGREES: Rule = rule("secondary-agrees", "RFC 1034 §4.3.5 ; RFC 1912 §2.8", "bonne-pratique");

/// How a rule came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// The zone is as declared.
    Ok,
    /// The zone is otherwise.
    Differs,
    /// What would decide it lies outside the zone, where the harness does not go.
    Undecided,
}

/// One line of the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule asked about.
    pub rule: Rule,
    /// The name that it is about.
    pub about: String,
    /// What the declaration says.
    pub expected: String,
    /// What the server says.
    pub found: String,
    /// What that comes to.
    pub held: Held,
}

impl Finding {
    /// A finding that is right when what was found is what was expected.
    pub fn of(rule: Rule, about: &str, right: bool, expected: impl Into<String>, found: impl Into<String>) -> Finding {
        let held = if right { Held::Ok } else { Held::Differs };
        Finding { rule, about: about.to_owned(), expected: expected.into(), found: found.into(), held }
    }

    /// The same finding where the server could not be asked.
    pub fn undecided(mut self) -> Finding {
        self.held = Held::Undecided;
        self
    }
}
