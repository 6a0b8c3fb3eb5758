// SPDX-License-Identifier: EUPL-1.2
//! The testbed of this crate: a PKI, a publication point, a resolver, mail servers, and the tests between them.

mod automatic_reply;
mod benign_options;
mod dsn;
mod exchange;
mod inbound_delivery;
mod inbound_session;
mod list;
mod network;
mod outbound_delivery;
mod outbound_session;
mod pki;
mod raw_client;
mod refresh;
mod sample_config;
mod scripted_peer;
mod sender_refusals;
mod session_end;
mod testbed;

pub(crate) use list::{signed_list, unsigned_list};
pub(crate) use pki::{Leaf, Pki, pem};
pub(crate) use sample_config::sample_config;

use crate::smtp::{mailbox::Mailbox, path::ReversePath};

/// A mailbox of operator `a`.
const JEAN: &str = "jean@a.mssante.test";
/// A mailbox of operator `b`.
const ANNE: &str = "anne@b.mssante.test";
/// Another mailbox of operator `b`.
const PAUL: &str = "paul@b.mssante.test";

/// A short message of Jean.
const MESSAGE: &str = "From: <jean@a.mssante.test>\r\nMessage-ID: <1@a.test>\r\nSubject: Essai\r\n\r\nBonjour.\r\n";

/// The reverse-path of a mailbox; null for any other text.
pub(crate) fn reverse_path(text: &str) -> ReversePath {
    text.parse::<Mailbox>().map_or(ReversePath::Null, ReversePath::Mailbox)
}
