// SPDX-License-Identifier: EUPL-1.2
//! SMTP of both directions: connection, commands, replies, the two servers and the client.

pub(crate) mod admission;
pub(crate) mod client;
pub(crate) mod command;
pub(crate) mod connection;
pub(crate) mod data;
pub(crate) mod failure;
pub(crate) mod inbound;
mod internal_session;
pub(crate) mod mailbox;
pub(crate) mod options;
pub(crate) mod path;
pub(crate) mod reply;
pub(crate) mod service;
pub(crate) mod session;
pub(crate) mod submission;
