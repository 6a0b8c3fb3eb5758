// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeSet;
use std::time::Duration;

use hickory_proto::rr::{Record, RecordType};

use super::*;
use crate::answer::{Answer, Question};
use crate::diary::Transport;
use crate::error::absolute;
use crate::zone::Zone;
use crate::zones::Zones;

const DOMAIN: &str = "a.test";

/// Every fault, with a host where it needs one.
fn all() -> impl Iterator<Item = DnsFault> {
    DnsFault::ALL.iter().cloned().map(|fault| match fault {
        DnsFault::WrongMx(_) => DnsFault::WrongMx("mx.b.test".to_owned()),
        DnsFault::MxNotCn(_) => DnsFault::MxNotCn("autre.a.test".to_owned()),
        fault => fault,
    })
}

fn spoilt(fault: &DnsFault, name: &str, kind: RecordType, transport: Transport) -> Option<Reply> {
    let zone = Zone::new(DOMAIN).mx(DOMAIN, 10, "mx.a.test").a("mx.a.test", [127, 77, 0, 1].into());
    let zones = Zones::of([zone]).expect("a zone without mistake");
    let question = Question::new(name, kind).expect("a name");
    let domain = absolute(DOMAIN).expect("a name");
    let honest = zones.answer(&question);
    let asked = Asked { question: &question, domain: &domain, transport, edns: true, zones: &zones };
    fault.spoil(&asked, &honest)
}

fn answer(fault: &DnsFault, name: &str, kind: RecordType) -> Option<Answer> {
    match spoilt(fault, name, kind, Transport::Udp)? {
        Reply::Send(answer) => Some(answer),
        _ => None,
    }
}

fn data(fault: &DnsFault, name: &str, kind: RecordType) -> Option<Vec<String>> {
    let text = |record: &Record| record.data.to_string();
    answer(fault, name, kind).map(|answer| answer.answers.iter().map(text).collect())
}

#[test]
fn every_fault_has_its_own_id_and_is_read_back_from_it() {
    let ids: BTreeSet<_> = DnsFault::ALL.iter().map(DnsFault::id).collect();
    assert_eq!(ids.len(), DnsFault::ALL.len());
    for fault in all() {
        let written = match &fault {
            DnsFault::WrongMx(host) | DnsFault::MxNotCn(host) => format!("{}:{host}", fault.id()),
            fault => fault.id().to_owned(),
        };
        assert_eq!(written.parse::<DnsFault>().expect("a fault"), fault);
    }
}

#[test]
fn parameters_are_read_where_they_belong_and_nowhere_else() {
    assert_eq!("delay:2500".parse::<DnsFault>().expect("a fault"), DnsFault::Delay(Duration::from_millis(2500)));
    for wrong in ["delay:soon", "wrong-mx", "servfail:2", "servfial", ""] {
        assert!(wrong.parse::<DnsFault>().is_err(), "{wrong}");
    }
}

#[test]
fn every_fault_touches_the_mx_of_its_domain_and_changes_it() {
    for fault in all() {
        let reply = spoilt(&fault, DOMAIN, RecordType::MX, Transport::Udp);
        let honest = Zones::of([Zone::new(DOMAIN).mx(DOMAIN, 10, "mx.a.test").a("mx.a.test", [127, 77, 0, 1].into())])
            .expect("a zone without mistake")
            .answer(&Question::new(DOMAIN, RecordType::MX).expect("a name"));
        match reply {
            None => panic!("{} leaves the MX alone", fault.id()),
            // Records that differ in their TTL alone are equal to hickory-proto, hence the text.
            Some(Reply::Send(answer)) => assert_ne!(format!("{answer:?}"), format!("{honest:?}"), "{}", fault.id()),
            Some(Reply::Garbled(answer, _) | Reply::Late(answer, _)) => assert_eq!(answer, honest, "{}", fault.id()),
            Some(Reply::Silence) => {}
        }
    }
}

