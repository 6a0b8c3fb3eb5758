// SPDX-License-Identifier: EUPL-1.2
//! What an operator declares, and the rules that the declaration follows wherever it shows: in the Annexe 1 itself, in
//! the subject of a certificate, and in an entry of the liste blanche.

mod check;
mod declared;
mod departement;
mod dn_rule;
mod entries;
mod fair_copy;
mod finding;
mod folded;
mod form;
mod name;
mod rule;
mod structure;
mod table;

pub use declared::{Declared, Method};
pub use dn_rule::DnRule;
pub use finding::Finding;
pub use form::{
    Contact, Delegation, Dns, Domaines, Environment, Form, IncidentContacts, Redirection, Representative, Sheet, Word,
};
pub use name::is_host;
pub use rule::{RULES, Rule};
pub use structure::{has_good_key, is_departement, is_identifier, is_structure};
pub use table::{Field, Kind, Table};

use folded::folded;
