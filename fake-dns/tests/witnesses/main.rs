// SPDX-License-Identifier: EUPL-1.2
//! The servers before foreign software: dig, unbound as a real recursive resolver, and hickory-resolver.
//!
//! Delegations carry no port, so everything meets on port 53 of a network namespace that the test enters by itself.

mod faults;
mod namespace;
mod shapes;
mod unbound;
mod voices;
mod world;
