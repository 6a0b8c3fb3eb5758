// SPDX-License-Identifier: EUPL-1.2
//! SMTP as players speak it: a client that says what it is told to say, a server with the manners it is given.

mod attempt;
mod client;
mod conversation;
mod fault;
pub mod names;
mod offer;
mod opening;
mod server;
#[cfg(test)]
mod tests;

pub use attempt::Attempt;
pub use client::{Delivery, deliver};
pub use conversation::{Conversation, Reply};
pub use fault::{ClientFault, RecipientFault, ServerFault, StarttlsFault};
pub use opening::{connect, handshake};
pub use server::{Mailboxes, Manners, Server};
