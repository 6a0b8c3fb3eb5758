// SPDX-License-Identifier: EUPL-1.2
//! A certificate hierarchy shaped like IGC Santé, for tests only, and the ways a certificate can be wrong.
//!
//! **Never trust these certificates outside a test.** Their private keys lie unprotected on disk, and every name says
//! `HARNAIS TEST`. Root and intermediate are RSA 4096, operators RSA 2048, all signed with SHA-256, with the extensions
//! and the order of extensions seen in certificates issued since 2023. Two things of the real profile are left out on
//! purpose: the LDAP distribution points and the delta CRL, which name a real directory that tests must not disturb.
//!
//! ```no_run
//! # fn main() -> Result<(), fake_pki::PkiError> {
//! use fake_pki::{Deviation, IgcSante, KeyRole, LeafRequest, Profile, Subject};
//! let igc_sante = IgcSante::open_or_create(".espace-de-confiance".as_ref(), &|step| println!("{}", step.what))?;
//! let subject = Subject::operateur("mss1.clinique.test", "1990000001", "CLINIQUE EXEMPLE");
//! let request = LeafRequest::new(Profile::SslServeur, subject, KeyRole::Peer(0));
//! let valid = igc_sante.issue(&request)?;
//! let expired = igc_sante.issue(&request.deviating(Deviation::Expired))?;
//! # Ok(()) }
//! ```

mod authority;
mod catalogue;
mod credential;
mod crl;
mod deviation;
mod error;
mod extension;
mod igc_sante;
mod keys;
mod leaf;
mod pem;
mod profile;
mod subject;

pub use credential::Credential;
pub use crl::{CrlIssuer, CrlWindow};
pub use deviation::{Deviation, Examination};
pub use error::PkiError;
pub use igc_sante::{Endpoints, INTERMEDIATE_CERTIFICATE_PATH, INTERMEDIATE_CRL_PATH, IgcSante, ROOT_CRL_PATH};
pub use keys::{KeyRole, PEER_KEYS, Step};
pub use leaf::LeafRequest;
pub use profile::Profile;
pub use subject::Subject;
