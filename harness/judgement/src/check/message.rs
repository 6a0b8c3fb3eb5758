// SPDX-License-Identifier: EUPL-1.2
//! Whether a message crosses the connector unchanged.

mod advice;
mod differences;
#[cfg(test)]
mod tests;

use super::outcome::{fail, inconclusive, joined, pass};
use super::tracked_message::TrackedMessage;
use super::{Check, Judge, wait};
use crate::custody::Taken;
use crate::evidence::Evidence;
use crate::fact::Message;
use crate::params::{Params, Peer};
use differences::differences;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// The checks of the family, in the order of the catalogue.
pub const CHECKS: &[Check] = &[RELAYED_UNCHANGED, DELIVERED_UNCHANGED];

/// The same clauses both ways: a relay adds trace fields and changes nothing else.
const CLAUSE: &str = "RFC 5321 §2.1, §6.4 ; Référentiel #2 ECO.2.2.x, ECO.2.4.x (transparence déduite)";

/// A message with attachments, accents or fields of MSSanté crosses the connector on its way out.
const RELAYED_UNCHANGED: Check = Check {
    id: "relayed-unchanged",
    fr: "Le message remis au pair garde ses champs d’en-tête, ses textes et ses pièces jointes.",
    en: "The message handed to the peer keeps its header fields, its texts and its attachments.",
    clause: CLAUSE,
    advice: advice::RELAYED_UNCHANGED,
    negative: false,
    needs: None,
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithPeer(relayed_unchanged),
    #[cfg(test)]
    examples: tests::RELAYED_UNCHANGED,
};

/// The same on its way in.
const DELIVERED_UNCHANGED: Check = Check {
    id: "delivered-unchanged",
    fr: "Le message livré à la boîte interne garde ses champs d’en-tête, ses textes et ses pièces jointes.",
    en: "The message delivered inside keeps its header fields, its texts and its attachments.",
    clause: CLAUSE,
    advice: advice::DELIVERED_UNCHANGED,
    negative: false,
    needs: None,
    wait: Some(wait::DELIVERY),
    judge: Judge::WithoutPeer(delivered_unchanged),
    #[cfg(test)]
    examples: tests::DELIVERED_UNCHANGED,
};

/// Judges by [`unchanged`] the first message that the peer took.
fn relayed_unchanged(evidence: &Evidence, params: &Params, peer: &Peer) -> Outcome {
    unchanged(evidence, params, TrackedMessage::of(evidence, params).taken_by_peer(peer).first())
}

/// Judges by [`unchanged`] the first message that the internal mail server took.
fn delivered_unchanged(evidence: &Evidence, params: &Params) -> Outcome {
    unchanged(evidence, params, TrackedMessage::of(evidence, params).delivered_inside().first())
}

/// Did the message arrive as it was sent?
///
/// - Passes when the message arrived with the author's fields and the parts with which it was sent.
/// - Fails on any difference; the outcome names each.
/// - Undecided when it did not arrive: there is nothing to compare. It is compared with the last attempt before its
///   arrival, as attempts may go out in different forms.
fn unchanged(evidence: &Evidence, params: &Params, arrived: Option<&Taken<'_>>) -> Outcome {
    let own = |m: &Message| m.canary.as_deref() == Some(params.canary.as_str()) && m.notice.is_none();
    let before = |number: u32| arrived.is_none_or(|arrived| arrived.number > number);
    let sent = evidence.sent().filter(|(number, message)| own(message) && before(*number)).last();
    let (Some((sent_number, sent)), Some(arrived)) = (sent, arrived) else {
        let because = Text::new(
            "le message n’est pas arrivé : rien à comparer",
            "the message did not arrive: nothing to compare",
        );
        return inconclusive(Cause::Precondition, because, vec![]);
    };
    let numbers = vec![sent_number, arrived.number];
    let differences = differences(sent, arrived.message);
    if differences.is_empty() {
        let (fields, parts) = (sent.fields.len(), sent.parts.len());
        let because =
            text!("{fields} champs et {parts} partie(s) identiques", "{fields} fields and {parts} part(s) identical");
        return pass(because, numbers);
    }
    fail(Text::new("aucune différence", "no difference"), joined(&differences), numbers)
}
