// SPDX-License-Identifier: EUPL-1.2
use crate::fault::PublicationFault;
use crate::wire::tls::Credentials;
use hyper::body::Bytes;
use judgement::owner::Owner;
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// What lies at a path when nothing is wrong.
pub struct Page {
    pub content_type: &'static str,
    pub body: Bytes,
    /// For the liste blanche: which edition.
    pub edition: Option<u32>,
    /// When it was put here, where that is kept.
    pub last_modified: Option<SystemTime>,
}

impl Page {
    /// The entity tag of an edition (RFC 9110 §8.8.3); no other edition has it, of another run neither.
    pub fn tag(&self) -> Option<String> {
        let since = |at: SystemTime| at.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        self.edition.map(|edition| format!("\"{edition}-{:x}\"", self.last_modified.map(since).unwrap_or_default()))
    }

    /// Its date as HTTP writes it (RFC 9110 §5.6.7): whole seconds, never in the future.
    pub fn date(&self) -> Option<String> {
        self.last_modified.map(httpdate::fmt_http_date)
    }
}

/// What a request meets.
#[derive(Default)]
pub struct Served {
    /// None: nothing lies there.
    pub page: Option<Page>,
    /// What is done wrong instead of giving the page.
    pub fault: Option<PublicationFault>,
    /// Who published it.
    pub owner: Owner,
}

/// What a publication point serves.
pub trait Site: Send + Sync + 'static {
    /// What lies at a path now; the empty path stands for a request not yet heard.
    fn served(&self, path: &str) -> Served;

    /// What the next connection is shown in TLS; none: plain HTTP.
    fn credentials(&self) -> Option<Result<Credentials, String>>;
}

/// The revocation lists and authority certificates by their paths, over plain HTTP as in real life.
impl Site for BTreeMap<String, Vec<u8>> {
    fn served(&self, path: &str) -> Served {
        let page = self.get(path).map(|body| Page {
            content_type: if path.ends_with(".crl") { "application/pkix-crl" } else { "application/pkix-cert" },
            body: Bytes::copy_from_slice(body),
            edition: None,
            last_modified: None,
        });
        Served { page, ..Served::default() }
    }

    fn credentials(&self) -> Option<Result<Credentials, String>> {
        None
    }
}
