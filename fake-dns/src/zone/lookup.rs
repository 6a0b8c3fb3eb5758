// SPDX-License-Identifier: EUPL-1.2
//! The names found in a zone (RFC 1034 §4.3.2).

use hickory_proto::rr::rdata::{CNAME, NS, SOA};
use hickory_proto::rr::{Name, RData, Record, RecordType};

use super::Zone;

/// What a zone holds of one name and type.
pub(crate) enum Found {
    /// The records asked for.
    Records(Vec<Record>),
    /// The name is an alias of another.
    Alias(Box<Record>, Name),
    /// The name is in, or at the top of, a zone delegated to others.
    Cut { servers: Vec<Record>, glue: Vec<Record> },
    /// The name exists without this type.
    NoData,
    /// The name does not exist.
    NoName,
}

impl Zone {
    /// The records of one type at one name; `ANY` stands for all types.
    pub(crate) fn find(&self, name: &Name, kind: RecordType) -> Found {
        if let Some(cut) = self.cut_above(name) {
            return self.referral(&cut);
        }
        if *name == self.apex && kind == RecordType::SOA {
            return Found::Records(vec![self.soa()]);
        }
        let Some(here) = self.records.get(name) else {
            return if self.has_below(name) { Found::NoData } else { Found::NoName };
        };
        let wanted = |data: &&RData| kind == RecordType::ANY || data.record_type() == kind;
        let records: Vec<Record> = here.iter().filter(wanted).map(|data| self.record(name, data)).collect();
        if !records.is_empty() {
            return Found::Records(records);
        }
        match here.first() {
            Some(data @ RData::CNAME(CNAME(target))) => Found::Alias(Box::new(self.record(name, data)), target.clone()),
            _ => Found::NoData,
        }
    }

    /// The SOA, which negative answers carry too (RFC 2308 §3).
    pub(crate) fn soa(&self) -> Record {
        let primary = self.servers_of(&self.apex).next().cloned().unwrap_or_else(Name::root);
        let mailbox = self.apex.prepend_label("hostmaster").unwrap_or_else(|_| self.apex.clone());
        // Nobody transfers these zones, so no one reads the intervals; the last field is the negative TTL.
        self.record(&self.apex, &RData::SOA(SOA::new(primary, mailbox, self.serial, 60, 60, 3600, self.ttl)))
    }

    /// The addresses of a host in this zone, glue included.
    pub(crate) fn addresses(&self, host: &Name) -> Vec<Record> {
        let here = self.records.get(host).into_iter().flatten();
        here.filter(|data| matches!(data, RData::A(_) | RData::AAAA(_))).map(|data| self.record(host, data)).collect()
    }

    /// The highest delegation at or above a name; this zone does not answer for what lies below it.
    pub(crate) fn cut_above(&self, name: &Name) -> Option<Name> {
        let own_labels = self.apex.iter().len();
        (own_labels + 1..=name.iter().len())
            .map(|labels| name.trim_to(labels))
            .find(|candidate| self.servers_of(candidate).next().is_some())
    }

    fn referral(&self, cut: &Name) -> Found {
        let mut servers = Vec::new();
        let mut glue = Vec::new();
        for server in self.servers_of(cut) {
            servers.push(self.record(cut, &RData::NS(NS(server.clone()))));
            glue.extend(self.addresses(server));
        }
        Found::Cut { servers, glue }
    }

    fn servers_of(&self, name: &Name) -> impl Iterator<Item = &Name> {
        self.records.get(name).into_iter().flatten().filter_map(|data| match data {
            RData::NS(NS(server)) => Some(server),
            _ => None,
        })
    }

    /// Whether a name without records stands between the apex and a name with some (RFC 4592 §2.2.2).
    fn has_below(&self, name: &Name) -> bool {
        self.records.range(name.clone()..).next().is_some_and(|(next, _)| name.zone_of(next))
    }

    fn record(&self, owner: &Name, data: &RData) -> Record {
        let ttl = self.lives.get(owner).copied().unwrap_or(self.ttl);
        Record::from_rdata(owner.clone(), ttl, data.clone())
    }
}
