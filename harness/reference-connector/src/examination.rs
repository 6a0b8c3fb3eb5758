// SPDX-License-Identifier: EUPL-1.2
//! The verification of a liste blanche without a running connector.

use std::path::Path;

use crate::{
    dn::{Dn, DnComparison},
    liste_blanche::ListeBlanche,
    trust::TrustStore,
};

/// A published list that passed the verification of the connector.
#[derive(Debug)]
pub struct ExaminedList(ListeBlanche);

/// Verifies one published list as the connector does after a download.
///
/// `anchors` is a PEM file of root and intermediates, and `crls` are their revocation lists in DER. `signer` is the
/// expected common name of the signer, if any.
///
/// # Errors
/// The reason why the connector would reject the list, or not start, as text.
pub fn examine_list(
    published: &[u8],
    anchors: &Path,
    crls: &[Vec<u8>],
    signer: Option<&str>,
) -> Result<ExaminedList, String> {
    let trust = TrustStore::load(anchors, &[]).map_err(|error| error.to_string())?;
    for (number, crl) in crls.iter().enumerate() {
        trust.offer_crl(&number.to_string(), crl).map_err(|error| error.to_string())?;
    }
    ListeBlanche::verified(published, &trust, signer, None).map(ExaminedList).map_err(|error| error.to_string())
}

impl ExaminedList {
    /// Whether the list binds a domain to the subject of a certificate (DER).
    pub fn binds(&self, domain: &str, certificate: &[u8]) -> bool {
        let Some(presented) = Dn::of_subject(certificate) else { return false };
        let listed = self.0.listed_for(domain, None).unwrap_or_default();
        listed.iter().any(|dn| dn.designates(&presented, DnComparison::Whole))
    }

    /// Whether the connector would keep the other list instead of this one.
    pub fn is_older_than(&self, other: &ExaminedList) -> bool {
        self.0.is_older_than(&other.0)
    }
}
