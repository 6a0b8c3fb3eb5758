// SPDX-License-Identifier: EUPL-1.2
//! Several fake servers with one resolver in front, opened from one description.

use super::DnsFailure;
use super::zone_file::{ServerFile, ZoneFile};
use fake_dns::{Diary, DnsError, DnsFault, Role, Server, Side, Zones};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// Patience of the resolver with each server.
const HOP_DEADLINE: Duration = Duration::from_secs(1);

/// Ports tried when any free one will do.
const PORT_ATTEMPTS: usize = 8;

/// The servers that are open, each with the apexes that it speaks for.
pub struct Constellation {
    resolver: Server,
    authoritative: Vec<(Server, Vec<String>)>,
}

impl Constellation {
    /// Opens every server of a description on one port; port 0 lets the system choose one that is free at each address.
    ///
    /// # Errors
    /// A zone has a mistake in it, or an address is taken or absent.
    pub async fn open(file: &ZoneFile, diary: &Diary) -> Result<Constellation, DnsFailure> {
        let mut attempts = if file.port == 0 { PORT_ATTEMPTS } else { 1 };
        loop {
            attempts -= 1;
            match Constellation::open_once(file, diary).await {
                Err(DnsFailure::Fake(DnsError::InUse { .. })) if attempts > 0 => {}
                outcome => return outcome,
            }
        }
    }

    async fn open_once(file: &ZoneFile, diary: &Diary) -> Result<Constellation, DnsFailure> {
        let mut port = file.port;
        let mut authoritative = Vec::new();
        let mut roots = Vec::new();
        for server in &file.servers {
            let zones = Zones::of(server.zones.iter().map(|zone| zone.zone()))?;
            let address = SocketAddr::new(server.address, port);
            let open = Server::bind(&server.name, address, Role::Authoritative(zones), diary.clone()).await?;
            let address = open.address();
            port = address.port();
            let apexes = apexes(server);
            let tops = apexes.iter().filter(|apex| !file.servers.iter().any(|other| is_below(apex, other)));
            roots.extend(tops.map(|apex| (apex.clone(), address)));
            authoritative.push((open, apexes));
        }
        let role = Role::Recursive { roots, port, hop_deadline: HOP_DEADLINE };
        let resolver = Server::bind("resolver", (file.resolver, port).into(), role, diary.clone()).await?;
        Ok(Constellation { resolver, authoritative })
    }

    /// Sets a fault where whoever asks the resolver meets it.
    ///
    /// # Errors
    /// No server speaks for the name, or it is no domain name.
    pub fn set_fault(&self, name: &str, fault: &DnsFault) -> Result<(), DnsFailure> {
        let holders = self.holders(name);
        let (primary, secondaries) = holders.split_first().ok_or_else(|| DnsFailure::NoZone(name.to_owned()))?;
        let servers: Vec<&Server> = match fault.side() {
            Side::Wire => vec![&self.resolver],
            Side::Zone | Side::Walk => holders,
            Side::Primary => vec![primary],
            Side::Secondary => secondaries.to_vec(),
        };
        let set = |server: &&Server| server.set_fault(name, Some(fault.clone()));
        Ok(servers.iter().try_for_each(set).map_err(|error: DnsError| error)?)
    }

    /// The servers of the deepest zone above a name, the primary first.
    fn holders(&self, name: &str) -> Vec<&Server> {
        let apexes = self.authoritative.iter().flat_map(|(_, apexes)| apexes);
        let Some(deepest) = apexes.filter(|apex| is_at_or_below(name, apex)).max_by_key(|apex| apex.len()) else {
            return Vec::new();
        };
        let holding = self.authoritative.iter().filter(|(_, apexes)| apexes.contains(deepest));
        holding.map(|(server, _)| server).collect()
    }

    /// Where whoever wants the walking done asks.
    pub fn resolver(&self) -> SocketAddr {
        self.resolver.address()
    }

    /// The other servers with the zones that each speaks for.
    pub fn authoritative(&self) -> impl Iterator<Item = (SocketAddr, &[String])> {
        self.authoritative.iter().map(|(server, apexes)| (server.address(), apexes.as_slice()))
    }

    /// Stops every server.
    pub async fn close(self) {
        self.resolver.stop().await;
        for (server, _) in self.authoritative {
            server.stop().await;
        }
    }
}

/// Every address that a description listens on.
pub fn addresses(file: &ZoneFile) -> impl Iterator<Item = IpAddr> {
    file.servers.iter().map(|server| server.address).chain([file.resolver])
}

fn apexes(server: &ServerFile) -> Vec<String> {
    server.zones.iter().map(|zone| zone.apex.trim_end_matches('.').to_ascii_lowercase()).collect()
}

/// Whether some zone of a server lies above an apex: then a delegation leads there, and it is no root of the walk.
fn is_below(apex: &str, server: &ServerFile) -> bool {
    apexes(server).iter().any(|other| other != apex && is_at_or_below(apex, other))
}

fn is_at_or_below(name: &str, apex: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    apex.is_empty() || name == apex || name.strip_suffix(apex).is_some_and(|front| front.ends_with('.'))
}
