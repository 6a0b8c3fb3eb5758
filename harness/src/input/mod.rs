// SPDX-License-Identifier: EUPL-1.2
//! Files that people write: strict YAML, and one clear message for each mistake in them.

mod error;
mod yaml;

pub use error::{InputError, nearest};
pub use yaml::{Place, Source};
