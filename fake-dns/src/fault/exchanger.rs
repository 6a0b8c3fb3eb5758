// SPDX-License-Identifier: EUPL-1.2
//! The faults of mail exchangers and aliases, with the hosts that they invent below the domain.

use std::net::Ipv6Addr;

use hickory_proto::op::ResponseCode;
use hickory_proto::rr::rdata::{AAAA, CNAME, MX};
use hickory_proto::rr::{Name, RData, Record, RecordType};

use super::DnsFault;
use super::spoil::Asked;
use crate::answer::{Answer, Question};
use crate::error::absolute;

/// The MX records that `oversized` adds: over twenty octets each, where datagrams hold 1232.
const CROWD: u16 = 60;
/// The text that `mx-is-address` puts where a host name belongs.
const ADDRESS_AS_NAME: &str = "127.77.255.254";

impl DnsFault {
    pub(super) fn spoil_exchanger(&self, asked: &Asked<'_>, honest: &Answer) -> Option<Answer> {
        match self {
            Self::CnameAtDomain | Self::CnameLoop => return self.alias_at_domain(asked, honest),
            _ if self.has_invented(&asked.question.name) => return self.invented_host(asked),
            _ if asked.question.kind != RecordType::MX => return None,
            _ => {}
        }
        let (preference, ttl) = honest.answers.iter().find_map(exchanger).map(|(mx, ttl)| (mx.preference, ttl))?;
        let owner = &asked.question.name;
        let record = |preference, host| Record::from_rdata(owner.clone(), ttl, RData::MX(MX::new(preference, host)));
        let answers = match self {
            Self::NoMx => return Some(asked.negative(ResponseCode::NoError)),
            Self::NullMx => vec![record(0, Name::root())],
            Self::WrongMx(host) | Self::MxNotCn(host) => vec![record(preference, absolute(host).ok()?)],
            Self::MxIsAddress => vec![record(preference, absolute(ADDRESS_AS_NAME).ok()?)],
            Self::DuplicatedMx => honest.answers.iter().flat_map(|record| [record.clone(), record.clone()]).collect(),
            Self::Oversized => {
                let crowd = (0..CROWD).filter_map(|number| {
                    let host = owner.prepend_label(format!("mx-{number}")).ok()?;
                    Some(record(1000 + number, host))
                });
                honest.answers.iter().cloned().chain(crowd).collect()
            }
            _ => vec![record(preference, owner.prepend_label(self.label()?).ok()?)],
        };
        Some(Answer { authoritative: honest.authoritative, answers, ..Answer::default() })
    }

    fn has_invented(&self, name: &Name) -> bool {
        let invented = self.label().zip(name.iter().next());
        invented.is_some_and(|(label, first)| first.eq_ignore_ascii_case(label.as_bytes()))
    }

    /// The label of the host that a fault invents below a domain.
    fn label(&self) -> Option<&'static str> {
        match self {
            Self::MxToCname => Some("mx-alias"),
            Self::DanglingMx => Some("mx-missing"),
            Self::MxWithoutAddress => Some("mx-bare"),
            Self::MxIpv6Only => Some("mx-six"),
            Self::SecondaryDisagrees => Some("mx-secondary"),
            Self::CnameAtDomain | Self::CnameLoop => Some("cible"),
            _ => None,
        }
    }

    /// The answer for the host invented.
    fn invented_host(&self, asked: &Asked<'_>) -> Option<Answer> {
        match self {
            Self::MxToCname => alias_of_exchanger(asked),
            Self::MxIpv6Only if asked.question.kind == RecordType::AAAA => {
                let data = RData::AAAA(AAAA(Ipv6Addr::LOCALHOST));
                let answers = vec![Record::from_rdata(asked.question.name.clone(), 5, data)];
                Some(Answer { authoritative: true, answers, ..Answer::default() })
            }
            Self::MxIpv6Only | Self::MxWithoutAddress => Some(asked.negative(ResponseCode::NoError)),
            // The other invented hosts do not exist, as the zone says by itself.
            _ => None,
        }
    }

    /// The domain as an alias of an invented name, which has its records or leads back.
    fn alias_at_domain(&self, asked: &Asked<'_>, honest: &Answer) -> Option<Answer> {
        let target = asked.domain.prepend_label(self.label()?).ok()?;
        let alias = |from: &Name, to: &Name| Record::from_rdata(from.clone(), 5, RData::CNAME(CNAME(to.clone())));
        let at_domain = asked.question.name == *asked.domain;
        if !at_domain && asked.question.name != target {
            return None;
        }
        let mut answers = if at_domain { vec![alias(asked.domain, &target)] } else { vec![] };
        if *self == Self::CnameLoop {
            answers.push(alias(&target, asked.domain));
            return Some(Answer { authoritative: true, answers, ..Answer::default() });
        }
        let at_target = Question { name: asked.domain.clone(), kind: asked.question.kind };
        let true_answer = if at_domain { honest.clone() } else { asked.zones.answer(&at_target) };
        answers.extend(true_answer.answers.into_iter().map(|mut record| {
            record.name.clone_from(&target);
            record
        }));
        Some(Answer { authoritative: true, rcode: ResponseCode::NoError, answers, ..true_answer })
    }
}

fn exchanger(record: &Record) -> Option<(&MX, u32)> {
    match &record.data {
        RData::MX(mx) => Some((mx, record.ttl)),
        _ => None,
    }
}

/// The alias of the domain's true exchanger.
fn alias_of_exchanger(asked: &Asked<'_>) -> Option<Answer> {
    let honest = asked.zones.answer(&Question { name: asked.question.name.base_name(), kind: RecordType::MX });
    let (mx, ttl) = honest.answers.iter().find_map(exchanger)?;
    let host = mx.exchange.clone();
    let target = asked.zones.answer(&Question { name: host.clone(), kind: asked.question.kind });
    let mut answers = vec![Record::from_rdata(asked.question.name.clone(), ttl, RData::CNAME(CNAME(host)))];
    answers.extend(target.answers);
    Some(Answer { authoritative: true, answers, ..Answer::default() })
}
