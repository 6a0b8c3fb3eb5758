// SPDX-License-Identifier: EUPL-1.2
use std::path::{Path, PathBuf};

use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, TrustAnchor};
use x509_parser::prelude::{FromDer, X509Certificate};

/// The authorities a signer may descend from.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Self-signed certificates, trusted as they are.
    pub anchors: Vec<CertificateDer<'static>>,
    /// Certificates that may complete a chain; trusted for nothing by themselves.
    pub intermediates: Vec<CertificateDer<'static>>,
}

/// Why trusted certificates cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The directory or a file cannot be read.
    #[error("cannot read {path}: {source}")]
    Io { path: PathBuf, source: std::io::Error },
    /// A file holds something else than certificates.
    #[error("{path}: {why}")]
    NotACertificate { path: PathBuf, why: String },
    /// Without a self-signed certificate, nothing can be trusted.
    #[error("{0} holds no self-signed certificate: put the root of the hierarchy there, in PEM or DER")]
    NoAnchor(PathBuf),
}

const EXTENSIONS: [&str; 4] = ["pem", "crt", "cer", "der"];

impl Trust {
    /// Loads every certificate of a directory: files in `.pem`, `.crt`, `.cer` or `.der`, of one certificate or more.
    ///
    /// Self-signed certificates become anchors, the others intermediates. Other files are left alone.
    ///
    /// # Errors
    /// [`TrustError`] for an unreadable directory or file, a file without certificate, or no anchor at all.
    pub fn from_dir(dir: &Path) -> Result<Trust, TrustError> {
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| TrustError::Io { path, source }
        };
        let mut trust = Trust::default();
        for entry in std::fs::read_dir(dir).map_err(io(dir))? {
            let path = entry.map_err(io(dir))?.path();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if path.is_file() && EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()) {
                let bytes = std::fs::read(&path).map_err(io(&path))?;
                trust.add(&path, &bytes)?;
            }
        }
        match trust.anchors.is_empty() {
            true => Err(TrustError::NoAnchor(dir.to_owned())),
            false => Ok(trust),
        }
    }

    fn add(&mut self, path: &Path, bytes: &[u8]) -> Result<(), TrustError> {
        let refused = |why: String| TrustError::NotACertificate { path: path.to_owned(), why };
        let pem = bytes.windows(10).any(|window| window == b"-----BEGIN");
        let certificates = match pem {
            true => CertificateDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>(),
            false => Ok(vec![CertificateDer::from(bytes.to_vec())]),
        };
        let certificates = certificates.map_err(|error| refused(format!("not PEM: {error}")))?;
        if certificates.is_empty() {
            return Err(refused("there is no certificate in this file".into()));
        }
        for certificate in certificates {
            match is_self_signed(&certificate) {
                Ok(true) => self.anchors.push(certificate),
                Ok(false) => self.intermediates.push(certificate),
                Err(why) => return Err(refused(why)),
            }
        }
        Ok(())
    }

    /// The anchors as path validation wants them; a certificate it cannot use as an anchor is none.
    pub(super) fn webpki_anchors(&self) -> Vec<TrustAnchor<'_>> {
        self.anchors.iter().filter_map(|anchor| webpki::anchor_from_trusted_cert(anchor).ok()).collect()
    }
}

fn is_self_signed(der: &CertificateDer<'_>) -> Result<bool, String> {
    let (_, certificate) = X509Certificate::from_der(der).map_err(|error| format!("not a certificate: {error}"))?;
    Ok(certificate.subject() == certificate.issuer() && certificate.verify_signature(None).is_ok())
}
