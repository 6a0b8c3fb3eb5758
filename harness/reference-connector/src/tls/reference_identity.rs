// SPDX-License-Identifier: EUPL-1.2
//! The identity that the certificate of a receiving peer must have.

use rustls::pki_types::CertificateDer;
use x509_parser::{certificate::X509Certificate, extensions::GeneralName, prelude::FromDer};

use crate::dn::{Dn, DnComparison};

/// What the certificate of a receiving peer is compared with.
#[derive(Debug)]
pub(crate) struct ReferenceIdentity {
    /// The MX host; `None` when the name is not compared.
    pub(crate) mx_host: Option<String>,
    /// The DNs listed for the recipients' domain; `None` when they are not compared.
    pub(crate) listed: Option<Vec<Dn>>,
    /// How those DNs are compared.
    pub(crate) comparison: DnComparison,
}

/// Why a valid certificate belongs to another peer.
#[derive(Debug, thiserror::Error)]
pub(super) enum IdentityMismatch {
    #[error("the certificate does not name the MX host `{0}`")]
    MxHost(String),
    #[error("the certificate DN is not listed for the domain")]
    ListedDn,
}

impl ReferenceIdentity {
    /// Compares a certificate with everything that is set.
    ///
    /// # Errors
    /// The first part that differs.
    pub(super) fn compare(&self, leaf: &CertificateDer<'_>) -> Result<(), IdentityMismatch> {
        if let Some(host) = &self.mx_host
            && !names_host(leaf, host)
        {
            return Err(IdentityMismatch::MxHost(host.clone()));
        }
        if let Some(listed) = &self.listed {
            let presented = Dn::of_subject(leaf).ok_or(IdentityMismatch::ListedDn)?;
            if !listed.iter().any(|dn| dn.designates(&presented, self.comparison)) {
                return Err(IdentityMismatch::ListedDn);
            }
        }
        Ok(())
    }
}

/// Whether the CN is the host and, if there are DNS names in the SAN, the host is one of them.
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
