// SPDX-License-Identifier: EUPL-1.2
//! A small compliant MSSanté connector that can be asked to break one rule at a time.
//!
//! **For tests only.** It is the proxy between the mail server of a hospital and the other operators. It speaks SMTP
//! with STARTTLS and mutual TLS on one side, and plain SMTP with the internal mail server on the other.
//!
//! It checks a conformity suite: the connector must pass every scenario, and each [`Mutation`] must fail exactly the
//! scenarios about the rule that it breaks.
//!
//! ```no_run
//! # async fn example(config: reference_connector::Config) -> Result<(), reference_connector::StartError> {
//! let connector = reference_connector::Connector::start(config).await?;
//! println!("relay port: {}", connector.smtp_address());
//! connector.refresh().await;
//! connector.stop().await;
//! # Ok(()) }
//! ```

#![warn(missing_docs)]

mod automatic_reply;
mod config;
mod connector;
mod delivery;
mod dn;
mod dsn;
mod error;
mod examination;
mod header;
mod history;
mod http_client;
mod liste_blanche;
mod message;
mod mutation;
mod queue;
mod refresh;
mod relay;
mod resolver;
mod smtp;
mod state;
mod tasks;
mod tls;
mod transcode;
mod trust;
mod xml_limits;
mod xmldsig;

#[cfg(test)]
mod testing;

pub use config::{Config, ListeBlancheConfig, RetryConfig};
pub use connector::Connector;
pub use error::{ConfigError, StartError};
pub use examination::{ExaminedList, examine_list};
pub use mutation::{Mutation, UnknownMutation};
