// SPDX-License-Identifier: EUPL-1.2
//! Zones: built in code, then asked for names.

mod lookup;

pub(crate) use lookup::Found;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use hickory_proto::rr::rdata::{CNAME, MX, NS, PTR, SRV, TXT};
use hickory_proto::rr::{Name, RData};

use crate::error::{DnsError, absolute};

/// The default life of an answer in a cache, in seconds; a change is seen within one scenario.
const DEFAULT_TTL: u32 = 5;

/// A zone: an apex, its SOA and name servers, and the records below it.
///
/// Names are always written whole (`clinique.mssante.test`), with or without a final dot.
///
/// # Errors
/// Building stays one expression: a mistake in a name, or an owner outside the zone, is kept in the zone.
/// [`Zones::insert`](crate::Zones::insert) returns it.
#[derive(Debug, Clone)]
pub struct Zone {
    apex: Name,
    ttl: u32,
    serial: u32,
    /// Sorted in canonical order (RFC 4034 §6.1): what is below a name follows it at once.
    records: BTreeMap<Name, Vec<RData>>,
    /// The TTL of the names that have one of their own.
    lives: BTreeMap<Name, u32>,
    mistake: Option<DnsError>,
}

impl Zone {
    /// A zone with its SOA and one name server, `ns1.<apex>`.
    pub fn new(apex: &str) -> Self {
        let (apex, mistake) = match absolute(apex) {
            Ok(apex) => (apex, None),
            Err(mistake) => (Name::root(), Some(mistake)),
        };
        let mut zone =
            Self { apex, ttl: DEFAULT_TTL, serial: 1, records: BTreeMap::new(), lives: BTreeMap::new(), mistake };
        match zone.apex.prepend_label("ns1") {
            Ok(server) => zone.put(zone.apex.clone(), RData::NS(NS(server))),
            Err(error) => zone.note(DnsError::Name { text: zone.apex.to_ascii(), reason: error.to_string() }),
        }
        zone
    }

    /// Sets the TTL of all answers, negative ones included, in seconds; it is 5 by default.
    #[must_use]
    pub fn ttl(mut self, seconds: u32) -> Self {
        self.ttl = seconds;
        self
    }

    /// Sets the TTL of the records of one name, in seconds; a set has one TTL (RFC 2181 §5.2).
    #[must_use]
    pub fn ttl_of(mut self, name: &str, seconds: u32) -> Self {
        match absolute(name) {
            Ok(name) => drop(self.lives.insert(name, seconds)),
            Err(mistake) => self.note(mistake),
        }
        self
    }

    /// Replaces the zone's own name servers, with the addresses of those named inside the zone.
    #[must_use]
    pub fn served_by(mut self, servers: &[(&str, Option<Ipv4Addr>)]) -> Self {
        let apex = self.apex.clone();
        if let Some(at_apex) = self.records.get_mut(&apex) {
            at_apex.retain(|data| !matches!(data, RData::NS(_)));
        }
        self.name_servers(apex, servers)
    }

    /// Adds a mail exchanger.
    #[must_use]
    pub fn mx(self, name: &str, preference: u16, host: &str) -> Self {
        self.named(name, absolute(host).map(|host| RData::MX(MX::new(preference, host))))
    }

    /// Adds an IPv4 address.
    #[must_use]
    pub fn a(self, host: &str, address: Ipv4Addr) -> Self {
        self.named(host, Ok(RData::A(address.into())))
    }

    /// Adds an IPv6 address; below a delegation it is glue.
    #[must_use]
    pub fn aaaa(self, host: &str, address: Ipv6Addr) -> Self {
        self.named(host, Ok(RData::AAAA(address.into())))
    }

    /// Adds the host name of an address, by its name in the reverse zone (`1.0.77.127.in-addr.arpa`).
    #[must_use]
    pub fn ptr(self, name: &str, host: &str) -> Self {
        self.named(name, absolute(host).map(|host| RData::PTR(PTR(host))))
    }

    /// Adds the host and port of a service (RFC 2782), with weight 0.
    #[must_use]
    pub fn srv(self, service: &str, priority: u16, host: &str, port: u16) -> Self {
        self.named(service, absolute(host).map(|host| RData::SRV(SRV::new(priority, 0, port, host))))
    }

    /// Adds a text of one or more strings.
    #[must_use]
    pub fn txt(self, name: &str, strings: &[&str]) -> Self {
        let strings = strings.iter().map(|text| (*text).to_owned()).collect();
        self.named(name, Ok(RData::TXT(TXT::new(strings))))
    }

    /// Makes a name the alias of another.
    #[must_use]
    pub fn cname(self, name: &str, target: &str) -> Self {
        self.named(name, absolute(target).map(|target| RData::CNAME(CNAME(target))))
    }

    /// Delegates a name below the apex, and all that is under it, to other name servers.
    ///
    /// A server named inside this zone needs its address here (glue); one named elsewhere has none.
    #[must_use]
    pub fn delegate(mut self, child: &str, servers: &[(&str, Option<Ipv4Addr>)]) -> Self {
        match absolute(child) {
            Ok(child) => self.name_servers(child, servers),
            Err(mistake) => {
                self.note(mistake);
                self
            }
        }
    }

    /// Removes every record of a name; the name servers of the apex stay.
    #[must_use]
    pub fn forget(mut self, name: &str) -> Self {
        match absolute(name) {
            Ok(name) if name == self.apex => {
                if let Some(at_apex) = self.records.get_mut(&name) {
                    at_apex.retain(|data| matches!(data, RData::NS(_)));
                }
            }
            Ok(name) => drop(self.records.remove(&name)),
            Err(mistake) => self.note(mistake),
        }
        self
    }

    fn name_servers(mut self, owner: Name, servers: &[(&str, Option<Ipv4Addr>)]) -> Self {
        for (server, address) in servers {
            match absolute(server) {
                Ok(server) => self.put(owner.clone(), RData::NS(NS(server))),
                Err(mistake) => self.note(mistake),
            }
            if let Some(address) = address {
                self = self.a(server, *address);
            }
        }
        self
    }

    fn named(mut self, name: &str, data: Result<RData, DnsError>) -> Self {
        match absolute(name).and_then(|name| Ok((name, data?))) {
            Ok((name, data)) => self.put(name, data),
            Err(mistake) => self.note(mistake),
        }
        self
    }

    fn put(&mut self, name: Name, data: RData) {
        if !self.apex.zone_of(&name) {
            return self.note(DnsError::OutsideZone { name: name.to_ascii(), apex: self.apex.to_ascii() });
        }
        let here = self.records.entry(name).or_default();
        if !here.contains(&data) {
            here.push(data);
        }
    }

    /// Keeps the first mistake; the others often follow from it.
    fn note(&mut self, mistake: DnsError) {
        self.mistake.get_or_insert(mistake);
    }

    /// The zone itself, when nothing in it is wrong.
    pub(crate) fn checked(self) -> Result<Self, DnsError> {
        if let Some(mistake) = self.mistake {
            return Err(mistake);
        }
        let lonely = |data: &[RData]| data.len() == 1 || !data.iter().any(|data| matches!(data, RData::CNAME(_)));
        match self.records.iter().find(|(_, data)| !lonely(data)) {
            Some((name, _)) => Err(DnsError::AliasNotAlone { name: name.to_ascii() }),
            None => Ok(self),
        }
    }

    /// Moves the serial past that of the zone this one replaces.
    pub(crate) fn succeed(&mut self, previous: &Self) {
        self.serial = self.serial.max(previous.serial.saturating_add(1));
    }

    pub(crate) fn apex(&self) -> &Name {
        &self.apex
    }
}
