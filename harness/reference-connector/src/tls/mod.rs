// SPDX-License-Identifier: EUPL-1.2
//! The TLS configurations of both directions and of the downloads.

mod credentials;
mod reference_identity;
mod verifier;

use std::sync::Arc;

use rustls::{
    ClientConfig, RootCertStore, ServerConfig,
    client::Resumption,
    crypto::{CryptoProvider, aws_lc_rs},
    server::NoServerSessionStorage,
};

use self::verifier::SendingPeerVerifier;
pub(crate) use self::{
    credentials::Credentials, reference_identity::ReferenceIdentity, verifier::ReceivingPeerVerifier,
};
use crate::{config::Config, error::StartError, mutation::Mutation, trust::TrustStore};

/// The cipher suites: TLS 1.3, and for TLS 1.2 only ECDHE-RSA with AES-GCM.
fn provider() -> Arc<CryptoProvider> {
    use aws_lc_rs::cipher_suite as suite;
    let cipher_suites = vec![
        suite::TLS13_AES_256_GCM_SHA384,
        suite::TLS13_AES_128_GCM_SHA256,
        suite::TLS13_CHACHA20_POLY1305_SHA256,
        suite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        suite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ];
    Arc::new(CryptoProvider { cipher_suites, ..aws_lc_rs::default_provider() })
}

/// The server side of STARTTLS: mutual authentication, no resumption.
///
/// # Errors
/// The TLS library refuses the combination.
pub(crate) fn server_config(
    credentials: &Credentials,
    trust: Arc<TrustStore>,
    config: &Config,
) -> Result<ServerConfig, StartError> {
    let mut server = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(Arc::new(SendingPeerVerifier::new(trust, config)))
        .with_cert_resolver(credentials.resolver());
    // A resumed session would skip the revocation check.
    server.session_storage = Arc::new(NoServerSessionStorage {});
    server.send_tls13_tickets = 0;
    Ok(server)
}

/// The client side of STARTTLS towards one MX host.
///
/// # Errors
/// The TLS library refuses the combination.
pub(crate) fn client_config(
    credentials: &Credentials,
    config: &Config,
    verifier: Arc<ReceivingPeerVerifier>,
) -> Result<ClientConfig, rustls::Error> {
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier);
    let mut client = if config.breaks(Mutation::PresentsNoClientCertificate) {
        builder.with_no_client_auth()
    } else {
        builder.with_client_cert_resolver(credentials.resolver())
    };
    client.resumption = Resumption::disabled();
    Ok(client)
}

/// The client side of HTTPS towards the publication point of the liste blanche.
///
/// # Errors
/// The anchors cannot be used.
pub(crate) fn publication_config(trust: &TrustStore) -> Result<ClientConfig, rustls::Error> {
    let roots = RootCertStore { roots: trust.anchors().to_vec() };
    let mut client = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    client.resumption = Resumption::disabled();
    Ok(client)
}
