// SPDX-License-Identifier: EUPL-1.2
//! The reply that each fault makes of an honest answer.

use std::net::Ipv4Addr;
use std::time::Duration;

use hickory_proto::op::ResponseCode;
use hickory_proto::rr::rdata::{A, NS};
use hickory_proto::rr::{DNSClass, Name, RData, Record};

use super::DnsFault;
use super::garble::{self, Garble};
use crate::answer::{Answer, Question};
use crate::diary::Transport;
use crate::error::absolute;
use crate::zones::Zones;

/// The label that `foreign-answer` puts below the name asked for.
const FOREIGN_LABEL: &str = "autre";
/// The host whose address `poison` brings along.
const POISONED: &str = "poisoned.test";
/// The address that `poison` gives it, on loopback.
const POISON: Ipv4Addr = Ipv4Addr::new(127, 66, 66, 66);

/// What leaves for the asker.
pub(crate) enum Reply {
    /// Nothing.
    Silence,
    /// This answer.
    Send(Answer),
    /// This answer, after a while.
    Late(Answer, Duration),
    /// The octets of this answer, spoilt.
    Garbled(Answer, Garble),
}

/// A question, and what a fault must know to change its answer.
pub(crate) struct Asked<'a> {
    pub(crate) question: &'a Question,
    /// The name at or above it that the fault is set on.
    pub(crate) domain: &'a Name,
    pub(crate) transport: Transport,
    /// True when the question came with EDNS.
    pub(crate) edns: bool,
    pub(crate) zones: &'a Zones,
}

impl DnsFault {
    /// The reply that this fault makes of the honest answer; none when it leaves this question alone.
    pub(crate) fn spoil(&self, asked: &Asked<'_>, honest: &Answer) -> Option<Reply> {
        let garbled = |garble| Some(Reply::Garbled(honest.clone(), garble));
        match self {
            Self::Silence | Self::SecondaryOnly => Some(Reply::Silence),
            Self::Delay(wait) => Some(Reply::Late(honest.clone(), *wait)),
            Self::WrongId => garbled(garble::other_id),
            Self::WrongQuestion => garbled(garble::other_question),
            Self::NotAResponse => garbled(garble::mark_as_query),
            Self::CaseLost => garbled(garble::lower_case),
            Self::Malformed => garbled(garble::cut_in_half),
            Self::CountTooHigh => garbled(garble::count_one_more),
            Self::TrailingOctets => garbled(garble::trail_off),
            Self::CompressionLoop => garbled(garble::point_to_itself),
            _ => self.spoil_answer(asked, honest).map(Reply::Send),
        }
    }

    /// The answer of a fault that a well-formed message can express.
    fn spoil_answer(&self, asked: &Asked<'_>, honest: &Answer) -> Option<Answer> {
        match self {
            Self::Servfail => Some(Answer::bare(ResponseCode::ServFail)),
            Self::Refused => Some(Answer::bare(ResponseCode::Refused)),
            Self::Formerr => Some(Answer::bare(ResponseCode::FormErr)),
            Self::Notimp => Some(Answer::bare(ResponseCode::NotImp)),
            Self::Notauth => Some(Answer::bare(ResponseCode::NotAuth)),
            Self::EdnsRefused => asked.edns.then(|| Answer::bare(ResponseCode::FormErr)),
            Self::EdnsBadvers => asked.edns.then(|| Answer::bare(ResponseCode::BADVERS)),
            Self::Truncated if asked.transport == Transport::Tcp => None,
            Self::Truncated | Self::TruncatedEverywhere => {
                Some(Answer { truncated: true, authoritative: honest.authoritative, ..Answer::bare(honest.rcode) })
            }
            Self::Nxdomain => Some(asked.negative(ResponseCode::NXDomain)),
            Self::UpwardReferral => Some(upward_referral()),
            Self::LameDelegation => Some(Answer::default()),
            Self::WrongClass => changed(honest, |record| record.dns_class = DNSClass::CH),
            Self::ZeroTtl if honest.answers.iter().all(|record| record.ttl == 0) => None,
            Self::ZeroTtl => changed(honest, |record| record.ttl = 0),
            Self::ForeignAnswer => {
                let foreign = asked.question.name.prepend_label(FOREIGN_LABEL).ok()?;
                changed(honest, |record| record.name = foreign.clone())
            }
            Self::Poison => poisoned(honest),
            _ => self.spoil_exchanger(asked, honest),
        }
    }
}

impl Asked<'_> {
    /// A negative answer, with the SOA of the zone that holds the name.
    pub(super) fn negative(&self, rcode: ResponseCode) -> Answer {
        let authorities = self.zones.soa_for(&self.question.name).into_iter().collect();
        Answer { authoritative: true, authorities, ..Answer::bare(rcode) }
    }
}

/// The answer with each record of its answer section changed; none when there are no records.
fn changed(honest: &Answer, change: impl FnMut(&mut Record)) -> Option<Answer> {
    let mut answer = honest.clone();
    answer.answers.iter_mut().for_each(change);
    (!answer.answers.is_empty()).then_some(answer)
}

fn upward_referral() -> Answer {
    // A real name of no use: the referral leads away from the name asked for.
    let server = Name::from_ascii("a.root-servers.net.").map(NS).map(RData::NS);
    let authorities = server.map(|data| Record::from_rdata(Name::root(), 5, data)).into_iter().collect();
    Answer { authorities, ..Answer::default() }
}

/// The answer with the zone and the address of a host that nobody asked for (RFC 5452 §4.1).
fn poisoned(honest: &Answer) -> Option<Answer> {
    let host = absolute(POISONED).ok()?;
    let mut answer = honest.clone();
    answer.authorities.push(Record::from_rdata(host.clone(), 3600, RData::NS(NS(host.clone()))));
    answer.additionals.push(Record::from_rdata(host, 3600, RData::A(A(POISON))));
    Some(answer)
}
