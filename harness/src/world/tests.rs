// SPDX-License-Identifier: EUPL-1.2
use super::*;
use crate::connector::Connector;
use crate::plan::{Selection, compile};
use crate::scenario::Catalogue;
use crate::wire::smtp::names;
use hickory_resolver::Resolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::op::{Message, Query};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use tokio::net::UdpSocket;

/// Kept beside the test binary: its keys are made once, not at each run.
pub fn igc_sante() -> IgcSante {
    let binary = std::env::current_exe().expect("the test has a path");
    IgcSante::open_or_create(&binary.with_file_name("igc-sante-of-tests"), &|_| {}).expect("hierarchy opens")
}

/// The reference connector's file.
pub fn reference() -> Connector {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("connectors/reference/connector.yaml");
    Connector::read(&file).expect("a right connector file")
}

/// The plan of some variants of the project's own scenarios.
pub fn plan(connector: &Connector, wanted: impl Fn(&str) -> bool) -> Plan {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (catalogue, mut ids) = Catalogue::read(&[project.join("scenarios")]).expect("right scenarios");
    ids.retain(|id| wanted(id));
    compile(&catalogue, connector, &Selection { ids: &ids, seed: 1 }).expect("a plan")
}

fn host_names(records: &[Record]) -> Vec<String> {
    let names = records.iter().filter_map(|record| match &record.data {
        RData::PTR(ptr) => Some(ptr.0.to_utf8().trim_end_matches('.').to_owned()),
        _ => None,
    });
    names.collect()
}

/// Asks by hand: hickory-resolver answers for all of 127.0.0.0/8 by itself (RFC 6761 §6.3).
async fn names_of_loopback(at: SocketAddrV4, address: Ipv4Addr) -> Vec<String> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
    let mut question = Message::query();
    question.metadata.recursion_desired = true;
    question.add_query(Query::query(Name::from(IpAddr::V4(address)), RecordType::PTR));
    socket.send_to(&question.to_vec().expect("it encodes"), at).await.expect("it leaves");
    let mut reply = [0; 1_232];
    let received = tokio::time::timeout(Duration::from_secs(5), socket.recv(&mut reply)).await;
    let length = received.expect("in time").expect("a reply");
    host_names(&Message::from_vec(&reply[..length]).expect("DNS").answers)
}

async fn addresses_of(resolver: &Resolver<TokioRuntimeProvider>, name: &str) -> Vec<Ipv4Addr> {
    let found = resolver.ipv4_lookup(format!("{name}.")).await.expect("an address");
    let addresses = found.answers().iter().filter_map(|record| match &record.data {
        RData::A(a) => Some(a.0),
        _ => None,
    });
    addresses.collect()
}

fn resolver(at: SocketAddrV4) -> Resolver<TokioRuntimeProvider> {
    let mut udp = ConnectionConfig::udp();
    udp.port = at.port();
    let server = NameServerConfig::new(IpAddr::V4(*at.ip()), true, vec![udp]);
    let config = ResolverConfig::from_parts(None, vec![], vec![server]);
    let mut builder = Resolver::builder_with_config(config, TokioRuntimeProvider::default());
    builder.options_mut().use_hosts_file = ResolveHosts::Never;
    builder.build().expect("a resolver")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_that_speaks_leads_to_its_name_and_back() {
    let mut connector = reference();
    // RFC 5737: addresses for examples, which a resolver does not answer for by itself.
    connector.bench.first_peer = Ipv4Addr::new(192, 0, 2, 1);
    let wanted = |id: &str| id.starts_with("outbound/exchange/") || id.starts_with("inbound/exchange/");
    let plan = plan(&connector, wanted);
    let setup = WorldSetup {
        plan: &plan,
        bench: &connector.bench,
        smtp_in: SocketAddrV4::new(Ipv4Addr::new(127, 77, 0, 25), 0),
        started: SystemTime::now(),
        recorder: Recorder::new(),
        step: Duration::from_secs(5),
    };
    let resolution = Resolution::open(&setup).await.expect("the DNS opens");
    let resolver = resolver(resolution.address);
    let hosts = plan.peers().flat_map(|(_, _, peer)| &peer.hosts);
    let hosts: Vec<(String, Ipv4Addr)> = hosts.map(|host| (host.name.clone(), host.address)).collect();
    assert!(hosts.len() > 10, "{hosts:?}");
    for (name, address) in &hosts {
        let found = resolver.reverse_lookup(IpAddr::V4(*address)).await.expect("a name");
        assert_eq!(host_names(found.answers()), [name.as_str()], "{address}");
        assert_eq!(addresses_of(&resolver, name).await, [*address], "{name}");
    }
    for (name, address) in [
        (inside::hostname(&plan), *connector.bench.internal_mail_server.ip()),
        (names::VISITOR.to_owned(), *connector.bench.dns.ip()),
        (names::INNER_USER.to_owned(), Ipv4Addr::LOCALHOST),
        (plan.sut.mx.clone(), Ipv4Addr::new(127, 77, 0, 25)),
    ] {
        assert_eq!(names_of_loopback(resolution.address, address).await, [name.as_str()], "{address}");
        assert_eq!(addresses_of(&resolver, &name).await, [address], "{name}");
    }
    resolution.close().await;
}
