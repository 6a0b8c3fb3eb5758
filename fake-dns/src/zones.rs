// SPDX-License-Identifier: EUPL-1.2
//! Answers from all the zones of one server, as a pure function.

use std::collections::BTreeMap;

use hickory_proto::op::ResponseCode;
use hickory_proto::rr::rdata::{MX, NS, SRV};
use hickory_proto::rr::{Name, RData, Record};

use crate::answer::{Answer, Question};
use crate::error::{DnsError, absolute};
use crate::zone::{Found, Zone};

/// The most aliases followed in one answer; a loop ends there with the aliases gathered so far.
const ALIAS_LIMIT: usize = 8;

/// The zones of one server; the deepest one that contains a name answers for it.
#[derive(Debug, Clone, Default)]
pub struct Zones(BTreeMap<Name, Zone>);

impl Zones {
    /// The zones given.
    ///
    /// # Errors
    /// The first mistake that a zone kept while it was built.
    pub fn of(zones: impl IntoIterator<Item = Zone>) -> Result<Self, DnsError> {
        let mut all = Self::default();
        zones.into_iter().try_for_each(|zone| all.insert(zone))?;
        Ok(all)
    }

    /// Adds a zone, or replaces the one with the same apex, with a later serial.
    ///
    /// # Errors
    /// The first mistake that the zone kept while it was built; the zones are then unchanged.
    pub fn insert(&mut self, zone: Zone) -> Result<(), DnsError> {
        let mut zone = zone.checked()?;
        if let Some(previous) = self.0.get(zone.apex()) {
            zone.succeed(previous);
        }
        self.0.insert(zone.apex().clone(), zone);
        Ok(())
    }

    /// Removes a zone and returns it. Its names are refused from then on, or answered by the zone above.
    pub fn remove(&mut self, apex: &str) -> Option<Zone> {
        self.0.remove(&absolute(apex).ok()?)
    }

    /// The zone of an apex, to be cloned, changed and inserted again.
    pub fn get(&self, apex: &str) -> Option<&Zone> {
        self.0.get(&absolute(apex).ok()?)
    }

    /// The answer to one question; names outside every zone are refused.
    pub fn answer(&self, question: &Question) -> Answer {
        let mut answer = Answer { authoritative: true, ..Answer::default() };
        let mut name = question.name.clone();
        for _ in 0..ALIAS_LIMIT {
            let Some(zone) = self.deepest(&name) else {
                // An alias may lead out of these zones, where the asker goes on by itself.
                return if answer.answers.is_empty() { Answer::bare(ResponseCode::Refused) } else { answer };
            };
            match zone.find(&name, question.kind) {
                Found::Alias(record, target) => {
                    answer.answers.push(*record);
                    name = target;
                    continue;
                }
                Found::Records(records) => {
                    answer.additionals = self.hosts_named_in(&records);
                    answer.answers.extend(records);
                }
                Found::Cut { servers, glue } => {
                    answer.authoritative = !answer.answers.is_empty();
                    answer.authorities = servers;
                    answer.additionals = glue;
                }
                Found::NoData => answer.authorities.push(zone.soa()),
                Found::NoName => {
                    answer.rcode = ResponseCode::NXDomain;
                    answer.authorities.push(zone.soa());
                }
            }
            return answer;
        }
        answer
    }

    /// The SOA of the zone that answers for a name.
    pub(crate) fn soa_for(&self, name: &Name) -> Option<Record> {
        self.deepest(name).map(Zone::soa)
    }

    fn deepest(&self, name: &Name) -> Option<&Zone> {
        (0..=name.iter().len()).rev().find_map(|labels| self.0.get(&name.trim_to(labels)))
    }

