// SPDX-License-Identifier: EUPL-1.2
//! SMTP and TLS on the wire: players that do as they are told and report each fact they see to a [`Reporter`].

pub mod mime;
mod reporter;
pub mod smtp;
pub mod tls;

pub use reporter::Reporter;
