// SPDX-License-Identifier: EUPL-1.2
//! Observations in their order, and the questions a check may put to them.

use crate::fact::{Fact, Message, Part, Party, SessionId, Stage, Tls};
use crate::owner::Owner;
use crate::place::Place;
use serde::{Deserialize, Serialize};

/// One dated, numbered fact and the place where it was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// From 1, in the order in which facts were recorded.
    pub number: u32,
    /// Milliseconds since the start of the run.
    pub at_ms: f64,
    /// Whose it is.
    #[serde(rename = "scenario")]
    pub owner: Owner,
    /// Where it was seen.
    pub place: Place,
    /// What was seen.
    pub fact: Fact,
}

/// The ordered whole of what was seen, of a run or of one scenario.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// By their numbers.
    pub observations: Vec<Observation>,
}

/// All that happened on one SMTP session.
#[derive(Debug, Clone)]
pub struct Session<'a> {
    /// Its number in the run.
    pub id: SessionId,
    /// The player of ours.
    pub part: Part,
    /// Where it took place.
    pub place: &'a Place,
    /// All of it, its opening first.
    pub observations: Vec<&'a Observation>,
}

impl Evidence {
    /// What belongs to one variant, with what is common to the run left out.
    pub fn of(&self, scenario: &str) -> Evidence {
        let owner = Owner::from(scenario);
        let observations = self.observations.iter().filter(|o| o.owner == owner);
        Evidence { observations: observations.cloned().collect() }
    }

    /// What scenarios and the world left, without what an identification saw.
    pub fn played(&self) -> Evidence {
        let observations = self.observations.iter().filter(|o| !matches!(o.place, Place::Identification(_)));
        Evidence { observations: observations.cloned().collect() }
    }

    /// Sessions in the order of their opening.
    pub fn sessions(&self) -> Vec<Session<'_>> {
        let mut sessions: Vec<Session<'_>> = Vec::new();
        for observation in &self.observations {
            if let Fact::SessionOpened { session, part, .. } = &observation.fact {
                let place = &observation.place;
                sessions.push(Session { id: *session, part: *part, place, observations: vec![observation] });
            } else if let Some(id) = observation.fact.session()
                && let Some(session) = sessions.iter_mut().find(|s| s.id == id)
            {
                session.observations.push(observation);
            }
        }
        sessions
    }

    /// Sessions in which one player took part, at one place when it is named.
    pub fn sessions_of(&self, part: Part, place: Option<&Place>) -> Vec<Session<'_>> {
        self.sessions().into_iter().filter(|s| s.part == part && place.is_none_or(|p| p == s.place)).collect()
    }

    /// Messages that we sent.
    pub fn sent(&self) -> impl Iterator<Item = (u32, &Message)> {
        self.observations.iter().filter_map(|o| match &o.fact {
            Fact::MessageSent { message, .. } => Some((o.number, message)),
            _ => None,
        })
    }

    /// Numbers of the observations whose fact satisfies a condition.
    pub fn numbers(&self, wanted: impl Fn(&Fact) -> bool) -> Vec<u32> {
        self.observations.iter().filter(|o| wanted(&o.fact)).map(|o| o.number).collect()
    }

    /// Whether any fact satisfies a condition.
    pub fn any(&self, wanted: impl Fn(&Fact) -> bool) -> bool {
        self.observations.iter().any(|o| wanted(&o.fact))
    }
}

impl Session<'_> {
    /// Numbers of all its observations.
    pub fn numbers(&self) -> Vec<u32> {
        self.observations.iter().map(|o| o.number).collect()
    }

    /// The last observation, the one that an outcome cites.
    pub fn last(&self) -> u32 {
        self.observations.last().map_or(0, |o| o.number)
    }

    /// Address and port of the other side.
    pub fn remote(&self) -> Option<&str> {
        self.observations.iter().find_map(|o| match &o.fact {
            Fact::SessionOpened { remote, .. } => Some(remote.as_str()),
            _ => None,
        })
    }

    /// The completed handshake, with the number of its observation; none before TLS.
    pub fn tls(&self) -> Option<(u32, &Tls)> {
        self.observations.iter().find_map(|o| match &o.fact {
            Fact::TlsEstablished { tls, .. } => Some((o.number, tls)),
            _ => None,
        })
    }

    /// Replies of the connector to our commands, in order.
    pub fn replies(&self) -> impl Iterator<Item = (u32, Stage, u16, &str)> {
        self.observations.iter().filter_map(|o| match &o.fact {
            Fact::Reply { stage, code, text, .. } => Some((o.number, *stage, *code, text.as_str())),
            _ => None,
        })
    }

    /// The reply at a stage, the last one if it was asked twice.
    pub fn reply_at(&self, wanted: Stage) -> Option<(u32, u16, &str)> {
        self.replies().filter(|(_, stage, ..)| *stage == wanted).last().map(|(n, _, code, text)| (n, code, text))
    }

    /// How it ended and how far it went; none while its end was not recorded.
    pub fn ending(&self) -> Option<(u32, Stage, &crate::fact::Ending)> {
        self.observations.iter().rev().find_map(|o| match &o.fact {
            Fact::SessionEnded { stage, ending, .. } => Some((o.number, *stage, ending)),
            _ => None,
        })
    }

    /// Whether the connector asked for the certificate of our client.
    pub fn certificate_was_requested(&self) -> bool {
        self.observations.iter().any(|o| matches!(o.fact, Fact::CertificateRequested { .. }))
    }

    /// Commands of the connector that begin with a verb, with the transport they came over.
    pub fn commands<'s>(&'s self, verb: &'s str) -> impl Iterator<Item = (u32, &'s str, bool)> + 's {
        self.observations.iter().filter_map(move |o| match &o.fact {
            Fact::Line { by: Party::Sut, text, clear, .. } if begins_with_verb(text, verb) => {
                Some((o.number, text.as_str(), *clear))
            }
            _ => None,
        })
    }
}

fn begins_with_verb(line: &str, verb: &str) -> bool {
    line.get(..verb.len()).is_some_and(|start| start.eq_ignore_ascii_case(verb))
}

/// Three lines of hand-written evidence for the tests of the checks.
#[cfg(test)]
pub mod testing {
    use super::{Evidence, Fact, Observation};
    use crate::params::{Params, Peer};

    /// Facts of the variant `s`, all at one place.
    pub fn evidence(place: &str, facts: Vec<Fact>) -> Evidence {
        let observations = facts.into_iter().zip(1..).map(|(fact, number)| Observation {
            number,
            at_ms: f64::from(number),
            owner: "s".into(),
            place: place.into(),
            fact,
        });
        Evidence { observations: observations.collect() }
    }

    /// Parameters of a check that names a peer with a fault, and the canary `essai-1`.
    pub fn of_peer(name: &str, fault: Option<&str>) -> Params {
        let peer = Peer { name: name.into(), fault: fault.map(Into::into), ..Default::default() };
        Params { peer: Some(peer), canary: "essai-1".into(), ..Default::default() }
    }
}
