// SPDX-License-Identifier: EUPL-1.2
//! What an operator declares, and the rules that the declaration follows wherever it shows: in the Annexe 1 itself, in
//! the subject of a certificate, and in an entry of the liste blanche.

mod check;
mod declared;
mod departement;
mod entries;
mod fair_copy;
mod finding;
mod folded;
mod form;
mod rule;
mod table;

pub use declared::{Declared, Method};
pub use finding::Finding;
pub use form::{
    Contact, Delegation, Dns, Domaines, Environment, Form, IncidentContacts, Redirection, Representative, Sheet, Word,
};
pub use rule::Rule;
pub use table::{Field, Kind, Table};

use folded::folded;
