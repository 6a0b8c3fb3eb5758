// SPDX-License-Identifier: EUPL-1.2
//! Who may hold a message of the run: its recipient, once, under its own envelope, and nobody else.

use super::advice;
use crate::check::{Check, fail, inconclusive, pass};
use crate::custody::{Correlation, Sent, Taken, same_address};
use crate::evidence::Evidence;
use crate::fact::{Fact, HELD_UP_MS, Part, Stage, Window};
use crate::params::{Params, Sut};
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};
use std::collections::BTreeMap;

pub const CUSTODY: Check = Check {
    id: "custody",
    fr: "Chaque message n’est remis qu’à son destinataire, une fois, sous son enveloppe.",
    en: "Each message is handed to its recipient only, once, under its own envelope.",
    clause: "RFC 5321 §2.1, §3.6, §6.1",
    advice: advice::CUSTODY,
    needs_peer: false,
    negative: false,
    needs: None,
    wait: None,
    judge: custody,
};

pub const NOTHING_VANISHES: Check = Check {
    id: "nothing-vanishes",
    fr: "Aucun message accepté d’un pair ne disparaît sans un mot.",
    en: "No message accepted from a peer vanishes without a word.",
    clause: "RFC 5321 §6.1",
    advice: advice::NOTHING_VANISHES,
    needs_peer: false,
    negative: false,
    needs: None,
    wait: None,
    judge: nothing_vanishes,
};

/// What is wrong with one message that arrived somewhere.
struct Breach {
    number: u32,
    said: Text,
}

fn custody(evidence: &Evidence, params: &Params) -> Outcome {
    let sent: Vec<Sent<'_>> = evidence.sent_messages().collect();
    let taken: Vec<Taken<'_>> = evidence.taken_messages().collect();
    let mut breaches: Vec<Breach> = taken.iter().filter_map(|taken| breach(taken, &sent, &params.sut)).collect();
    breaches.extend(repeated(evidence, &taken, &sent));
    breaches.extend(taken.iter().filter_map(|taken| refused(evidence, taken, &sent)));
    let Some(first) = breaches.first() else {
        return match taken.len() {
            0 => nothing_seen(),
            n => pass(
                text!("{n} message(s), chacun chez son destinataire", "{n} message(s), each with its recipient"),
                vec![],
            ),
        };
    };
    let count = breaches.len();
    let observed = Text::new(
        format!("{count} écart(s), dont : {}", first.said.fr),
        format!("{count} breach(es), such as: {}", first.said.en),
    );
    let expected =
        Text::new("aucun message ailleurs que chez son destinataire", "no message elsewhere than with its recipient");
    fail(expected, observed, breaches.iter().map(|breach| breach.number).collect())
}

fn nothing_seen() -> Outcome {
    let because = Text::new("aucun message n’a traversé le connecteur", "no message crossed the connector");
    inconclusive(Cause::PeerUnreachable, because, vec![])
}

/// Judges a message by the one of ours that it comes from, if any.
fn breach(taken: &Taken<'_>, sent: &[Sent<'_>], sut: &Sut) -> Option<Breach> {
    let owner = owner(taken, sent);
    let breach = |fr: &str, en: &str| {
        let envelope = taken.envelope();
        let said =
            Text::new(format!("{fr} ({} : {envelope})", taken.place), format!("{en} ({}: {envelope})", taken.place));
        Some(Breach { number: taken.number, said })
    };
    let Some((sent, correlation)) = owner else {
        return match of_the_system(taken, sut) {
            true => None,
            false => breach("un message que personne n’a envoyé", "a message that nobody sent"),
        };
    };
    match correlation {
        Correlation::SameMessage if !is_at_home(taken, sent, sut) => {
            breach("le message d’un autre chez", "somebody else's message at")
        }
        Correlation::SameMessage if !taken.is_for(sent.forward_path) => {
            breach("un message remis à un autre destinataire", "a message handed over for another recipient")
        }
        Correlation::SameMessage if !same_address(taken.reverse_path, sent.reverse_path) => {
            breach("un chemin de retour réécrit", "a rewritten reverse-path")
        }
        Correlation::Notice(_) | Correlation::AutomaticReply
            if !taken.is_for(sent.reverse_path) && !is_for_postmaster(taken, sut) =>
        {
            breach("un avis ou une réponse à un tiers", "a notice or an answer to a third party")
        }
        _ => None,
    }
}

/// The message of ours that a taken one is, or speaks of; being the same weighs more than speaking of it.
fn owner<'s, 'e>(taken: &Taken<'_>, sent: &'s [Sent<'e>]) -> Option<(&'s Sent<'e>, Correlation)> {
    let related = sent
        .iter()
        .map(|sent| (sent, taken.correlation(sent)))
        .filter(|(_, correlation)| *correlation != Correlation::Unrelated);
    let mut related: Vec<_> = related.collect();
    // Several recipients of one script, or several attempts: the one whose path it bears.
    related.sort_by_key(|(sent, correlation)| match correlation {
        Correlation::SameMessage => (false, !taken.is_for(sent.forward_path)),
        _ => (true, !taken.is_for(sent.reverse_path)),
    });
    related.into_iter().next()
}

/// Inside for what came in; at a server of the recipient's own scenario for what went out.
fn is_at_home(taken: &Taken<'_>, sent: &Sent<'_>, sut: &Sut) -> bool {
    match taken.part {
        Part::InternalServer => is_of_domain(sent.forward_path, &sut.domaine),
        _ => taken.scenario == sent.scenario && !is_of_domain(sent.forward_path, &sut.domaine),
    }
}

fn is_of_domain(address: &str, domaine: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, domain)| domain.eq_ignore_ascii_case(domaine))
}

