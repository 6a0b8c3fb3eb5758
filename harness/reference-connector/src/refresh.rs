// SPDX-License-Identifier: EUPL-1.2
//! The periodic downloads of the revocation lists and of the liste blanche.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::sync::Mutex;
use tokio_rustls::TlsConnector;

use crate::{
    config::Config,
    error::StartError,
    http_client::{Download, HttpClient, HttpUrl, Validators},
    liste_blanche::{self, ListRejection, ListeBlanche},
    mutation::Mutation,
    state::ConnectorState,
    tls,
    trust::TrustStore,
};

/// The largest CRL downloaded, in octets.
const MAX_CRL_SIZE: usize = 16 << 20;

/// The delay before a list is in use, under the mutation that applies it late.
const LATE_APPLICATION: Duration = Duration::from_secs(1);

/// What is downloaded, and from where.
pub(crate) struct Downloads {
    client: HttpClient,
    /// Locked during a whole refresh, so that two never overlap.
    sources: Mutex<Sources>,
}

struct Sources {
    liste_blanche: Source,
    crls: Vec<Source>,
}

/// A URL with the validators of the version in use.
struct Source {
    url: HttpUrl,
    validators: Validators,
}

impl Downloads {
    /// The downloads that a configuration asks for.
    ///
    /// # Errors
    /// A URL or the trust anchors cannot be used.
    pub(crate) fn new(config: &Config, trust: &TrustStore) -> Result<Downloads, StartError> {
        let tls = TlsConnector::from(Arc::new(tls::publication_config(trust)?));
        let liste_blanche = Source::new(&config.liste_blanche.url)?;
        let crls = config.crl_urls.iter().map(|url| Source::new(url)).collect::<Result<_, _>>()?;
        Ok(Downloads {
            client: HttpClient::new(tls, config.download_timeout()),
            sources: Mutex::new(Sources { liste_blanche, crls }),
        })
    }
}

impl Source {
    fn new(url: &str) -> Result<Source, StartError> {
        Ok(Source { url: HttpUrl::parse(url)?, validators: Validators::default() })
    }
}

impl ConnectorState {
    /// Downloads the CRLs, then the list, which is verified with them; a failure changes nothing.
    pub(crate) async fn refresh(self: &Arc<Self>) {
        let mut sources = self.downloads.sources.lock().await;
        if !self.config.breaks(Mutation::NeverFetchesCrl) {
            for crl in &mut sources.crls {
                self.refresh_crl(crl).await;
            }
        }
        let loaded = self.liste_blanche().len() > 0;
        if !(loaded && self.config.breaks(Mutation::NeverRefreshesList)) {
            self.refresh_liste_blanche(&mut sources.liste_blanche).await;
        }
    }

    async fn refresh_crl(&self, source: &mut Source) {
        let url = source.url.to_string();
        if self.config.breaks(Mutation::IgnoresCrlUpdates) && self.trust.has_crl(&url) {
            return;
        }
        let download = self.downloads.client.get(&self.resolver, &source.url, &source.validators, MAX_CRL_SIZE).await;
        match download {
            Ok(Download::Body { content, validators }) => match self.trust.offer_crl(&url, &content) {
                Ok(()) => {
                    source.validators = validators;
                    tracing::debug!(url, "CRL in use");
                }
                Err(rejection) => tracing::warn!(url, %rejection, "CRL rejected, the last one stays"),
            },
            Ok(Download::NotModified) => {}
            Err(error) => tracing::warn!(url, %error, "CRL not downloaded, the last one stays"),
        }
    }

    async fn refresh_liste_blanche(self: &Arc<Self>, source: &mut Source) {
        let Some((content, validators)) = self.download_liste_blanche(source).await else { return };
        let (trust, signer) = (self.trust.clone(), self.config.liste_blanche.signer.clone());
        let mutation = self.config.mutation;
        // Verification takes long enough to delay the sessions of an async worker thread.
        let verification =
            tokio::task::spawn_blocking(move || ListeBlanche::verified(&content, &trust, signer.as_deref(), mutation));
        let verified = match verification.await {
            Ok(verified) => verified,
            Err(error) => return tracing::error!(%error, "liste blanche not verified"),
        };
        match verified.and_then(|list| self.apply(list)) {
            Ok(domaines) => {
                source.validators = validators;
                tracing::info!(domaines, "liste blanche in use");
            }
            Err(rejection) => {
                tracing::warn!(%rejection, "liste blanche rejected, the last one stays");
                self.empty_list_if(Mutation::BadListEmptiesList, source);
            }
        }
    }

    /// The published list, unless it is the one in use or the download fails.
    async fn download_liste_blanche(&self, source: &mut Source) -> Option<(Bytes, Validators)> {
        let client = &self.downloads.client;
        if self.config.breaks(Mutation::AsksForWholeList) {
            source.validators = Validators::default();
        }
        let spare = match self.config.breaks(Mutation::OpensSpareConnection) {
            true => client.connect(&self.resolver, &source.url).await.ok(),
            false => None,
        };
        let download = client.get(&self.resolver, &source.url, &source.validators, liste_blanche::MAX_SIZE).await;
        drop(spare);
        match download {
            Ok(Download::Body { content, validators }) => Some((content, validators)),
            Ok(Download::NotModified) => None,
            Err(error) => {
                tracing::warn!(%error, "liste blanche not downloaded, the last one stays");
                self.empty_list_if(Mutation::OutageEmptiesList, source);
                None
            }
        }
    }

    fn empty_list_if(&self, mutation: Mutation, source: &mut Source) {
        if self.config.breaks(mutation) {
            source.validators = Validators::default();
            self.replace_liste_blanche(ListeBlanche::default());
        }
    }

    /// Takes a verified list into use unless it is older, and returns its number of domains.
    fn apply(self: &Arc<Self>, mut list: ListeBlanche) -> Result<usize, ListRejection> {
        let current = self.liste_blanche();
        if list.is_older_than(&current) && !self.config.breaks(Mutation::AcceptsOlderList) {
            return Err(ListRejection::Older);
        }
        if self.config.breaks(Mutation::AppliesRemovalsNever) {
            list.keep_removed(&current);
        }
        let domaines = list.len();
        if self.config.breaks(Mutation::AppliesListLate) {
            self.replace_later(list);
        } else {
            self.replace_liste_blanche(list);
        }
        Ok(domaines)
    }

    /// Takes a list into use after a delay, unless a newer one is in use by then.
    fn replace_later(self: &Arc<Self>, list: ListeBlanche) {
        let state = self.clone();
        self.tasks.spawn(async move {
            tokio::time::sleep(LATE_APPLICATION).await;
            if !list.is_older_than(&state.liste_blanche()) {
                state.replace_liste_blanche(list);
            }
        });
    }
}
