// SPDX-License-Identifier: EUPL-1.2
//! A small compliant MSSanté connector that can be asked to break one rule at a time.
//!
//! **For tests only.** It is the proxy that hospitals put between their mail server and the other
//! operators: SMTP with STARTTLS and mutual TLS on one side, plain SMTP with the internal mail
//! server on the other. A conformity suite is believable once this connector passes all of it and
//! each [`Mutation`] fails exactly the scenarios that watch the rule it breaks.
//!
//! ```no_run
//! # async fn example(config: reference_connector::Config) -> Result<(), reference_connector::StartError> {
//! let connector = reference_connector::Connector::start(config).await?;
//! println!("peers may write to {}", connector.smtp_address());
//! connector.refresh().await;
//! connector.stop().await;
//! # Ok(()) }
//! ```

mod automatic_reply;
mod config;
mod connector;
mod custody;
mod dn;
mod error;
mod examination;
mod excess;
mod fetch;
mod header;
mod liste_blanche;
mod memory;
mod message;
mod mutation;
mod notice;
mod office;
mod queue;
mod relay;
mod resolve;
mod smtp;
mod tasks;
mod tls;
mod transcode;
mod trust;
mod xmldsig;

#[cfg(test)]
mod testing;

pub use config::{Config, ListeBlancheConfig, RetryConfig};
pub use connector::Connector;
pub use error::{ConfigError, StartError};
pub use examination::{ExaminedList, examine_list};
pub use mutation::{Mutation, UnknownMutation};
