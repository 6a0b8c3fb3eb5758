// SPDX-License-Identifier: EUPL-1.2
//! What the connector does with a message that an inner user writes to a peer.

mod advice;

use super::tracked_message::TrackedMessage;
use super::{Check, Wait, fail, inconclusive, no_peer, not_watched, pass};
use crate::custody::Taken;
use crate::evidence::{Evidence, Session};
use crate::fact::{Fact, Part, Stage, Window};
use crate::params::{Params, Peer};
use reports::text::Text;
use reports::verdict::{Cause, Outcome};
use reports::{both, text};

pub const CHECKS: &[Check] = &[
    Check {
        id: "relayed-to-peer",
        fr: "Le message est remis au pair une fois, et une seule, dans TLS.",
        en: "The message is handed to the peer once and only once, inside TLS.",
        clause: "RFC 5321 §6.1 ; RFC 3207",
        advice: advice::RELAYED_TO_PEER,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: Wait::until(Window::Outcome, settled),
        judge: relayed_to_peer,
    },
    Check {
        id: "peer-turned-away",
        fr: "Le connecteur se rend chez le pair, constate le défaut et ne lui confie rien.",
        en: "The connector visits the peer, notices the fault and entrusts nothing to it.",
        clause: "RFC 3207 §4.1 ; RFC 5280 §6",
        advice: advice::PEER_TURNED_AWAY,
        needs_peer: true,
        negative: true,
        needs: None,
        wait: Wait::until(Window::Outcome, settled),
        judge: peer_turned_away,
    },
    Check {
        id: "injected-answers-ignored",
        fr: "Les réponses glissées en clair derrière le 220 à STARTTLS ne sont pas prises pour des réponses dans TLS.",
        en: "Replies slipped in clear behind the 220 to STARTTLS are not taken for replies inside TLS.",
        clause: "RFC 3207 §4.2",
        advice: advice::INJECTED_ANSWERS_IGNORED,
        needs_peer: true,
        negative: true,
        needs: None,
        wait: Wait::until(Window::Outcome, settled),
        judge: injected_answers_ignored,
    },
    Check {
        id: "never-contacted",
        fr: "Le connecteur refuse le message et ne contacte pas le pair.",
        en: "The connector refuses the message and does not contact the peer.",
        clause: "Guide d’intégration, espace de confiance",
        advice: advice::NEVER_CONTACTED,
        needs_peer: true,
        negative: true,
        needs: None,
        wait: Wait::until(Window::Outcome, settled),
        judge: never_contacted,
    },
];

fn visits<'a>(evidence: &'a Evidence, peer: &Peer) -> Vec<Session<'a>> {
    evidence.sessions_of(Part::PeerServer, Some(&peer.name))
}

/// Why nothing can be said when the message never entered the connector.
pub fn not_submitted(evidence: &Evidence) -> Option<Outcome> {
    let submissions = evidence.sessions_of(Part::Submitter, None);
    let Some(last) = submissions.last() else {
        let because = Text::new("aucune soumission", "nothing was submitted");
        return Some(inconclusive(Cause::Harness, because, vec![]));
    };
    match last.ending() {
        Some((number, stage, ending))
            if last.reply_at(Stage::EndOfData).is_none() && last.replies().all(|r| r.2 < 400) =>
        {
            Some(inconclusive(
                Cause::PeerUnreachable,
                both!("la soumission finit à {} : {}", "submission ends at {}: {}", stage.said(), ending.said()),
                vec![number],
            ))
        }
        _ => None,
    }
}

pub fn settled(evidence: &Evidence, params: &Params) -> bool {
    TrackedMessage::of(evidence, params).is_final()
}

