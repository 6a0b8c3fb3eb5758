// SPDX-License-Identifier: EUPL-1.2
//! The Annexe 1 as its operator filled it in, box by box. Nothing is judged here: whatever is written is read.
//!
//! Source: Guide d'intégration à l'espace de confiance, p. 17 to 20 (TEST) and 22 to 25 (PRODUCTION); both forms have the
//! same boxes.

use input::{InputError, Place, Source, Written};
use schemars::{JsonSchema, Schema, schema_for};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};
use std::ops::Deref;
use std::path::Path;

/// The words in one box; none when it was left empty.
pub type Word = Option<Written<String>>;

/// The whole form, with the place where it begins.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(title = "annexe1.yaml")]
pub struct Form(Written<Sheet>);

/// What the operator declares to the agency, as the form asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sheet {
    /// The one box ticked at the head of the form: the space that the declaration is for.
    pub environment: Option<Environment>,
    /// Name of the operator, as on the contract of membership.
    pub operateur: Word,
    /// Subject of the certificate, written `CN=…,OU=…,O=…,ST=…,C=FR`; its CN is the name of the mail server.
    pub certificate_dn: Word,
    /// Subject of the second certificate, when there are several.
    pub second_certificate_dn: Word,
    /// Address of the automatic-reply mailbox.
    pub automatic_reply: Word,
    /// Who supplies the connector, when it is not the operator itself.
    pub editor: Word,
    /// The legal representative. Left out when the agency has these details and they do not change.
    pub representative: Option<Written<Representative>>,
    /// The project lead. Left out when the agency has these details and they do not change.
    pub project_lead: Option<Written<Contact>>,
    /// The technical lead, when it is somebody else than the project lead.
    pub technical_lead: Option<Written<Contact>>,
    /// Whom other operators reach in case of an incident: PUBLISHED in the liste blanche.
    pub incident_contacts: Option<Written<IncidentContacts>>,
    /// How the names of the domains are resolved: one method.
    pub dns: Option<Written<Dns>>,
    /// The domains that this form adds, changes or removes.
    #[serde(default, deserialize_with = "empty")]
    pub domaines: Domaines,
}

/// The box ticked at the head of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Environment {
    /// The liste blanche of the test space.
    Test,
    /// The liste blanche of the production space.
    Production,
}

/// The person who signs for the operator.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Representative {
    /// Name of the structure.
    pub structure: Word,
    /// FINESS for a health establishment, SIRET for a structure without FINESS number. Between quotes.
    pub identifier: Word,
    /// Family name.
    pub surname: Word,
    /// Given name.
    pub first_name: Word,
    /// Postal address.
    pub address: Word,
    /// Phone number, between quotes, as it begins with 0.
    pub phone: Word,
    /// E-mail address.
    pub email: Word,
}

/// A person or a desk.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Contact {
    /// Family name.
    pub surname: Word,
    /// Given name.
    pub first_name: Word,
    /// Phone number, between quotes, as it begins with 0.
    pub phone: Word,
    /// E-mail address.
    pub email: Word,
}

/// The two contacts that everybody sees in the liste blanche.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct IncidentContacts {
    /// The project lead's desk, by preference an organisational address.
    pub project: Option<Written<Contact>>,
    /// The technical desk, by preference an organisational address.
    pub technical: Option<Written<Contact>>,
}

/// The method of resolution: the form has a box for each, and the operator ticks only one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Dns {
    /// Method 1, to be preferred: the operator's own name servers speak for its domains.
    pub delegation: Option<Written<Delegation>>,
    /// Method 2: the zone of the espace de confiance names the operator's mail server.
    pub redirection: Option<Written<Redirection>>,
}

/// Method 1.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Delegation {
    /// Full host name of the primary name server.
    pub primary: Word,
    /// Full host name of the secondary name server.
    pub secondary: Word,
}

/// Method 2.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Redirection {
    /// Full host name of the mail server, equal to the CN of the certificate.
    pub mail_server: Word,
}

/// The domains that the form is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Domaines {
    /// Domains that enter the liste blanche.
    #[serde(deserialize_with = "empty")]
    pub add: Vec<Written<String>>,
    /// Domains whose entry changes.
    #[serde(deserialize_with = "empty")]
    pub change: Vec<Written<String>>,
    /// Domains that leave the liste blanche.
    #[serde(deserialize_with = "empty")]
    pub remove: Vec<Written<String>>,
}

/// A key without value is a list without lines.
fn empty<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}

impl Domaines {
    /// The three lists, each under its key.
    pub fn lists(&self) -> [(&'static str, &[Written<String>]); 3] {
        [("add", &self.add), ("change", &self.change), ("remove", &self.remove)]
    }
}

impl Deref for Form {
    type Target = Sheet;

    fn deref(&self) -> &Sheet {
        &self.0
    }
}

/// What tells a connector's file from a form by itself; other keys are not looked at here.
#[derive(Deserialize)]
struct Around {
    connector: Option<IgnoredAny>,
    annexe1: Option<Form>,
}

impl Form {
    /// Where the form begins.
    pub fn place(&self) -> Place {
        self.0.place()
    }

    /// Reads a form from a file of its own, or from the section `annexe1` of a connector's file.
    ///
    /// # Errors
    /// The file is no form: it cannot be read, has a key that no form has, or is a connector's file without that section.
    pub fn of(source: &Source) -> Result<Form, InputError> {
        let around: Around = source.parse()?;
        match (around.annexe1, around.connector) {
            (Some(form), _) => Ok(form),
            (None, None) => source.parse(),
            (None, Some(IgnoredAny)) => Err(InputError::new(&source.file, "holds no section `annexe1`")
                .help("add it, or give the form as a file of its own; `mssante-harness init` shows an example")),
        }
    }

    /// The JSON Schema of a form in a file of its own.
    pub fn schema() -> Schema {
        schema_for!(Form)
    }

    /// Reads a form from a path; gives the file as well, so that its lines can be shown.
    ///
    /// # Errors
    /// As [`Form::of`].
    pub fn read(file: &Path) -> Result<(Form, Source), InputError> {
        let source = Source::read(file)?;
        Ok((Form::of(&source)?, source))
    }
}
