// SPDX-License-Identifier: EUPL-1.2
use super::cms::Signed;
use rustls_pki_types::{CertificateDer, UnixTime};
use std::time::Duration;
use time::OffsetDateTime;
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage};

/// Purposes under which an operator may hold the certificate it signs with: e-mail protection (a seal), TLS client.
const PURPOSES: [&[u8]; 2] = [&[0x2b, 6, 1, 5, 5, 7, 3, 4], &[0x2b, 6, 1, 5, 5, 7, 3, 2]];

impl Signed {
    /// Why no trusted authority vouches for the signer, if none does. Revocation is not looked up.
    pub fn objection(
        &self,
        anchors: &[CertificateDer<'static>],
        intermediates: &[CertificateDer<'static>],
        at: OffsetDateTime,
    ) -> Option<String> {
        let instant = UnixTime::since_unix_epoch(Duration::from_secs(at.unix_timestamp().max(0).unsigned_abs()));
        let anchors: Vec<_> = anchors.iter().filter_map(|der| webpki::anchor_from_trusted_cert(der).ok()).collect();
        let chain: Vec<_> = self.others.iter().chain(intermediates).cloned().collect();
        let leaf = match EndEntityCert::try_from(&self.certificate) {
            Ok(leaf) => leaf,
            Err(error) => return Some(error.to_string()),
        };
        let judged = PURPOSES.map(|purpose| {
            let usage = KeyUsage::required_if_present(purpose);
            leaf.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, &chain, instant, usage, None, None).map(drop)
        });
        match judged {
            [Err(error), Err(_)] => Some(format!("no trusted authority vouches for it: {error}")),
            _ => None,
        }
    }
}