#[test]
fn exchanger_faults_leave_other_questions_alone() {
    for id in ["null-mx", "no-mx", "dangling-mx", "mx-to-cname", "oversized", "duplicated-mx", "mx-is-address"] {
        let fault: DnsFault = id.parse().expect("a fault");
        assert!(spoilt(&fault, "mx.a.test", RecordType::A, Transport::Udp).is_none(), "{id}");
        assert!(spoilt(&fault, "absent.a.test", RecordType::MX, Transport::Udp).is_none(), "{id}");
    }
}

#[test]
fn alias_of_the_exchanger_leads_to_its_address() {
    let fault = DnsFault::MxToCname;
    assert_eq!(data(&fault, DOMAIN, RecordType::MX), Some(vec!["10 mx-alias.a.test.".to_owned()]));
    let alias = data(&fault, "mx-alias.a.test", RecordType::A);
    assert_eq!(alias, Some(vec!["mx.a.test.".to_owned(), "127.77.0.1".to_owned()]));
}

#[test]
fn invented_hosts_have_the_addresses_that_their_fault_says() {
    assert_eq!(data(&DnsFault::MxIpv6Only, "mx-six.a.test", RecordType::AAAA), Some(vec!["::1".to_owned()]));
    assert_eq!(data(&DnsFault::MxIpv6Only, "mx-six.a.test", RecordType::A), Some(vec![]));
    let bare = answer(&DnsFault::MxWithoutAddress, "mx-bare.a.test", RecordType::A).expect("an answer");
    assert_eq!((bare.rcode.low(), bare.answers.len(), bare.authorities.len()), (0, 0, 1));
    assert!(answer(&DnsFault::DanglingMx, "mx-missing.a.test", RecordType::A).is_none());
}

#[test]
fn null_mx_names_the_root_and_the_others_the_given_host() {
    assert_eq!(data(&DnsFault::NullMx, DOMAIN, RecordType::MX), Some(vec!["0 .".to_owned()]));
    let wrong = DnsFault::WrongMx("mx.b.test".to_owned());
    assert_eq!(data(&wrong, DOMAIN, RecordType::MX), Some(vec!["10 mx.b.test.".to_owned()]));
}

#[test]
fn domain_that_is_an_alias_has_its_mx_at_the_target_or_turns_round() {
    let expected = vec!["cible.a.test.".to_owned(), "10 mx.a.test.".to_owned()];
    assert_eq!(data(&DnsFault::CnameAtDomain, DOMAIN, RecordType::MX), Some(expected));
    let at_target = data(&DnsFault::CnameAtDomain, "cible.a.test", RecordType::MX);
    assert_eq!(at_target, Some(vec!["10 mx.a.test.".to_owned()]));
    let round = vec!["cible.a.test.".to_owned(), "a.test.".to_owned()];
    assert_eq!(data(&DnsFault::CnameLoop, DOMAIN, RecordType::MX), Some(round));
    assert_eq!(data(&DnsFault::CnameLoop, "mx.a.test", RecordType::A), None);
}

#[test]
fn truncation_spares_tcp_unless_it_is_everywhere() {
    assert!(spoilt(&DnsFault::Truncated, DOMAIN, RecordType::MX, Transport::Tcp).is_none());
    assert!(spoilt(&DnsFault::TruncatedEverywhere, DOMAIN, RecordType::MX, Transport::Tcp).is_some());
}

#[test]
fn nearest_fault_above_a_name_counts_until_it_is_lifted() {
    let mut faults = Faults::default();
    faults.set("test", Some(DnsFault::Servfail)).expect("a name");
    faults.set("a.test.", Some(DnsFault::Silence)).expect("a name");
    let name = absolute("x.A.test").expect("a name");
    let on = |faults: &Faults, name| faults.on(name).map(|(_, fault)| fault.clone());
    assert_eq!(on(&faults, &name), Some(DnsFault::Silence));
    faults.set("a.test", None).expect("a name");
    assert_eq!(on(&faults, &name), Some(DnsFault::Servfail));
    assert_eq!(on(&faults, &absolute("org").expect("a name")), None);
    assert!(faults.set("a.test", Some(DnsFault::WrongMx(String::new()))).is_err());
}
