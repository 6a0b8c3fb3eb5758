// SPDX-License-Identifier: EUPL-1.2
//! A small world for the tests of this crate: a PKI, a publication, a resolver, mail servers.

mod answers;
mod custody_inbound;
mod custody_outbound;
mod exchange;
mod farewell;
mod host;
mod list;
mod manners;
mod network;
mod notices;
mod peer;
mod pki;
mod publication;
mod refusals;
mod sample;
mod session;
mod stranger;
mod world;

pub(crate) use list::{signed_list, unsigned_list};
pub(crate) use pki::{Leaf, Pki, pem};
pub(crate) use sample::sample;