/// The message was handed to the peer this once, under its own envelope, and nobody was told otherwise; else what is wrong with it.
pub fn handed_over(tracked: &TrackedMessage<'_>, taken: &[Taken<'_>], because: Text) -> Option<Outcome> {
    let expected = || Text::new("une remise au pair, dans TLS", "one delivery to the peer, inside TLS");
    let numbers: Vec<u32> = taken.iter().map(|taken| taken.number).collect();
    Some(match taken {
        [] => return None,
        [one] if one.clear => fail(expected(), Text::new("remis en clair", "handed over in clear"), numbers),
        [one] => match tracked.expected_envelope_if_changed(one) {
            Some(wanted) => {
                let observed = text!("remis sous l’enveloppe {}", "handed over under the envelope {}", one.envelope());
                fail(text!("l’enveloppe {wanted}", "the envelope {wanted}"), observed, numbers)
            }
            None => tracked.delivered_yet_reported_failed().unwrap_or_else(|| pass(because, numbers)),
        },
        more => fail(expected(), text!("{} remises", "{} deliveries", more.len()), numbers),
    })
}

fn relayed_to_peer(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let tracked = TrackedMessage::of(evidence, params);
    match handed_over(&tracked, &tracked.taken_by_peer(peer), Text::new("remis une fois", "handed over once")) {
        Some(outcome) => once_the_dns_fault_was_met(evidence, peer, outcome),
        None => not_relayed(evidence, &tracked, peer),
    }
}

/// Keeps a pass that rests on a fault of the DNS only where an answer carried it: a connector that never asked, or
/// asked somebody else, has shown nothing.
fn once_the_dns_fault_was_met(evidence: &Evidence, peer: &Peer, outcome: Outcome) -> Outcome {
    let of_dns = peer.fault.as_deref().is_some_and(|fault| fault.starts_with("dns/"));
    match &outcome {
        Outcome::Pass { observations, .. } if of_dns && exercised(evidence, peer).is_empty() => inconclusive(
            Cause::FaultNotExercised,
            Text::new("aucune réponse DNS n’a porté le défaut", "no DNS answer carried the fault"),
            observations.clone(),
        ),
        _ => outcome,
    }
}

fn not_relayed(evidence: &Evidence, tracked: &TrackedMessage<'_>, peer: &Peer) -> Outcome {
    if let Some(outcome) = not_submitted(evidence) {
        return outcome;
    }
    let expected = Text::new("une remise au pair, dans TLS", "one delivery to the peer, inside TLS");
    if let Some((number, code, words)) = tracked.submission_refusal() {
        return fail(
            expected,
            text!("soumission refusée : {code} {words}", "submission refused: {code} {words}"),
            vec![number],
        );
    }
    let told = tracked.failure_notice_numbers();
    let visits = visits(evidence, peer).len();
    if told.is_empty() {
        return fail(
            expected,
            text!(
                "rien dans le délai déclaré ({visits} visite(s))",
                "nothing within the declared time ({visits} visit(s))"
            ),
            tracked.window_ends(Window::Outcome),
        );
    }
    fail(expected, text!("avis de non-remise ({visits} visite(s))", "non-delivery notice ({visits} visit(s))"), told)
}

fn peer_turned_away(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let tracked = TrackedMessage::of(evidence, params);
    let visits = visits(evidence, peer);
    let spoken = visits.iter().flat_map(|s| s.commands("MAIL FROM").map(|c| c.0)).next();
    let taken = tracked.taken_by_peer(peer);
    if let Some(number) = taken.first().map(|t| t.number).or(spoken) {
        let observed = if taken.is_empty() {
            Text::new("MAIL FROM a été dit à ce pair", "MAIL FROM was said to this peer")
        } else {
            Text::new("message remis à ce pair", "message handed to this peer")
        };
        return fail(Text::new("ni MAIL FROM ni message", "neither MAIL FROM nor message"), observed, vec![number]);
    }
    if let Some(outcome) = not_submitted(evidence) {
        return outcome;
    }
    let exercised = exercised(evidence, peer);
    if visits.is_empty() || exercised.is_empty() {
        return inconclusive(
            Cause::FaultNotExercised,
            text!(
                "le pair n’a pas pu montrer son défaut ({} visite(s))",
                "the peer could not show its fault ({} visit(s))",
                visits.len()
            ),
            tracked.window_ends(Window::Outcome),
        );
    }
    let Some(ended) = ended(&tracked) else { return not_watched(exercised) };
    pass(
        text!(
            "{} visite(s), défaut montré, rien de confié",
            "{} visit(s), fault shown, nothing entrusted",
            visits.len()
        ),
        [exercised, ended].concat(),
    )
}

