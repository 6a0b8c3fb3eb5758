// SPDX-License-Identifier: EUPL-1.2
//! What every part of a running connector shares: configuration, trust, liste blanche, queue.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use rustls::ServerConfig;
use tokio::sync::Mutex;
use tokio_rustls::TlsConnector;

use crate::{
    config::Config,
    error::StartError,
    fetch::{Fetched, Fetcher, Target, Validators},
    liste_blanche::{self, ListeBlanche, Rejection},
    memory::Memory,
    mutation::Mutation,
    resolve::Resolver,
    smtp::mailbox::{Mailbox, is_domain},
    tasks::Tasks,
    tls::{self, Identity},
    trust::Trust,
};

/// The largest CRL taken, in octets.
const LARGEST_CRL: usize = 16 << 20;

/// How late a list comes into use under the mutation that is slow about it.
const LATE: Duration = Duration::from_secs(1);

/// The shared state of one connector.
pub(crate) struct Office {
    pub(crate) config: Config,
    pub(crate) automatic_reply: Option<Mailbox>,
    pub(crate) identity: Identity,
    pub(crate) trust: Arc<Trust>,
    pub(crate) server_tls: Arc<ServerConfig>,
    pub(crate) resolver: Resolver,
    pub(crate) tasks: Tasks,
    pub(crate) memory: Memory,
    liste_blanche: RwLock<Arc<ListeBlanche>>,
    publication: Publication,
}

/// Where lists come from.
struct Publication {
    fetcher: Fetcher,
    liste_blanche: Target,
    crls: Vec<Target>,
    /// The lock is held during a refresh, so that two never overlap.
    versions: Mutex<Versions>,
}

/// The validators of what is in use: a server is not asked twice for the same octets.
#[derive(Default)]
struct Versions {
    liste_blanche: Validators,
    crls: Vec<Validators>,
}

impl Office {
    /// Reads the files and checks the values of a configuration; nothing is downloaded yet.
    ///
    /// # Errors
    /// Something configured cannot work.
    pub(crate) fn open(mut config: Config) -> Result<Office, StartError> {
        for name in config.domaines.iter_mut().chain([&mut config.hostname]) {
            *name = name.to_ascii_lowercase();
            if !is_domain(name) {
                return Err(StartError::Name { what: "domain name", value: name.clone() });
            }
        }
        if config.domaines.is_empty() {
            return Err(StartError::Name { what: "list of own domains", value: "[]".to_owned() });
        }
        let mailbox =
            |value: &String| value.parse().map_err(|_| StartError::Name { what: "mailbox", value: value.clone() });
        let automatic_reply = config.automatic_reply.as_ref().map(mailbox).transpose()?;
        let identity = Identity::load(&config)?;
        let trust = Arc::new(Trust::load(&config.trust_anchors, &identity.chain)?);
        let server_tls = Arc::new(tls::server_config(&identity, trust.clone(), &config)?);
        let client_tls = TlsConnector::from(Arc::new(tls::publication_config(&trust)?));
        let versions = Versions { crls: vec![Validators::default(); config.crl_urls.len()], ..Versions::default() };
        let publication = Publication {
            fetcher: Fetcher::new(client_tls, config.download_timeout()),
            liste_blanche: Target::parse(&config.liste_blanche.url)?,
            crls: config.crl_urls.iter().map(|url| Target::parse(url)).collect::<Result<_, _>>()?,
            versions: Mutex::new(versions),
        };
        Ok(Office {
            automatic_reply,
            identity,
            trust,
            server_tls,
            resolver: Resolver::new(config.dns, config.source, config.dns_timeout())?,
            tasks: Tasks::new(),
            memory: Memory::default(),
            liste_blanche: RwLock::default(),
            publication,
            config,
        })
    }

