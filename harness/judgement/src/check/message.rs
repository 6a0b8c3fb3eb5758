// SPDX-License-Identifier: EUPL-1.2
//! Whether a message crosses the connector unchanged.

mod advice;

use super::tracked_message::TrackedMessage;
use super::{Check, Wait, fail, inconclusive, no_peer, pass};
use crate::evidence::Evidence;
use crate::fact::{Message, Part, Window};
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[
    Check {
        id: "relayed-unchanged",
        fr: "Le message remis au pair garde ses champs d’en-tête, ses textes et ses pièces jointes.",
        en: "The message handed to the peer keeps its header fields, its texts and its attachments.",
        clause: "RFC 5321 §2.1, §6.4 ; Référentiel #2 ECO.2.2.x, ECO.2.4.x (transparence déduite)",
        advice: advice::RELAYED_UNCHANGED,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: Wait::until(Window::Outcome, settled_outside),
        judge: relayed_unchanged,
    },
    Check {
        id: "delivered-unchanged",
        fr: "Le message livré à la boîte interne garde ses champs d’en-tête, ses textes et ses pièces jointes.",
        en: "The message delivered inside keeps its header fields, its texts and its attachments.",
        clause: "RFC 5321 §2.1, §6.4 ; Référentiel #2 ECO.2.2.x, ECO.2.4.x (transparence déduite)",
        advice: advice::DELIVERED_UNCHANGED,
        needs_peer: false,
        negative: false,
        needs: None,
        wait: Wait::until(Window::Delivery, settled_inside),
        judge: delivered_unchanged,
    },
];

/// Fields that the author writes and that no relay may touch; trace fields are the relay's own. Those of MIME are not
/// among them: a relay may change the transfer encoding (RFC 6152 §3), and what they say is compared by decoded parts.
const AUTHOR_FIELDS: [&str; 14] = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Disposition-Notification-To",
    "X-MSS-CODECDA",
    "X-MSS-INS",
    "X-MSS-NIL",
    "X-MSS-MES",
    "Auto-Submitted",
];

fn relayed_unchanged(evidence: &Evidence, params: &Params) -> Outcome {
    if params.peer.is_none() {
        return no_peer();
    }
    unchanged(evidence, params, Part::PeerServer)
}

fn delivered_unchanged(evidence: &Evidence, params: &Params) -> Outcome {
    unchanged(evidence, params, Part::InternalServer)
}

fn settled_outside(evidence: &Evidence, params: &Params) -> bool {
    TrackedMessage::of(evidence, params).is_final()
}

fn settled_inside(evidence: &Evidence, params: &Params) -> bool {
    let tracked = TrackedMessage::of(evidence, params);
    tracked.accepted().is_none() || !tracked.delivered_inside().is_empty()
}

fn unchanged(evidence: &Evidence, params: &Params, taker: Part) -> Outcome {
    let own = |m: &Message| m.canary.as_deref() == Some(params.canary.as_str()) && m.notice.is_none();
    let tracked = TrackedMessage::of(evidence, params);
    let taken = match (taker, &params.peer) {
        (Part::PeerServer, Some(peer)) => tracked.taken_by_peer(peer),
        _ => tracked.delivered_inside(),
    };
    // An attempt may have gone out in another form than the one that was taken in the end.
    let sent = evidence.sent().filter(|(number, m)| own(m) && taken.first().is_none_or(|t| t.number > *number)).last();
    let (Some((sent_number, sent)), Some(arrived)) = (sent, taken.first()) else {
        let because = Text::new(
            "le message n’est pas arrivé : rien à comparer",
            "the message did not arrive: nothing to compare",
        );
        return inconclusive(Cause::Precondition, because, vec![]);
    };
    let (taken_number, taken) = (arrived.number, arrived.message);
    let numbers = vec![sent_number, taken_number];
    let differences = differences(sent, taken);
    if differences.is_empty() {
        let fields = sent.fields.len();
        let parts = sent.parts.len();
        return pass(
            text!("{fields} champs et {parts} partie(s) identiques", "{fields} fields and {parts} part(s) identical"),
            numbers,
        );
    }
    let all = |of: fn(&Text) -> &str| differences.iter().map(of).collect::<Vec<_>>().join(" ; ");
    let observed = Text::new(all(|text| &text.fr), all(|text| &text.en));
    fail(Text::new("aucune différence", "no difference"), observed, numbers)
}

