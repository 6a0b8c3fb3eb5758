// SPDX-License-Identifier: EUPL-1.2
//! Holds every deliberate fault of a fake DNS server and what each makes of an honest answer.

use std::collections::BTreeMap;

use hickory_proto::op::ResponseCode;
use hickory_proto::rr::rdata::{CNAME, MX, NS};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use serde::{Deserialize, Serialize};

use crate::diary::Transport;
use crate::error::{DnsError, absolute};
use crate::zones::{Answer, Question, Zones};

/// Is one deliberate fault, set on a name and everything below it.
///
/// The faults of the mail exchanger change MX answers only, and only where an honest one exists; the diary names a
/// fault only when it changed the reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DnsFault {
    /// Answers that the server failed (rcode 2).
    Servfail,
    /// Answers that the server refuses (rcode 5).
    Refused,
    /// Answers that the name does not exist (rcode 3).
    Nxdomain,
    /// Never answers.
    Silence,
    /// Sets TC on an empty answer over UDP and gives all over TCP (RFC 2181 §9).
    Truncated,
    /// Sends the asker up to the root instead of answering.
    Lame,
    /// Says that the domain takes no mail (RFC 7505).
    NullMx,
    /// Leaves the MX out though the name exists.
    NoMx,
    /// Names this host as the only exchanger.
    WrongMx(String),
    /// Names an alias of the true exchanger, which RFC 2181 §10.3 forbids.
    MxToCname,
    /// Names an exchanger that does not exist.
    DanglingMx,
}

/// Is what leaves for the asker.
pub(crate) enum Reply {
    /// Nothing.
    Silence,
    /// This answer.
    Send(Answer),
}

/// Is a question together with what a fault must know to spoil its answer.
pub(crate) struct Asked<'a> {
    pub(crate) question: &'a Question,
    pub(crate) transport: Transport,
    pub(crate) zones: &'a Zones,
}

/// Label of the alias that `mx-to-cname` invents below the domain.
const ALIAS_LABEL: &str = "mx-alias";
/// Label of the exchanger that `dangling-mx` invents below the domain.
const MISSING_LABEL: &str = "mx-missing";

impl DnsFault {
    /// Holds every fault once; the host of `wrong-mx` is left for the caller to fill.
    pub const ALL: [Self; 11] = [
        Self::Servfail,
        Self::Refused,
        Self::Nxdomain,
        Self::Silence,
        Self::Truncated,
        Self::Lame,
        Self::NullMx,
        Self::NoMx,
        Self::WrongMx(String::new()),
        Self::MxToCname,
        Self::DanglingMx,
    ];

