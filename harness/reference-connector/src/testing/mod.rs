// SPDX-License-Identifier: EUPL-1.2
//! A small world for the tests of this crate: a PKI, a publication, a resolver, mail servers.

mod exchange;
mod list;
mod network;
mod peer;
mod pki;
mod session;
mod world;

pub(crate) use list::{signed_list, unsigned_list};
pub(crate) use pki::{Leaf, Pki, pem};
