// SPDX-License-Identifier: EUPL-1.2
//! Makes of an honest answer what each fault makes of it.

use std::net::Ipv4Addr;
use std::time::Duration;

use hickory_proto::op::ResponseCode;
use hickory_proto::rr::rdata::{A, NS};
use hickory_proto::rr::{DNSClass, Name, RData, Record};

use super::DnsFault;
use super::garble::{self, Garble};
use crate::diary::Transport;
use crate::error::absolute;
use crate::zones::{Answer, Question, Zones};

/// Label put below the name asked for by `foreign-answer`.
const FOREIGN_LABEL: &str = "autre";
/// Host whose address `poison` brings along.
const POISONED: &str = "poisoned.test";
/// Address that `poison` gives it: loopback, so that whoever believes it stays at home.
const POISON: Ipv4Addr = Ipv4Addr::new(127, 66, 66, 66);

/// Is what leaves for the asker.
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

/// Is a question together with what a fault must know to spoil its answer.
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
    /// Gives the reply this fault makes of the honest one, or nothing when it leaves this question alone.
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

    /// Does the faults that a well-formed message can express.
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
    /// Says that there is nothing, with the SOA of the zone that speaks for the name.
    pub(super) fn negative(&self, rcode: ResponseCode) -> Answer {
        let authorities = self.zones.soa_for(&self.question.name).into_iter().collect();
        Answer { authoritative: true, authorities, ..Answer::bare(rcode) }
    }
}

/// Changes the records of the answer section; nothing when there are none.
fn changed(honest: &Answer, change: impl FnMut(&mut Record)) -> Option<Answer> {
    let mut answer = honest.clone();
    answer.answers.iter_mut().for_each(change);
    (!answer.answers.is_empty()).then_some(answer)
}

fn upward_referral() -> Answer {
    // The name is real and of no use: a resolver must notice that this leads away from the name it asked for.
    let server = Name::from_ascii("a.root-servers.net.").map(NS).map(RData::NS);
    let authorities = server.map(|data| Record::from_rdata(Name::root(), 5, data)).into_iter().collect();
    Answer { authorities, ..Answer::default() }
}

/// Claims the zone of a host nobody asked for, and gives its address (RFC 5452 §4.1 tells why that is dangerous).
fn poisoned(honest: &Answer) -> Option<Answer> {
    let host = absolute(POISONED).ok()?;
    let mut answer = honest.clone();
    answer.authorities.push(Record::from_rdata(host.clone(), 3600, RData::NS(NS(host.clone()))));
    answer.additionals.push(Record::from_rdata(host, 3600, RData::A(A(POISON))));
    Some(answer)
}
