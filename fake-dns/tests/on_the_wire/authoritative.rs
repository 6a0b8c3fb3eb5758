// SPDX-License-Identifier: EUPL-1.2
//! Asks an authoritative server over both transports, by hand and with a resolver that is not ours.

use std::net::Ipv4Addr;

use crate::bench::{Pages, ask, authoritative, data, is_silent};
use fake_dns::{DnsError, DnsFault, Entry, Role, Server, Transport, Zone, Zones};
use hickory_proto::op::ResponseCode;
use hickory_proto::rr::RecordType;
use hickory_resolver::Resolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;

fn zone() -> Zone {
    Zone::new("mssante.test")
        .mx("alpha.mssante.test", 10, "mx.alpha.mssante.test")
        .a("mx.alpha.mssante.test", Ipv4Addr::new(127, 77, 0, 1))
        .delegate("beta.mssante.test", &[("ns1.beta.mssante.test", Some(Ipv4Addr::new(127, 0, 0, 2)))])
}

async fn server(pages: &Pages) -> Server {
    authoritative("parent", Ipv4Addr::LOCALHOST, 0, zone(), pages).await
}

#[tokio::test]
async fn both_transports_answer_on_one_port_and_the_diary_tells_them_apart() {
    let pages = Pages::default();
    let server = server(&pages).await;
    for transport in [Transport::Udp, Transport::Tcp] {
        let reply = ask(server.address(), transport, "Alpha.MSSante.test.", RecordType::MX).await;
        assert!(reply.metadata.authoritative && !reply.metadata.recursion_available);
        assert_eq!(data(&reply.answers), ["10 mx.alpha.mssante.test."]);
        assert_eq!(data(&reply.additionals), ["127.77.0.1"]);
    }
    let entries = pages.all();
    assert_eq!(entries.iter().map(|entry| entry.transport).collect::<Vec<_>>(), [Transport::Udp, Transport::Tcp]);
    let expected = Entry {
        server: "parent".to_owned(),
        from: entries[0].from,
        transport: Transport::Udp,
        name: "Alpha.MSSante.test.".to_owned(),
        kind: "MX".to_owned(),
        recursion_desired: true,
        rcode: "NOERROR".to_owned(),
        authoritative: true,
        referral: false,
        truncated: false,
        answers: vec!["10 mx.alpha.mssante.test.".to_owned()],
        hops: vec![],
        fault: None,
    };
    assert_eq!(entries[0], expected);
    let written = serde_json::to_string(&entries[0]).expect("written");
    assert_eq!(serde_json::from_str::<Entry>(&written).expect("read back"), expected);
}

#[tokio::test]
async fn delegation_is_a_referral_on_the_wire_and_in_the_diary() {
    let pages = Pages::default();
    let server = server(&pages).await;
    let reply = ask(server.address(), Transport::Udp, "beta.mssante.test.", RecordType::MX).await;
    assert!(!reply.metadata.authoritative && reply.answers.is_empty());
    assert_eq!(data(&reply.authorities), ["ns1.beta.mssante.test."]);
    assert_eq!(data(&reply.additionals), ["127.0.0.2"]);
    assert!(pages.all()[0].referral);
}

#[tokio::test]
async fn answer_too_long_for_a_datagram_is_cut_and_whole_over_tcp() {
    let long = (0..60).fold(Zone::new("long.test"), |zone, last| zone.a("many.long.test", [127, 77, 1, last].into()));
    let pages = Pages::default();
    let server = authoritative("long", Ipv4Addr::LOCALHOST, 0, long, &pages).await;
    let cut = ask(server.address(), Transport::Udp, "many.long.test.", RecordType::A).await;
    assert!(cut.metadata.truncation && cut.answers.len() < 60);
    let whole = ask(server.address(), Transport::Tcp, "many.long.test.", RecordType::A).await;
    assert!(!whole.metadata.truncation && whole.answers.len() == 60);
    assert_eq!(pages.all().iter().map(|entry| entry.truncated).collect::<Vec<_>>(), [true, false]);
}