/// A report of the mail system to its own postmaster, or to the address behind it.
fn of_the_system(taken: &Taken<'_>, sut: &Sut) -> bool {
    let from_itself =
        taken.reverse_path.is_empty() || taken.reverse_path.to_lowercase().ends_with(&sut.domaine.to_lowercase());
    taken.part == Part::InternalServer && from_itself && is_for_postmaster(taken, sut)
}

fn is_for_postmaster(taken: &Taken<'_>, sut: &Sut) -> bool {
    let postmaster = format!("postmaster@{}", sut.domaine);
    matches!(taken.forward_paths, [only] if only.trim_matches(['<', '>']).eq_ignore_ascii_case(&postmaster))
}

/// Messages that the same player took more than once, but for those that may have come again for want of our answer.
fn repeated(evidence: &Evidence, taken: &[Taken<'_>], sent: &[Sent<'_>]) -> Vec<Breach> {
    let held_up = |taken: &Taken<'_>| {
        evidence.observations.iter().any(|o| {
            o.scenario.as_deref() == taken.scenario
                && matches!(o.fact, Fact::BenchLate { late_ms } if late_ms >= HELD_UP_MS)
        })
    };
    let mut seen: BTreeMap<(u32, &str), u32> = BTreeMap::new();
    let mut breaches = Vec::new();
    for taken in taken {
        let Some((sent, Correlation::SameMessage)) = owner(taken, sent) else { continue };
        if seen.insert((first_of(sent), taken.place), taken.number).is_some() && !held_up(taken) {
            let place = taken.place;
            let said = text!("un message remis deux fois ({place})", "a message handed over twice ({place})");
            breaches.push(Breach { number: taken.number, said });
        }
    }
    breaches
}

/// A message that came in although each attempt at handing it over was refused: no later delivery may follow (RFC 5321
/// §4.2.5). Where one attempt ended without an answer, its sender cannot know, and nor do we.
fn refused(evidence: &Evidence, taken: &Taken<'_>, sent: &[Sent<'_>]) -> Option<Breach> {
    let attempts: Vec<_> = sent.iter().filter(|sent| taken.correlation(sent) == Correlation::SameMessage).collect();
    let refused = |sent: &&Sent<'_>| end_of_data(evidence, sent).is_some_and(|(_, code)| code >= 400);
    if attempts.is_empty() || !attempts.iter().all(refused) {
        return None;
    }
    let place = taken.place;
    let said =
        text!("un message refusé, remis quand même ({place})", "a refused message handed over all the same ({place})");
    Some(Breach { number: taken.number, said })
}

/// Attempts at one message are told apart by their session, not by what they carry.
fn first_of(sent: &Sent<'_>) -> u32 {
    let id = sent.message.message_id.as_deref().unwrap_or_default();
    id.bytes().fold(0u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)))
}

fn nothing_vanishes(evidence: &Evidence, params: &Params) -> Outcome {
    let taken: Vec<Taken<'_>> = evidence.taken_messages().collect();
    let (mut accounted, mut lost) = (0, Vec::new());
    let robot =
        |sent: &Sent<'_>| params.sut.automatic_reply.as_ref().is_some_and(|a| same_address(a, sent.forward_path));
    let inbound = |sent: &Sent<'_>| is_of_domain(sent.forward_path, &params.sut.domaine) && !robot(sent);
    for sent in evidence.sent_messages().filter(inbound) {
        let Some(accepted) = accepted(evidence, &sent) else { continue };
        let known = |taken: &&Taken<'_>| taken.correlation(&sent) != Correlation::Unrelated;
        let ended = evidence.observations.iter().any(|o| {
            o.scenario.as_deref() == sent.scenario
                && matches!(o.fact, Fact::WindowEnded { window: Some(Window::Watch), .. })
        });
        if taken.iter().any(|taken| known(&taken)) {
            accounted += 1;
        // Nobody can be told of a message from the null reverse-path, and what was not watched is not lost yet.
        } else if ended && !sent.reverse_path.is_empty() {
            lost.push(accepted);
        }
    }
    match (lost.len(), accounted) {
        (0, 0) => nothing_seen(),
        (0, n) => pass(text!("{n} message(s) acceptés, aucun perdu", "{n} message(s) accepted, none lost"), vec![]),
        (n, _) => fail(
            Text::new("livré, ou rendu compte", "delivered, or told"),
            text!("{n} message(s) acceptés et perdus", "{n} message(s) accepted and lost"),
            lost,
        ),
    }
}

/// The 2xx after the final dot of the session in which a message was sent.
fn accepted(evidence: &Evidence, sent: &Sent<'_>) -> Option<u32> {
    end_of_data(evidence, sent).filter(|(_, code)| code / 100 == 2).map(|(number, _)| number)
}

/// The reply to the final dot of the session in which a message was sent.
fn end_of_data(evidence: &Evidence, sent: &Sent<'_>) -> Option<(u32, u16)> {
    evidence.observations.iter().find_map(|o| match &o.fact {
        Fact::Reply { session, stage: Stage::EndOfData, code, .. } if *session == sent.session => {
            Some((o.number, *code))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests;
