// SPDX-License-Identifier: EUPL-1.2
//! What an operator's zone is held against: the form as far as the DNS shows it.

use super::{Environment, Form};
use input::{InputError, Place, Source, Written};
use liste_blanche::dn::Dn;

/// What the DNS must say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Name of the operator.
    pub operateur: String,
    /// The environment declared; none when the form leaves it out.
    pub environment: Option<Environment>,
    /// The CN of each certificate.
    pub mail_servers: Vec<String>,
    /// How its domains are resolved.
    pub method: Method,
    /// The domains added or changed; those removed need not be found any more.
    pub domaines: Vec<String>,
}

/// The one method ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// Its own name servers speak for its domains.
    Delegation {
        /// Its first name server.
        primary: String,
        /// Its second, where one is declared.
        secondary: Option<String>,
    },
    /// The zone of the espace de confiance names its mail server.
    Redirection {
        /// The mail server named.
        mail_server: String,
    },
}

impl Form {
    /// The names of the mail servers declared: the CN of each certificate whose DN can be read.
    pub fn mail_servers(&self) -> Vec<String> {
        let dns = [&self.certificate_dn, &self.second_certificate_dn].into_iter().flatten();
        dns.filter_map(|text| Dn::parse(text.trim()).ok()?.value("CN").map(str::to_owned)).collect()
    }

    /// What the DNS must say of this operator.
    ///
    /// # Errors
    /// The first thing that keeps anything from being asked: no CN, no or two methods, no server named, no domain.
    pub fn declared(&self, source: &Source) -> Result<Declared, InputError> {
        let mail_servers = self.mail_servers();
        let wanting = |place: Place, what: &str, help: &str| Err(source.error_at(place, what).help(help));
        if mail_servers.is_empty() {
            let place = self.certificate_dn.as_ref().map_or(self.place(), Written::place);
            return wanting(place, "`certificate-dn` names no CN", "the CN is the name of the mail server");
        }
        let domaines: Vec<_> =
            self.domaines.add.iter().chain(&self.domaines.change).map(|name| name.to_string()).collect();
        if domaines.is_empty() {
            let help = "list the domains to look for under `domaines: { add: […] }`, or `change`";
            return wanting(self.place(), "no domain is added or changed", help);
        }
        let one_method = "`dns` holds one of `delegation: { primary: … }` and `redirection: { mail-server: … }`";
        let place = self.dns.as_ref().map_or(self.place(), Written::place);
        let Some(method) = self.method() else {
            return wanting(place, one_method, "the form has one box for each and the operator ticks only one");
        };
        let operateur = self.operateur.as_ref().map(|name| name.to_string()).unwrap_or_default();
        Ok(Declared { operateur, environment: self.environment, mail_servers, method, domaines })
    }

    fn method(&self) -> Option<Method> {
        let dns = self.dns.as_ref()?;
        let text = |word: &Option<Written<String>>| word.as_ref().map(|word| word.to_string());
        match (&dns.delegation, &dns.redirection) {
            (Some(servers), None) => {
                Some(Method::Delegation { primary: text(&servers.primary)?, secondary: text(&servers.secondary) })
            }
            (None, Some(server)) => Some(Method::Redirection { mail_server: text(&server.mail_server)? }),
            _ => None,
        }
    }
}