#[tokio::test]
async fn change_and_fault_count_from_the_next_question_on() {
    let pages = Pages::default();
    let server = server(&pages).await;
    let name = "alpha.mssante.test.";
    server.set_fault(name, Some(DnsFault::Servfail)).expect("a name");
    let failed = ask(server.address(), Transport::Udp, name, RecordType::MX).await;
    server.set_fault(name, None).expect("a name");
    let moved = zone().forget(name).mx(name, 10, "mx9.mssante.test");
    server.change(|zones| zones.insert(moved)).expect("no mistake");
    let repaired = ask(server.address(), Transport::Udp, name, RecordType::MX).await;
    assert_eq!(failed.metadata.response_code, ResponseCode::ServFail);
    assert_eq!(data(&repaired.answers), ["10 mx9.mssante.test."]);
    let faults: Vec<_> = pages.all().into_iter().map(|entry| entry.fault).collect();
    assert_eq!(faults, [Some("servfail".to_owned()), None]);
}

#[tokio::test]
async fn silent_server_writes_the_question_down_and_says_nothing() {
    let pages = Pages::default();
    let server = server(&pages).await;
    server.set_fault("mssante.test", Some(DnsFault::Silence)).expect("a name");
    assert!(is_silent(server.address(), "alpha.mssante.test.", RecordType::MX).await);
    let entries = pages.all();
    assert_eq!((entries[0].rcode.as_str(), entries[0].fault.as_deref()), (Entry::NO_REPLY, Some("silence")));
}

#[tokio::test]
async fn forced_truncation_gives_nothing_over_udp_and_all_over_tcp() {
    let pages = Pages::default();
    let server = server(&pages).await;
    server.set_fault("alpha.mssante.test", Some(DnsFault::Truncated)).expect("a name");
    let cut = ask(server.address(), Transport::Udp, "alpha.mssante.test.", RecordType::MX).await;
    assert!(cut.metadata.truncation && cut.answers.is_empty());
    let whole = ask(server.address(), Transport::Tcp, "alpha.mssante.test.", RecordType::MX).await;
    assert_eq!(data(&whole.answers), ["10 mx.alpha.mssante.test."]);
    assert_eq!(pages.all().iter().map(|entry| entry.fault.is_some()).collect::<Vec<_>>(), [true, false]);
}

#[tokio::test]
async fn zone_transfer_is_refused() {
    let server = server(&Pages::default()).await;
    let reply = ask(server.address(), Transport::Tcp, "mssante.test.", RecordType::AXFR).await;
    assert_eq!(reply.metadata.response_code, ResponseCode::Refused);
}

#[tokio::test]
async fn address_in_use_is_named_and_free_again_after_stop() {
    let pages = Pages::default();
    let first = server(&pages).await;
    let address = first.address();
    let role = || Role::Authoritative(Zones::of([zone()]).expect("no mistake"));
    let Err(refused) = Server::bind("second", address, role(), pages.diary()).await else {
        panic!("two servers share {address}")
    };
    assert!(matches!(refused, DnsError::InUse { .. }));
    assert!(refused.to_string().contains(&address.to_string()) && refused.to_string().contains("in use"));
    first.stop().await;
    Server::bind("third", address, role(), pages.diary()).await.expect("the address is free").stop().await;
}

#[tokio::test]
async fn foreign_resolver_reads_the_answer_and_comes_back_over_tcp_when_it_is_cut() {
    let pages = Pages::default();
    let server = server(&pages).await;
    server.set_fault("alpha.mssante.test", Some(DnsFault::Truncated)).expect("a name");
    let mut udp = ConnectionConfig::udp();
    let mut tcp = ConnectionConfig::tcp();
    (udp.port, tcp.port) = (server.address().port(), server.address().port());
    let name_server = NameServerConfig::new(server.address().ip(), true, vec![udp, tcp]);
    let mut options = ResolverOpts::default();
    options.cache_size = 0;
    options.attempts = 1;
    let resolver = Resolver::builder_with_config(
        ResolverConfig::from_parts(None, vec![], vec![name_server]),
        TokioRuntimeProvider::default(),
    )
    .with_options(options)
    .build()
    .expect("a resolver");
    let found = resolver.mx_lookup("alpha.mssante.test.").await.expect("an answer");
    assert_eq!(data(found.answers()), ["10 mx.alpha.mssante.test."]);
    assert!(pages.all().iter().any(|entry| entry.transport == Transport::Tcp));
}
