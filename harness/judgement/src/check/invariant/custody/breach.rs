// SPDX-License-Identifier: EUPL-1.2
//! The ways in which a message can be in the wrong hands.

use super::origin::{is_at_destination, is_for_postmaster, is_system_report, origin};
use crate::check::invariant::messages::final_dot_reply;
use crate::custody::{Correlation, Sent, Taken, same_address};
use crate::evidence::Evidence;
use crate::fact::{Fact, HELD_UP_MS};
use crate::params::Sut;
use reports::text::Text;
use reports::{both, text};
use std::collections::BTreeSet;

/// What is wrong with one message that arrived somewhere.
pub struct Breach {
    /// The observation of its arrival.
    pub number: u32,
    /// What is wrong, with where it arrived.
    pub said: Text,
}

/// A message in the wrong place or under a changed envelope, or a notice or reply to a third party.
///
/// What nobody sent is a breach too, except reports of the mail system to its own postmaster.
pub fn misrouted(taken: &Taken<'_>, sent: &[Sent<'_>], sut: &Sut) -> Option<Breach> {
    let said = match origin(taken, sent) {
        None if is_system_report(taken, sut) => return None,
        None => Text::new("un message que personne n’a envoyé", "a message that nobody sent"),
        Some((sent, Correlation::SameMessage)) => changed_hands(taken, sent, sut)?,
        Some((sent, _)) if !taken.is_for(sent.reverse_path) && !is_for_postmaster(taken, sut) => {
            Text::new("un avis ou une réponse à un tiers", "a notice or an answer to a third party")
        }
        Some(_) => return None,
    };
    let (place, envelope) = (taken.place, taken.envelope());
    Some(Breach { number: taken.number, said: both!("{} ({place} : {envelope})", "{} ({place}: {envelope})", said) })
}

/// What differs between where and how the message was sent and where and how it arrived.
fn changed_hands(taken: &Taken<'_>, sent: &Sent<'_>, sut: &Sut) -> Option<Text> {
    if !is_at_destination(taken, sent, sut) {
        return Some(Text::new("le message d’un autre chez", "somebody else's message at"));
    }
    if !taken.is_for(sent.forward_path) {
        return Some(Text::new(
            "un message remis à un autre destinataire",
            "a message handed over for another recipient",
        ));
    }
    let kept = same_address(taken.reverse_path, sent.reverse_path);
    (!kept).then(|| Text::new("un chemin de retour réécrit", "a rewritten reverse-path"))
}

/// Messages that the same player took more than once.
///
/// A second delivery is allowed where our own answer came late: the connector may not have got it.
pub fn repeated(evidence: &Evidence, taken: &[Taken<'_>], sent: &[Sent<'_>]) -> Vec<Breach> {
    let mut seen = BTreeSet::new();
    let mut breaches = Vec::new();
    for taken in taken {
        let Some((sent, Correlation::SameMessage)) = origin(taken, sent) else { continue };
        let (id, place) = (sent.message.message_id.as_deref().unwrap_or_default(), taken.place);
        if !seen.insert((id, place)) && !is_held_up(evidence, taken) {
            let said = text!("un message remis deux fois ({place})", "a message handed over twice ({place})");
            breaches.push(Breach { number: taken.number, said });
        }
    }
    breaches
}

/// True when the harness answered late, by [`HELD_UP_MS`] or more, in the scenario of this message.
fn is_held_up(evidence: &Evidence, taken: &Taken<'_>) -> bool {
    let late = |fact: &Fact| matches!(fact, Fact::BenchLate { late_ms } if *late_ms >= HELD_UP_MS);
    evidence.observations.iter().any(|o| o.owner == *taken.owner && late(&o.fact))
}

/// A message that arrived although every attempt at it was refused: no delivery may follow (RFC 5321 §4.2.5).
///
/// Where one attempt ended without a reply nobody can know whether it was accepted.
pub fn after_refusal(evidence: &Evidence, taken: &Taken<'_>, sent: &[Sent<'_>]) -> Option<Breach> {
    let mut attempts = sent.iter().filter(|sent| taken.correlation(sent) == Correlation::SameMessage).peekable();
    attempts.peek()?;
    if !attempts.all(|sent| final_dot_reply(evidence, sent).is_some_and(|(_, code)| code >= 400)) {
        return None;
    }
    let place = taken.place;
    let said =
        text!("un message refusé, remis quand même ({place})", "a refused message handed over all the same ({place})");
    Some(Breach { number: taken.number, said })
}
