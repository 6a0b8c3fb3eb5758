// SPDX-License-Identifier: EUPL-1.2
//! The connector's own certificate chain and private key.

use std::sync::Arc;

use rustls::{
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    sign::{CertifiedKey, SingleCertAndKey},
};

use crate::{config::Config, error::StartError, mutation::Mutation, tls::provider, trust::certificates_of};

/// The chain and the key that belong together.
pub(crate) struct Credentials {
    chain: Vec<CertificateDer<'static>>,
    resolver: Arc<SingleCertAndKey>,
}

impl Credentials {
    /// Reads the chain and the key, and checks that they belong together.
    ///
    /// # Errors
    /// A file cannot be read as PEM, or the key is another certificate's.
    pub(crate) fn load(config: &Config) -> Result<Credentials, StartError> {
        let chain = certificates_of(&config.certificate_chain)?;
        let path = &config.private_key;
        let key = PrivateKeyDer::from_pem_file(path)
            .map_err(|error| StartError::Pem { path: path.clone(), reason: error.to_string() })?;
        let mut presented = chain.clone();
        if config.breaks(Mutation::PresentsLeafOnly) {
            presented.truncate(1);
        }
        let certified = CertifiedKey::from_der(presented, key, &provider())?;
        Ok(Credentials { chain, resolver: Arc::new(certified.into()) })
    }

    /// The whole chain of the file, leaf first, even when a mutation presents less.
    pub(crate) fn chain(&self) -> &[CertificateDer<'static>] {
        &self.chain
    }

    /// What a handshake presents.
    pub(super) fn resolver(&self) -> Arc<SingleCertAndKey> {
        self.resolver.clone()
    }
}
