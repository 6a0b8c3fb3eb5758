// SPDX-License-Identifier: EUPL-1.2
//! What an operator declares, and the rules that the declaration follows wherever it shows: in the Annexe 1 itself, in
//! the subject of a certificate, and in an entry of the liste blanche.

mod dn_rule;
mod form;
mod name;
mod structure;

pub use dn_rule::DnRule;
pub use form::{Delegation, Environment, Form, FormFile, Method, Redirection};
pub use name::is_host;
pub use structure::{has_good_key, is_departement, is_structure};
