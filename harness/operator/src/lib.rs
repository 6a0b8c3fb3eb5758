// SPDX-License-Identifier: EUPL-1.2
//! What an operator hands in and puts online, held against the rules: its Annexe 1 ([`annexe1`]), the request for its
//! certificate ([`csr`]), its DNS zone ([`dns`]) and the certificates it was issued ([`certificate`]).

#![warn(missing_docs)]

pub mod annexe1;
pub mod certificate;
pub mod csr;
pub mod dns;
mod espace;

pub use espace::real_zone;
