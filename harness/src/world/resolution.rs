// SPDX-License-Identifier: EUPL-1.2
//! The DNS of the world: the zone of the espace de confiance, the operators' own zones, and the resolver in front.

use super::diary::Diaries;
use super::{WorldError, WorldSetup};
use crate::plan::{ESPACE_DE_CONFIANCE, Host, OPERATEURS, PeerPlan, Probe};
use crate::scenario::DnsShape;
use crate::wire::smtp::names;
use fake_dns::{DnsError, DnsFault, Role, Server, Side, Zone, Zones};
use judgement::fact::NameServer;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;

/// Patience of the resolver with each authoritative server; below that of any connector, so that the other one is asked.
const HOP_DEADLINE: Duration = Duration::from_millis(400);
/// Ports tried before giving up, when any free one will do.
const ATTEMPTS: usize = 8;

/// The four servers, under the labels of [`NameServer`].
pub struct Resolution {
    pub address: SocketAddrV4,
    servers: Vec<Server>,
}

impl Resolution {
    pub async fn open(setup: &WorldSetup<'_>) -> Result<Resolution, WorldError> {
        let diaries = Diaries::new(setup);
        let (parent_zones, operateurs_zones) = zones(setup)?;
        let [parent, operateurs, secondaire] = authoritative(setup, &diaries, &parent_zones, &operateurs_zones).await?;
        let roots = vec![
            (ESPACE_DE_CONFIANCE.to_owned(), parent.address()),
            (OPERATEURS.to_owned(), operateurs.address()),
            (".".to_owned(), operateurs.address()),
        ];
        let role = Role::Recursive { roots, port: parent.address().port(), hop_deadline: HOP_DEADLINE };
        let (label, diary) = (NameServer::Resolver.word(), diaries.of(NameServer::Resolver));
        let resolver = Server::bind(label, SocketAddr::V4(setup.bench.dns), role, diary).await?;
        let address = SocketAddrV4::new(*setup.bench.dns.ip(), resolver.address().port());
        for (case, _, peer) in setup.plan.peers() {
            let Some(fault) = peer.dns_fault() else { continue };
            // The connector speaks to the resolver: what concerns the exchange itself must happen there, or it is hidden.
            let servers: &[&Server] = match (fault.side(), peer.dns) {
                (Side::Wire, _) => &[&resolver],
                (_, DnsShape::Redirection) => &[&parent],
                (Side::Zone | Side::Walk, DnsShape::Delegation) => &[&operateurs, &secondaire],
                (Side::Primary, DnsShape::Delegation) => &[&operateurs],
                (Side::Secondary, DnsShape::Delegation) => &[&secondaire],
            };
            for server in servers {
                server.set_fault(&peer.domaine, Some(with_host(fault, peer)))?;
            }
            tracing::debug!(case, domaine = peer.domaine, "DNS fault set");
        }
        Ok(Resolution { address, servers: vec![resolver, parent, operateurs, secondaire] })
    }

    pub async fn close(self) {
        for server in self.servers {
            server.stop().await;
        }
    }
}

/// The parent, then the operators' primary and secondary: all share one port, since a delegation carries none.
async fn authoritative(
    setup: &WorldSetup<'_>,
    diaries: &Diaries,
    parent_zones: &Zones,
    operateurs_zones: &Zones,
) -> Result<[Server; 3], DnsError> {
    // Inside namespaces the resolver stands on port 53 and real delegations lead there too.
    let fixed = setup.bench.dns.port();
    let mut attempts = if fixed == 0 { ATTEMPTS } else { 1 };
    let open = |server: NameServer, ip: Ipv4Addr, port, zones: &Zones| {
        let address = SocketAddr::V4(SocketAddrV4::new(ip, port));
        Server::bind(server.word(), address, Role::Authoritative(zones.clone()), diaries.of(server))
    };
    loop {
        attempts -= 1;
        let parent = open(NameServer::Parent, setup.bench.dns_parent, fixed, parent_zones).await?;
        let port = parent.address().port();
        let operateurs = open(NameServer::Operateurs, setup.bench.dns_operateurs, port, operateurs_zones).await;
        let secondaire = open(NameServer::Secondaire, setup.bench.dns_secondaire, port, operateurs_zones).await;
        match (operateurs, secondaire) {
            (Ok(operateurs), Ok(secondaire)) => return Ok([parent, operateurs, secondaire]),
            (Err(error), _) | (_, Err(error)) if attempts == 0 => return Err(error),
            _ => {}
        }
    }
}

/// Domains beside their own that the probe's host serves, one for each edition of the list.
pub(super) fn domains_of_the_probe(setup: &WorldSetup<'_>) -> Vec<String> {
    (1..=setup.plan.editions()).map(Probe::domaine_of).collect()
}

