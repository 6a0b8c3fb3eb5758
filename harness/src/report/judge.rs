// SPDX-License-Identifier: EUPL-1.2
//! One case and its evidence: outcomes, verdict, and what the control has to say.

use judgement::check::Expected;
use judgement::evidence::{Evidence, Observation, Session};
use judgement::fact::{Direction, Ending, Fact, HELD_UP_MS, Part};
use reports::text::Text;
use reports::verdict::{Cause, Outcome, Verdict};
use reports::{both, text};

/// What was found of one case.
#[derive(Debug, Clone)]
pub struct Judged {
    pub outcomes: Vec<Outcome>,
    pub verdict: Verdict,
    pub cause: Option<Cause>,
    /// True when the case proves an absence and so needs its control.
    pub negative: bool,
    /// Whether the probe exchanged a message in the same state of the world, before and after; reports before schema 3
    /// knew none.
    pub probed: Option<bool>,
    /// How far the exchange went.
    pub stage: Option<Text>,
}

/// Judges one case by its evidence alone.
pub fn judge(expectations: &[Expected], evidence: &Evidence) -> Judged {
    let outcomes: Vec<Outcome> = match cut_short(evidence) {
        Some(outcome) => expectations.iter().map(|_| outcome.clone()).collect(),
        None => expectations.iter().map(|expected| expected.check.judge(evidence, &expected.params)).collect(),
    };
    let outcomes = outcomes.into_iter().map(|outcome| unless_we_were_late(outcome, evidence)).collect();
    let negative = expectations.iter().any(|expected| expected.check.negative);
    let direction = expectations.iter().find_map(|e| e.params.envelope.as_ref()).map(|envelope| envelope.direction);
    let probed = direction.map(|direction| held_before_and_after(evidence, direction));
    let mut judged = Judged { outcomes, verdict: Verdict::None, cause: None, negative, probed, stage: stage(evidence) };
    judged.settle();
    judged
}

impl Judged {
    /// The worst outcome decides; ending without any is an error of ours.
    fn settle(&mut self) {
        let worst = self.outcomes.iter().map(Outcome::verdict).fold(Verdict::None, Verdict::and);
        self.verdict = if worst == Verdict::None { Verdict::Error } else { worst };
        let undecided = self.verdict == Verdict::Inconclusive;
        self.cause = if undecided { self.outcomes.iter().find_map(Outcome::cause) } else { None };
    }
}

/// The first exchange of the probe beside a case and the last one succeeded, with the exchanges of the case in between.
fn held_before_and_after(evidence: &Evidence, direction: Direction) -> bool {
    let probes = evidence.observations.iter().filter_map(|o| match &o.fact {
        Fact::Probed { direction: way, held, .. } if *way == direction => Some((o.number, *held)),
        _ => None,
    });
    let probes: Vec<(u32, bool)> = probes.collect();
    let played = |o: &&Observation| matches!(o.fact, Fact::SessionOpened { .. });
    let first_session = evidence.observations.iter().find(played).map(|o| o.number);
    match (probes.first(), probes.last(), first_session) {
        (Some((before, true)), Some((after, true)), Some(session)) => *before < session && session < *after,
        _ => false,
    }
}

/// A wait proves an absence as long as we were late for less than this part of it.
const MARGIN: u64 = 4;

/// What was not seen while our own timers were late may have come in time, whoever did not answer may have, and a
/// message may have come again for want of our answer.
fn unless_we_were_late(outcome: Outcome, evidence: &Evidence) -> Outcome {
    let (Outcome::Fail { observations, .. }
    | Outcome::Inconclusive { cause: Cause::PeerUnreachable, observations, .. }) = &outcome
    else {
        return outcome;
    };
    let late: Vec<(u32, u64)> = evidence
        .observations
        .iter()
        .filter_map(|o| match o.fact {
            Fact::BenchLate { late_ms } => Some((o.number, late_ms)),
            _ => None,
        })
        .collect();
    let waited = |fact: &Fact| match fact {
        Fact::WindowEnded { waited_ms, .. } => Some(*waited_ms),
        Fact::SessionEnded { ending: Ending::Silence { waited_ms }, .. } => Some(*waited_ms),
        _ => None,
    };
    let cited = || evidence.observations.iter().filter(|o| observations.contains(&o.number));
    let shortest = cited().filter_map(|o| waited(&o.fact)).min();
    let late_ms: u64 = late.iter().map(|(_, late_ms)| late_ms).sum();
    let taken = cited().filter(|o| matches!(o.fact, Fact::MessageTaken { .. })).count();
    let repeated = taken > 1 && late.iter().any(|(_, late_ms)| *late_ms >= HELD_UP_MS);
    let rests_on_time = repeated || shortest.is_some_and(|waited_ms| late_ms * MARGIN > waited_ms);
    match late.first() {
        Some((number, _)) if rests_on_time => Outcome::Inconclusive {
            cause: Cause::TimingMargin,
            because: text!(
                "les minuteries du harnais ont sonné {late_ms} ms trop tard pendant l’attente",
                "timers of the harness rang {late_ms} ms late during the wait"
            ),
            observations: [observations.clone(), vec![*number]].concat(),
        },
        _ => outcome,
    }
}

