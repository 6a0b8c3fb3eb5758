// SPDX-License-Identifier: EUPL-1.2
//! TLS that records instead of refusing: whatever the other side shows is accepted, and what a strict verifier thinks
//! of it is noted as data. Possession of the key is still proved: handshake signatures are really checked.

use judgement::fact::{Certificate, Ending, Tls};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ResolvesClientCert, Resumption};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, TrustAnchor, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::server::{ClientHello, NoServerSessionStorage, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{
    ClientConfig, CommonState, DigitallySignedStruct, DistinguishedName, ServerConfig, SignatureScheme,
    SupportedProtocolVersion,
};
use std::sync::{Arc, OnceLock};
use webpki::{EndEntityCert, KeyUsage};
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::x509::X509Name;

/// Every set of TLS versions that a peer may be limited to.
pub const ANY: &[&SupportedProtocolVersion] = &[&rustls::version::TLS13, &rustls::version::TLS12];
pub const TLS12: &[&SupportedProtocolVersion] = &[&rustls::version::TLS12];
pub const TLS13: &[&SupportedProtocolVersion] = &[&rustls::version::TLS13];

/// What a player shows in TLS and what it holds true.
#[derive(Clone)]
pub struct Credentials {
    /// None: the player shows no certificate (clients only).
    pub shown: Option<Arc<CertifiedKey>>,
    /// The root of the fake IGC Santé, DER; none: chains are noted and not validated.
    pub root: Option<CertificateDer<'static>>,
    pub versions: &'static [&'static SupportedProtocolVersion],
}

impl Credentials {
    /// Credentials that show a chain, however wrong it is.
    pub fn showing(
        chain: Vec<CertificateDer<'static>>,
        key: &PrivateKeyDer<'static>,
        root: CertificateDer<'static>,
        versions: &'static [&'static SupportedProtocolVersion],
    ) -> Result<Credentials, rustls::Error> {
        let signer = provider().key_provider.load_private_key(key.clone_key())?;
        Ok(Credentials { shown: Some(Arc::new(CertifiedKey::new(chain, signer))), root: Some(root), versions })
    }
}

/// Credentials made at the moment when they are needed.
pub type Showing = Arc<dyn Fn() -> Result<Credentials, String> + Send + Sync>;

pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// What a server says when it asks for our certificate, noted in the middle of a handshake.
#[derive(Debug, Clone, Default)]
pub struct Request(Arc<OnceLock<Vec<String>>>);

impl Request {
    fn note(&self, authorities: &[&[u8]]) {
        let name = |der: &&[u8]| match X509Name::from_der(der) {
            Ok((_, name)) => reversed_name(&name),
            Err(_) => "unreadable name".to_owned(),
        };
        // A server asks once in a handshake.
        let _ = self.0.set(authorities.iter().map(name).collect());
    }

    /// The authorities named, last RDN first; none when nothing was asked for.
    pub fn authorities(&self) -> Option<Vec<String>> {
        self.0.get().cloned()
    }
}

/// Client side, with what the server says if it asks for our certificate.
pub fn client_config(credentials: &Credentials) -> Result<(ClientConfig, Request), rustls::Error> {
    let request = Request::default();
    let resolver = Arc::new(ShownToServer { shown: credentials.shown.clone(), request: request.clone() });
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(credentials.versions)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(TakesAny(provider())))
        .with_client_cert_resolver(resolver);
    config.resumption = Resumption::disabled();
    Ok((config, request))
}

/// Server side; `shown` is called when our certificate is about to be shown, before the other side can turn away.
pub fn server_config(
    credentials: &Credentials,
    shown: impl Fn() + Send + Sync + 'static,
) -> Result<ServerConfig, rustls::Error> {
    let resolver = Arc::new(ShownToClient { certified: credentials.shown.clone(), shown: Box::new(shown) });
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(credentials.versions)?
        .with_client_cert_verifier(Arc::new(TakesAny(provider())))
        .with_cert_resolver(resolver);
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(config)
}

#[derive(Debug)]
struct ShownToServer {
    shown: Option<Arc<CertifiedKey>>,
    request: Request,
}

impl ResolvesClientCert for ShownToServer {
    fn resolve(&self, authorities: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.request.note(authorities);
        self.shown.clone()
    }

    // Says yes even with nothing to show: rustls would not call `resolve` otherwise.
    fn has_certs(&self) -> bool {
        true
    }
}

struct ShownToClient {
    certified: Option<Arc<CertifiedKey>>,
    shown: Box<dyn Fn() + Send + Sync>,
}

impl std::fmt::Debug for ShownToClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShownToClient").field("certified", &self.certified).finish_non_exhaustive()
    }
}

impl ResolvesServerCert for ShownToClient {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        (self.shown)();
        self.certified.clone()
    }
}

/// Takes any certificate of the other side; only the handshake signature must be right.
#[derive(Debug)]
struct TakesAny(Arc<CryptoProvider>);

