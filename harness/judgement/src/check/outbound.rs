// SPDX-License-Identifier: EUPL-1.2
//! What the connector does with a message that an inner user writes to a peer.

use super::{Advice, Check, fail, inconclusive, no_peer, pass};
use crate::evidence::{Evidence, Session};
use crate::fact::{Fact, Message, Part, Stage};
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
        advice: Advice::new(
            (
                "« En clair » : TLS n’est pas exigé en sortie. Soumission refusée ou avis de non-remise : ce pair \
                    valide a été jugé invalide (autorités de TEST, nom du MX, DN listé, révocation), ou n’a pas été \
                    trouvé (résolveur autre que celui de l’essai). Rien : le message attend en file. Plusieurs : le \
                    250 du pair n’a pas été retenu.",
                "“In clear”: TLS is not demanded on sending. Submission refused or non-delivery notice: this \
                    valid peer was held invalid (TEST authorities, MX name, listed DN, revocation) or not found (a \
                    resolver other than the run's). Nothing: the message waits in the queue. Several: the peer's 250 \
                    was not kept.",
            ),
            (
                "Lire le motif dans l’avis, la réponse à la soumission ou le journal de la file, et corriger ce \
                    point ; si la reprise est seulement plus lente, déclarer `outcome-ms`.",
                "Read the reason in the notice, the reply to the submission or the log of the queue, and mend \
                    that point; if retries are merely slower, declare `outcome-ms`.",
            ),
        ),
        needs_peer: true,
        negative: false,
        judge: relayed_to_peer,
    },
    Check {
        id: "peer-turned-away",
        fr: "Le connecteur se rend chez le pair, constate le défaut et ne lui confie rien.",
        en: "The connector visits the peer, notices the fault and entrusts nothing to it.",
        clause: "RFC 3207 §4.1 ; RFC 5280 §6",
        advice: Advice::new(
            (
                "Un contrôle du serveur visité manque, ou son échec n’empêche pas MAIL FROM.",
                "A control of the visited server is missing, or its failure does not prevent MAIL FROM.",
            ),
            (
                "Faire tous les contrôles du pair avant MAIL FROM et, au premier échec, quitter la session sans \
                    rien confier.",
                "Make every control of the peer before MAIL FROM and, at the first failure, leave the session \
                    without entrusting anything.",
            ),
        ),
        needs_peer: true,
        negative: true,
        judge: peer_turned_away,
    },
    Check {
        id: "injected-answers-ignored",
        fr: "Les réponses glissées en clair derrière le 220 à STARTTLS ne sont pas prises pour des réponses dans TLS.",
        en: "Replies slipped in clear behind the 220 to STARTTLS are not taken for replies inside TLS.",
        clause: "RFC 3207 §4.2",
        advice: Advice::new(
            (
                "Les réponses reçues en clair derrière le 220 restent dans le tampon et sont lues comme les \
                    premières réponses dans TLS : une commande est partie avant la réponse à EHLO.",
                "Replies received in clear behind the 220 stay in the buffer and are read as the first replies \
                    inside TLS: a command left before the reply to EHLO.",
            ),
            (
                "Jeter tout ce qui est lu en clair après le 220 à STARTTLS, puis attendre dans TLS la réponse à \
                    chaque commande.",
                "Throw away whatever is read in clear after the 220 to STARTTLS, then wait inside TLS for the \
                    reply to each command.",
            ),
        ),
        needs_peer: true,
        negative: true,
        judge: injected_answers_ignored,
    },
    Check {
        id: "never-contacted",
        fr: "Le connecteur refuse le message et ne contacte pas le pair.",
        en: "The connector refuses the message and does not contact the peer.",
        clause: "Guide d’intégration, espace de confiance",
        advice: Advice::new(
            (
                "Le connecteur s’est connecté au pair avant d’avoir vérifié qu’il a le droit, ou le moyen sûr, de \
                    lui écrire.",
                "The connector connected to the peer before making sure that it may write to it, and knows where.",
            ),
            (
                "Décider avant toute connexion : domaine présent dans la liste blanche en vigueur, serveur \
                    désigné par une réponse DNS valable ; sinon refuser à la soumission ou par un avis.",
                "Decide before any connection: domain in the liste blanche in force, server named by a valid DNS \
                    answer; otherwise refuse at submission or by a notice.",
            ),
        ),
        needs_peer: true,
        negative: true,
        judge: never_contacted,
    },
    Check {
        id: "retried-until-taken",
        fr: "Après un refus temporaire, le connecteur représente le message jusqu’à sa remise.",
        en: "After a temporary refusal the connector tries again until the message is taken.",
        clause: "RFC 5321 §4.5.4.1",
        advice: Advice::new(
            (
                "Aucune remise : une réponse 4xx est tenue pour définitive, ou la reprise vient après le délai \
                    déclaré. Plusieurs : le 250 du pair n’a pas été retenu.",
                "No delivery: a 4xx reply is taken for a final one, or the retry comes after the declared time. \
                    Several: the peer's 250 was not kept.",
            ),
            (
                "Garder en file un message différé et le représenter ; si la période de reprise dépasse la \
                    fenêtre, déclarer `outcome-ms` plus long qu’elle.",
                "Keep a deferred message in the queue and try again; if the retry period exceeds the window, \
                    declare an `outcome-ms` longer than it.",
            ),
        ),
        needs_peer: true,
        negative: false,
        judge: retried_until_taken,
    },
    Check {
        id: "not-retried",
        fr: "Après un refus définitif, le connecteur ne représente pas le message.",
        en: "After a permanent refusal the connector does not try again.",
        clause: "RFC 5321 §4.2.1",
        advice: Advice::new(
            (
                "Une réponse 5xx est traitée comme un refus temporaire : le message est représenté, au même MX ou \
                    au suivant.",
                "A 5xx reply is treated as a temporary refusal: the message is sent again, to the same MX or to \
                    the next.",
            ),
            (
                "Au premier 5xx, retirer le destinataire de la file et avertir l’émetteur.",
                "At the first 5xx, take the recipient out of the queue and tell the sender.",
            ),
        ),
        needs_peer: true,
        negative: true,
        judge: not_retried,
    },
];

