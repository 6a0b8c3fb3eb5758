// SPDX-License-Identifier: EUPL-1.2
//! A configuration for tests that open no connection.

use std::net::{Ipv4Addr, SocketAddr};

use crate::{Config, ListeBlancheConfig, Mutation, RetryConfig};

/// The connector `mss.a.test` of the domain `a.test`.
pub(crate) fn sample_config(mutation: Option<Mutation>) -> Config {
    let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    Config {
        hostname: "mss.a.test".to_owned(),
        domaines: vec!["a.test".to_owned()],
        smtp: nowhere,
        submission: nowhere,
        internal_mail_server: nowhere,
        source: nowhere.ip(),
        peer_port: 25,
        dns: nowhere,
        certificate_chain: "chain.pem".into(),
        private_key: "key.pem".into(),
        trust_anchors: "roots.pem".into(),
        liste_blanche: ListeBlancheConfig {
            url: "https://liste.test/l.xml".to_owned(),
            refresh_ms: 1000,
            timeout_ms: 1000,
            signer: None,
        },
        crl_urls: vec![],
        automatic_reply: Some("auto@a.test".to_owned()),
        retry: RetryConfig { delay_ms: 10, attempts: 2 },
        timeout_ms: 1000,
        dns_timeout_ms: 1000,
        max_message_size: 100_000,
        mutation,
    }
}
