// SPDX-License-Identifier: EUPL-1.2
//! The state that all parts of a running connector share.

use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;

use crate::{
    config::Config,
    error::StartError,
    history::History,
    liste_blanche::ListeBlanche,
    refresh::Downloads,
    resolver::Resolver,
    smtp::mailbox::{Mailbox, is_domain},
    tasks::Tasks,
    tls::{self, Credentials},
    trust::TrustStore,
};

/// The shared state of one connector.
pub(crate) struct ConnectorState {
    pub(crate) config: Config,
    pub(crate) automatic_reply: Option<Mailbox>,
    pub(crate) credentials: Credentials,
    pub(crate) trust: Arc<TrustStore>,
    pub(crate) server_tls: Arc<ServerConfig>,
    pub(crate) resolver: Resolver,
    pub(crate) tasks: Tasks,
    pub(crate) history: History,
    pub(crate) downloads: Downloads,
    liste_blanche: RwLock<Arc<ListeBlanche>>,
}

impl ConnectorState {
    /// Reads the files and checks the values of a configuration; nothing is downloaded yet.
    ///
    /// # Errors
    /// A configured value cannot be used.
    pub(crate) fn open(mut config: Config) -> Result<ConnectorState, StartError> {
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
        let credentials = Credentials::load(&config)?;
        let trust = Arc::new(TrustStore::load(&config.trust_anchors, credentials.chain())?);
        Ok(ConnectorState {
            automatic_reply,
            server_tls: Arc::new(tls::server_config(&credentials, trust.clone(), &config)?),
            downloads: Downloads::new(&config, &trust)?,
            resolver: Resolver::new(config.dns, config.source, config.dns_timeout())?,
            credentials,
            trust,
            tasks: Tasks::new(),
            history: History::default(),
            liste_blanche: RwLock::default(),
            config,
        })
    }

    /// The list in use.
    pub(crate) fn liste_blanche(&self) -> Arc<ListeBlanche> {
        self.liste_blanche.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes a list into use.
    pub(crate) fn replace_liste_blanche(&self, list: ListeBlanche) {
        *self.liste_blanche.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(list);
    }

    /// Whether mail for the domain goes to the internal mail server.
    pub(crate) fn is_own(&self, domain: &str) -> bool {
        self.config.domaines.iter().any(|own| own == domain)
    }

    /// The postmaster of the own domain.
    pub(crate) fn postmaster(&self) -> Mailbox {
        Mailbox::new("postmaster", self.config.domain())
    }
}
