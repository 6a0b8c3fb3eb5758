// SPDX-License-Identifier: EUPL-1.2
//! DNS questions to the one configured resolver: no cache, no hosts file, no system settings.

use std::{
    hash::{BuildHasher, RandomState},
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig},
    net::{DnsError, NetError, NoRecords, runtime::TokioRuntimeProvider},
    proto::{
        op::ResponseCode,
        rr::{Name, RData},
    },
};

use crate::{error::StartError, smtp::client::Failure};

/// Zones of the real espace de confiance and of the agency that runs it.
const REAL_ZONES: [&str; 3] = ["mssante.fr", "esante.gouv.fr", "asipsante.fr"];

/// A stub of the recursive resolver.
pub(crate) struct Resolver {
    stub: TokioResolver,
}

impl Resolver {
    /// Prepares questions; the source address decides whether IPv4 or IPv6 addresses are asked for.
    ///
    /// # Errors
    /// The DNS library refuses the settings.
    pub(crate) fn new(server: SocketAddr, source: IpAddr, patience: Duration) -> Result<Resolver, StartError> {
        let at_port = |mut connection: ConnectionConfig| {
            connection.port = server.port();
            connection
        };
        let connections = vec![at_port(ConnectionConfig::udp()), at_port(ConnectionConfig::tcp())];
        let name_server = NameServerConfig::new(server.ip(), true, connections);
        let config = ResolverConfig::from_parts(None, vec![], vec![name_server]);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        let options = builder.options_mut();
        options.timeout = patience;
        // The queue tries again, later and from the start; the library counts retries here, not tries.
        options.attempts = 0;
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        options.ip_strategy = if source.is_ipv4() { LookupIpStrategy::Ipv4Only } else { LookupIpStrategy::Ipv6Only };
        let stub = builder.build().map_err(|error| StartError::Resolver(error.to_string()))?;
        Ok(Resolver { stub })
    }

    /// Keeps a test program away from the real espace de confiance, whatever its configuration says.
    fn refuse_real(name: &str) -> Result<(), Failure> {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let below = |zone: &&str| name.strip_suffix(*zone).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        match REAL_ZONES.into_iter().find(below) {
            None => Ok(()),
            Some(zone) => Err(Failure::found("5.7.1", format!("{name} belongs to the real {zone}: a test stays away"))),
        }
    }

    /// The MX hosts of a domain, preferred first; no MX is a permanent failure, never a reason to try an A.
    pub(crate) async fn mx_hosts(&self, domain: &str) -> Result<Vec<String>, Failure> {
        Self::refuse_real(domain)?;
        let answer = self.stub.mx_lookup(format!("{domain}.")).await.map_err(|error| match absence(&error) {
            Some(ResponseCode::NXDomain) => Failure::found("5.1.2", format!("the domain {domain} does not exist")),
            Some(_) => Failure::found("5.4.4", format!("the domain {domain} has no MX")),
            None => Failure::found("4.4.3", format!("no answer about the MX of {domain}: {error}")),
        })?;
        // RFC 5452 §9.1: the library holds the question of an answer against its own over UDP only.
        let is_domain = |name: &Name| name.to_ascii().trim_end_matches('.').eq_ignore_ascii_case(domain);
        let owned = answer.answers().first().is_some_and(|record| is_domain(&record.name));
        if !owned || !is_domain(answer.query().name()) {
            return Err(Failure::found("4.4.3", format!("the answer about the MX of {domain} is about another name")));
        }
        let random = RandomState::new();
        let mut hosts: Vec<_> = answer
            .answers()
            .iter()
            .filter_map(|record| match &record.data {
                RData::MX(mx) => Some((mx.preference, mx.exchange.to_lowercase().to_ascii())),
                _ => None,
            })
            .collect();
        // RFC 5321 §5.1: equal preferences are shuffled.
        hosts.sort_by_cached_key(|(preference, host)| (*preference, random.hash_one(host)));
        // RFC 7505: a null MX says that the domain takes no mail.
        let hosts: Vec<_> = hosts
            .into_iter()
            .filter(|(_, host)| host != ".")
            .map(|(_, host)| host.trim_end_matches('.').to_owned())
            .collect();
        if hosts.is_empty() {
            return Err(Failure::found("5.1.10", format!("the domain {domain} takes no mail (null MX)")));
        }
        Ok(hosts)
    }

    /// The addresses of a host.
    pub(crate) async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, Failure> {
        Self::refuse_real(host)?;
        match self.stub.lookup_ip(format!("{host}.")).await {
            Ok(answer) => Ok(answer.iter().collect()),
            Err(error) => Err(Failure::found("4.4.3", format!("no address for {host}: {error}"))),
        }
    }
}

/// The response code of an answer that says there is nothing; `None` for failures to get an answer.
fn absence(error: &NetError) -> Option<ResponseCode> {
    match error {
        // A referral is not an answer: the resolver asked does not do its work.
        NetError::Dns(DnsError::NoRecordsFound(NoRecords { ns: Some(_), soa: None, .. })) => None,
        NetError::Dns(DnsError::NoRecordsFound(nothing)) => Some(nothing.response_code),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn real_zones_are_never_asked_about() {
        let nobody = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let patience = Duration::from_millis(50);
        let resolver = Resolver::new(nobody.local_addr().unwrap(), IpAddr::from([127, 0, 0, 1]), patience).unwrap();
        for name in ["mssante.fr", "clinique.MSSANTE.fr", "ocsp.esante.gouv.fr."] {
            assert!(resolver.mx_hosts(name).await.unwrap_err().to_string().contains("stays away"), "{name}");
            assert!(resolver.addresses(name).await.unwrap_err().to_string().contains("stays away"), "{name}");
        }
        nobody.set_nonblocking(true).unwrap();
        assert!(nobody.recv(&mut [0; 512]).is_err(), "a question left");
    }
}
