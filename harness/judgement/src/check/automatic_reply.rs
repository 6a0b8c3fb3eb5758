// SPDX-License-Identifier: EUPL-1.2
//! The automatic-reply mailbox that the Annexe 1 declares.

mod advice;

use super::tracked_message::TrackedMessage;
use super::{Check, Wait, fail, inconclusive, no_peer, not_watched, pass};
use crate::custody::Taken;
use crate::evidence::Evidence;
use crate::fact::Window;
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[
    Check {
        id: "answered-automatically",
        fr: "La boîte de réponse automatique répond au pair qui lui a écrit.",
        en: "The automatic-reply mailbox answers the peer that wrote to it.",
        clause: "Guide d’intégration, Annexe 1",
        advice: advice::ANSWERED_AUTOMATICALLY,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: Wait::until(Window::AutomaticReply, settled),
        judge: answered,
    },
    Check {
        id: "answered-once",
        fr: "La boîte de réponse automatique ne répond qu’une fois à un message.",
        en: "The automatic-reply mailbox answers a message only once.",
        clause: "RFC 3834 §2",
        advice: advice::ANSWERED_ONCE,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: Wait::until(Window::AutomaticReply, settled),
        judge: answered_once,
    },
    Check {
        id: "answer-from-nobody",
        fr: "La réponse automatique part du chemin de retour nul.",
        en: "The automatic reply comes from the null reverse-path.",
        clause: "RFC 3834 §3.3",
        advice: advice::ANSWER_FROM_NOBODY,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: Wait::until(Window::AutomaticReply, settled),
        judge: answer_from_nobody,
    },
    Check {
        id: "answer-marked",
        fr: "La réponse automatique se dit telle : Auto-Submitted: auto-replied.",
        en: "The automatic reply says that it is one: Auto-Submitted: auto-replied.",
        clause: "RFC 3834 §3.1.7, §5",
        advice: advice::ANSWER_MARKED,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: Wait::until(Window::AutomaticReply, settled),
        judge: answer_marked,
    },
    Check {
        id: "answer-threaded",
        fr: "La réponse automatique nomme dans In-Reply-To le message auquel elle répond.",
        en: "The automatic reply names in In-Reply-To the message that it answers.",
        clause: "RFC 3834 §3.1.6",
        advice: advice::ANSWER_THREADED,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: Wait::until(Window::AutomaticReply, settled),
        judge: answer_threaded,
    },
    Check {
        id: "not-answered-automatically",
        fr: "La boîte de réponse automatique ne répond pas à ce message.",
        en: "The automatic-reply mailbox does not answer this message.",
        clause: "RFC 3834 §2",
        advice: advice::NOT_ANSWERED_AUTOMATICALLY,
        needs_peer: true,
        negative: true,
        needs: None,
        wait: Wait::until(Window::AutomaticReply, never_entered),
        judge: not_answered,
    },
];

fn settled(evidence: &Evidence, params: &Params) -> bool {
    let answered = || {
        params
            .peer
            .as_ref()
            .is_some_and(|peer| !TrackedMessage::of(evidence, params).automatic_replies(peer).is_empty())
    };
    TrackedMessage::of(evidence, params).accepted().is_none() || answered()
}

/// An absence is watched to the end of its window, unless the message never entered.
fn never_entered(evidence: &Evidence, params: &Params) -> bool {
    TrackedMessage::of(evidence, params).accepted().is_none()
}

fn not_accepted() -> Outcome {
    inconclusive(
        Cause::Precondition,
        Text::new("le connecteur n’a pas accepté le message", "the connector did not accept the message"),
        vec![],
    )
}

fn no_answer() -> Outcome {
    let because = Text::new("aucune réponse : rien à examiner", "no answer: nothing to examine");
    inconclusive(Cause::Precondition, because, vec![])
}

