// SPDX-License-Identifier: EUPL-1.2
//! A DNS server for tests only: zones made in code, deliberate faults, and a diary of every question.
//!
//! **Never expose it to a network you do not own.** It signs nothing, limits nobody and gives wrong answers on request.
//!
//! # The servers
//! An authoritative [`Server`] answers from its [`Zones`]: referrals, negative answers and aliases follow RFC 1034 and
//! RFC 2308. A recursive one walks those servers for an asker that knows one address only. Each [`Hop`] of the walk is
//! recorded.
//!
//! # Faults
//! [`DnsFault`] is the catalogue. A resolver hides what happens behind it: [`DnsFault::side`] tells which server a fault
//! belongs on.
//!
//! # Records
//! The servers do not judge. What was asked and what was answered goes to the [`Diary`].
//!
//! # Example
//! ```no_run
//! # async fn example() -> Result<(), fake_dns::DnsError> {
//! use fake_dns::{Diary, DnsFault, Role, Server, Zone, Zones};
//! let zone = Zone::new("mssante.test").mx("clinique.mssante.test", 10, "mx.clinique.mssante.test");
//! let diary = Diary::new(|entry| println!("{entry:?}"));
//! let role = Role::Authoritative(Zones::of([zone])?);
//! let server = Server::bind("parent", ([127, 0, 0, 1], 0).into(), role, diary).await?;
//! server.set_fault("clinique.mssante.test", Some(DnsFault::Servfail))?;
//! # Ok(()) }
//! ```

#![warn(missing_docs)]

mod answer;
mod diary;
mod error;
mod exchange;
mod fault;
mod outgoing;
mod recursion;
mod responder;
mod server;
mod stream;
mod zone;
mod zones;

pub use answer::{Answer, Question};
pub use diary::{Diary, Entry, Hop, Sink, Transport};
pub use error::DnsError;
pub use fault::{DnsFault, Side};
pub use server::{Role, Server};
pub use zone::Zone;
pub use zones::Zones;
