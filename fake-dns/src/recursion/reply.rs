// SPDX-License-Identifier: EUPL-1.2
//! The reading of one reply on the way, as pure functions.

use std::fmt;
use std::net::IpAddr;

use hickory_proto::op::{Message, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, CNAME, NS};
use hickory_proto::rr::{DNSClass, Name, RData, Record, RecordType};

use crate::answer::{Answer, Question};
use crate::outgoing::mnemonic;

/// One step of the walk: its end, or servers nearer to the name.
pub(super) enum Step {
    Final(Answer),
    Down { zone: Name, servers: Vec<Name>, glue: Vec<Record> },
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Final(answer) => f.write_str(&mnemonic(answer.rcode)),
            Self::Down { zone, .. } => write!(f, "referral to {}", zone.to_ascii()),
        }
    }
}

/// Reads the reply of a server of `zone`.
///
/// # Errors
/// The reason why the reply is of no use; the next server may give another.
pub(super) fn read(message: Message, zone: &Name, question: &Question) -> Result<Step, String> {
    let rcode = message.metadata.response_code;
    if !matches!(rcode, ResponseCode::NoError | ResponseCode::NXDomain) {
        return Err(mnemonic(rcode));
    }
    if message.metadata.authoritative {
        return final_answer(message, question).map(Step::Final);
    }
    let servers = message.authorities.iter().filter_map(|record| match &record.data {
        RData::NS(NS(server)) => Some((record.name.clone(), server.clone())),
        _ => None,
    });
    let (owners, servers): (Vec<Name>, Vec<Name>) = servers.unzip();
    // Lame servers claim nothing, or refer up or aside; only a referral towards the name counts.
    let child = owners.into_iter().next().ok_or("lame: neither authority nor referral")?;
    let down = zone.zone_of(&child) && child != *zone && child.zone_of(&question.name);
    match down {
        true => Ok(Step::Down { zone: child, servers, glue: message.additionals }),
        false => Err(format!("lame: referral to {}, which leads away", child.to_ascii())),
    }
}

/// The answer in a reply with authority, without the records that came along unasked.
fn final_answer(message: Message, question: &Question) -> Result<Answer, String> {
    let (answers, authorities) = (message.answers, message.authorities);
    let meets = |record: &Record| record.name == question.name && record.dns_class == DNSClass::IN;
    if !answers.is_empty() && !answers.iter().any(meets) {
        return Err("the answer is about something else".to_owned());
    }
    let authorities = authorities.into_iter().filter(|record| record.record_type() == RecordType::SOA).collect();
    Ok(Answer { rcode: message.metadata.response_code, answers, authorities, ..Answer::default() })
}

/// The aliases of a name in an answer with their records, and the name still to be asked, if any.
pub(super) fn follow_aliases(records: &[Record], question: &Question) -> (Vec<Record>, Option<Name>) {
    let mut taken = Vec::new();
    let mut name = &question.name;
    for _ in 0..=records.len() {
        let here = || records.iter().filter(|record| record.name == *name);
        let wanted = |record: &&Record| question.kind == RecordType::ANY || record.record_type() == question.kind;
        if here().any(|record| wanted(&record)) {
            taken.extend(here().filter(wanted).cloned());
            return (taken, None);
        }
        let alias = here().find_map(|record| match &record.data {
            RData::CNAME(CNAME(target)) => Some((record, target)),
            _ => None,
        });
        let Some((record, target)) = alias else { break };
        taken.push(record.clone());
        name = target;
    }
    let target = (!taken.is_empty()).then(|| name.clone());
    (taken, target)
}

pub(super) fn address_in(record: &Record) -> Option<IpAddr> {
    match &record.data {
        RData::A(A(address)) => Some(IpAddr::V4(*address)),
        RData::AAAA(AAAA(address)) => Some(IpAddr::V6(*address)),
        _ => None,
    }
}
