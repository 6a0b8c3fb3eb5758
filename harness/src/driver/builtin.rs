// SPDX-License-Identifier: EUPL-1.2
//! The reference connector, in this process.

use super::{Driver, DriverError, Reload, Surroundings};
use crate::connector::Connector as Declared;
use async_trait::async_trait;
use input::nearest;
use reference_connector::{Config, Connector, ListeBlancheConfig, Mutation, RetryConfig};
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr, SocketAddrV4};

/// Quick enough to prove an absence in a fraction of a second, slow enough for two attempts to be told apart.
const RETRY: RetryConfig = RetryConfig { delay_ms: 60, attempts: 2 };
/// Above the patience of the fake resolver with one server, and below half the window for an outcome: a resolver
/// that never answers is asked at each of the two attempts.
const DNS_TIMEOUT_MS: u64 = 2_000;
/// The list is taken up when the harness says so; polling would only add noise to the evidence.
const REFRESH_MS: u64 = 3_600_000;
/// A publication point that is slow or silent is given up after this; a busy machine must not look like one.
const DOWNLOAD_MS: u64 = 2_000;

pub struct Builtin {
    connector: Connector,
    smtp_in: SocketAddrV4,
    submission: SocketAddrV4,
}

impl Builtin {
    pub async fn start(declared: &Declared, around: &Surroundings) -> Result<Builtin, DriverError> {
        let mutation = around.mutation.as_deref().map(mutation).transpose()?;
        let config = Config {
            hostname: declared.role.mx.clone(),
            domaines: vec![declared.role.domaine.clone()],
            smtp: SocketAddr::V4(declared.smtp_in),
            submission: SocketAddr::V4(declared.submission),
            internal_mail_server: SocketAddr::V4(around.internal_mail_server),
            source: IpAddr::V4(around.source),
            peer_port: around.peer_port,
            dns: SocketAddr::V4(around.dns),
            certificate_chain: around.certificate_chain.clone(),
            private_key: around.private_key.clone(),
            trust_anchors: around.root.clone(),
            liste_blanche: ListeBlancheConfig {
                url: around.liste_blanche_url.clone(),
                refresh_ms: REFRESH_MS,
                timeout_ms: DOWNLOAD_MS,
                signer: None,
            },
            crl_urls: around.crl_urls.clone(),
            automatic_reply: around.automatic_reply.clone(),
            retry: RETRY,
            timeout_ms: declared.timing.step_ms,
            dns_timeout_ms: DNS_TIMEOUT_MS,
            max_message_size: 52_428_800,
            mutation,
        };
        let connector = Connector::start(config).await?;
        let v4 = |address: SocketAddr, declared: SocketAddrV4| SocketAddrV4::new(*declared.ip(), address.port());
        let smtp_in = v4(connector.smtp_address(), declared.smtp_in);
        let submission = v4(connector.submission_address(), declared.submission);
        Ok(Builtin { connector, smtp_in, submission })
    }
}

#[async_trait]
impl Driver for Builtin {
    fn smtp_in(&self) -> SocketAddrV4 {
        self.smtp_in
    }

    fn submission(&self) -> SocketAddrV4 {
        self.submission
    }

    async fn reload(&mut self, _liste: Vec<BTreeMap<String, String>>) -> Result<Reload, DriverError> {
        self.connector.refresh().await;
        Ok(Reload::Done)
    }

    async fn stop(self: Box<Self>) -> String {
        self.connector.stop().await;
        String::new()
    }
}

fn mutation(id: &str) -> Result<Mutation, DriverError> {
    id.parse().map_err(|_| {
        let known = Mutation::ALL.iter().map(|mutation| mutation.id());
        let near = nearest(id, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        DriverError::Mutation(format!("unknown mutation `{id}`{near} (`mssante-harness list mutations` prints them)"))
    })
}
