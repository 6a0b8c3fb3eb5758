// SPDX-License-Identifier: EUPL-1.2
//! Whole runs over the project's own scenarios.

mod common;
mod mutants;
mod null_connectors;
mod rejudge;
mod stability;
mod truth;
