// SPDX-License-Identifier: EUPL-1.2
//! Reads octets that no encoder writes, over both transports, beside the honest ones.

use std::net::Ipv4Addr;

use crate::bench::{Pages, authoritative, question, raw};
use fake_dns::{DnsFault, Server, Transport, Zone};
use hickory_proto::op::Message;
use hickory_proto::rr::RecordType;

const NAME: &str = "Alpha.mssante.test.";
/// Octets of the header and of the question for [`NAME`].
const HEADER: usize = 12;
const QUESTION: usize = 24;

async fn server(pages: &Pages) -> Server {
    let zone = Zone::new("mssante.test").mx("alpha.mssante.test", 10, "mx.mssante.test");
    authoritative("parent", Ipv4Addr::LOCALHOST, 0, zone, pages).await
}

/// Gives the honest octets and those under a fault, of one and the same question.
async fn both(server: &Server, fault: DnsFault, transport: Transport) -> (Vec<u8>, Vec<u8>) {
    let (_, asked) = question(NAME, RecordType::MX);
    let honest = raw(server.address(), transport, &asked).await;
    server.set_fault(NAME, Some(fault)).expect("a name");
    let spoilt = raw(server.address(), transport, &asked).await;
    server.set_fault(NAME, None).expect("a name");
    (honest, spoilt)
}

/// The places where two messages of one length differ.
fn differences(honest: &[u8], spoilt: &[u8]) -> Vec<usize> {
    assert_eq!(honest.len(), spoilt.len());
    (0..honest.len()).filter(|at| honest[*at] != spoilt[*at]).collect()
}

#[tokio::test]
async fn each_fault_of_the_octets_changes_one_thing_over_both_transports() {
    let pages = Pages::default();
    let server = server(&pages).await;
    let first_record = HEADER + QUESTION;
    for transport in [Transport::Udp, Transport::Tcp] {
        for (fault, places) in [
            (DnsFault::WrongId, vec![0, 1]),
            (DnsFault::NotAResponse, vec![2]),
            (DnsFault::CountTooHigh, vec![7]),
            (DnsFault::WrongQuestion, vec![HEADER + 1]),
            (DnsFault::CaseLost, vec![HEADER + 1]),
            (DnsFault::CompressionLoop, vec![first_record, first_record + 1]),
        ] {
            let (honest, spoilt) = both(&server, fault.clone(), transport).await;
            assert_eq!(differences(&honest, &spoilt), places, "{} over {transport:?}", fault.id());
        }
        let (honest, cut) = both(&server, DnsFault::Malformed, transport).await;
        assert!(honest.starts_with(&cut) && cut.len() < honest.len() && Message::from_vec(&cut).is_err());
        let (honest, long) = both(&server, DnsFault::TrailingOctets, transport).await;
        assert!(long.starts_with(&honest) && long.len() == honest.len() + 4);
    }
    let faults: Vec<_> = pages.all().into_iter().map(|entry| entry.fault.is_some()).collect();
    assert_eq!(faults, [false, true].repeat(16), "honest and spoilt take turns in the diary");
}

#[tokio::test]
async fn fault_without_anything_to_change_is_not_in_the_diary() {
    let pages = Pages::default();
    let server = server(&pages).await;
    server.set_fault(NAME, Some(DnsFault::CaseLost)).expect("a name");
    let (_, asked) = question("alpha.mssante.test.", RecordType::MX);
    raw(server.address(), Transport::Udp, &asked).await;
    assert_eq!(pages.all()[0].fault, None);
}

#[tokio::test]
async fn delay_holds_the_reply_back_and_no_other_one() {
    let pages = Pages::default();
    let server = server(&pages).await;
    let wait = std::time::Duration::from_millis(400);
    server.set_fault(NAME, Some(DnsFault::Delay(wait))).expect("a name");
    let began = std::time::Instant::now();
    let late = question(NAME, RecordType::MX).1;
    let prompt = question("mssante.test.", RecordType::SOA).1;
    let late = async {
        raw(server.address(), Transport::Udp, &late).await;
        began.elapsed()
    };
    let prompt = async {
        raw(server.address(), Transport::Udp, &prompt).await;
        began.elapsed()
    };
    let (late, prompt) = tokio::join!(late, prompt);
    assert!(late >= wait && prompt < late, "{late:?} {prompt:?}");
}