    /// Gives the id used in scenarios and reports.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Servfail => "servfail",
            Self::Refused => "refused",
            Self::Nxdomain => "nxdomain",
            Self::Silence => "silence",
            Self::Truncated => "truncated",
            Self::Lame => "lame",
            Self::NullMx => "null-mx",
            Self::NoMx => "no-mx",
            Self::WrongMx(_) => "wrong-mx",
            Self::MxToCname => "mx-to-cname",
            Self::DanglingMx => "dangling-mx",
        }
    }

    /// Says in English what the server does wrong.
    pub fn sentence_en(&self) -> &'static str {
        match self {
            Self::Servfail => "The name server answers that it failed (SERVFAIL).",
            Self::Refused => "The name server refuses the question (REFUSED).",
            Self::Nxdomain => "The name server says that the domain does not exist (NXDOMAIN).",
            Self::Silence => "The name server never answers.",
            Self::Truncated => "The name server cuts its UDP answer short; the whole answer needs TCP.",
            Self::Lame => "The name server sends the asker back to the root instead of answering.",
            Self::NullMx => "The domain declares that it takes no mail (null MX).",
            Self::NoMx => "The domain exists without any MX record.",
            Self::WrongMx(_) => "The MX record names a host that is not the domain's mail server.",
            Self::MxToCname => "The MX record names an alias (CNAME) of the mail server.",
            Self::DanglingMx => "The MX record names a host that does not exist.",
        }
    }

    /// Says in French what the server does wrong.
    pub fn sentence_fr(&self) -> &'static str {
        match self {
            Self::Servfail => "Le serveur de noms répond qu'il est en échec (SERVFAIL).",
            Self::Refused => "Le serveur de noms refuse la question (REFUSED).",
            Self::Nxdomain => "Le serveur de noms affirme que le domaine n'existe pas (NXDOMAIN).",
            Self::Silence => "Le serveur de noms ne répond jamais.",
            Self::Truncated => "Le serveur de noms tronque sa réponse UDP ; la réponse entière demande TCP.",
            Self::Lame => "Le serveur de noms renvoie vers la racine au lieu de répondre.",
            Self::NullMx => "Le domaine déclare ne recevoir aucun courrier (MX nul).",
            Self::NoMx => "Le domaine existe mais n'a aucun enregistrement MX.",
            Self::WrongMx(_) => {
                "L'enregistrement MX désigne un hôte qui n'est pas le serveur de messagerie du domaine."
            }
            Self::MxToCname => "L'enregistrement MX désigne un alias (CNAME) du serveur de messagerie.",
            Self::DanglingMx => "L'enregistrement MX désigne un hôte qui n'existe pas.",
        }
    }

    /// Gives the reply this fault makes of the honest one, or nothing when it leaves this question alone.
    pub(crate) fn spoil(&self, asked: &Asked<'_>, honest: &Answer) -> Option<Reply> {
        let answer = match self {
            Self::Silence => return Some(Reply::Silence),
            Self::Servfail => Answer::bare(ResponseCode::ServFail),
            Self::Refused => Answer::bare(ResponseCode::Refused),
            Self::Nxdomain => negative(asked, ResponseCode::NXDomain),
            Self::Truncated if asked.transport == Transport::Udp => {
                Answer { truncated: true, authoritative: honest.authoritative, ..Answer::bare(honest.rcode) }
            }
            Self::Truncated => return None,
            Self::Lame => upward_referral(),
            Self::MxToCname if asked.question.kind != RecordType::MX => {
                return alias_of_exchanger(asked).map(Reply::Send);
            }
            Self::NullMx | Self::NoMx | Self::WrongMx(_) | Self::MxToCname | Self::DanglingMx => {
                self.spoil_exchanger(asked, honest)?
            }
        };
        Some(Reply::Send(answer))
    }

    fn spoil_exchanger(&self, asked: &Asked<'_>, honest: &Answer) -> Option<Answer> {
        let asks_mx = asked.question.kind == RecordType::MX;
        let true_record = honest.answers.iter().find(|record| record.record_type() == RecordType::MX);
        let true_record = true_record.filter(|_| asks_mx)?;
        let domain = &asked.question.name;
        let (preference, host) = match self {
            Self::NullMx => (0, Name::root()),
            Self::WrongMx(host) => (10, absolute(host).ok()?),
            Self::MxToCname => (10, domain.prepend_label(ALIAS_LABEL).ok()?),
            Self::DanglingMx => (10, domain.prepend_label(MISSING_LABEL).ok()?),
            _ => return Some(negative(asked, ResponseCode::NoError)),
        };
        let data = RData::MX(MX::new(preference, host));
        let record = Record::from_rdata(domain.clone(), true_record.ttl, data);
        Some(Answer { authoritative: honest.authoritative, answers: vec![record], ..Answer::default() })
    }
}

fn negative(asked: &Asked<'_>, rcode: ResponseCode) -> Answer {
    let authorities = asked.zones.soa_for(&asked.question.name).into_iter().collect();
    Answer { authoritative: true, authorities, ..Answer::bare(rcode) }
}

fn upward_referral() -> Answer {
    // The name is real and of no use: a resolver must notice that this leads away from the name it asked for.
    let server = Name::from_ascii("a.root-servers.net.").map(NS).map(RData::NS);
    let authorities = server.map(|data| Record::from_rdata(Name::root(), 5, data)).into_iter().collect();
    Answer { authorities, ..Answer::default() }
}

/// Answers for the alias invented by `mx-to-cname`: it leads to the domain's true exchanger.
fn alias_of_exchanger(asked: &Asked<'_>) -> Option<Answer> {
    let alias = &asked.question.name;
    alias.iter().next().filter(|label| label.eq_ignore_ascii_case(ALIAS_LABEL.as_bytes()))?;
    let honest = asked.zones.answer(&Question { name: alias.base_name(), kind: RecordType::MX });
    let (ttl, host) = honest.answers.iter().find_map(|record| match &record.data {
        RData::MX(mx) => Some((record.ttl, mx.exchange.clone())),
        _ => None,
    })?;
    let target = asked.zones.answer(&Question { name: host.clone(), kind: asked.question.kind });
    let mut answers = vec![Record::from_rdata(alias.clone(), ttl, RData::CNAME(CNAME(host)))];
    answers.extend(target.answers);
    Some(Answer { authoritative: true, answers, ..Answer::default() })
}

/// Is the faults set on one server, by owner name.
#[derive(Debug, Default)]
pub(crate) struct Faults(BTreeMap<Name, DnsFault>);

