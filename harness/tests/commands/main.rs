// SPDX-License-Identifier: EUPL-1.2
//! The commands of the program as their users run them, and programs of others as judges of what is written.

mod annexe1;
mod attest;
mod bad_inputs;
mod bundle;
mod cms;
mod conclusion;
mod dns;
mod earlier;
mod lifecycle;
mod liste_blanche;
mod pki;
mod publication;
mod register;
mod report_life;
mod schema;
mod witness;