fn answered(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let tracked = TrackedMessage::of(evidence, params);
    let Some(accepted) = tracked.accepted() else { return not_accepted() };
    let answers = tracked.automatic_replies(peer);
    let expected = || Text::new("une réponse à l’expéditeur", "an answer to the sender");
    let for_the_sender = answers.iter().find(|taken| tracked.is_for_sender(taken));
    match (for_the_sender, answers.first()) {
        (Some(taken), _) => {
            pass(Text::new("une réponse à l’expéditeur", "an answer to the sender"), vec![accepted, taken.number])
        }
        (None, Some(taken)) => {
            let observed = text!("une réponse à {}", "an answer to {}", taken.forward_paths.join(", "));
            fail(expected(), observed, vec![taken.number])
        }
        (None, None) => {
            let observed = Text::new("aucune réponse dans le délai déclaré", "no answer within the declared time");
            fail(expected(), observed, [vec![accepted], tracked.window_ends(Window::AutomaticReply)].concat())
        }
    }
}

fn answered_once(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let tracked = TrackedMessage::of(evidence, params);
    let answers: Vec<u32> = tracked.automatic_replies(peer).iter().map(|taken| taken.number).collect();
    match (answers.len(), tracked.watch_ends()) {
        (0, _) => no_answer(),
        (1, None) => not_watched(answers),
        (1, Some(watched)) => pass(Text::new("une seule réponse", "a single answer"), [answers, watched].concat()),
        (n, _) => {
            fail(Text::new("une seule réponse", "a single answer"), text!("{n} réponses", "{n} answers"), answers)
        }
    }
}

