// SPDX-License-Identifier: EUPL-1.2
//! A certificate hierarchy shaped like IGC Santé, for tests only, and the ways a certificate can be wrong.
//!
//! **Never trust these certificates outside a test.** Their private keys lie unprotected on disk. Every authority says
//! `HARNAIS TEST` in its name, unless [`IgcSante::faithful`] asks for the published names.
//!
//! # The hierarchy
//! Two environments have three ranges each, and each range a root and two intermediates. Authorities have RSA keys of
//! 4096 bits, leaves of 2048; signatures are over SHA-256. Extensions and their order are those seen in certificates
//! issued since 2023. [`Profile::confidence`] tells what was seen from what is inferred.
//!
//! # What can be wrong
//! [`Deviation`] is the catalogue for certificates, [`CrlFault`] for revocation lists, [`OcspFault`] for OCSP answers.
//! Everything else about a deviating certificate is regular.
//!
//! # Example
//! ```no_run
//! # fn main() -> Result<(), fake_pki::PkiError> {
//! use fake_pki::{Deviation, IgcSante, KeyRole, LeafRequest, Profile, Subject};
//! let igc_sante = IgcSante::open_or_create(".espace-de-confiance".as_ref(), &|step| println!("{}", step.what))?;
//! let subject = Subject::operateur("mss1.clinique.test", "1990000002", "CLINIQUE EXEMPLE");
//! let request = LeafRequest::new(Profile::SslServeur, subject, KeyRole::Peer(0));
//! let valid = igc_sante.issue(&request)?;
//! let expired = igc_sante.issue(&request.deviating(Deviation::Expired))?;
//! # Ok(()) }
//! ```

#![warn(missing_docs)]

mod authority;
mod credential;
mod crl;
mod deviation;
mod error;
mod extension;
mod hierarchy;
mod igc_sante;
mod keys;
mod leaf;
mod md5;
mod ocsp;
mod pem;
mod person;
mod pkcs12;
mod profile;
mod publication;
mod rdn;
mod rsa;
mod shape;
mod signature;
mod subject;
mod tbs;
mod window;

pub use authority::AUTHORITY_SERIAL;
pub use credential::Credential;
pub use crl::{Crl, CrlFault, CrlRequest, HUGE};
pub use deviation::{Deviation, Examination};
pub use error::PkiError;
pub use extension::{ExtensionKind, Purpose};
pub use hierarchy::{Authority, Endpoints, Environment, Naming, Range, Rank};
pub use igc_sante::IgcSante;
pub use keys::{KeyRole, Step};
pub use leaf::{LeafRequest, reserved_serial, years_later};
pub use ocsp::{CertId, OcspFault, OcspRequest, OcspResponder};
pub use person::Person;
pub use profile::{AlternativeNames, Confidence, Profile};
pub use publication::{Publication, Served};
pub use shape::{Place, Shape};
pub use subject::Subject;
