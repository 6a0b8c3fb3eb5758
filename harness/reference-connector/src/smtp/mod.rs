// SPDX-License-Identifier: EUPL-1.2
//! SMTP of both directions: the wire, the command grammar, the two servers and the client.

pub(crate) mod admission;
pub(crate) mod client;
pub(crate) mod command;
pub(crate) mod data;
pub(crate) mod inbound;
pub(crate) mod mailbox;
pub(crate) mod manners;
pub(crate) mod reply;
pub(crate) mod session;
pub(crate) mod submission;
pub(crate) mod wire;
