// SPDX-License-Identifier: EUPL-1.2
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, CertificateRevocationListDer, TrustAnchor};
use time::{Duration, OffsetDateTime};
use webpki::{CertRevocationList, OwnedCertRevocationList};
use x509_parser::prelude::{CertificateRevocationList, FromDer, X509Certificate};

/// How far ahead of the clock a revocation list may be dated: clocks differ a little.
const CLOCK_SKEW: Duration = Duration::minutes(5);

/// The authorities a signer may descend from, and whom they have disowned.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Self-signed certificates, trusted as they are.
    pub anchors: Vec<CertificateDer<'static>>,
    /// Certificates that may complete a chain; trusted for nothing by themselves.
    pub intermediates: Vec<CertificateDer<'static>>,
    /// Revocation lists; without any, revocation is not checked.
    pub crls: Vec<Crl>,
}

/// A revocation list; whether its authority signed it shows when a chain leads there.
#[derive(Debug, Clone)]
pub struct Crl {
    list: Arc<CertRevocationList<'static>>,
    this_update: OffsetDateTime,
}

impl Crl {
    /// Reads a revocation list in DER.
    ///
    /// # Errors
    /// A sentence saying why it is none.
    pub fn read(der: &[u8]) -> Result<Crl, String> {
        let not_a_crl = |error: String| format!("not a revocation list: {error}");
        let list = OwnedCertRevocationList::from_der(der).map_err(|error| not_a_crl(error.to_string()))?;
        let (_, parsed) = CertificateRevocationList::from_der(der).map_err(|error| not_a_crl(error.to_string()))?;
        Ok(Crl { list: Arc::new(list.into()), this_update: parsed.last_update().to_datetime() })
    }
}

/// Why trusted files cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The directory or a file cannot be read.
    /// The folder or a file of it cannot be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file holds something else than certificates or revocation lists.
    /// A file holds neither certificate nor revocation list.
    #[error("{path}: {why}")]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// In the words of whoever refused.
        why: String,
    },
    /// Without a self-signed certificate, nothing can be trusted.
    #[error("{0} holds no self-signed certificate: put the root of the hierarchy there, in PEM or DER")]
    NoAnchor(PathBuf),
}

const EXTENSIONS: [&str; 5] = ["pem", "crt", "cer", "der", CRL];
/// What revocation lists in DER are told from certificates by.
const CRL: &str = "crl";

impl Trust {
    /// Loads a directory: `.pem`, `.crt`, `.cer` and `.der` of one certificate or more, `.crl` of one revocation list,
    /// `.pem` and `.crl` also of several things in PEM.
    ///
    /// Self-signed certificates become anchors, the others intermediates. Other files are left alone.
    ///
    /// # Errors
    /// [`TrustError`] for an unreadable directory or file, a file without certificate or list, or no anchor at all.
    pub fn from_dir(dir: &Path) -> Result<Trust, TrustError> {
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| TrustError::Io { path, source }
        };
        let mut trust = Trust::default();
        for entry in std::fs::read_dir(dir).map_err(io(dir))? {
            let path = entry.map_err(io(dir))?.path();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            let extension = extension.to_ascii_lowercase();
            if path.is_file() && EXTENSIONS.contains(&extension.as_str()) {
                let bytes = std::fs::read(&path).map_err(io(&path))?;
                trust.add(&bytes, extension == CRL).map_err(|why| TrustError::Unreadable { path, why })?;
            }
        }
        match trust.anchors.is_empty() {
            true => Err(TrustError::NoAnchor(dir.to_owned())),
            false => Ok(trust),
        }
    }

    fn add(&mut self, bytes: &[u8], is_crl: bool) -> Result<(), String> {
        let pem = bytes.windows(10).any(|window| window == b"-----BEGIN");
        let not_pem = |error: rustls_pki_types::pem::Error| format!("not PEM: {error}");
        let (certificates, crls) = match (pem, is_crl) {
            (true, _) => (
                CertificateDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>().map_err(not_pem)?,
                CertificateRevocationListDer::pem_slice_iter(bytes).collect::<Result<_, _>>().map_err(not_pem)?,
            ),
            (false, true) => (Vec::new(), vec![CertificateRevocationListDer::from(bytes.to_vec())]),
            (false, false) => (vec![CertificateDer::from(bytes.to_vec())], Vec::new()),
        };
        if certificates.is_empty() && crls.is_empty() {
            return Err("there is no certificate and no revocation list in this file".into());
        }
        for certificate in certificates {
            match is_self_signed(&certificate)? {
                true => self.anchors.push(certificate),
                false => self.intermediates.push(certificate),
            }
        }
        for crl in &crls {
            self.crls.push(Crl::read(crl)?);
        }
        Ok(())
    }

    /// The revocation lists that existed at a date.
    pub(super) fn crls_of(&self, at: OffsetDateTime) -> impl Iterator<Item = &CertRevocationList<'static>> {
        self.crls.iter().filter(move |crl| crl.this_update <= at + CLOCK_SKEW).map(|crl| &*crl.list)
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
