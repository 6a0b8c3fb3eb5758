// SPDX-License-Identifier: EUPL-1.2
//! Asks real servers on loopback.

mod authoritative;
mod bench;
mod garbled;
mod load;
mod recursive;
