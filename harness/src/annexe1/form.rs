// SPDX-License-Identifier: EUPL-1.2
//! Reads the file in which an operator writes down its Annexe 1, as far as the harness holds it against the world.

use crate::dn::Dn;
use crate::input::{InputError, Source};
use serde::Deserialize;
use serde_yaml::Spanned;
use std::path::Path;

/// What the operator declares. Source: Guide d'intégration à l'espace de confiance, Annexe 1, tableaux 1 and 4.
#[derive(Debug, Clone)]
pub struct Form {
    /// As on the contract of membership.
    pub operateur: String,
    pub environment: Environment,
    /// Subject of the certificate; its CN is the name of the mail server.
    pub certificate_dn: Dn,
    /// Subject of the second certificate, when there are several.
    pub second_certificate_dn: Option<Dn>,
    pub dns: Method,
    pub domaines: Vec<String>,
}

/// The one box ticked at the head of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Environment {
    Test,
    Production,
}

/// The one method ticked for the DNS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    Delegation(Delegation),
    Redirection(Redirection),
}

/// Method 1: the operator's own name servers speak for its domains.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Delegation {
    pub primary: String,
    pub secondary: Option<String>,
}

/// Method 2: the zone of the espace de confiance names the operator's mail server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Redirection {
    pub mail_server: String,
}

/// The form as written: a file of its own, or the section `annexe1` of a connector's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FormFile {
    operateur: String,
    environment: Environment,
    certificate_dn: Spanned<String>,
    second_certificate_dn: Option<Spanned<String>>,
    dns: Spanned<MethodFile>,
    domaines: Spanned<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct MethodFile {
    delegation: Option<Delegation>,
    redirection: Option<Redirection>,
}

impl Form {
    /// Reads a form from its file.
    ///
    /// # Errors
    /// The first mistake, with its place: a key unknown or missing, no or two methods, a DN without CN, no domain.
    pub fn read(file: &Path) -> Result<Form, InputError> {
        Form::parse(&Source::read(file)?)
    }

    fn parse(source: &Source) -> Result<Form, InputError> {
        source.parse::<FormFile>()?.form(source)
    }

    /// The names of the mail servers declared: the CN of each certificate.
    pub fn mail_servers(&self) -> Vec<&str> {
        let dns = [Some(&self.certificate_dn), self.second_certificate_dn.as_ref()];
        dns.into_iter().flatten().filter_map(|dn| dn.value("CN")).collect()
    }
}

impl FormFile {
    /// Reads what the words mean.
    ///
    /// # Errors
    /// The first mistake, with its place: no or two methods, a DN without CN, no domain.
    pub fn form(self, source: &Source) -> Result<Form, InputError> {
        let file = self;
        let both = (file.dns.value.delegation, file.dns.value.redirection);
        let dns = match both {
            (Some(delegation), None) => Method::Delegation(delegation),
            (None, Some(redirection)) => Method::Redirection(redirection),
            _ => {
                let place = (file.dns.defined.line(), file.dns.defined.column());
                let place = crate::input::Place { line: place.0, column: place.1 };
                let error = source.error_at(place, "`dns` holds one of `delegation` and `redirection`");
                return Err(error.help("the form has one box for each and the operator ticks only one"));
            }
        };
        if file.domaines.value.is_empty() {
            return Err(source.error_of(&file.domaines, "at least one domain is declared"));
        }
        Ok(Form {
            operateur: file.operateur,
            environment: file.environment,
            certificate_dn: dn(source, &file.certificate_dn)?,
            second_certificate_dn: file.second_certificate_dn.map(|text| dn(source, &text)).transpose()?,
            dns,
            domaines: file.domaines.value,
        })
    }
}

fn dn(source: &Source, text: &Spanned<String>) -> Result<Dn, InputError> {
    let dn = Dn::parse(&text.value).map_err(|error| source.error_of(text, error.to_string()))?;
    match dn.value("CN") {
        Some(_) => Ok(dn),
        None => Err(source.error_of(text, "the DN has no CN").help("the CN is the name of the mail server")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "operateur: CH EXEMPLE
environment: test
certificate-dn: CN=mss.ch-exemple.test,OU=1990000002,O=CH EXEMPLE,ST=Paris (75),C=FR
dns: { delegation: { primary: ns1.ch-exemple.test, secondary: ns2.ch-exemple.test } }
domaines: [ch-exemple.mssante.test]
";

    fn refusal(text: &str) -> String {
        Form::parse(&Source::from_text("annexe1.yaml", text)).map(|_| ()).expect_err("refused").to_string()
    }

    #[test]
    fn a_complete_form_is_read() {
        let form = Form::parse(&Source::from_text("annexe1.yaml", GOOD)).expect("a form");
        assert_eq!(form.mail_servers(), ["mss.ch-exemple.test"]);
        assert!(matches!(form.dns, Method::Delegation(Delegation { secondary: Some(_), .. })));
    }

    #[test]
    fn each_mistake_is_told_with_its_place() {
        let two = "dns: { delegation: { primary: a.test }, redirection: { mail-server: b.test } }";
        let one = "dns: { delegation: { primary: ns1.ch-exemple.test, secondary: ns2.ch-exemple.test } }";
        for (text, words) in [
            (GOOD.replace("environment", "environement"), "did you mean `environment`?"),
            (GOOD.replace("test\ncert", "both\ncert"), "annexe1.yaml:2:14"),
            (GOOD.replace("CN=", "L="), "annexe1.yaml:3:17: the DN has no CN"),
            (GOOD.replace("[ch-exemple.mssante.test]", "[]"), "at least one domain"),
            (GOOD.replace(one, two), "ticks only one"),
            (GOOD.replace(one, "dns: {}"), "ticks only one"),
        ] {
            let said = refusal(&text);
            assert!(said.contains(words), "`{words}` is not in {said}");
        }
    }
}