/// Judges the first answer by one rule of its form.
fn of_form(evidence: &Evidence, params: &Params, rule: impl Fn(&Taken<'_>) -> Result<(), Text>) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let answers = TrackedMessage::of(evidence, params).automatic_replies(peer);
    let Some(taken) = answers.first() else { return no_answer() };
    match rule(taken) {
        Ok(()) => pass(Text::new("une réponse dans cette forme", "an answer in this form"), vec![taken.number]),
        Err(observed) => {
            fail(Text::new("une réponse dans cette forme", "an answer in this form"), observed, vec![taken.number])
        }
    }
}

fn answer_from_nobody(evidence: &Evidence, params: &Params) -> Outcome {
    of_form(evidence, params, |taken| match taken.reverse_path {
        "" => Ok(()),
        path => Err(Text::same(format!("MAIL FROM:<{path}>"))),
    })
}

fn answer_marked(evidence: &Evidence, params: &Params) -> Outcome {
    of_form(evidence, params, |taken| {
        let values: Vec<&str> = taken.message.field("Auto-Submitted").collect();
        match values.iter().any(|value| value.trim().to_ascii_lowercase().starts_with("auto-replied")) {
            true => Ok(()),
            false => Err(text!("Auto-Submitted : {values:?}", "Auto-Submitted: {values:?}")),
        }
    })
}

fn answer_threaded(evidence: &Evidence, params: &Params) -> Outcome {
    let asked = evidence.sent_messages().next().and_then(|sent| sent.message.message_id.clone()).unwrap_or_default();
    of_form(evidence, params, |taken| {
        let values: Vec<&str> = taken.message.field("In-Reply-To").collect();
        match !asked.is_empty() && values.iter().any(|value| value.contains(&asked)) {
            true => Ok(()),
            false => Err(text!("In-Reply-To : {values:?}", "In-Reply-To: {values:?}")),
        }
    })
}

fn not_answered(evidence: &Evidence, params: &Params) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let tracked = TrackedMessage::of(evidence, params);
    if let Some(taken) = tracked.automatic_replies(peer).first() {
        let observed = Text::new("une réponse automatique", "an automatic reply");
        return fail(Text::new("aucune réponse", "no answer"), observed, vec![taken.number]);
    }
    let Some(accepted) = tracked.accepted() else { return not_accepted() };
    let window = tracked.window_ends(Window::AutomaticReply);
    if window.is_empty() {
        return not_watched(vec![accepted]);
    }
    pass(
        Text::new("aucune réponse dans le délai déclaré", "no answer within the declared time"),
        [vec![accepted], window].concat(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{evidence, of_peer};
    use crate::fact::{Direction, Fact, Message, Part, Stage};
    use crate::params::Envelope;
    use reports::verdict::Verdict;

    fn asked() -> Vec<Fact> {
        let message =
            Message { message_id: Some("essai-1@p.test".into()), canary: Some("essai-1".into()), ..Default::default() };
        let paths = ("<medecin@p.test>".to_owned(), "<auto@ch.test>".to_owned());
        vec![
            Fact::MessageSent { session: 1, reverse_path: paths.0, forward_path: paths.1, message },
            Fact::Reply { session: 1, stage: Stage::EndOfData, code: 250, text: String::new() },
        ]
    }

    fn params() -> Params {
        let envelope = Envelope {
            direction: Direction::Inbound,
            reverse_path: "medecin@p.test".into(),
            forward_path: "auto@ch.test".into(),
        };
        Params { envelope: Some(envelope), ..of_peer("p", None) }
    }

    fn answer(reverse_path: &str, to: &str, fields: &[(&str, &str)]) -> Fact {
        let fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Fact::MessageTaken {
            session: 2,
            part: Part::PeerServer,
            reverse_path: reverse_path.into(),
            forward_paths: vec![format!("<{to}>")],
            clear: false,
            message: Message { fields, canary: Some("essai-1".into()), ..Default::default() },
        }
    }

    fn window(window: Window) -> Fact {
        Fact::WindowEnded { what: "automatic reply".into(), waited_ms: 300, window: Some(window) }
    }

    fn judged(judge: fn(&Evidence, &Params) -> Outcome, more: Vec<Fact>) -> Verdict {
        judge(&evidence("p", [asked(), more].concat()), &params()).verdict()
    }

    const FULL: [(&str, &str); 3] =
        [("From", "auto@ch.test"), ("Auto-Submitted", "auto-replied"), ("In-Reply-To", "<essai-1@p.test>")];

    #[test]
    fn an_answer_in_any_form_is_an_answer_and_each_form_is_a_rule_of_its_own() {
        let plain = || answer("<auto@ch.test>", "medecin@p.test", &FULL[..1]);
        let full = || answer("<>", "medecin@p.test", &FULL);
        for (judge, of_plain) in [
            (answered as fn(&Evidence, &Params) -> Outcome, Verdict::Pass),
            (answer_from_nobody, Verdict::Fail),
            (answer_marked, Verdict::Fail),
            (answer_threaded, Verdict::Fail),
        ] {
            assert_eq!(judged(judge, vec![full()]), Verdict::Pass);
            assert_eq!(judged(judge, vec![plain()]), of_plain);
        }
    }

    #[test]
    fn neither_silence_nor_a_notice_nor_the_letter_itself_nor_an_answer_to_another_answers_the_sender() {
        assert_eq!(judged(answered, vec![window(Window::AutomaticReply)]), Verdict::Fail);
        assert_eq!(judged(answered, vec![answer("<>", "medecin@p.test", &[("From", "MAILER-DAEMON")])]), Verdict::Fail);
        assert_eq!(judged(answered, vec![answer("<>", "autre@p.test", &FULL)]), Verdict::Fail);
        assert_eq!(judged(answered, vec![answer("<medecin@p.test>", "medecin@p.test", &[])]), Verdict::Fail);
    }

    #[test]
    fn two_answers_are_one_too_many() {
        let once = || answer("<>", "medecin@p.test", &FULL);
        assert_eq!(judged(answered_once, vec![once(), window(Window::Watch)]), Verdict::Pass);
        assert_eq!(judged(answered_once, vec![once(), once(), window(Window::Watch)]), Verdict::Fail);
        assert_eq!(judged(answered_once, vec![once()]), Verdict::Inconclusive);
    }

    #[test]
    fn silence_counts_only_after_the_whole_window() {
        assert_eq!(judged(not_answered, vec![window(Window::AutomaticReply)]), Verdict::Pass);
        assert_eq!(judged(not_answered, vec![]), Verdict::Inconclusive);
        let answered = answer("<>", "medecin@p.test", &FULL);
        assert_eq!(judged(not_answered, vec![answered, window(Window::AutomaticReply)]), Verdict::Fail);
    }
}
