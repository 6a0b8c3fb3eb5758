// SPDX-License-Identifier: EUPL-1.2
//! How the connector answers, whatever is asked of it.

use super::advice;
use crate::check::outcome::{fail, nothing_seen, pass};
use crate::check::{Check, Judge};
use crate::evidence::{Evidence, Session};
use crate::fact::{Ending, Fact, Part};
use crate::owner::Owner;
use crate::params::Params;
use reports::fault::Family;
use reports::text;
use reports::text::Text;
use reports::verdict::Outcome;

/// Judged over every session that the harness opened in the run.
pub const ONE_FINAL_REPLY: Check = Check {
    id: "one-final-reply",
    fr: "Chaque commande reçoit une réponse finale, et une seule.",
    en: "Each command gets one final reply, and only one.",
    clause: "RFC 5321 §4.2",
    advice: advice::ONE_FINAL_REPLY,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithoutPeer(one_final_reply),
    #[cfg(test)]
    examples: super::tests::ONE_FINAL_REPLY,
};

/// Did each command get one final reply?
///
/// - Passes when commands of ours were answered inside TLS and no session holds an unexpected reply.
/// - Fails on any reply that nobody asked for; see [`unexpected_replies`].
/// - Undecided when the connector answered no command inside TLS: it was not asked enough to break the rule.
fn one_final_reply(evidence: &Evidence, _: &Params) -> Outcome {
    let sessions = evidence.sessions();
    let ours = || sessions.iter().filter(|session| matches!(session.part, Part::PeerClient | Part::Submitter));
    let replies: usize = ours().filter(|s| s.tls().is_some()).map(|s| s.replies().count()).sum();
    let injections = scenarios_with_injection(evidence);
    let judged = |s: &&Session<'_>| !s.observations.iter().any(|o| injections.contains(&&o.owner));
    let extra: Vec<(u32, &str)> = ours().filter(judged).flat_map(unexpected_replies).collect();
    match (extra.first(), replies) {
        (Some((_, words)), _) => {
            let count = extra.len();
            fail(
                Text::new("une réponse par commande", "one reply a command"),
                text!("{count} réponse(s) de trop, dont : {words}", "{count} reply(ies) too many, such as: {words}"),
                extra.iter().map(|(number, _)| *number).collect(),
            )
        }
        (None, 0) => nothing_seen(Text::new(
            "le connecteur n’a répondu à aucune commande dans TLS",
            "the connector answered no command inside TLS",
        )),
        (None, n) => pass(text!("{n} réponses, aucune de trop", "{n} replies, none too many"), vec![]),
    }
}

/// Scenarios in which a command is slipped in behind STARTTLS; the check `injected-command-ignored` judges those.
fn scenarios_with_injection(evidence: &Evidence) -> Vec<&Owner> {
    let injections =
        evidence.observations.iter().filter(|o| o.fact.exercises(Family::Peer, "pipelines-behind-starttls"));
    injections.map(|o| &o.owner).collect()
}

/// Octets that nobody asked for, with their observations.
///
/// A 421 may come at any time (RFC 5321 §3.8). In a session that was given up for silence the first is the late reply
/// to what was asked.
fn unexpected_replies<'s>(session: &'s Session<'_>) -> impl Iterator<Item = (u32, &'s str)> {
    let owed = matches!(session.ending(), Some((_, _, Ending::Silence { .. })));
    let unsolicited = session.observations.iter().filter_map(|o| match &o.fact {
        Fact::Unsolicited { text, .. } if !text.trim_start().starts_with("421") => Some((o.number, text.as_str())),
        _ => None,
    });
    unsolicited.skip(usize::from(owed))
}