/// Zones of the parent and of the operators.
fn zones(setup: &WorldSetup<'_>) -> Result<(Zones, Zones), DnsError> {
    let sut = &setup.plan.sut;
    let itself = Host { name: sut.mx.clone(), address: *setup.smtp_in.ip(), preference: 10, up: true };
    let of_probe = domains_of_the_probe(setup);
    let probed = of_probe.iter().map(|domaine| (domaine.as_str(), false, setup.plan.probe.peer.hosts.as_slice()));
    let domains = setup
        .plan
        .peers()
        .map(|(_, _, peer)| (peer.domaine.as_str(), peer.dns == DnsShape::Delegation, peer.hosts.as_slice()))
        .chain(probed);
    let domains = domains.chain([(sut.domaine.as_str(), sut.delegated, std::slice::from_ref(&itself))]);
    let (first, second) = (setup.bench.dns_operateurs, setup.bench.dns_secondaire);
    let mut parent = Zone::new(ESPACE_DE_CONFIANCE);
    // Everything else in the world, and so the end of every search: an empty root.
    let mut root = Zone::new(".");
    let mut operateurs = Zone::new(OPERATEURS);
    let mut own = Vec::new();
    let mut addresses: Vec<(String, Ipv4Addr)> = Vec::new();
    for (domaine, delegated, hosts) in domains {
        addresses.extend(hosts.iter().map(|host| (host.name.clone(), host.address)));
        if delegated {
            let (ns1, ns2) = (format!("ns1.{domaine}"), format!("ns2.{domaine}"));
            let servers = [(ns1.as_str(), Some(first)), (ns2.as_str(), Some(second))];
            parent = parent.delegate(domaine, &servers);
            own.push(exchangers(Zone::new(domaine).served_by(&servers), domaine, hosts));
        } else {
            parent = exchangers(parent, domaine, hosts);
        }
        for host in hosts {
            // The same server under a name that its certificate does not know, for whoever asks.
            operateurs = operateurs.a(&other_name(host), host.address);
            if host.name.ends_with(&format!(".{OPERATEURS}")) {
                operateurs = operateurs.a(&host.name, host.address);
            } else {
                root = root.a(&host.name, host.address);
            }
        }
    }
    let (inside, visitor, user) = ours(setup);
    parent = parent.a(&visitor.0, visitor.1);
    root = root.a(&user.0, user.1);
    // The connector's own domain came last.
    match own.pop() {
        Some(zone) if sut.delegated => own.push(zone.a(&inside.0, inside.1)),
        other => {
            own.extend(other);
            parent = parent.a(&inside.0, inside.1);
        }
    }
    let reverse = reverse(addresses.into_iter().chain([inside, visitor, user]));
    Ok((Zones::of([parent])?, Zones::of(own.into_iter().chain([operateurs, root, reverse]))?))
}

type Named = (String, Ipv4Addr);

/// The inner mail server, the visitor, and the inner user, who speaks from this machine.
fn ours(setup: &WorldSetup<'_>) -> (Named, Named, Named) {
    let inside = (super::inside::hostname(setup.plan), *setup.bench.internal_mail_server.ip());
    let visitor = (names::VISITOR.to_owned(), *setup.bench.dns.ip());
    (inside, visitor, (names::INNER_USER.to_owned(), Ipv4Addr::LOCALHOST))
}

/// The reverse zone (RFC 1035 §3.5): each address leads back to the one name that leads to it, as mail servers check
/// before they believe an EHLO. Where two names share an address, it is the first one's.
fn reverse(addresses: impl Iterator<Item = Named>) -> Zone {
    let mut names: BTreeMap<Ipv4Addr, String> = BTreeMap::new();
    for (name, address) in addresses {
        names.entry(address).or_insert(name);
    }
    names.iter().fold(Zone::new("in-addr.arpa"), |zone, (address, name)| {
        let [a, b, c, d] = address.octets();
        zone.ptr(&format!("{d}.{c}.{b}.{a}.in-addr.arpa"), name)
    })
}

/// Completes the fault that names the peer's own server otherwise.
fn with_host(fault: &DnsFault, peer: &PeerPlan) -> DnsFault {
    match (fault, peer.hosts.first()) {
        (DnsFault::MxNotCn(_), Some(host)) => DnsFault::MxNotCn(other_name(host)),
        _ => fault.clone(),
    }
}

fn other_name(host: &Host) -> String {
    format!("autre-nom.{}.{OPERATEURS}", host.name.trim_end_matches(&format!(".{OPERATEURS}")))
}

fn exchangers(zone: Zone, domaine: &str, hosts: &[Host]) -> Zone {
    hosts.iter().fold(zone, |zone, host| zone.mx(domaine, host.preference, &host.name))
}
