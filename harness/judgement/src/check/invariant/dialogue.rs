// SPDX-License-Identifier: EUPL-1.2
//! How the connector answers, whatever is asked of it.

use super::advice;
use crate::check::{Check, fail, inconclusive, pass};
use crate::evidence::{Evidence, Session};
use crate::fact::{Ending, Fact, Part};
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const ONE_FINAL_REPLY: Check = Check {
    id: "one-final-reply",
    fr: "Chaque commande reçoit une réponse finale, et une seule.",
    en: "Each command gets one final reply, and only one.",
    clause: "RFC 5321 §4.2",
    advice: advice::ONE_FINAL_REPLY,
    needs_peer: false,
    negative: false,
    needs: None,
    wait: None,
    judge: one_final_reply,
};

fn one_final_reply(evidence: &Evidence, _: &Params) -> Outcome {
    let sessions = evidence.sessions();
    let ours = sessions.iter().filter(|s| matches!(s.part, Part::PeerClient | Part::Submitter));
    // Who never comes as far as TLS has not been asked enough to break the rule.
    let replies = ours.clone().filter(|s| s.tls().is_some()).map(|s| s.replies().count()).sum::<usize>();
    let injections = injections(evidence);
    let judged = |s: &&Session<'_>| !s.observations.iter().any(|o| injections.contains(&o.scenario.as_deref()));
    let extra: Vec<(u32, &str)> = ours.filter(judged).flat_map(unasked).collect();
    match (extra.first(), replies) {
        (Some((_, words)), _) => {
            let count = extra.len();
            fail(
                Text::new("une réponse par commande", "one reply a command"),
                text!("{count} réponse(s) de trop, dont : {words}", "{count} reply(ies) too many, such as: {words}"),
                extra.iter().map(|(number, _)| *number).collect(),
            )
        }
        (None, 0) => {
            let because = Text::new(
                "le connecteur n’a répondu à aucune commande dans TLS",
                "the connector answered no command inside TLS",
            );
            inconclusive(Cause::PeerUnreachable, because, vec![])
        }
        (None, n) => pass(text!("{n} réponses, aucune de trop", "{n} replies, none too many"), vec![]),
    }
}

/// Scenarios in which a command is slipped in behind STARTTLS: a check of its own judges what is answered to it.
fn injections(evidence: &Evidence) -> Vec<Option<&str>> {
    let slipped = evidence
        .observations
        .iter()
        .filter(|o| matches!(&o.fact, Fact::FaultExercised { fault, .. } if fault == "peer/pipelines-behind-starttls"));
    slipped.map(|o| o.scenario.as_deref()).collect()
}

/// Octets that nobody asked for; a 421 may come at any time (RFC 5321 §3.8), and what comes first after a wait that was
/// given up is the late answer to what was asked.
fn unasked<'s>(session: &'s Session<'_>) -> impl Iterator<Item = (u32, &'s str)> {
    let owed = matches!(session.ending(), Some((_, _, Ending::Silence { .. })));
    let unasked = session.observations.iter().filter_map(|o| match &o.fact {
        Fact::Unsolicited { text, .. } if !text.trim_start().starts_with("421") => Some((o.number, text.as_str())),
        _ => None,
    });
    unasked.skip(usize::from(owed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::evidence;
    use crate::fact::{Stage, Tls};
    use reports::verdict::Verdict;

    fn judged(more: Vec<Fact>) -> Verdict {
        let opened =
            Fact::SessionOpened { session: 1, part: Part::PeerClient, local: String::new(), remote: String::new() };
        let tls = Tls {
            version: "TLSv1.3".into(),
            suite: String::new(),
            group: None,
            chain: vec![],
            objection: None,
            sni: None,
        };
        let secured = Fact::TlsEstablished { session: 1, tls };
        let reply = Fact::Reply { session: 1, stage: Stage::EndOfData, code: 250, text: String::new() };
        one_final_reply(&evidence("p", [vec![opened, secured, reply], more].concat()), &Params::default()).verdict()
    }

    #[test]
    fn a_second_final_reply_is_one_too_many_and_a_421_is_none() {
        let unsolicited = |text: &str| vec![Fact::Unsolicited { session: 1, text: text.into(), clear: false }];
        assert_eq!(judged(vec![]), Verdict::Pass);
        assert_eq!(judged(unsolicited("250 2.0.0 ok\\r\\n")), Verdict::Fail);
        assert_eq!(judged(unsolicited("421 4.7.1 closing\\r\\n")), Verdict::Pass);
    }

    #[test]
    fn the_answer_that_comes_after_the_wait_for_it_was_given_up_is_none_too_many() {
        let late = |text: &str| Fact::Unsolicited { session: 1, text: text.into(), clear: false };
        let ending = Ending::Silence { waited_ms: 10 };
        let silence = Fact::SessionEnded { session: 1, stage: Stage::Greeting, ending };
        assert_eq!(judged(vec![late("220 mx.test"), silence.clone()]), Verdict::Pass);
        assert_eq!(judged(vec![late("220 mx.test"), late("250 ok"), silence]), Verdict::Fail);
    }
}