/// What ends the observation of an absence: the sender knows, or the declared time is over, and then the watch.
pub fn ended(tracked: &TrackedMessage<'_>) -> Option<Vec<u32>> {
    let ended = [tracked.failure_notice_numbers(), tracked.window_ends(Window::Outcome)].concat();
    let watched = tracked.watch_ends()?;
    (!ended.is_empty() || tracked.submission_refusal().is_some()).then(|| [ended, watched].concat())
}

/// Observations that the peer's fault took effect; a fault that lives in the list alone is met by visiting the peer
/// up to its certificate.
pub fn exercised(evidence: &Evidence, peer: &Peer) -> Vec<u32> {
    let wanted = peer.fault.as_deref().unwrap_or_default();
    evidence
        .observations
        .iter()
        .filter(|o| o.place == peer.name && matches!(&o.fact, Fact::FaultExercised { fault, .. } if fault == wanted))
        .map(|o| o.number)
        .collect()
}

fn injected_answers_ignored(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let exercised = exercised(evidence, peer);
    if exercised.is_empty() {
        let because = Text::new("les réponses n’ont pas été glissées", "the replies were not slipped in");
        return not_submitted(evidence).unwrap_or_else(|| inconclusive(Cause::FaultNotExercised, because, vec![]));
    }
    let early = evidence
        .observations
        .iter()
        .find(|o| o.place == peer.name && matches!(o.fact, Fact::Unsolicited { clear: false, .. }));
    if let Some(observation) = early {
        return fail(
            Text::new("attendre la réponse à EHLO dans TLS", "waiting for the reply to EHLO inside TLS"),
            Text::new("commande dite avant cette réponse", "a command said before that reply"),
            vec![observation.number],
        );
    }
    // Both are sound: giving the session up, or going on inside TLS without the injected replies.
    let tracked = TrackedMessage::of(evidence, params);
    let taken = tracked.taken_by_peer(peer).iter().map(|t| t.number).collect();
    let ended = [tracked.failure_notice_numbers(), tracked.window_ends(Window::Outcome), taken].concat();
    if ended.is_empty() {
        return not_watched(exercised);
    }
    pass(Text::new("réponses en clair ignorées", "replies in clear ignored"), [exercised, ended].concat())
}

fn never_contacted(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    if let Some(visit) = visits(evidence, peer).first() {
        return fail(
            Text::new("aucune connexion au pair", "no connection to the peer"),
            Text::new("le connecteur s’est connecté au pair", "the connector connected to the peer"),
            vec![visit.last()],
        );
    }
    once_the_dns_fault_was_met(evidence, peer, kept_away(evidence, &TrackedMessage::of(evidence, params)))
}

/// No peer was contacted; the message must have entered, or been refused, for that to mean anything.
fn kept_away(evidence: &Evidence, tracked: &TrackedMessage<'_>) -> Outcome {
    if let Some((number, code, words)) = tracked.submission_refusal() {
        if code < 500 {
            let because = text!("refus temporaire : {code} {words}", "temporary refusal: {code} {words}");
            return inconclusive(Cause::TimingMargin, because, vec![number]);
        }
        let Some(watched) = tracked.watch_ends() else { return not_watched(vec![number]) };
        return pass(
            text!("refusé à la soumission : {code} {words}", "refused at submission: {code} {words}"),
            [vec![number], watched].concat(),
        );
    }
    let told = tracked.failure_notice_numbers();
    if !told.is_empty() {
        let Some(watched) = tracked.watch_ends() else { return not_watched(told) };
        return pass(
            Text::new("refusé par avis de non-remise", "refused by a non-delivery notice"),
            [told, watched].concat(),
        );
    }
    if let Some(outcome) = not_submitted(evidence) {
        return outcome;
    }
    inconclusive(
        Cause::TimingMargin,
        Text::new("ni refus ni avis dans le délai déclaré", "neither refusal nor notice within the declared time"),
        tracked.window_ends(Window::Outcome),
    )
}

#[cfg(test)]
mod tests;