fn taken_by<'a>(evidence: &'a Evidence, params: &Params, peer: &Peer) -> Vec<(u32, &'a Fact, &'a Message)> {
    let here = |number: u32| evidence.observations.iter().any(|o| o.number == number && o.place == peer.name);
    let own = |m: &Message| m.canary.as_deref() == Some(params.canary.as_str());
    evidence.taken(Part::PeerServer).filter(|(number, _, m)| own(m) && here(*number)).collect()
}

fn visits<'a>(evidence: &'a Evidence, peer: &Peer) -> Vec<Session<'a>> {
    evidence.sessions_of(Part::PeerServer, Some(&peer.name))
}

/// Why nothing can be said when the message never entered the connector.
fn not_submitted(evidence: &Evidence) -> Option<Outcome> {
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

/// The 4xx or 5xx with which the connector refused the submission itself.
fn refused_at_submission(evidence: &Evidence) -> Option<(u32, u16, String)> {
    let submissions = evidence.sessions_of(Part::Submitter, None);
    let refusal = submissions.iter().flat_map(|s| s.replies()).find(|r| r.2 >= 400);
    refusal.map(|(number, _, code, words)| (number, code, words.to_owned()))
}

fn notices(evidence: &Evidence) -> Vec<u32> {
    evidence.taken(Part::InternalServer).filter(|(_, _, m)| m.notice.is_some()).map(|(number, ..)| number).collect()
}

fn window(evidence: &Evidence) -> Vec<u32> {
    evidence.numbers(|f| matches!(f, Fact::WindowEnded { .. }))
}

fn relayed_to_peer(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let expected = || Text::new("une remise au pair, dans TLS", "one delivery to the peer, inside TLS");
    let taken = taken_by(evidence, params, peer);
    let numbers: Vec<u32> = taken.iter().map(|t| t.0).collect();
    match taken.as_slice() {
        [(_, Fact::MessageTaken { clear: true, .. }, _)] => {
            fail(expected(), Text::new("remis en clair", "handed over in clear"), numbers)
        }
        [_] => {
            once_the_dns_fault_was_met(evidence, peer, pass(Text::new("remis une fois", "handed over once"), numbers))
        }
        [] => not_relayed(evidence, peer, expected()),
        more => fail(expected(), text!("{} remises", "{} deliveries", more.len()), numbers),
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

fn not_relayed(evidence: &Evidence, peer: &Peer, expected: Text) -> Outcome {
    if let Some(outcome) = not_submitted(evidence) {
        return outcome;
    }
    if let Some((number, code, words)) = refused_at_submission(evidence) {
        return fail(
            expected,
            text!("soumission refusée : {code} {words}", "submission refused: {code} {words}"),
            vec![number],
        );
    }
    let notices = notices(evidence);
    let visits = visits(evidence, peer).len();
    if notices.is_empty() {
        return fail(
            expected,
            text!(
                "rien dans le délai déclaré ({visits} visite(s))",
                "nothing within the declared time ({visits} visit(s))"
            ),
            window(evidence),
        );
    }
    fail(expected, text!("avis de non-remise ({visits} visite(s))", "non-delivery notice ({visits} visit(s))"), notices)
}

fn peer_turned_away(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let visits = visits(evidence, peer);
    let spoken = visits.iter().flat_map(|s| s.commands("MAIL FROM").map(|c| c.0)).next();
    let taken = taken_by(evidence, params, peer);
    if let Some(number) = taken.first().map(|t| t.0).or(spoken) {
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
            window(evidence),
        );
    }
    let ended = [notices(evidence), window(evidence)].concat();
    if ended.is_empty() {
        let because = Text::new("l’observation n’est pas allée à son terme", "the observation did not come to its end");
        return inconclusive(Cause::TimingMargin, because, exercised);
    }
    pass(
        text!(
            "{} visite(s), défaut montré, rien de confié",
            "{} visit(s), fault shown, nothing entrusted",
            visits.len()
        ),
        [exercised, ended].concat(),
    )
}

/// Observations that the peer's fault took effect; a fault that lives in the list alone is met by visiting the peer
/// up to its certificate.
fn exercised(evidence: &Evidence, peer: &Peer) -> Vec<u32> {
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
    let ended =
        [notices(evidence), window(evidence), taken_by(evidence, params, peer).iter().map(|t| t.0).collect()].concat();
    if ended.is_empty() {
        let because = Text::new("l’observation n’est pas allée à son terme", "the observation did not come to its end");
        return inconclusive(Cause::TimingMargin, because, exercised);
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
    once_the_dns_fault_was_met(evidence, peer, refused_without_contact(evidence))
}

/// How the sender was refused when no peer was contacted.
fn refused_without_contact(evidence: &Evidence) -> Outcome {
    if let Some((number, code, words)) = refused_at_submission(evidence) {
        if code < 500 {
            let because = text!("refus temporaire : {code} {words}", "temporary refusal: {code} {words}");
            return inconclusive(Cause::TimingMargin, because, vec![number]);
        }
        return pass(
            text!("refusé à la soumission : {code} {words}", "refused at submission: {code} {words}"),
            vec![number],
        );
    }
    let notices = notices(evidence);
    if !notices.is_empty() {
        return pass(Text::new("refusé par avis de non-remise", "refused by a non-delivery notice"), notices);
    }
    if let Some(outcome) = not_submitted(evidence) {
        return outcome;
    }
    inconclusive(
        Cause::TimingMargin,
        Text::new("ni refus ni avis dans le délai déclaré", "neither refusal nor notice within the declared time"),
        window(evidence),
    )
}

fn retried_until_taken(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let deferred = exercised(evidence, peer);
    if deferred.is_empty() {
        let because = Text::new("le pair n’a pas eu à différer", "the peer had nothing to defer");
        return not_submitted(evidence).unwrap_or_else(|| inconclusive(Cause::FaultNotExercised, because, vec![]));
    }
    match taken_by(evidence, params, peer).as_slice() {
        [] => fail(
            Text::new("une nouvelle tentative, puis la remise", "another attempt, then delivery"),
            Text::new("aucune remise après le refus temporaire", "no delivery after the temporary refusal"),
            [deferred, notices(evidence), window(evidence)].concat(),
        ),
        [one] => pass(Text::new("différé puis remis", "deferred, then delivered"), [deferred, vec![one.0]].concat()),
        more => fail(
            Text::new("une seule remise", "a single delivery"),
            text!("{} remises", "{} deliveries", more.len()),
            more.iter().map(|t| t.0).collect(),
        ),
    }
}

fn not_retried(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let refused = exercised(evidence, peer);
    match refused.len() {
        0 => not_submitted(evidence).unwrap_or_else(|| {
            let because = Text::new("le pair n’a pas eu à refuser", "the peer had nothing to refuse");
            inconclusive(Cause::FaultNotExercised, because, vec![])
        }),
        1 if notices(evidence).is_empty() && window(evidence).is_empty() => inconclusive(
            Cause::TimingMargin,
            Text::new("l’observation n’est pas allée à son terme", "the observation did not come to its end"),
            refused,
        ),
        1 => pass(Text::new("une seule tentative", "a single attempt"), refused),
        n => fail(
            Text::new("une seule tentative", "a single attempt"),
            text!("{n} tentatives après un refus définitif", "{n} attempts after a permanent refusal"),
            refused,
        ),
    }
}

#[cfg(test)]
mod tests;