impl TakesAny {
    fn verify12(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn verify13(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }
}

impl ServerCertVerifier for TakesAny {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verify12(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verify13(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

impl ClientCertVerifier for TakesAny {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verify12(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verify13(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// The role in which the connector shows its certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownAs {
    Server,
    Client,
}

/// The facts of a completed handshake.
pub fn established(
    state: &CommonState,
    sni: Option<String>,
    role: ShownAs,
    root: Option<&CertificateDer<'static>>,
) -> Tls {
    let chain = state.peer_certificates().unwrap_or_default();
    Tls {
        version: match state.protocol_version() {
            Some(rustls::ProtocolVersion::TLSv1_2) => "TLSv1.2".to_owned(),
            Some(rustls::ProtocolVersion::TLSv1_3) => "TLSv1.3".to_owned(),
            other => format!("{other:?}"),
        },
        suite: state.negotiated_cipher_suite().map(|s| format!("{:?}", s.suite())).unwrap_or_default(),
        group: state.negotiated_key_exchange_group().map(|group| format!("{:?}", group.name())),
        objection: root.and_then(|root| objection(chain, role, root)),
        chain: chain.iter().map(certificate).collect(),
        sni,
    }
}

/// What path validation under the fake root says against a chain, if anything.
fn objection(chain: &[CertificateDer<'_>], role: ShownAs, root: &CertificateDer<'static>) -> Option<String> {
    let (leaf, intermediates) = chain.split_first()?;
    let usage = match role {
        ShownAs::Server => KeyUsage::server_auth(),
        ShownAs::Client => KeyUsage::client_auth(),
    };
    let verify = || -> Result<(), webpki::Error> {
        let anchor: TrustAnchor<'_> = webpki::anchor_from_trusted_cert(root)?;
        let algorithms = provider().signature_verification_algorithms.all;
        let leaf = EndEntityCert::try_from(leaf)?;
        leaf.verify_for_usage(algorithms, &[anchor], intermediates, UnixTime::now(), usage, None, None)?;
        Ok(())
    };
    verify().err().map(|error| format!("{error}"))
}

/// The facts of one certificate.
pub fn certificate(der: &CertificateDer<'_>) -> Certificate {
    let fingerprint = super::mime::sha256_hex(der);
    let Ok((_, parsed)) = X509Certificate::from_der(der) else {
        return Certificate {
            subject: "unreadable certificate".to_owned(),
            issuer: String::new(),
            serial: String::new(),
            not_before: String::new(),
            not_after: String::new(),
            cn: None,
            san: Vec::new(),
            key: String::new(),
            key_bits: None,
            fingerprint,
            spki: None,
        };
    };
    let san = parsed.subject_alternative_name().ok().flatten();
    let san = san.map(|extension| extension.value.general_names.iter().map(ToString::to_string).collect());
    let cn = parsed.subject().iter_common_name().next().and_then(|cn| cn.as_str().ok()).map(str::to_owned);
    Certificate {
        subject: reversed_name(parsed.subject()),
        issuer: reversed_name(parsed.issuer()),
        serial: data_encoding::HEXLOWER.encode(parsed.raw_serial()),
        not_before: parsed.validity().not_before.to_string(),
        not_after: parsed.validity().not_after.to_string(),
        cn,
        san: san.unwrap_or_default(),
        key: parsed.public_key().algorithm.algorithm.to_id_string(),
        key_bits: parsed.public_key().parsed().ok().map(|key| key.key_size()).filter(|bits| *bits > 0),
        fingerprint,
        spki: Some(super::mime::sha256_hex(parsed.public_key().raw)),
    }
}

/// A name in the order of the liste blanche: last RDN first.
fn reversed_name(name: &X509Name<'_>) -> String {
    let attributes = name.iter_attributes().map(|attribute| {
        let kind = x509_parser::objects::oid2abbrev(attribute.attr_type(), x509_parser::objects::oid_registry());
        let kind = kind.map_or_else(|_| attribute.attr_type().to_id_string(), str::to_owned);
        format!("{kind}={}", attribute.as_str().unwrap_or("?"))
    });
    let attributes: Vec<String> = attributes.collect();
    attributes.iter().rev().map(String::as_str).collect::<Vec<_>>().join(",")
}

/// How a failed read, write or handshake ended, in the words of the evidence.
pub fn ending_of(error: &std::io::Error) -> Ending {
    if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return match tls {
            rustls::Error::AlertReceived(alert) => Ending::Alert { name: snake_case(&format!("{alert:?}")) },
            other => Ending::Protocol { what: other.to_string() },
        };
    }
    match error.kind() {
        std::io::ErrorKind::ConnectionRefused => Ending::Refused,
        std::io::ErrorKind::ConnectionReset | std::io::ErrorKind::BrokenPipe => Ending::Reset,
        std::io::ErrorKind::UnexpectedEof => Ending::Closed,
        _ => Ending::Local { what: error.to_string() },
    }
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_bear_their_rfc_names() {
        let error = rustls::Error::AlertReceived(rustls::AlertDescription::CertificateExpired);
        let io = std::io::Error::new(std::io::ErrorKind::InvalidData, error);
        assert_eq!(ending_of(&io), Ending::Alert { name: "certificate_expired".into() });
    }
}
