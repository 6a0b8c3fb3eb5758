// SPDX-License-Identifier: EUPL-1.2
//! The delegations that the witnesses walk, from a root down.
//!
//! There are the espace de confiance, an operator's primary and secondary, a nested cut, and a server of other names.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex};

use fake_dns::{Diary, DnsFault, Entry, Role, Server, Side, Zone, Zones};

pub const ROOT: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 1);
pub const PARENT: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 2);
pub const PRIMARY: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 3);
pub const SECONDARY: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 4);
const NESTED: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 5);
pub const ELSEWHERE: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 6);
/// Where every MX host of this world is said to be.
const MX_HOST: Ipv4Addr = Ipv4Addr::new(127, 77, 1, 1);

pub struct World {
    pages: Arc<Mutex<Vec<Entry>>>,
    servers: Vec<Server>,
}

/// The delegated zone in which one fault reigns.
pub fn zone_of(fault: &DnsFault) -> String {
    format!("f-{}.mssante.test", fault.id())
}

/// Every fault, with a host where it needs one.
pub fn faults() -> impl Iterator<Item = DnsFault> {
    DnsFault::ALL.iter().cloned().map(|fault| match fault {
        DnsFault::WrongMx(_) => DnsFault::WrongMx("mx.alpha.mssante.test".to_owned()),
        DnsFault::MxNotCn(_) => DnsFault::MxNotCn("autre.alpha.mssante.test".to_owned()),
        fault => fault,
    })
}

fn root() -> Zone {
    Zone::new(".")
        .served_by(&[("ns.root", Some(ROOT))])
        .delegate("mssante.test", &[("ns1.mssante.test", Some(PARENT))])
        .delegate("ailleurs.test", &[("ns1.ailleurs.test", Some(ELSEWHERE))])
}

fn parent() -> Zone {
    let zone = Zone::new("mssante.test")
        .served_by(&[("ns1.mssante.test", Some(PARENT))])
        .mx("alpha.mssante.test", 10, "mx.alpha.mssante.test")
        .mx("alpha.mssante.test", 20, "mx2.alpha.mssante.test")
        .a("mx.alpha.mssante.test", MX_HOST)
        .a("mx2.alpha.mssante.test", MX_HOST)
        .a("autre.alpha.mssante.test", MX_HOST)
        .ttl_of("alpha.mssante.test", 60)
        .a("bare.mssante.test", MX_HOST)
        .mx("six.mssante.test", 10, "mx.six.mssante.test")
        .aaaa("mx.six.mssante.test", Ipv6Addr::LOCALHOST)
        .mx("nul.mssante.test", 0, ".")
        .mx("alias.mssante.test", 10, "mx-alias.mssante.test")
        .cname("mx-alias.mssante.test", "mx.alpha.mssante.test")
        .txt("alpha.mssante.test", &["v=spf1 -all"])
        .srv("_submission._tcp.mssante.test", 5, "mx.alpha.mssante.test", 587)
        .delegate("v6.mssante.test", &[("ns1.v6.mssante.test", None)])
        .aaaa("ns1.v6.mssante.test", Ipv6Addr::LOCALHOST)
        .delegate("gamma.mssante.test", &[("ns1.ailleurs.test", None)]);
    ["aura.mssante.test".to_owned()].into_iter().chain(faults().map(|fault| zone_of(&fault))).fold(zone, delegated)
}

fn delegated(zone: Zone, child: String) -> Zone {
    let (first, second) = (format!("ns1.{child}"), format!("ns2.{child}"));
    zone.delegate(&child, &[(&first, Some(PRIMARY)), (&second, Some(SECONDARY))])
}

/// The operator's zones: one without fault, and one for each fault.
fn operateur() -> Zones {
    let aura = child("aura.mssante.test").delegate("x.aura.mssante.test", &[("ns1.x.aura.mssante.test", Some(NESTED))]);
    Zones::of(faults().map(|fault| child(&zone_of(&fault))).chain([aura])).expect("no mistake")
}

