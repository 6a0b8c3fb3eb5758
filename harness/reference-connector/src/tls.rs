// SPDX-License-Identifier: EUPL-1.2
//! The TLS of both directions: own identity, accepted suites, and the two verifiers.

use std::sync::Arc;

use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, DistinguishedName, OtherError, RootCertStore, ServerConfig,
    SignatureScheme,
    client::{
        Resumption,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject},
    server::{
        NoServerSessionStorage,
        danger::{ClientCertVerified, ClientCertVerifier},
    },
    sign::{CertifiedKey, SingleCertAndKey},
};
use x509_parser::{certificate::X509Certificate, extensions::GeneralName, prelude::FromDer};

use crate::{
    config::Config,
    dn::Dn,
    error::StartError,
    mutation::Mutation,
    trust::{Distrust, Leniency, Purpose, Trust, certificates_of},
};

/// The connector's own certificate chain and key.
pub(crate) struct Identity {
    /// The whole chain, whatever of it is presented.
    pub(crate) chain: Vec<CertificateDer<'static>>,
    key: Arc<SingleCertAndKey>,
}

/// What the certificate of a receiving peer is held against.
#[derive(Debug)]
pub(crate) struct Expectation {
    /// The MX host; `None` when the name is not to be compared.
    pub(crate) mx_host: Option<String>,
    /// The DNs listed for the domain written to; `None` when they are not to be compared.
    pub(crate) listed: Option<Vec<Dn>>,
    /// Whether only the CN of those DNs is compared.
    pub(crate) cn_only: bool,
}

/// Why a trusted certificate is not the one expected.
#[derive(Debug, thiserror::Error)]
enum Mismatch {
    #[error("the certificate does not name the MX host `{0}`")]
    MxHost(String),
    #[error("the certificate DN is not listed for the domain")]
    ListedDn,
}

/// TLS 1.3, and for TLS 1.2 only ECDHE-RSA with AES-GCM.
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

fn algorithms() -> WebPkiSupportedAlgorithms {
    aws_lc_rs::default_provider().signature_verification_algorithms
}

impl Identity {
    /// Reads the chain and the key, and checks that they belong together.
    ///
    /// # Errors
    /// A file is not what it should be, or the key is another certificate's.
    pub(crate) fn load(config: &Config) -> Result<Identity, StartError> {
        let chain = certificates_of(&config.certificate_chain)?;
        let path = &config.private_key;
        let key = PrivateKeyDer::from_pem_file(path)
            .map_err(|error| StartError::Pem { path: path.clone(), reason: error.to_string() })?;
        let mut presented = chain.clone();
        if config.breaks(Mutation::PresentsLeafOnly) {
            presented.truncate(1);
        }
        let certified = CertifiedKey::from_der(presented, key, &provider())?;
        Ok(Identity { chain, key: Arc::new(certified.into()) })
    }
}

/// The server side of STARTTLS: mutual authentication, no resumption.
///
/// # Errors
/// The TLS library refuses the combination.
pub(crate) fn server_config(
    identity: &Identity,
    trust: Arc<Trust>,
    config: &Config,
) -> Result<ServerConfig, StartError> {
    let leniency = Leniency {
        authority: config.breaks(Mutation::TrustsAnyAuthorityInbound),
        validity: config.breaks(Mutation::AcceptsExpiredClient),
        revocation: config.breaks(Mutation::IgnoresRevocationInbound) || config.breaks(Mutation::NeverFetchesCrl),
    };
    let judges_later = config.breaks(Mutation::RefusesByClosing);
    let mandatory = !config.breaks(Mutation::ClientCertificateOptional) && !judges_later;
    let hints = trust.anchors().iter().map(|anchor| DistinguishedName::in_sequence(&anchor.subject)).collect();
    let verifier = SendingPeerVerifier { trust, leniency, judges_later, mandatory, hints };
    let mut server = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(Arc::new(verifier))
        .with_cert_resolver(identity.key.clone());
    // A resumed session would skip the verification of a certificate revoked meanwhile.
    server.session_storage = Arc::new(NoServerSessionStorage {});
    server.send_tls13_tickets = 0;
    Ok(server)
}

/// The client side of STARTTLS towards one MX host.
///
/// # Errors
/// The TLS library refuses the combination.
pub(crate) fn client_config(
    identity: &Identity,
    config: &Config,
    peer: Arc<ReceivingPeer>,
) -> Result<ClientConfig, rustls::Error> {
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(peer);
    let mut client = if config.breaks(Mutation::PresentsNoClientCertificate) {
        builder.with_no_client_auth()
    } else {
        builder.with_client_cert_resolver(identity.key.clone())
    };
    client.resumption = Resumption::disabled();
    Ok(client)
}

/// The client side of HTTPS towards the publication point of the liste blanche.
///
/// # Errors
/// The anchors cannot be used.
pub(crate) fn publication_config(trust: &Trust) -> Result<ClientConfig, rustls::Error> {
    let roots = RootCertStore { roots: trust.anchors().to_vec() };
    let mut client = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    client.resumption = Resumption::disabled();
    Ok(client)
}

/// Judges the certificate of a peer that sends; its DN is compared later, at MAIL.
#[derive(Debug)]
struct SendingPeerVerifier {
    trust: Arc<Trust>,
    leniency: Leniency,
    /// Whether a mutation judges the certificate behind the handshake instead.
    judges_later: bool,
    mandatory: bool,
    hints: Vec<DistinguishedName>,
}