    /// The list in use.
    pub(crate) fn liste_blanche(&self) -> Arc<ListeBlanche> {
        self.liste_blanche.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether mail for the domain goes to the internal mail server.
    pub(crate) fn is_own(&self, domain: &str) -> bool {
        self.config.domaines.iter().any(|own| own == domain)
    }

    /// The postmaster of the own domain.
    pub(crate) fn postmaster(&self) -> Mailbox {
        Mailbox::new("postmaster", self.config.domain())
    }

    /// Downloads the CRLs, then the list that is verified with them; what is bad changes nothing.
    pub(crate) async fn refresh(self: &Arc<Self>) {
        let mut versions = self.publication.versions.lock().await;
        if !self.config.breaks(Mutation::NeverFetchesCrl) {
            for (crl, version) in self.publication.crls.iter().zip(&mut versions.crls) {
                self.refresh_crl(crl, version).await;
            }
        }
        let loaded = self.liste_blanche().len() > 0;
        if !(loaded && self.config.breaks(Mutation::NeverRefreshesList)) {
            self.refresh_liste_blanche(&mut versions.liste_blanche).await;
        }
    }

    async fn refresh_crl(&self, target: &Target, version: &mut Validators) {
        let url = target.to_string();
        if self.config.breaks(Mutation::IgnoresCrlUpdates) && self.trust.has_crl(&url) {
            return;
        }
        match self.publication.fetcher.get(&self.resolver, target, version, LARGEST_CRL).await {
            Ok(Fetched::Body { content, validators }) => match self.trust.offer_crl(&url, &content) {
                Ok(()) => {
                    *version = validators;
                    tracing::debug!(url, "CRL in use");
                }
                Err(rejection) => tracing::warn!(url, %rejection, "CRL rejected, the last one stays"),
            },
            Ok(Fetched::NotModified) => {}
            Err(error) => tracing::warn!(url, %error, "CRL not downloaded, the last one stays"),
        }
    }

    async fn refresh_liste_blanche(self: &Arc<Self>, version: &mut Validators) {
        let Publication { fetcher, liste_blanche: target, .. } = &self.publication;
        if self.config.breaks(Mutation::AsksForWholeList) {
            *version = Validators::default();
        }
        let spare = match self.config.breaks(Mutation::OpensSpareConnection) {
            true => fetcher.connect(&self.resolver, target).await.ok(),
            false => None,
        };
        let fetched = fetcher.get(&self.resolver, target, version, liste_blanche::LARGEST).await;
        drop(spare);
        let (content, validators) = match fetched {
            Ok(Fetched::Body { content, validators }) => (content, validators),
            Ok(Fetched::NotModified) => return,
            Err(error) => {
                tracing::warn!(%error, "liste blanche not downloaded, the last one stays");
                if self.config.breaks(Mutation::OutageEmptiesList) {
                    *version = Validators::default();
                    self.replace(ListeBlanche::default());
                }
                return;
            }
        };
        let (trust, signer, mutation) =
            (self.trust.clone(), self.config.liste_blanche.signer.clone(), self.config.mutation);
        // Verification of megabytes of XML would hold up every conversation of this thread.
        let verification =
            tokio::task::spawn_blocking(move || ListeBlanche::verified(&content, &trust, signer.as_deref(), mutation));
        let offered = match verification.await {
            Ok(offered) => offered,
            Err(error) => return tracing::error!(%error, "liste blanche not verified"),
        };
        match offered.and_then(|offered| self.adopt(offered)) {
            Ok(domaines) => {
                *version = validators;
                tracing::info!(domaines, "liste blanche in use");
            }
            Err(rejection) => {
                tracing::warn!(%rejection, "liste blanche rejected, the last one stays");
                if self.config.breaks(Mutation::BadListEmptiesList) {
                    *version = Validators::default();
                    self.replace(ListeBlanche::default());
                }
            }
        }
    }

    /// Takes a verified list into use unless it is a step back.
    fn adopt(self: &Arc<Self>, mut offered: ListeBlanche) -> Result<usize, Rejection> {
        let current = self.liste_blanche();
        if offered.is_older_than(&current) && !self.config.breaks(Mutation::AcceptsOlderList) {
            return Err(Rejection::Older);
        }
        if self.config.breaks(Mutation::AppliesRemovalsNever) {
            offered.keep_removed(&current);
        }
        let domaines = offered.len();
        if self.config.breaks(Mutation::AppliesListLate) {
            self.replace_later(offered);
        } else {
            self.replace(offered);
        }
        Ok(domaines)
    }

    /// Takes a list into use after a while, unless a newer one was meanwhile.
    fn replace_later(self: &Arc<Self>, list: ListeBlanche) {
        let office = self.clone();
        self.tasks.spawn(async move {
            tokio::time::sleep(LATE).await;
            if !list.is_older_than(&office.liste_blanche()) {
                office.replace(list);
            }
        });
    }

    fn replace(&self, list: ListeBlanche) {
        *self.liste_blanche.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(list);
    }
}
