// SPDX-License-Identifier: EUPL-1.2
//! The connector under test: what it is, what it declares to do, and how it shows itself to a stranger.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// What was tested, as the connector's file declares it. Shown in the section *Identification*.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connector {
    /// The name of the product.
    pub name: String,
    /// The version of the product; a report about the version `0.0.0` or `unknown` cannot be handed in.
    pub version: String,
    /// The vendor of the product.
    pub editor: String,
    /// True for the built-in reference connector: such a report cannot be handed in.
    pub reference: bool,
    /// The deliberate defect of the reference connector, if one was switched on; the id of a mutation.
    pub mutation: Option<String>,
    /// The MSSanté domains that the connector plays in the run.
    pub domaines: Vec<String>,
    /// The name of the mail server that the run gives it, `MX` of its domains.
    pub mx: String,
    /// The distinguished name of the certificate that the run gives it, in the spelling of the liste blanche.
    pub dn: String,
    /// `delegation` or `redirection`: how its domains enter the DNS of the espace de confiance.
    pub dns_method: String,
    /// The path of the connector's file; absent for the built-in reference connector.
    pub file: Option<String>,
    /// `sha256:` and hex of what was built, as the file declares it. Absent when it is not declared. Since schema 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_digest: Option<String>,
    /// `sha256:` and hex of its configuration, as the file declares it. Absent when it is not declared. Since schema 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration_digest: Option<String>,
}

/// One line of the PICS and its static review. Source: ISO/IEC 9646-7, implementation conformance statement.
///
/// Shown in the sections *Capacités déclarées (PICS)* and *Conformité statique*.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    /// Kebab case, as the connector's file names it.
    pub id: String,
    /// What a connector with this capability does.
    pub sentence: Text,
    /// True for what makes a connector an MSSanté connector.
    pub mandatory: bool,
    /// True when the connector's file declares it.
    pub declared: bool,
    /// The reason of the reservation, when an undeclared mandatory capability has one.
    pub reservation: Option<String>,
}

/// One thing that a stranger sees of the connector: a line of its behavioural fingerprint.
///
/// Shown in the section *Empreinte de comportement*; an attestation of deployment compares it. Since schema 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trait {
    /// Kebab case, such as `tls-versions`.
    pub id: String,
    /// The name of the trait.
    pub label: Text,
    /// What was seen; absent when it could not be seen.
    pub value: Option<String>,
}
