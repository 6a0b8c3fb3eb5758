// SPDX-License-Identifier: EUPL-1.2
//! Files that people write: strict YAML, and one clear message for each mistake in them.

#![warn(missing_docs)]

mod error;
mod written;
mod yaml;

pub use error::{InputError, nearest};
pub use written::Written;
pub use yaml::{Place, Source};
