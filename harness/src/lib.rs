// SPDX-License-Identifier: EUPL-1.2
//! Conformity test harness for MSSanté connectors. `ARCHITECTURE.md` shows the rooms and who may import whom.

pub mod cli;
pub mod connector;
pub mod driver;
pub mod evidence;
pub mod fault;
pub mod identify;
pub mod plan;
pub mod report;
pub mod requirement;
pub mod run;
pub mod safety;
pub mod scenario;
pub mod wire;
pub mod world;
