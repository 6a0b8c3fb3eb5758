// SPDX-License-Identifier: EUPL-1.2
use super::cms::Signed;
use rustls_pki_types::{CertificateDer, UnixTime};
use std::time::Duration;
use time::OffsetDateTime;
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage};

/// What a certificate is asked to be good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// What an operator may hold its certificate for: e-mail protection (a seal), TLS client; or nothing in particular.
    Seal,
    /// Time stamps, and the certificate must say so.
    TimeStamp,
}

impl Purpose {
    fn usages(self) -> Vec<KeyUsage> {
        match self {
            Purpose::Seal => vec![
                KeyUsage::required_if_present(&[0x2b, 6, 1, 5, 5, 7, 3, 4]),
                KeyUsage::required_if_present(&[0x2b, 6, 1, 5, 5, 7, 3, 2]),
            ],
            Purpose::TimeStamp => vec![KeyUsage::required(&[0x2b, 6, 1, 5, 5, 7, 3, 8])],
        }
    }
}

impl Signed {
    /// Why no trusted authority vouches for the signer, if none does. Revocation is not looked up.
    pub fn objection(
        &self,
        anchors: &[CertificateDer<'static>],
        intermediates: &[CertificateDer<'static>],
        at: OffsetDateTime,
        purpose: Purpose,
    ) -> Option<String> {
        let instant = UnixTime::since_unix_epoch(Duration::from_secs(at.unix_timestamp().max(0).unsigned_abs()));
        let anchors: Vec<_> = anchors.iter().filter_map(|der| webpki::anchor_from_trusted_cert(der).ok()).collect();
        let chain: Vec<_> = self.others.iter().chain(intermediates).cloned().collect();
        let leaf = match EndEntityCert::try_from(&self.certificate) {
            Ok(leaf) => leaf,
            Err(error) => return Some(error.to_string()),
        };
        let mut error = None;
        for usage in purpose.usages() {
            match leaf.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, &chain, instant, usage, None, None) {
                Ok(_) => return None,
                Err(why) => error = error.or(Some(format!("no trusted authority vouches for it: {why}"))),
            }
        }
        error
    }
}
