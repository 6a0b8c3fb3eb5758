// SPDX-License-Identifier: EUPL-1.2
//! Who may get a message of the run: its recipient, once, under its own envelope, and nobody else.

mod breach;
mod origin;
#[cfg(test)]
mod tests;

use super::advice;
use super::messages::no_message;
use crate::check::outcome::{fail, pass};
use crate::check::{Check, Judge};
use crate::custody::{Sent, Taken};
use crate::evidence::Evidence;
use crate::params::Params;
use breach::{Breach, after_refusal, misrouted, repeated};
use reports::text::Text;
use reports::verdict::Outcome;
use reports::{both, text};

/// Judged over every message of the run, in both directions.
pub const CUSTODY: Check = Check {
    id: "custody",
    fr: "Chaque message n’est remis qu’à son destinataire, une fois, sous son enveloppe.",
    en: "Each message is handed to its recipient only, once, under its own envelope.",
    clause: "RFC 5321 §2.1, §3.6, §6.1",
    advice: advice::CUSTODY,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithoutPeer(custody),
    #[cfg(test)]
    examples: tests::CUSTODY,
};

/// Is every message with its recipient and nobody else?
///
/// - Passes when every message that arrived is where it was sent to, as it was sent, and once.
/// - Fails on a message elsewhere or under another envelope, and on a second delivery.
/// - Fails on a message whose attempts were all refused. The outcome cites every breach and names the first.
/// - Undecided when no message arrived anywhere.
fn custody(evidence: &Evidence, params: &Params) -> Outcome {
    let sent: Vec<Sent<'_>> = evidence.sent_messages().collect();
    let taken: Vec<Taken<'_>> = evidence.taken_messages().collect();
    let mut breaches: Vec<Breach> = taken.iter().filter_map(|taken| misrouted(taken, &sent, &params.sut)).collect();
    breaches.extend(repeated(evidence, &taken, &sent));
    breaches.extend(taken.iter().filter_map(|taken| after_refusal(evidence, taken, &sent)));
    let count = breaches.len();
    match (breaches.first(), taken.len()) {
        (Some(first), _) => fail(
            Text::new(
                "aucun message ailleurs que chez son destinataire",
                "no message elsewhere than with its recipient",
            ),
            both!("{count} écart(s), dont : {}", "{count} breach(es), such as: {}", first.said),
            breaches.iter().map(|breach| breach.number).collect(),
        ),
        (None, 0) => no_message(),
        (None, n) => pass(
            text!("{n} message(s), chacun chez son destinataire", "{n} message(s), each with its recipient"),
            vec![],
        ),
    }
}