fn child(apex: &str) -> Zone {
    let (first, second, mx) = (format!("ns1.{apex}"), format!("ns2.{apex}"), format!("mx.{apex}"));
    Zone::new(apex).served_by(&[(&first, Some(PRIMARY)), (&second, Some(SECONDARY))]).mx(apex, 10, &mx).a(&mx, MX_HOST)
}

impl World {
    pub async fn open() -> Self {
        let pages = Arc::new(Mutex::new(Vec::new()));
        let one = |zone: Zone| Zones::of([zone]).expect("no mistake");
        let nested = Zone::new("x.aura.mssante.test")
            .served_by(&[("ns1.x.aura.mssante.test", Some(NESTED))])
            .mx("x.aura.mssante.test", 10, "mx.x.aura.mssante.test")
            .a("mx.x.aura.mssante.test", MX_HOST);
        let elsewhere = [
            Zone::new("ailleurs.test").served_by(&[("ns1.ailleurs.test", Some(ELSEWHERE))]),
            Zone::new("gamma.mssante.test").served_by(&[("ns1.ailleurs.test", None)]).mx(
                "gamma.mssante.test",
                5,
                "mx.alpha.mssante.test",
            ),
            Zone::new("127.in-addr.arpa").ptr("1.1.77.127.in-addr.arpa", "mx.alpha.mssante.test"),
        ];
        let mut servers = Vec::new();
        for (label, address, zones) in [
            ("root", ROOT, one(root())),
            ("parent", PARENT, one(parent())),
            ("primary", PRIMARY, operateur()),
            ("secondary", SECONDARY, operateur()),
            ("nested", NESTED, one(nested)),
            ("elsewhere", ELSEWHERE, Zones::of(elsewhere).expect("no mistake")),
        ] {
            let written = Arc::clone(&pages);
            let diary = Diary::new(move |entry| written.lock().expect("no writer panics").push(entry));
            let role = Role::Authoritative(zones);
            servers.push(Server::bind(label, (address, 53).into(), role, diary).await.expect("port 53 is free"));
        }
        let v6 = Zone::new("v6.mssante.test").mx("v6.mssante.test", 10, "mx.alpha.mssante.test");
        let written = Arc::clone(&pages);
        let diary = Diary::new(move |entry| written.lock().expect("no writer panics").push(entry));
        match Server::bind("v6", (Ipv6Addr::LOCALHOST, 53).into(), Role::Authoritative(one(v6)), diary).await {
            Ok(server) => servers.push(server),
            Err(error) => println!("NOT TRIED over IPv6: {error}"),
        }
        for fault in faults() {
            for server in servers.iter().filter(|server| is_on(&fault, server)) {
                server.set_fault(&zone_of(&fault), Some(fault.clone())).expect("a name");
            }
        }
        Self { pages, servers }
    }

    /// Says whether the machine has IPv6, and so a server on it.
    pub fn has_ipv6(&self) -> bool {
        self.servers.iter().any(|server| server.address().is_ipv6())
    }

    /// Says whether a fault was seen to take effect.
    pub fn has_exercised(&self, fault: &DnsFault) -> bool {
        let pages = self.pages.lock().expect("no writer panics");
        pages.iter().any(|entry| entry.fault.as_deref() == Some(fault.id()))
    }

    /// Gives the servers asked since the last call, in order, each stretch of questions to one server once.
    pub fn servers_asked(&self) -> Vec<String> {
        let mut servers: Vec<_> =
            self.pages.lock().expect("no writer panics").drain(..).map(|entry| entry.server).collect();
        servers.dedup();
        servers
    }

    pub async fn close(self) {
        for server in self.servers {
            server.stop().await;
        }
    }
}

fn is_on(fault: &DnsFault, server: &Server) -> bool {
    match fault.side() {
        Side::Primary => server.address().ip() == PRIMARY,
        Side::Secondary => server.address().ip() == SECONDARY,
        Side::Wire | Side::Zone | Side::Walk => server.address().ip() == PRIMARY || server.address().ip() == SECONDARY,
    }
}
