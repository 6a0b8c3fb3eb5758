// SPDX-License-Identifier: EUPL-1.2
//! Messages of the whole run: where they were meant to go, and how the connector answered for them.

use crate::check::outcome;
use crate::custody::Sent;
use crate::evidence::Evidence;
use crate::fact::{Fact, Stage};
use reports::text::Text;
use reports::verdict::Outcome;

/// Whether an address is in this domain; an address without `@` is in none.
pub fn is_of_domain(address: &str, domaine: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, domain)| domain.eq_ignore_ascii_case(domaine))
}

/// The first reply to the final dot in the session of this attempt: its observation and its code.
pub fn final_dot_reply(evidence: &Evidence, sent: &Sent<'_>) -> Option<(u32, u16)> {
    evidence.observations.iter().find_map(|o| match &o.fact {
        Fact::Reply { session, stage: Stage::EndOfData, code, .. } if *session == sent.session => {
            Some((o.number, *code))
        }
        _ => None,
    })
}

/// No message of the run crossed the connector: no rule about messages could be broken.
pub fn no_message() -> Outcome {
    outcome::nothing_seen(Text::new("aucun message n’a traversé le connecteur", "no message crossed the connector"))
}
