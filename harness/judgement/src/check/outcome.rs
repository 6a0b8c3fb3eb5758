// SPDX-License-Identifier: EUPL-1.2
//! Outcomes, and those that several checks give for the same reason.

use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// A pass, with what it rests on.
pub fn pass(because: Text, observations: Vec<u32>) -> Outcome {
    Outcome::Pass { because, observations }
}

/// A failure: what the clause asks for, what was seen instead, and where.
pub fn fail(expected: Text, observed: Text, observations: Vec<u32>) -> Outcome {
    Outcome::Fail { expected, observed, observations }
}

/// No verdict, with the cause and what it was seen in.
pub fn inconclusive(cause: Cause, because: Text, observations: Vec<u32>) -> Outcome {
    Outcome::Inconclusive { cause, because, observations }
}

/// The expectation names no peer although its check needs one; the plan refuses such scenarios.
pub fn no_peer_named() -> Outcome {
    inconclusive(Cause::Harness, Text::new("l’attente ne nomme aucun pair", "the expectation names no peer"), vec![])
}

/// An absence that was not watched to the end of its window.
pub fn not_watched(observations: Vec<u32>) -> Outcome {
    let because = Text::new("l’observation n’est pas allée à son terme", "the observation did not come to its end");
    inconclusive(Cause::TimingMargin, because, observations)
}

/// The connector never answered 2xx to the final dot: what follows acceptance cannot be judged.
pub fn not_accepted() -> Outcome {
    let because = Text::new("le connecteur n’a pas accepté le message", "the connector did not accept the message");
    inconclusive(Cause::Precondition, because, vec![])
}

/// The deliberate fault never took effect, so that the connector cannot have objected to it.
pub fn fault_not_exercised(because: Text) -> Outcome {
    inconclusive(Cause::FaultNotExercised, because, vec![])
}

/// Nothing reached the place where the rule could have been broken.
pub fn nothing_seen(because: Text) -> Outcome {
    inconclusive(Cause::PeerUnreachable, because, vec![])
}

/// Several observed things in one sentence.
pub fn joined(said: &[Text]) -> Text {
    let all = |of: fn(&Text) -> &str| said.iter().map(of).collect::<Vec<_>>().join(" ; ");
    Text::new(all(|text| &text.fr), all(|text| &text.en))
}
