// SPDX-License-Identifier: EUPL-1.2
use std::path::Path;

use crate::{dn::Dn, liste_blanche::ListeBlanche, tls::same_operator, trust::Trust};

/// A published list that the connector would take into use.
#[derive(Debug)]
pub struct ExaminedList(ListeBlanche);

/// Judges one published list as the connector does after a download, without a connector.
///
/// `anchors` is a PEM file of root and intermediates, `crls` are their revocation lists in DER, and `signer` is the
/// common name expected of who signed, if any is.
///
/// # Errors
/// Why the connector would not take the list, or not start, in words.
pub fn examine_list(
    published: &[u8],
    anchors: &Path,
    crls: &[Vec<u8>],
    signer: Option<&str>,
) -> Result<ExaminedList, String> {
    let trust = Trust::load(anchors, &[]).map_err(|error| error.to_string())?;
    for (number, crl) in crls.iter().enumerate() {
        trust.offer_crl(&number.to_string(), crl).map_err(|error| error.to_string())?;
    }
    ListeBlanche::verified(published, &trust, signer, None).map(ExaminedList).map_err(|error| error.to_string())
}

impl ExaminedList {
    /// Whether the list lets a certificate (DER) speak for a domain.
    pub fn binds(&self, domain: &str, certificate: &[u8]) -> bool {
        let Some(presented) = Dn::of_subject(certificate) else { return false };
        let listed = self.0.dns_of(domain, None).unwrap_or_default();
        listed.iter().any(|dn| same_operator(dn, &presented, false))
    }

    /// Whether the connector would keep the other list rather than replace it by this one.
    pub fn is_older_than(&self, other: &ExaminedList) -> bool {
        self.0.is_older_than(&other.0)
    }
}