    /// The addresses of the exchangers, name servers and services in an answer, each once.
    fn hosts_named_in(&self, records: &[Record]) -> Vec<Record> {
        let mut hosts: Vec<&Name> = Vec::new();
        for record in records {
            let (RData::MX(MX { exchange: host, .. }) | RData::NS(NS(host)) | RData::SRV(SRV { target: host, .. })) =
                &record.data
            else {
                continue;
            };
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        hosts
            .into_iter()
            .flat_map(|host| self.deepest(host).map(|zone| zone.addresses(host)).unwrap_or_default())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use hickory_proto::rr::RecordType;

    use super::*;

    fn parent() -> Zone {
        Zone::new("mssante.test")
            .mx("alpha.mssante.test", 10, "mx1.alpha.mssante.test")
            .mx("alpha.mssante.test", 20, "mx2.alpha.mssante.test")
            .a("mx1.alpha.mssante.test", Ipv4Addr::new(127, 77, 0, 1))
            .a("mx2.alpha.mssante.test", Ipv4Addr::new(127, 77, 0, 2))
            .txt("alpha.mssante.test", &["v=spf1 -all"])
            .cname("ailleurs.mssante.test", "alpha.mssante.test")
            .cname("dehors.mssante.test", "mx.elsewhere.test")
            .cname("boucle.mssante.test", "boucle.mssante.test")
            .delegate("beta.mssante.test", &[("ns1.beta.mssante.test", Some(Ipv4Addr::new(127, 0, 0, 2)))])
            .delegate("gamma.mssante.test", &[("ns1.gamma.test", None)])
    }

    fn ask(zones: impl IntoIterator<Item = Zone>, name: &str, kind: RecordType) -> Answer {
        Zones::of(zones).expect("zones without mistake").answer(&Question::new(name, kind).expect("a name"))
    }

    fn data(records: &[Record]) -> Vec<String> {
        records.iter().map(|record| record.data.to_string()).collect()
    }

    #[test]
    fn every_exchanger_comes_with_its_address() {
        let answer = ask([parent()], "alpha.mssante.test", RecordType::MX);
        assert!(answer.authoritative);
        assert_eq!(data(&answer.answers), ["10 mx1.alpha.mssante.test.", "20 mx2.alpha.mssante.test."]);
        assert_eq!(data(&answer.additionals), ["127.77.0.1", "127.77.0.2"]);
    }

    #[test]
    fn letter_case_of_the_question_is_kept_and_does_not_matter() {
        let answer = ask([parent()], "ALPHA.mssante.TEST", RecordType::TXT);
        assert_eq!(data(&answer.answers), ["v=spf1 -all"]);
        assert_eq!(answer.answers[0].name.to_ascii(), "ALPHA.mssante.TEST.");
    }

    #[test]
    fn delegated_name_gives_a_referral_with_glue_and_without_authority() {
        for (name, kind) in [("beta.mssante.test", RecordType::MX), ("x.beta.mssante.test", RecordType::A)] {
            let answer = ask([parent()], name, kind);
            assert!(answer.is_referral());
            assert_eq!(data(&answer.authorities), ["ns1.beta.mssante.test."]);
            assert_eq!(answer.authorities[0].name.to_ascii(), "beta.mssante.test.");
            assert_eq!(data(&answer.additionals), ["127.0.0.2"]);
        }
        assert!(ask([parent()], "beta.mssante.test", RecordType::NS).is_referral());
    }

    #[test]
    fn server_named_elsewhere_has_no_glue() {
        let answer = ask([parent()], "gamma.mssante.test", RecordType::MX);
        assert!(answer.is_referral() && answer.additionals.is_empty());
    }

    #[test]
    fn deepest_zone_speaks_for_a_name() {
        let child = Zone::new("beta.mssante.test").mx("beta.mssante.test", 5, "mx.beta.mssante.test");
        let answer = ask([parent(), child], "beta.mssante.test", RecordType::MX);
        assert!(answer.authoritative);
        assert_eq!(data(&answer.answers), ["5 mx.beta.mssante.test."]);
    }

    #[test]
    fn missing_name_is_nxdomain_and_missing_type_is_nodata_both_with_the_soa() {
        let missing = ask([parent()], "delta.mssante.test", RecordType::MX);
        let typeless = ask([parent()], "alpha.mssante.test", RecordType::AAAA);
        assert_eq!((missing.rcode, typeless.rcode), (ResponseCode::NXDomain, ResponseCode::NoError));
        for answer in [missing, typeless] {
            assert!(answer.authoritative && answer.answers.is_empty());
            assert_eq!(answer.authorities[0].record_type(), RecordType::SOA);
        }
    }

    #[test]
    fn name_that_only_has_names_below_it_exists() {
        let zone = Zone::new("test").mx("a.b.test", 10, "mx.test");
        assert_eq!(ask([zone.clone()], "b.test", RecordType::MX).rcode, ResponseCode::NoError);
        assert_eq!(ask([zone], "c.test", RecordType::MX).rcode, ResponseCode::NXDomain);
    }

    #[test]
    fn name_outside_every_zone_is_refused() {
        let answer = ask([parent()], "example.org", RecordType::A);
        assert_eq!((answer.rcode, answer.authoritative), (ResponseCode::Refused, false));
    }

    #[test]
    fn alias_is_followed_inside_and_left_to_the_asker_outside() {
        let inside = ask([parent()], "ailleurs.mssante.test", RecordType::TXT);
        assert_eq!(data(&inside.answers), ["alpha.mssante.test.", "v=spf1 -all"]);
        let outside = ask([parent()], "dehors.mssante.test", RecordType::A);
        assert_eq!(data(&outside.answers), ["mx.elsewhere.test."]);
        assert_eq!(outside.rcode, ResponseCode::NoError);
    }

    #[test]
    fn alias_of_itself_ends() {
        assert_eq!(ask([parent()], "boucle.mssante.test", RecordType::A).answers.len(), ALIAS_LIMIT);
    }

    #[test]
    fn apex_answers_for_its_soa_and_its_servers() {
        let zone = parent().served_by(&[("ns.mssante.test", Some(Ipv4Addr::new(127, 0, 0, 1)))]).ttl(1);
        let servers = ask([zone.clone()], "mssante.test", RecordType::NS);
        assert_eq!(data(&servers.answers), ["ns.mssante.test."]);
        assert_eq!(data(&servers.additionals), ["127.0.0.1"]);
        let soa = ask([zone], "mssante.test", RecordType::SOA);
        assert_eq!(data(&soa.answers), ["ns.mssante.test. hostmaster.mssante.test. 1 60 60 3600 1"]);
        assert_eq!(soa.answers[0].ttl, 1);
    }

    #[test]
    fn replaced_zone_says_the_new_thing_under_a_later_serial() {
        let mut zones = Zones::of([parent()]).expect("zones without mistake");
        let changed = zones.get("mssante.test").expect("the zone").clone().forget("alpha.mssante.test");
        zones.insert(changed.mx("alpha.mssante.test", 10, "mx9.mssante.test")).expect("no mistake");
        let answer = zones.answer(&Question::new("alpha.mssante.test", RecordType::MX).expect("a name"));
        assert_eq!(data(&answer.answers), ["10 mx9.mssante.test."]);
        let soa = zones.answer(&Question::new("mssante.test", RecordType::SOA).expect("a name"));
        assert!(data(&soa.answers)[0].contains(" 2 60 "));
    }

    #[test]
    fn mistakes_of_a_zone_are_told_when_it_is_inserted() {
        let outside = Zone::new("mssante.test").a("mx.other.test", Ipv4Addr::LOCALHOST);
        let glue = Zone::new("a.test").delegate("b.a.test", &[("ns.c.test", Some(Ipv4Addr::LOCALHOST))]);
        let long = Zone::new("test").mx(&format!("{}.test", "x".repeat(64)), 10, "mx.test");
        let alias = Zone::new("test").cname("a.test", "b.test").a("a.test", Ipv4Addr::LOCALHOST);
        assert!(matches!(Zones::of([outside]), Err(DnsError::OutsideZone { .. })));
        assert!(matches!(Zones::of([glue]), Err(DnsError::OutsideZone { .. })));
        assert!(matches!(Zones::of([long]), Err(DnsError::Name { .. })));
        assert!(matches!(Zones::of([alias]), Err(DnsError::AliasNotAlone { .. })));
    }
}
