// SPDX-License-Identifier: EUPL-1.2
//! Reads the zones that `dns serve` serves.

use fake_dns::Zone;
use input::{InputError, Source};
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The example served when no file is given: one delegation, one redirection, one nested cut.
pub const EXAMPLE: &str = include_str!("example.yaml");

/// Servers with their zones, and the resolver in front of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ZoneFile {
    /// Where the resolver listens that walks the servers below.
    pub resolver: IpAddr,
    /// Port of every server, the resolver included: a delegation carries none.
    pub port: u16,
    /// The first one of a zone is its primary, the others are secondaries with data of their own.
    pub servers: Vec<ServerFile>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ServerFile {
    /// Label in the diary.
    pub name: String,
    pub address: IpAddr,
    pub zones: Vec<ZoneEntry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ZoneEntry {
    pub apex: String,
    /// Seconds that answers may be cached.
    #[serde(default = "default_ttl")]
    pub ttl: u32,
    pub name_servers: Vec<NameServer>,
    #[serde(default)]
    pub records: Vec<RecordEntry>,
}

/// A name server, with its address where this zone has to give it (glue).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NameServer {
    pub name: String,
    pub address: Option<IpAddr>,
}

/// Everything that stands at one name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct RecordEntry {
    pub name: String,
    pub ttl: Option<u32>,
    pub a: Vec<Ipv4Addr>,
    pub aaaa: Vec<Ipv6Addr>,
    pub mx: Vec<MxEntry>,
    pub txt: Vec<String>,
    pub srv: Vec<SrvEntry>,
    pub cname: Option<String>,
    pub ptr: Option<String>,
    /// Hands the name and all below it to these servers.
    pub delegation: Vec<NameServer>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MxEntry {
    pub preference: u16,
    pub host: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SrvEntry {
    pub priority: u16,
    pub host: String,
    pub port: u16,
}

fn default_ttl() -> u32 {
    5
}

impl ZoneFile {
    /// Reads the description of a file.
    ///
    /// # Errors
    /// The first mistake in the text, with its place. Names are read when the zones are made.
    pub fn parse(source: &Source) -> Result<ZoneFile, InputError> {
        source.parse()
    }

    /// Every name that the zones speak of.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let zones = self.servers.iter().flat_map(|server| &server.zones);
        zones.flat_map(|zone| zone.records.iter().map(|record| record.name.as_str()).chain([zone.apex.as_str()]))
    }
}

impl ZoneEntry {
    /// Makes the zone; what is wrong in it is told when a server takes it.
    pub fn zone(&self) -> Zone {
        let own: Vec<(&str, Option<Ipv4Addr>)> = self.name_servers.iter().map(NameServer::parts).collect();
        let zone = Zone::new(&self.apex).ttl(self.ttl).served_by(&own);
        let zone = six(zone, &self.name_servers);
        self.records.iter().fold(zone, |zone, record| record.put_into(zone))
    }
}

impl NameServer {
    fn parts(&self) -> (&str, Option<Ipv4Addr>) {
        let address = match self.address {
            Some(IpAddr::V4(address)) => Some(address),
            _ => None,
        };
        (&self.name, address)
    }
}

/// Adds the addresses of servers on IPv6.
fn six(zone: Zone, servers: &[NameServer]) -> Zone {
    servers.iter().fold(zone, |zone, server| match server.address {
        Some(IpAddr::V6(address)) => zone.aaaa(&server.name, address),
        _ => zone,
    })
}

impl RecordEntry {
    fn put_into(&self, zone: Zone) -> Zone {
        let name = self.name.as_str();
        let zone = self.ttl.into_iter().fold(zone, |zone, seconds| zone.ttl_of(name, seconds));
        let zone = self.a.iter().fold(zone, |zone, address| zone.a(name, *address));
        let zone = self.aaaa.iter().fold(zone, |zone, address| zone.aaaa(name, *address));
        let zone = self.mx.iter().fold(zone, |zone, mx| zone.mx(name, mx.preference, &mx.host));
        let zone = self.txt.iter().fold(zone, |zone, text| zone.txt(name, &[text]));
        let zone = self.srv.iter().fold(zone, |zone, srv| zone.srv(name, srv.priority, &srv.host, srv.port));
        let zone = self.cname.iter().fold(zone, |zone, target| zone.cname(name, target));
        let zone = self.ptr.iter().fold(zone, |zone, host| zone.ptr(name, host));
        if self.delegation.is_empty() {
            return zone;
        }
        let servers: Vec<(&str, Option<Ipv4Addr>)> = self.delegation.iter().map(NameServer::parts).collect();
        six(zone.delegate(name, &servers), &self.delegation)
    }
}
