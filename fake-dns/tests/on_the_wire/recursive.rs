// SPDX-License-Identifier: EUPL-1.2
//! Asks a recursive server that must walk two authoritative ones on different addresses.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use crate::bench::{Pages, ask, authoritative, data};
use fake_dns::{DnsFault, Role, Server, Transport, Zone};
use hickory_proto::op::ResponseCode;
use hickory_proto::rr::RecordType;

const CHILD_IP: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

/// A parent that redirects `alpha` and delegates `beta` (glue) and `gamma` (no glue) to one child server.
struct World {
    pages: Pages,
    parent: Server,
    child: Server,
    resolver: Server,
}

fn parent_zone() -> Zone {
    Zone::new("test")
        .mx("alpha.test", 10, "mx.beta.test")
        .cname("alias.test", "beta.test")
        .cname("tourne.test", "rond.test")
        .cname("rond.test", "tourne.test")
        .delegate("beta.test", &[("ns1.beta.test", Some(CHILD_IP))])
        .delegate("gamma.test", &[("ns1.ailleurs", None)])
        .delegate("outside.test", &[("ns1.outside.test", Some(Ipv4Addr::new(192, 0, 2, 1)))])
        .delegate("ring.test", &[("ns1.ring.test", None)])
}

fn child_zone() -> Zone {
    Zone::new("beta.test")
        .served_by(&[("ns1.beta.test", Some(CHILD_IP))])
        .mx("beta.test", 10, "mx.beta.test")
        .a("mx.beta.test", Ipv4Addr::new(127, 77, 0, 3))
}

impl World {
    async fn new() -> Self {
        let pages = Pages::default();
        // Delegated servers share one port: the child takes a free one and the parent its own.
        let child = authoritative("child", CHILD_IP, 0, child_zone(), &pages).await;
        for zone in [
            Zone::new("gamma.test").mx("gamma.test", 5, "mx.beta.test"),
            Zone::new("ailleurs").a("ns1.ailleurs", CHILD_IP),
        ] {
            child.change(|zones| zones.insert(zone)).expect("a zone without mistake");
        }
        let parent = authoritative("parent", Ipv4Addr::LOCALHOST, 0, parent_zone(), &pages).await;
        let role = Role::Recursive {
            roots: vec![("test".to_owned(), parent.address()), ("ailleurs".to_owned(), child.address())],
            port: child.address().port(),
            hop_deadline: Duration::from_millis(200),
        };
        let localhost: SocketAddr = (Ipv4Addr::LOCALHOST, 0).into();
        let resolver = Server::bind("resolver", localhost, role, pages.diary()).await.expect("a free port");
        Self { pages, parent, child, resolver }
    }

    async fn resolve(&self, name: &str, kind: RecordType) -> (ResponseCode, Vec<String>) {
        let reply = ask(self.resolver.address(), Transport::Udp, name, kind).await;
        assert!(reply.metadata.recursion_available && reply.metadata.recursion_desired);
        (reply.metadata.response_code, data(&reply.answers))
    }

    fn hops(&self) -> Vec<(String, String)> {
        self.pages.all().into_iter().map(|entry| (entry.server, entry.name)).collect()
    }
}

fn owned<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    pairs.into_iter().map(|(server, name)| (server.to_owned(), name.to_owned())).collect()
}

#[tokio::test]
async fn delegation_is_followed_to_the_second_server_and_each_hop_is_written_down() {
    let world = World::new().await;
    let (rcode, answers) = world.resolve("Beta.test.", RecordType::MX).await;
    assert_eq!((rcode, answers), (ResponseCode::NoError, vec!["10 mx.beta.test.".to_owned()]));
    assert_eq!(world.hops(), owned([("parent", "Beta.test."), ("child", "Beta.test."), ("resolver", "Beta.test.")]));
    let walk: Vec<String> = world.pages.all()[2].hops.iter().map(ToString::to_string).collect();
    let (parent, child) = (world.parent.address(), world.child.address());
    let expected = [
        format!("1. MX Beta.test. at {parent} for test.: referral to Beta.test."),
        format!("2. MX Beta.test. at {child} for Beta.test.: NOERROR"),
    ];
    assert_eq!(walk, expected);
    let referrals: Vec<_> = world.pages.all().into_iter().map(|entry| entry.referral).collect();
    assert_eq!(referrals, [true, false, false]);
}

