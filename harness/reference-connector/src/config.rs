// SPDX-License-Identifier: EUPL-1.2
//! The configuration of the connector.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::Deserialize;

use crate::{error::ConfigError, mutation::Mutation};

/// The configuration; nothing is read from the environment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The MX host name: CN of the certificate, greeting and EHLO argument.
    pub hostname: String,
    /// The own mail domains.
    pub domaines: Vec<String>,
    /// The relay port, for other operators; port 0 lets the system choose.
    pub smtp: SocketAddr,
    /// The submission port, for the internal mail server in plain SMTP.
    pub submission: SocketAddr,
    /// The internal mail server, which receives mail for the own domains in plain SMTP.
    pub internal_mail_server: SocketAddr,
    /// The local address of connections to peers.
    pub source: IpAddr,
    /// The port of the MX hosts, 25 in production.
    pub peer_port: u16,
    /// The recursive resolver.
    pub dns: SocketAddr,
    /// PEM file: own certificate, then the intermediate.
    pub certificate_chain: PathBuf,
    /// PEM file: PKCS#8 private key of the own certificate.
    pub private_key: PathBuf,
    /// PEM file: the IGC Santé roots, and optionally intermediates.
    pub trust_anchors: PathBuf,
    /// The source of the liste blanche.
    pub liste_blanche: ListeBlancheConfig,
    /// URLs of the DER revocation lists of the root and of the intermediate.
    pub crl_urls: Vec<String>,
    /// The mailbox that replies automatically (RFC 3834).
    pub automatic_reply: Option<String>,
    /// The attempts after a temporary failure.
    pub retry: RetryConfig,
    /// The timeout of each network step, in milliseconds.
    pub timeout_ms: u64,
    /// The timeout of one DNS query, in milliseconds.
    pub dns_timeout_ms: u64,
    /// The largest message accepted, in octets.
    pub max_message_size: usize,
    /// The rule to break, if any.
    pub mutation: Option<Mutation>,
}

/// The publication and the signer of the liste blanche.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListeBlancheConfig {
    /// `https://` or `http://` URL of the list.
    pub url: String,
    /// Time between two downloads of the list and of the CRLs, in milliseconds.
    pub refresh_ms: u64,
    /// The timeout of each step of a download, in milliseconds.
    pub timeout_ms: u64,
    /// CN of the expected signer; any `emailProtection` leaf of the trust anchors when absent.
    pub signer: Option<String>,
}

/// The retry schedule of a delivery.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RetryConfig {
    /// Time between two attempts, in milliseconds.
    pub delay_ms: u64,
    /// All attempts, the first included, before the sender is notified.
    pub attempts: u32,
}

impl Config {
    /// Reads a YAML file; its relative paths are taken from the folder of that file.
    ///
    /// # Errors
    /// The file cannot be read, or says something unknown, missing or of the wrong kind.
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        let text =
            std::fs::read_to_string(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
        let options = serde_yaml::options! { strict_booleans: true };
        let mut config: Config = serde_yaml::from_str_with_options(&text, options).map_err(|error| {
            let (line, column) = error.location().map_or((1, 1), |place| (place.line(), place.column()));
            let reason = reason(&error.without_snippet().to_string());
            ConfigError::Content { path: path.to_owned(), line, column, reason }
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for file in [&mut config.certificate_chain, &mut config.private_key, &mut config.trust_anchors] {
            *file = folder.join(&*file);
        }
        Ok(config)
    }

    /// Whether this mutation is active.
    pub(crate) fn breaks(&self, mutation: Mutation) -> bool {
        self.mutation == Some(mutation)
    }

    /// The first own domain, which is the one of postmaster and notices.
    pub(crate) fn domain(&self) -> &str {
        self.domaines.first().map_or("", String::as_str)
    }

    /// The timeout of one step of a download.
    pub(crate) fn download_timeout(&self) -> Duration {
        Duration::from_millis(self.liste_blanche.timeout_ms)
    }

    /// The timeout of one network step.
    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms)
    }

    /// The timeout of one DNS query.
    pub(crate) fn dns_timeout(&self) -> Duration {
        Duration::from_millis(self.dns_timeout_ms)
    }
}

/// The first line of the parser's message, without line and column.
fn reason(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    line.rsplit_once(" at line ").map_or(line, |(reason, _)| reason).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPLETE: &str = "\
hostname: mss.hopital.test
domaines: [hopital.mssante.test]
smtp: 127.0.0.1:0
submission: 127.0.0.1:0
internal-mail-server: 127.0.0.1:2525
source: 127.0.0.1
peer-port: 25
dns: 127.0.0.1:53
certificate-chain: chain.pem
private-key: /etc/key.pem
trust-anchors: roots.pem
liste-blanche: { url: 'https://liste.test/l.xml', refresh-ms: 1000, timeout-ms: 1000 }
crl-urls: []
retry: { delay-ms: 100, attempts: 3 }
timeout-ms: 5000
dns-timeout-ms: 5000
max-message-size: 10000000
mutation: ignores-mx-name
";

    fn load(text: &str) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("connector.yaml");
        std::fs::write(&path, text).unwrap();
        let loaded = Config::load(&path);
        loaded.map(|mut config| {
            config.certificate_chain = config.certificate_chain.strip_prefix(folder.path()).unwrap().to_owned();
            config
        })
    }

    #[test]
    fn a_complete_file_is_read_and_relative_paths_follow_it() {
        let config = load(COMPLETE).unwrap();
        assert_eq!(config.mutation, Some(Mutation::IgnoresMxName));
        assert_eq!(config.certificate_chain, Path::new("chain.pem"));
        assert_eq!(config.private_key, Path::new("/etc/key.pem"));
        assert_eq!(config.automatic_reply, None);
    }

    #[test]
    fn an_unknown_key_is_reported_at_its_line_and_column() {
        let error = load(&COMPLETE.replace("peer-port", "peer-prot")).unwrap_err();
        let ConfigError::Content { line, column, reason, .. } = error else { panic!("{error}") };
        assert_eq!((line, column), (7, 1));
        assert!(reason.contains("peer-prot") && !reason.contains("line"), "{reason}");
    }

    #[test]
    fn an_unknown_mutation_is_reported_with_its_name() {
        let error = load(&COMPLETE.replace("ignores-mx-name", "ignores-everything")).unwrap_err();
        assert!(error.to_string().contains(":18:11: "), "{error}");
        assert!(error.to_string().contains("ignores-everything"), "{error}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Config::load(Path::new("/nowhere/connector.yaml")).unwrap_err();
        assert!(error.to_string().starts_with("/nowhere/connector.yaml: "), "{error}");
    }
}
