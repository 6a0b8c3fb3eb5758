// SPDX-License-Identifier: EUPL-1.2
//! The stub resolver: no cache, no hosts file, no system settings.

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

use crate::{error::StartError, smtp::failure::DeliveryFailure};

/// The production zones of the espace de confiance and of the agency that runs it.
const PRODUCTION_ZONES: [&str; 3] = ["mssante.fr", "esante.gouv.fr", "asipsante.fr"];

/// A client of the one configured recursive resolver.
pub(crate) struct Resolver {
    stub: TokioResolver,
}

impl Resolver {
    /// A client of `server`; the family of `source` decides between A and AAAA queries.
    ///
    /// # Errors
    /// The DNS library refuses the settings.
    pub(crate) fn new(server: SocketAddr, source: IpAddr, timeout: Duration) -> Result<Resolver, StartError> {
        let at_port = |mut connection: ConnectionConfig| {
            connection.port = server.port();
            connection
        };
        let connections = vec![at_port(ConnectionConfig::udp()), at_port(ConnectionConfig::tcp())];
        let name_server = NameServerConfig::new(server.ip(), true, connections);
        let config = ResolverConfig::from_parts(None, vec![], vec![name_server]);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        let options = builder.options_mut();
        options.timeout = timeout;
        // Retries, not attempts: the queue does the retrying.
        options.attempts = 0;
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        options.ip_strategy = if source.is_ipv4() { LookupIpStrategy::Ipv4Only } else { LookupIpStrategy::Ipv6Only };
        let stub = builder.build().map_err(|error| StartError::Resolver(error.to_string()))?;
        Ok(Resolver { stub })
    }

    /// Refuses names of production zones, whatever the configuration says.
    fn refuse_production_zone(name: &str) -> Result<(), DeliveryFailure> {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let below = |zone: &&str| name.strip_suffix(*zone).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        match PRODUCTION_ZONES.into_iter().find(below) {
            None => Ok(()),
            Some(zone) => {
                Err(DeliveryFailure::local("5.7.1", format!("{name} belongs to the real {zone}: a test stays away")))
            }
        }
    }

    /// The MX hosts of a domain, preferred first; a domain without MX is a permanent failure (no implicit MX).
    pub(crate) async fn mx_hosts(&self, domain: &str) -> Result<Vec<String>, DeliveryFailure> {
        Self::refuse_production_zone(domain)?;
        let answer =
            self.stub.mx_lookup(format!("{domain}.")).await.map_err(|error| match negative_response(&error) {
                Some(ResponseCode::NXDomain) => {
                    DeliveryFailure::local("5.1.2", format!("the domain {domain} does not exist"))
                }
                Some(_) => DeliveryFailure::local("5.4.4", format!("the domain {domain} has no MX")),
                None => DeliveryFailure::local("4.4.3", format!("no answer about the MX of {domain}: {error}")),
            })?;
        // RFC 5452 §9.1: the library compares the question of a response with the query over UDP only.
        let is_domain = |name: &Name| name.to_ascii().trim_end_matches('.').eq_ignore_ascii_case(domain);
        let is_owner = answer.answers().first().is_some_and(|record| is_domain(&record.name));
        if !is_owner || !is_domain(answer.query().name()) {
            return Err(DeliveryFailure::local(
                "4.4.3",
                format!("the answer about the MX of {domain} is about another name"),
            ));
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
        // RFC 7505: a null MX means that the domain accepts no mail.
        let hosts: Vec<_> = hosts
            .into_iter()
            .filter(|(_, host)| host != ".")
            .map(|(_, host)| host.trim_end_matches('.').to_owned())
            .collect();
        if hosts.is_empty() {
            return Err(DeliveryFailure::local("5.1.10", format!("the domain {domain} takes no mail (null MX)")));
        }
        Ok(hosts)
    }

    /// The addresses of a host.
    pub(crate) async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DeliveryFailure> {
        Self::refuse_production_zone(host)?;
        match self.stub.lookup_ip(format!("{host}.")).await {
            Ok(answer) => Ok(answer.iter().collect()),
            Err(error) => Err(DeliveryFailure::local("4.4.3", format!("no address for {host}: {error}"))),
        }
    }
}

/// The response code of a negative response (RFC 2308); `None` for a failed query.
fn negative_response(error: &NetError) -> Option<ResponseCode> {
    match error {
        // A referral is no response of a recursive resolver.
        NetError::Dns(DnsError::NoRecordsFound(NoRecords { ns: Some(_), soa: None, .. })) => None,
        NetError::Dns(DnsError::NoRecordsFound(negative)) => Some(negative.response_code),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn production_zones_are_never_queried() {
        let nobody = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let timeout = Duration::from_millis(50);
        let resolver = Resolver::new(nobody.local_addr().unwrap(), IpAddr::from([127, 0, 0, 1]), timeout).unwrap();
        for name in ["mssante.fr", "clinique.MSSANTE.fr", "ocsp.esante.gouv.fr."] {
            assert!(resolver.mx_hosts(name).await.unwrap_err().to_string().contains("stays away"), "{name}");
            assert!(resolver.addresses(name).await.unwrap_err().to_string().contains("stays away"), "{name}");
        }
        nobody.set_nonblocking(true).unwrap();
        assert!(nobody.recv(&mut [0; 512]).is_err(), "a question left");
    }
}