impl Faults {
    /// Sets or lifts the fault of a name.
    pub(crate) fn set(&mut self, name: &str, fault: Option<DnsFault>) -> Result<(), DnsError> {
        let name = absolute(name)?;
        if let Some(DnsFault::WrongMx(host)) = &fault {
            absolute(host)?;
        }
        match fault {
            Some(fault) => drop(self.0.insert(name, fault)),
            None => drop(self.0.remove(&name)),
        }
        Ok(())
    }

    /// Gives the fault of the nearest name at or above this one.
    pub(crate) fn on(&self, name: &Name) -> Option<&DnsFault> {
        (0..=name.iter().len()).rev().find_map(|labels| self.0.get(&name.trim_to(labels)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::zone::Zone;

    fn spoilt(fault: &DnsFault, name: &str, kind: RecordType, transport: Transport) -> Option<Reply> {
        let zone = Zone::new("a.test").mx("a.test", 10, "mx.a.test").a("mx.a.test", [127, 77, 0, 1].into());
        let zones = Zones::of([zone]).expect("a zone without mistake");
        let question = Question::new(name, kind).expect("a name");
        let honest = zones.answer(&question);
        fault.spoil(&Asked { question: &question, transport, zones: &zones }, &honest)
    }

    fn sent(fault: &DnsFault, name: &str, kind: RecordType) -> Option<Vec<String>> {
        match spoilt(fault, name, kind, Transport::Udp)? {
            Reply::Silence => None,
            Reply::Send(answer) => Some(answer.answers.iter().map(|record| record.data.to_string()).collect()),
        }
    }

    #[test]
    fn every_fault_has_its_own_id_and_is_written_with_it() {
        let ids: BTreeSet<_> = DnsFault::ALL.iter().map(DnsFault::id).collect();
        assert_eq!(ids.len(), DnsFault::ALL.len());
        for fault in DnsFault::ALL {
            assert!(serde_json::to_string(&fault).expect("written").contains(&format!("\"{}\"", fault.id())));
        }
    }

    #[test]
    fn every_fault_touches_the_mx_of_its_domain() {
        for fault in DnsFault::ALL {
            let fault = if fault.id() == "wrong-mx" { DnsFault::WrongMx("mx.b.test".to_owned()) } else { fault };
            assert!(spoilt(&fault, "a.test", RecordType::MX, Transport::Udp).is_some(), "{}", fault.id());
        }
    }

    #[test]
    fn exchanger_faults_leave_other_questions_alone() {
        for fault in [DnsFault::NullMx, DnsFault::NoMx, DnsFault::DanglingMx, DnsFault::MxToCname] {
            assert!(spoilt(&fault, "mx.a.test", RecordType::A, Transport::Udp).is_none(), "{}", fault.id());
            assert!(spoilt(&fault, "absent.a.test", RecordType::MX, Transport::Udp).is_none(), "{}", fault.id());
        }
    }

    #[test]
    fn alias_of_the_exchanger_leads_to_its_address() {
        let fault = DnsFault::MxToCname;
        assert_eq!(sent(&fault, "a.test", RecordType::MX), Some(vec!["10 mx-alias.a.test.".to_owned()]));
        let alias = sent(&fault, "mx-alias.a.test", RecordType::A);
        assert_eq!(alias, Some(vec!["mx.a.test.".to_owned(), "127.77.0.1".to_owned()]));
    }

    #[test]
    fn null_mx_names_the_root_and_wrong_mx_the_given_host() {
        assert_eq!(sent(&DnsFault::NullMx, "a.test", RecordType::MX), Some(vec!["0 .".to_owned()]));
        let wrong = DnsFault::WrongMx("mx.b.test".to_owned());
        assert_eq!(sent(&wrong, "a.test", RecordType::MX), Some(vec!["10 mx.b.test.".to_owned()]));
    }

    #[test]
    fn truncation_spares_tcp() {
        assert!(spoilt(&DnsFault::Truncated, "a.test", RecordType::MX, Transport::Tcp).is_none());
    }

    #[test]
    fn nearest_fault_above_a_name_counts_until_it_is_lifted() {
        let mut faults = Faults::default();
        faults.set("test", Some(DnsFault::Servfail)).expect("a name");
        faults.set("a.test.", Some(DnsFault::Silence)).expect("a name");
        let name = absolute("x.A.test").expect("a name");
        assert_eq!(faults.on(&name), Some(&DnsFault::Silence));
        faults.set("a.test", None).expect("a name");
        assert_eq!(faults.on(&name), Some(&DnsFault::Servfail));
        assert_eq!(faults.on(&absolute("org").expect("a name")), None);
    }
}
