// SPDX-License-Identifier: EUPL-1.2
//! Sessions that a peer opened with the connector, and where they stopped.

use crate::check::outcome::inconclusive;
use crate::evidence::{Evidence, Session};
use crate::fact::{Ending, Part, Stage};
use crate::params::Peer;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// Every session that the peer opened, in order. A second one is another attempt at the same message.
pub fn client_sessions<'e>(evidence: &'e Evidence, peer: &Peer) -> Vec<Session<'e>> {
    evidence.sessions_of(Part::PeerClient, Some(&peer.place()))
}

/// The first 2xx after the final dot: its observation, its code and its words.
pub fn accepted_reply<'s>(sessions: &'s [Session<'_>]) -> Option<(u32, u16, &'s str)> {
    sessions.iter().find_map(|session| session.reply_at(Stage::EndOfData).filter(|(_, code, _)| code / 100 == 2))
}

/// The peer opened no session: a mistake of ours.
pub fn no_session() -> Outcome {
    inconclusive(Cause::Harness, Text::new("le pair n’a ouvert aucune session", "the peer opened no session"), vec![])
}

/// What kept a session from the end of its message.
pub enum Stop<'s> {
    /// The first 4xx or 5xx of the connector.
    Reply(Refusal<'s>),
    /// The session ended without one.
    Ending(End<'s>),
    /// No end was recorded: a mistake of ours.
    Unseen(Outcome),
}

/// A 4xx or 5xx of the connector.
pub struct Refusal<'s> {
    /// The observation of the reply.
    pub number: u32,
    /// The command that it answers.
    pub stage: Stage,
    /// 400 or more.
    pub code: u16,
    /// Its text, as the connector wrote it.
    pub words: &'s str,
}

/// How a session ended.
pub struct End<'s> {
    /// The observation of the end.
    pub number: u32,
    /// How far the session had come.
    pub stage: Stage,
    /// What ended it.
    pub ending: &'s Ending,
}

impl<'s> Refusal<'s> {
    /// The first of a session.
    pub fn first_of(session: &'s Session<'_>) -> Option<Refusal<'s>> {
        let refusal = session.replies().find(|(_, _, code, _)| *code >= 400);
        refusal.map(|(number, stage, code, words)| Refusal { number, stage, code, words })
    }
}

impl<'s> End<'s> {
    /// The recorded end of a session.
    pub fn of(session: &'s Session<'_>) -> Option<End<'s>> {
        session.ending().map(|(number, stage, ending)| End { number, stage, ending })
    }

    /// True when the connector was never reached: nobody listened, or our own socket failed.
    pub fn is_without_connection(&self) -> bool {
        matches!(self.ending, Ending::Refused | Ending::Local { .. })
    }
}

impl<'s> Stop<'s> {
    /// A refusal counts before the end, whichever came first.
    pub fn of(session: &'s Session<'_>) -> Stop<'s> {
        match (Refusal::first_of(session), End::of(session)) {
            (Some(refusal), _) => Stop::Reply(refusal),
            (None, Some(end)) => Stop::Ending(end),
            (None, None) => Stop::Unseen(inconclusive(
                Cause::Harness,
                Text::new("la session n’a pas de fin observée", "the session has no observed ending"),
                session.numbers(),
            )),
        }
    }
}
