// SPDX-License-Identifier: EUPL-1.2
//! Evidence of a run and the checks that judge it.
//!
//! [`fact`] says what can be seen, [`evidence`] orders it, [`check`] turns it into outcomes. Judging is a pure
//! function: it can be repeated years later from the report alone, by someone who knows no networking.

pub mod check;
pub mod custody;
mod escaped;
pub mod evidence;
pub mod fact;
pub mod fingerprint;
pub mod owner;
pub mod params;
pub mod place;
mod words;

pub use escaped::escaped;