/// Nothing is judged on a case that did not come to its end.
fn cut_short(evidence: &Evidence) -> Option<Outcome> {
    let cut = evidence.observations.iter().find_map(|o| match &o.fact {
        Fact::Interrupted => Some((o.number, Cause::Interrupted, text!("essai interrompu", "run interrupted"))),
        Fact::HarnessFault { what } => {
            Some((o.number, Cause::Harness, text!("défaut du harnais : {what}", "fault of the harness: {what}")))
        }
        Fact::SutGone { how } => {
            let because = text!("le connecteur s’est arrêté : {how}", "the connector ended: {how}");
            Some((o.number, Cause::ConnectorGone, because))
        }
        _ => None,
    });
    if let Some((number, cause, because)) = cut {
        return Some(Outcome::Inconclusive { cause, because, observations: vec![number] });
    }
    (!evidence.any(|fact| *fact == Fact::CaseFinished)).then(|| Outcome::Inconclusive {
        cause: Cause::ConnectorNotReady,
        because: text!("le connecteur n’était pas prêt", "the connector was not ready"),
        observations: vec![],
    })
}

/// A refusal proves nothing alone: without its control, a negative that passed becomes inconclusive.
pub(super) fn with_control(mut judged: Judged, control: Option<(&str, Verdict)>) -> Judged {
    let passed = control.is_some_and(|(_, verdict)| verdict == Verdict::Pass);
    if !judged.negative || judged.verdict != Verdict::Pass {
        return judged;
    }
    if passed && judged.probed != Some(false) {
        return judged;
    }
    if passed {
        judged.outcomes.push(Outcome::Inconclusive {
            cause: Cause::Precondition,
            because: Text::new(
                "la sonde, valide et listée, n’a pas abouti avant et après dans le même état",
                "the probe, valid and listed, did not succeed before and after in the same state",
            ),
            observations: vec![],
        });
        judged.settle();
        return judged;
    }
    let (id, verdict) = control.unwrap_or(("∅", Verdict::None));
    judged.outcomes.push(Outcome::Inconclusive {
        cause: Cause::Precondition,
        because: both!("le témoin {id} n’est pas conforme ({})", "the control {id} did not pass ({})", said(verdict),),
        observations: vec![],
    });
    judged.settle();
    judged
}

fn said(verdict: Verdict) -> Text {
    let fr = match verdict {
        Verdict::None => "non exécuté",
        Verdict::Pass => "réussi",
        Verdict::Inconclusive => "non concluant",
        Verdict::Fail => "échec",
        Verdict::Error => "erreur du harnais",
    };
    Text::new(fr, verdict.word())
}

/// How far the last session with a peer went, in a few words.
fn stage(evidence: &Evidence) -> Option<Text> {
    let sessions = evidence.sessions();
    let with_peer = |s: &&Session<'_>| matches!(s.part, Part::PeerClient | Part::PeerServer);
    let Some(session) = sessions.iter().rev().find(with_peer) else {
        let submission = sessions.iter().rev().find(|s| s.part == Part::Submitter)?;
        let (_, stage, _) = submission.ending()?;
        return Some(both!(
            "soumission jusqu’à {} ; aucun pair contacté",
            "submission up to {}; no peer contacted",
            stage.said(),
        ));
    };
    let (_, stage, ending) = session.ending()?;
    let (stage, end) = (stage.said(), ending.said());
    let tls = session.tls().map_or_else(|| "–".to_owned(), |(_, tls)| tls.version.clone());
    Some(both!("{} ({}), TLS : {tls}", "{} ({}), TLS: {tls}", stage, end))
}