impl ClientCertVerifier for SendingPeerVerifier {
    fn client_auth_mandatory(&self) -> bool {
        self.mandatory
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &self.hints
    }

    fn verify_client_cert(
        &self,
        leaf: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        if !self.judges_later {
            self.trust.verify(leaf, intermediates, Purpose::ClientAuth, self.leniency).map_err(refusal)?;
        }
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &algorithms())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &algorithms())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        algorithms().supported_schemes()
    }
}

/// Judges the certificate of a peer that receives, inside the handshake: nothing is said to a wrong one.
#[derive(Debug)]
pub(crate) struct ReceivingPeer {
    trust: Arc<Trust>,
    leniency: Leniency,
    expectation: Expectation,
    /// Whether a mutation judges the certificate behind the handshake instead.
    judges_later: bool,
}

impl ReceivingPeer {
    pub(crate) fn new(trust: Arc<Trust>, config: &Config, expectation: Expectation) -> ReceivingPeer {
        let leniency = Leniency {
            authority: config.breaks(Mutation::TrustsAnyAuthorityOutbound),
            validity: config.breaks(Mutation::AcceptsExpiredPeer),
            revocation: config.breaks(Mutation::IgnoresRevocationOutbound) || config.breaks(Mutation::NeverFetchesCrl),
        };
        let judges_later = config.breaks(Mutation::QuitsPolitelyAfterHandshake);
        ReceivingPeer { trust, leniency, expectation, judges_later }
    }

    /// Judges behind the handshake what was not judged inside it.
    pub(crate) fn judge_later(&self, chain: &[CertificateDer<'_>]) -> Result<(), rustls::Error> {
        match chain {
            [leaf, intermediates @ ..] if self.judges_later => self.judge(leaf, intermediates),
            _ => Ok(()),
        }
    }

    fn judge(&self, leaf: &CertificateDer<'_>, intermediates: &[CertificateDer<'_>]) -> Result<(), rustls::Error> {
        self.trust.verify(leaf, intermediates, Purpose::ServerAuth, self.leniency).map_err(refusal)?;
        self.expectation.compare(leaf).map_err(other)
    }
}

impl ServerCertVerifier for ReceivingPeer {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if !self.judges_later {
            self.judge(leaf, intermediates)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &algorithms())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &algorithms())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        algorithms().supported_schemes()
    }
}

impl Expectation {
    fn compare(&self, leaf: &CertificateDer<'_>) -> Result<(), Mismatch> {
        if let Some(host) = &self.mx_host
            && !names_host(leaf, host)
        {
            return Err(Mismatch::MxHost(host.clone()));
        }
        if let Some(listed) = &self.listed {
            let presented = Dn::of_subject(leaf).ok_or(Mismatch::ListedDn)?;
            if !listed.iter().any(|dn| same_operator(dn, &presented, self.cn_only)) {
                return Err(Mismatch::ListedDn);
            }
        }
        Ok(())
    }
}

/// Whether a listed DN designates the presented certificate.
pub(crate) fn same_operator(listed: &Dn, presented: &Dn, cn_only: bool) -> bool {
    if cn_only { listed.common_name() == presented.common_name() } else { listed == presented }
}

/// Whether the CN is the host and, if there are names in the SAN, the host is one of them.
fn names_host(certificate: &CertificateDer<'_>, host: &str) -> bool {
    let Ok((_, parsed)) = X509Certificate::from_der(certificate) else { return false };
    let cn = Dn::of_subject(certificate).and_then(|dn| dn.common_name().map(str::to_owned));
    let mut names = Vec::new();
    if let Ok(Some(san)) = parsed.subject_alternative_name() {
        names.extend(san.value.general_names.iter().filter_map(|name| match name {
            GeneralName::DNSName(name) => Some(*name),
            _ => None,
        }));
    }
    cn.is_some_and(|cn| cn.eq_ignore_ascii_case(host))
        && (names.is_empty() || names.iter().any(|name| name.eq_ignore_ascii_case(host)))
}

/// Words a distrust as the TLS library does, so that the alert sent is the right one.
fn refusal(distrust: Distrust) -> rustls::Error {
    use webpki::Error as Path;
    let certificate_error = match &distrust {
        Distrust::Path(Path::CertExpired { .. }) | Distrust::Validity => CertificateError::Expired,
        Distrust::Path(Path::CertNotValidYet { .. }) => CertificateError::NotValidYet,
        Distrust::Path(Path::CertRevoked) => CertificateError::Revoked,
        Distrust::Path(Path::UnknownIssuer) => CertificateError::UnknownIssuer,
        Distrust::Path(Path::InvalidSignatureForPublicKey) => CertificateError::BadSignature,
        Distrust::Path(Path::UnknownRevocationStatus) => CertificateError::UnknownRevocationStatus,
        Distrust::Path(Path::RequiredEkuNotFoundContext(_)) | Distrust::KeyUsage | Distrust::Purpose(_) => {
            CertificateError::InvalidPurpose
        }
        Distrust::Unreadable => CertificateError::BadEncoding,
        Distrust::Path(_) => return other(distrust),
    };
    certificate_error.into()
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> rustls::Error {
    CertificateError::Other(OtherError(Arc::new(error))).into()
}
