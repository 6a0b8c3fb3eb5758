// SPDX-License-Identifier: EUPL-1.2
//! Where something was seen.

use crate::fingerprint::Visit;
use crate::owner::PROBE;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The player or server of the harness that saw it; in a report it is written as one word.
///
/// A peer is read from its name ([`Place::from`]): one that bears the word of another place is that place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Place {
    /// The DNS servers of the run.
    Dns,
    /// The publication points.
    Publication,
    /// The inner user who submits.
    Submission,
    /// The mail server behind the connector.
    Internal,
    /// The harness itself.
    Harness,
    /// The probe.
    Probe,
    /// A visit of an identification.
    Identification(Visit),
    /// A peer of a scenario, by its name there.
    Peer(String),
}

impl Place {
    /// The word of a report.
    pub fn word(&self) -> &str {
        match self {
            Place::Dns => "dns",
            Place::Publication => "publication",
            Place::Submission => "submission",
            Place::Internal => "internal",
            Place::Harness => "harness",
            Place::Probe => PROBE,
            Place::Identification(Visit::Uncertified) => "identification",
            Place::Identification(Visit::Tls12) => "identification tls-1.2",
            Place::Identification(Visit::Tls13) => "identification tls-1.3",
            Place::Peer(name) => name,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl From<&str> for Place {
    fn from(word: &str) -> Place {
        let fixed = [Place::Dns, Place::Publication, Place::Submission, Place::Internal, Place::Harness, Place::Probe];
        let visits = Visit::ALL.into_iter().map(Place::Identification);
        let known = fixed.into_iter().chain(visits).find(|place| place.word() == word);
        known.unwrap_or_else(|| Place::Peer(word.to_owned()))
    }
}

impl From<String> for Place {
    fn from(word: String) -> Place {
        word.as_str().into()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> String {
        place.word().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::owner::Owner;

    #[test]
    fn places_are_read_from_the_words_of_a_report() {
        for (word, place) in [
            ("dns", Place::Dns),
            ("sonde", Place::Probe),
            ("identification", Place::Identification(Visit::Uncertified)),
            ("identification tls-1.3", Place::Identification(Visit::Tls13)),
            ("clinique-a", Place::Peer("clinique-a".into())),
        ] {
            assert_eq!((Place::from(word), place.word()), (place.clone(), word));
        }
    }

    #[test]
    fn the_probe_owns_what_a_report_says_to_be_of_it() {
        for (name, owner) in [
            (None, Owner::Run),
            (Some("sonde"), Owner::Probe),
            (Some("inbound/dns"), Owner::Case("inbound/dns".into())),
        ] {
            assert_eq!((Owner::from(name.map(str::to_owned)), owner.name()), (owner.clone(), name));
        }
    }
}
