// SPDX-License-Identifier: EUPL-1.2
//! What a run needs in order to reach and feed the connector (PIXIT).

use super::DriverKind;
use input::{InputError, Source, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use std::net::{Ipv4Addr, SocketAddrV4};

/// The operator that the connector plays in the fake espace de confiance, under names that cannot exist outside.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Role {
    /// Its mail domain in the fake zone.
    pub domaine: String,
    /// Its MX host name, equal to the certificate's CN.
    pub mx: String,
    /// `1` + FINESS or `3` + SIRET.
    pub ou: String,
    /// Name of the structure, in capitals.
    pub o: String,
    /// `Département (NN)`.
    pub st: String,
    /// How its domain is resolved.
    pub dns_method: DnsMethod,
    /// Local part of the automatic-reply mailbox.
    pub automatic_reply: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DnsMethod {
    /// The zone of the espace de confiance names its mail server.
    #[default]
    Redirection,
    /// Name servers of the operator speak for its domain.
    Delegation,
}

/// Where the harness's own players listen. Port 0: any free port.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Bench {
    /// Addresses of the peers are taken from this network upwards.
    pub first_peer: Ipv4Addr,
    /// The port of every peer's MX.
    pub peer_port: u16,
    /// The resolver that the connector must use.
    pub dns: SocketAddrV4,
    /// The name server of the espace de confiance.
    pub dns_parent: Ipv4Addr,
    /// The operators' first name server.
    pub dns_operateurs: Ipv4Addr,
    /// The operators' second name server.
    pub dns_secondaire: Ipv4Addr,
    /// HTTPS for the liste blanche.
    pub publication: SocketAddrV4,
    /// HTTP for revocation lists and authority certificates.
    pub revocation: SocketAddrV4,
    /// The mail server behind the connector.
    pub internal_mail_server: SocketAddrV4,
}

impl Default for Bench {
    fn default() -> Bench {
        let at = |last: u8| Ipv4Addr::new(127, 77, 0, last);
        Bench {
            first_peer: Ipv4Addr::new(127, 77, 1, 1),
            peer_port: 0,
            dns: SocketAddrV4::new(at(53), 0),
            dns_parent: at(1),
            dns_operateurs: at(2),
            dns_secondaire: at(6),
            publication: SocketAddrV4::new(at(3), 0),
            revocation: SocketAddrV4::new(at(4), 0),
            internal_mail_server: SocketAddrV4::new(at(5), 0),
        }
    }
}

impl Bench {
    /// Every address that the harness will listen on, the first only of the peers'.
    pub fn addresses(&self) -> [Ipv4Addr; 8] {
        [
            self.first_peer,
            *self.dns.ip(),
            self.dns_parent,
            self.dns_operateurs,
            self.dns_secondaire,
            *self.publication.ip(),
            *self.revocation.ip(),
            *self.internal_mail_server.ip(),
        ]
    }
}

/// How to run a connector that is a program on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Process {
    /// Where the program runs.
    #[serde(default)]
    pub isolation: Isolation,
    /// Programs that must be found, else the run stops before it starts.
    #[serde(default)]
    pub tools: Vec<String>,
    /// Files made from templates before the start, and `again` where they say so.
    #[serde(default)]
    pub files: Vec<TemplateFile>,
    /// Commands run once, in order, before the start.
    #[serde(default)]
    pub prepare: Vec<Vec<String>>,
    /// The program and its arguments.
    pub start: Vec<String>,
    /// Run after the files were made again, for the connector to take them up.
    #[serde(default)]
    pub reload: Option<Vec<String>>,
    /// Shown as the version in the report.
    #[serde(default)]
    pub version: Option<Vec<String>>,
    /// Files whose end is kept with the report when something went wrong.
    #[serde(default)]
    pub logs: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Isolation {
    /// On this machine as it is.
    #[default]
    None,
    /// Network, mount and process namespaces of its own: real port 25 and 53, nothing left behind.
    Namespaces,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TemplateFile {
    /// Relative to the connector file.
    pub template: String,
    /// Relative to the run directory.
    pub to: String,
    /// Octal digits, `644` when absent.
    #[serde(default)]
    pub mode: Option<String>,
    /// True: made again after each change of the liste blanche, before `reload`.
    #[serde(default)]
    pub again: bool,
}

/// How to reach and feed the connector.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Pixit {
    /// Whom the connector plays in the fake espace de confiance: names below `.test` alone.
    pub identity: Written<Role>,
    /// Who starts it.
    pub driver: Written<DriverKind>,
    /// Where other operators reach it: IPv4 address and port.
    pub smtp_in: Written<SocketAddrV4>,
    /// Where the internal mail server hands it outgoing messages: IPv4 address and port.
    pub submission: Written<SocketAddrV4>,
    /// Traffic may leave this machine.
    #[serde(default)]
    pub beyond_loopback: bool,
    /// Where the harness's own players listen.
    #[serde(default)]
    pub bench: Bench,
    /// How to start it, for `driver: process`.
    pub process: Option<Process>,
}

const BEYOND_LOOPBACK: &str = "add `beyond-loopback: true` if that machine is yours to test";
const REAL_NAME: &str = "a run only plays names that cannot exist outside (RFC 6761), such as `….mssante.test`; the real ones belong into the section `annexe1`";

impl Pixit {
    /// Refuses what contradicts itself, and what could touch the real world.
    pub(super) fn check(&self, source: &Source) -> Result<(), InputError> {
        if *self.driver == DriverKind::Process && self.process.is_none() {
            let error = source.error_at(self.driver.place(), "`driver: process` needs a `process:` section");
            return Err(error.help("`process: { start: [program, argument…] }` is the least it can hold"));
        }
        for address in [&self.smtp_in, &self.submission] {
            if !self.beyond_loopback && !address.ip().is_loopback() {
                let error = source.error_at(address.place(), format!("`{}` is not a loopback address", **address));
                return Err(error.help(BEYOND_LOOPBACK));
            }
        }
        for name in [&self.identity.domaine, &self.identity.mx] {
            if !name.ends_with(".test") {
                let error = source.error_at(self.identity.place(), format!("`{name}` does not end in `.test`"));
                return Err(error.help(REAL_NAME));
            }
        }
        Ok(())
    }
}
