// SPDX-License-Identifier: EUPL-1.2
//! SMTP and TLS on the wire: players that do as they are told and report each fact they see to a [`Witness`].

pub mod mime;
pub mod smtp;
pub mod tls;
mod witness;

pub use witness::Witness;