/// What differs, each in a few words.
fn differences(sent: &Message, taken: &Message) -> Vec<Text> {
    let mut differences = Vec::new();
    for name in AUTHOR_FIELDS {
        let (before, after): (Vec<_>, Vec<_>) =
            (sent.field(name).map(spaces).collect(), taken.field(name).map(spaces).collect());
        if before != after {
            differences.push(text!("{name} : {before:?} → {after:?}", "{name}: {before:?} → {after:?}"));
        }
    }
    for (index, part) in sent.parts.iter().enumerate() {
        match taken.parts.get(index) {
            None => differences.push(text!(
                "partie {} ({}) absente",
                "part {} ({}) is missing",
                index + 1,
                part.content_type
            )),
            Some(other) if other != part => differences.push(text!(
                "partie {} : {} {} octets {} → {} {} octets {}",
                "part {}: {} {} octets {} → {} {} octets {}",
                index + 1,
                part.content_type,
                part.octets,
                part.file_name.as_deref().unwrap_or("-"),
                other.content_type,
                other.octets,
                other.file_name.as_deref().unwrap_or("-"),
            )),
            Some(_) => {}
        }
    }
    if taken.parts.len() > sent.parts.len() {
        let added = taken.parts.len() - sent.parts.len();
        differences.push(text!("{added} partie(s) ajoutée(s)", "{added} part(s) were added"));
    }
    differences
}

/// Folding is a freedom of every relay (RFC 5322 §2.2.3): runs of blanks count as one.
fn spaces(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{evidence, of_peer};
    use crate::fact::{Fact, MimePart};

    fn message(subject: &str, sha256: &str) -> Message {
        let part = MimePart { content_type: "text/plain".into(), file_name: None, octets: 4, sha256: sha256.into() };
        Message {
            canary: Some("essai-1".into()),
            fields: vec![("Subject".into(), subject.into()), ("X-MSS-INS".into(), "O".into())],
            parts: vec![part],
            ..Default::default()
        }
    }

    fn judged(arrived: Option<Message>) -> Outcome {
        let sent = Fact::MessageSent {
            session: 1,
            reverse_path: String::new(),
            forward_path: String::new(),
            message: message("Lettre de sortie", "aa"),
        };
        let taken = arrived.map(|message| Fact::MessageTaken {
            session: 2,
            part: Part::PeerServer,
            reverse_path: String::new(),
            forward_paths: vec![],
            clear: false,
            message,
        });
        let facts = std::iter::once(sent).chain(taken).collect();
        relayed_unchanged(&evidence("p", facts), &of_peer("p", None))
    }

    #[test]
    fn the_same_message_refolded_and_traced_is_unchanged() {
        let mut arrived = message("Lettre\r\n de sortie", "aa");
        arrived.fields.insert(0, ("Received".into(), "from a by b".into()));
        assert!(matches!(judged(Some(arrived)), Outcome::Pass { .. }));
    }

    #[test]
    fn a_changed_field_text_or_missing_part_is_a_failure() {
        assert!(matches!(judged(Some(message("Lettre", "aa"))), Outcome::Fail { .. }));
        assert!(matches!(judged(Some(message("Lettre de sortie", "bb"))), Outcome::Fail { .. }));
        let mut cut = message("Lettre de sortie", "aa");
        cut.parts.clear();
        assert!(matches!(judged(Some(cut)), Outcome::Fail { .. }));
        let mut stripped = message("Lettre de sortie", "aa");
        stripped.fields.pop();
        assert!(matches!(judged(Some(stripped)), Outcome::Fail { .. }));
    }

    #[test]
    fn a_message_that_never_arrived_cannot_be_compared() {
        assert!(matches!(judged(None), Outcome::Inconclusive { .. }));
    }
}
