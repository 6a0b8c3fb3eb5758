// SPDX-License-Identifier: EUPL-1.2
//! The certificate verifiers of both directions.

use std::{error::Error, sync::Arc};

use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, OtherError, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::danger::{ClientCertVerified, ClientCertVerifier},
};

use crate::{
    config::Config,
    mutation::Mutation,
    tls::ReferenceIdentity,
    trust::{KeyPurpose, SkippedChecks, TrustStore, ValidationError},
};

/// Validates the certificate of a peer that sends; its DN is compared later, at MAIL.
#[derive(Debug)]
pub(super) struct SendingPeerVerifier {
    trust: Arc<TrustStore>,
    skipped: SkippedChecks,
    /// Whether a mutation validates the certificate after the handshake instead.
    after_handshake: bool,
    mandatory: bool,
    hints: Vec<DistinguishedName>,
}

/// Validates the certificate of a peer that receives, before any SMTP command inside TLS.
#[derive(Debug)]
pub(crate) struct ReceivingPeerVerifier {
    trust: Arc<TrustStore>,
    skipped: SkippedChecks,
    reference: ReferenceIdentity,
    /// Whether a mutation validates the certificate after the handshake instead.
    after_handshake: bool,
}

/// The signature checks that both verifier traits require, with the algorithms of the provider.
macro_rules! handshake_signatures {
    () => {
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
    };
}

impl SendingPeerVerifier {
    /// The verifier of the relay port.
    pub(super) fn new(trust: Arc<TrustStore>, config: &Config) -> SendingPeerVerifier {
        let after_handshake = config.breaks(Mutation::RefusesByClosing);
        let mandatory = !config.breaks(Mutation::ClientCertificateOptional) && !after_handshake;
        let hints = trust.anchors().iter().map(|anchor| DistinguishedName::in_sequence(&anchor.subject)).collect();
        SendingPeerVerifier { trust, skipped: SkippedChecks::inbound(config), after_handshake, mandatory, hints }
    }
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
        if !self.after_handshake {
            self.trust.verify(leaf, intermediates, KeyPurpose::ClientAuth, self.skipped).map_err(tls_error)?;
        }
        Ok(ClientCertVerified::assertion())
    }

    handshake_signatures!();
}

impl ReceivingPeerVerifier {
    /// The verifier of one connection to an MX host.
    pub(crate) fn new(trust: Arc<TrustStore>, config: &Config, reference: ReferenceIdentity) -> ReceivingPeerVerifier {
        let after_handshake = config.breaks(Mutation::QuitsPolitelyAfterHandshake);
        ReceivingPeerVerifier { trust, skipped: SkippedChecks::outbound(config), reference, after_handshake }
    }

    /// Validates after the handshake what was not validated inside it.
    pub(crate) fn verify_after_handshake(&self, chain: &[CertificateDer<'_>]) -> Result<(), rustls::Error> {
        match chain {
            [leaf, intermediates @ ..] if self.after_handshake => self.verify(leaf, intermediates),
            _ => Ok(()),
        }
    }

    fn verify(&self, leaf: &CertificateDer<'_>, intermediates: &[CertificateDer<'_>]) -> Result<(), rustls::Error> {
        self.trust.verify(leaf, intermediates, KeyPurpose::ServerAuth, self.skipped).map_err(tls_error)?;
        self.reference.compare(leaf).map_err(other)
    }
}

impl ServerCertVerifier for ReceivingPeerVerifier {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if !self.after_handshake {
            self.verify(leaf, intermediates)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    handshake_signatures!();
}

fn algorithms() -> WebPkiSupportedAlgorithms {
    aws_lc_rs::default_provider().signature_verification_algorithms
}

/// The error of the TLS library for a validation error; it decides which alert is sent.
fn tls_error(error: ValidationError) -> rustls::Error {
    use webpki::Error as Path;
    let certificate_error = match &error {
        ValidationError::Path(Path::CertExpired { .. }) | ValidationError::Validity => CertificateError::Expired,
        ValidationError::Path(Path::CertNotValidYet { .. }) => CertificateError::NotValidYet,
        ValidationError::Path(Path::CertRevoked) => CertificateError::Revoked,
        ValidationError::Path(Path::UnknownIssuer) => CertificateError::UnknownIssuer,
        ValidationError::Path(Path::InvalidSignatureForPublicKey) => CertificateError::BadSignature,
        ValidationError::Path(Path::UnknownRevocationStatus) => CertificateError::UnknownRevocationStatus,
        ValidationError::Path(Path::RequiredEkuNotFoundContext(_))
        | ValidationError::KeyUsage
        | ValidationError::Purpose(_) => CertificateError::InvalidPurpose,
        ValidationError::Unreadable => CertificateError::BadEncoding,
        ValidationError::Path(_) => return other(error),
    };
    certificate_error.into()
}

fn other(error: impl Error + Send + Sync + 'static) -> rustls::Error {
    CertificateError::Other(OtherError(Arc::new(error))).into()
}