#[tokio::test]
async fn delegation_without_glue_is_followed_by_asking_for_the_server() {
    let world = World::new().await;
    let (_, answers) = world.resolve("gamma.test.", RecordType::MX).await;
    assert_eq!(answers, ["5 mx.beta.test."]);
    let hops =
        [("parent", "gamma.test."), ("child", "ns1.ailleurs."), ("child", "gamma.test."), ("resolver", "gamma.test.")];
    assert_eq!(world.hops(), owned(hops));
}

#[tokio::test]
async fn alias_that_leads_to_another_server_is_followed() {
    let world = World::new().await;
    let (_, answers) = world.resolve("alias.test.", RecordType::MX).await;
    assert_eq!(answers, ["beta.test.", "10 mx.beta.test."]);
}

#[tokio::test]
async fn missing_name_comes_back_as_nxdomain() {
    let world = World::new().await;
    assert_eq!(world.resolve("absent.beta.test.", RecordType::MX).await.0, ResponseCode::NXDomain);
    assert_eq!(world.resolve("beta.test.", RecordType::TXT).await, (ResponseCode::NoError, vec![]));
}

#[tokio::test]
async fn silent_server_below_is_a_servfail_above() {
    let world = World::new().await;
    world.child.set_fault("beta.test", Some(DnsFault::Silence)).expect("a name");
    assert_eq!(world.resolve("beta.test.", RecordType::MX).await.0, ResponseCode::ServFail);
    let entries = world.pages.all();
    assert_eq!(entries[1].fault.as_deref(), Some("silence"));
    assert_eq!(entries[2].hops[1].outcome, "no usable reply (timed out)");
    assert_eq!((entries[2].server.as_str(), entries[2].rcode.as_str()), ("resolver", "SERVFAIL"));
}

#[tokio::test]
async fn lame_or_refusing_server_is_a_servfail_above() {
    let world = World::new().await;
    for fault in [
        DnsFault::UpwardReferral,
        DnsFault::LameDelegation,
        DnsFault::Refused,
        DnsFault::Servfail,
        DnsFault::ForeignAnswer,
        DnsFault::WrongId,
        DnsFault::CompressionLoop,
    ] {
        world.parent.set_fault("alpha.test", Some(fault)).expect("a name");
        assert_eq!(world.resolve("alpha.test.", RecordType::MX).await.0, ResponseCode::ServFail);
    }
}

#[tokio::test]
async fn cut_answer_is_asked_again_over_tcp() {
    let world = World::new().await;
    world.child.set_fault("beta.test", Some(DnsFault::Truncated)).expect("a name");
    assert_eq!(world.resolve("beta.test.", RecordType::MX).await.1, ["10 mx.beta.test."]);
    let child: Vec<_> = world.pages.all().into_iter().filter(|entry| entry.server == "child").collect();
    assert_eq!(child.iter().map(|entry| entry.transport).collect::<Vec<_>>(), [Transport::Udp, Transport::Tcp]);
}

#[tokio::test]
async fn address_outside_our_servers_is_never_asked() {
    let world = World::new().await;
    assert_eq!(world.resolve("outside.test.", RecordType::MX).await.0, ResponseCode::ServFail);
    assert_eq!(world.resolve("elsewhere.org.", RecordType::MX).await.0, ResponseCode::ServFail);
}

#[tokio::test]
async fn walk_that_turns_in_a_ring_ends() {
    let world = World::new().await;
    assert_eq!(world.resolve("ring.test.", RecordType::MX).await.0, ResponseCode::ServFail);
    assert_eq!(world.resolve("tourne.test.", RecordType::MX).await.0, ResponseCode::ServFail);
}

#[tokio::test]
async fn fault_of_the_resolver_itself_is_its_own() {
    let world = World::new().await;
    world.resolver.set_fault("beta.test", Some(DnsFault::Refused)).expect("a name");
    assert_eq!(world.resolve("beta.test.", RecordType::MX).await.0, ResponseCode::Refused);
    let faults: Vec<_> = world.pages.all().into_iter().map(|entry| entry.fault).collect();
    assert_eq!(faults, [None, None, Some("refused".to_owned())]);
}
