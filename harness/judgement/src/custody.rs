// SPDX-License-Identifier: EUPL-1.2
//! Who got what, from whom: how a message that arrived somewhere relates to one that we sent.
//!
//! A message is known by its identifier, its canary, its first decoded part and the words that it names. None of them
//! is enough alone: a connector may change any of them.

use crate::evidence::Evidence;
use crate::fact::{Fact, Message, Part, RecipientStatus, SessionId};
use crate::owner::Owner;
use crate::place::Place;

/// A message of ours as it left us.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'e> {
    /// The observation.
    pub number: u32,
    /// The session of this attempt; a second attempt has another.
    pub session: SessionId,
    /// The variant that sent it.
    pub owner: &'e Owner,
    /// Without angle brackets; empty for the null reverse-path.
    pub reverse_path: &'e str,
    /// Without angle brackets.
    pub forward_path: &'e str,
    /// As it was sent.
    pub message: &'e Message,
}

/// A message that the connector handed to a player of ours.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'e> {
    /// The observation.
    pub number: u32,
    /// The variant that owns the address or the recipient it arrived at.
    pub owner: &'e Owner,
    /// Where it arrived.
    pub place: &'e Place,
    /// The player that took it.
    pub part: Part,
    /// Without angle brackets; empty for the null reverse-path.
    pub reverse_path: &'e str,
    /// As they were said, with their angle brackets.
    pub forward_paths: &'e [String],
    /// True when it came outside TLS.
    pub clear: bool,
    /// As it arrived.
    pub message: &'e Message,
}

/// What a message that arrived is to one that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correlation {
    /// The same message, even where its header or its body was changed.
    SameMessage,
    /// A notice to the sender about the message (RFC 3464, or plain text).
    Notice(ReportedStatus),
    /// An automatic reply to the message (RFC 3834).
    AutomaticReply,
    /// Nothing in it refers to the message that was sent.
    Unrelated,
}

/// What a notice says became of the message (RFC 3464 §2.3.3, field Action).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportedStatus {
    /// Delivery was given up.
    Failed,
    /// Delivery is still being tried.
    Delayed,
    /// Delivered, relayed or expanded.
    Delivered,
    /// The notice names other recipients only.
    OtherRecipient,
    /// Action and status contradict each other, or the action is not one of the standard.
    Contradictory,
}

impl Evidence {
    /// Messages that we sent, in order.
    pub fn sent_messages(&self) -> impl Iterator<Item = Sent<'_>> {
        self.observations.iter().filter_map(|o| match &o.fact {
            Fact::MessageSent { session, reverse_path, forward_path, message } => Some(Sent {
                number: o.number,
                session: *session,
                owner: &o.owner,
                reverse_path: bare(reverse_path),
                forward_path: bare(forward_path),
                message,
            }),
            _ => None,
        })
    }

    /// Messages that the connector handed over, in order.
    pub fn taken_messages(&self) -> impl Iterator<Item = Taken<'_>> {
        self.observations.iter().filter_map(|o| match &o.fact {
            Fact::MessageTaken { part, reverse_path, forward_paths, clear, message, .. } => Some(Taken {
                number: o.number,
                owner: &o.owner,
                place: &o.place,
                part: *part,
                reverse_path: bare(reverse_path),
                forward_paths,
                clear: *clear,
                message,
            }),
            _ => None,
        })
    }
}

/// A path without its angle brackets and the blanks around it; the null path becomes empty.
pub fn bare(path: &str) -> &str {
    path.trim().trim_start_matches('<').trim_end_matches('>')
}

/// Whether two addresses are the same mailbox. RFC 5321 §2.4: only the domain is without case.
///
/// Words without `@` are compared as they are.
pub fn same_address(one: &str, other: &str) -> bool {
    match (bare(one).rsplit_once('@'), bare(other).rsplit_once('@')) {
        (Some((local, domain)), Some((other_local, other_domain))) => {
            local == other_local && domain.eq_ignore_ascii_case(other_domain)
        }
        _ => bare(one) == bare(other),
    }
}

impl Taken<'_> {
    /// True when it was handed over for this recipient and nobody else.
    pub fn is_for(&self, address: &str) -> bool {
        matches!(self.forward_paths, [only] if same_address(only, address))
    }

    /// Its envelope in a few words.
    pub fn envelope(&self) -> String {
        format!("<{}> → {}", self.reverse_path, self.forward_paths.join(", "))
    }

    /// What it is to a message that was sent.
    ///
    /// A delivery report decides first, then what is the same in both, then what it refers to. A message from the null
    /// reverse-path has no notices (RFC 5321 §4.5.5).
    pub fn correlation(&self, sent: &Sent<'_>) -> Correlation {
        if let Some(notice) = &self.message.notice {
            let is_about =
                self.refers_to(sent) || notice.recipients.iter().any(|group| is_of(group, sent.forward_path));
            return match is_about {
                true => Correlation::Notice(reported_status(self.message, sent)),
                false => Correlation::Unrelated,
            };
        }
        if self.is_same_message(sent) {
            return Correlation::SameMessage;
        }
        if !self.refers_to(sent) {
            return Correlation::Unrelated;
        }
        if !sent.reverse_path.is_empty() && self.is_plain_text_notice(sent) {
            return Correlation::Notice(status_in_subject(self.message));
        }
        if self.is_automatic_reply(sent) { Correlation::AutomaticReply } else { Correlation::SameMessage }
    }

    /// The same Message-ID, or the same first decoded part. The first part of each message of ours holds its canary.
    fn is_same_message(&self, sent: &Sent<'_>) -> bool {
        let id = self.message.message_id.is_some() && self.message.message_id == sent.message.message_id;
        let text = match (self.message.parts.first(), sent.message.parts.first()) {
            (Some(one), Some(other)) => one.octets > 0 && one.sha256 == other.sha256,
            _ => false,
        };
        id || text
    }

    /// The same canary, or a mention of its Message-ID. In a plain-text notice a mention of its recipient is enough.
    ///
    /// Not where it is written to that recipient: the address then says nothing of what it is about.
    fn refers_to(&self, sent: &Sent<'_>) -> bool {
        let canary = self.message.canary.is_some() && self.message.canary == sent.message.canary;
        let id = sent.message.message_id.as_deref().unwrap_or_default().to_lowercase();
        let recipient = sent.forward_path.to_lowercase();
        let named = |word: &str| !word.is_empty() && self.message.mentions.iter().any(|mention| mention == word);
        let about = !self.is_for(sent.forward_path) && named(&recipient);
        canary || named(&id) || (self.is_plain_text_notice(sent) && about)
    }

    /// A plain-text notice: from nobody, or from the mail system itself.
    fn is_plain_text_notice(&self, sent: &Sent<'_>) -> bool {
        let from = self.message.field("From").next().unwrap_or_default().to_lowercase();
        let system = ["mailer-daemon", "postmaster", "mail delivery"].iter().any(|word| from.contains(word));
        system || (self.reverse_path.is_empty() && !self.is_marked_as_reply(sent))
    }

    /// In-Reply-To names the message, or Auto-Submitted says `auto-replied` and that of the message did not (RFC 3834).
    fn is_marked_as_reply(&self, sent: &Sent<'_>) -> bool {
        let marked = |value: &str| value.trim().to_ascii_lowercase().starts_with("auto-replied");
        let automatic = self.message.field("Auto-Submitted").any(marked);
        let id = sent.message.message_id.as_deref().unwrap_or_default();
        let threaded = !id.is_empty() && self.message.field("In-Reply-To").any(|value| value.contains(id));
        threaded || (automatic && !sent.message.field("Auto-Submitted").any(marked))
    }

    /// Marked as one, or written to the sender by somebody else than he.
    fn is_automatic_reply(&self, sent: &Sent<'_>) -> bool {
        let same_author = self.message.field("From").eq(sent.message.field("From"));
        self.is_marked_as_reply(sent) || (self.is_for(sent.reverse_path) && !same_author)
    }
}

/// Whether a group of a delivery report is about an address, without regard to case.
///
/// Its fields hold a type and an address, such as `rfc822; a@b` (RFC 3464 §2.3.1).
fn is_of(group: &RecipientStatus, address: &str) -> bool {
    let named = [&group.original_recipient, &group.final_recipient];
    named.into_iter().flatten().any(|value| {
        let written = value.split_once(';').map_or(value.as_str(), |(_, address)| address).trim();
        bare(written).eq_ignore_ascii_case(address)
    })
}

/// What a delivery report says of the recipient; what it leaves unsaid is a question of its form.
///
/// The group that names the recipient decides, else one without any name. Reports before schema 3 kept the first group
/// alone, and no check compared its recipient.
fn reported_status(message: &Message, sent: &Sent<'_>) -> ReportedStatus {
    let Some(notice) = &message.notice else { return ReportedStatus::Contradictory };
    let legacy = RecipientStatus {
        final_recipient: notice.final_recipient.clone(),
        action: notice.action.clone(),
        status: notice.status.clone(),
        ..RecipientStatus::default()
    };
    let groups = if notice.recipients.is_empty() { std::slice::from_ref(&legacy) } else { &notice.recipients };
    let nameless = |group: &&RecipientStatus| group.final_recipient.is_none() && group.original_recipient.is_none();
    let named = groups.iter().find(|group| is_of(group, sent.forward_path));
    let own = named.or_else(|| groups.iter().find(|group| nameless(group) || notice.recipients.is_empty()));
    own.map_or(ReportedStatus::OtherRecipient, status_of_group)
}

/// Action and class of status together; the first word of each counts, whatever its case.
///
/// Without an action the class decides; without both the group says that it failed, as most do.
fn status_of_group(group: &RecipientStatus) -> ReportedStatus {
    let word = |value: &Option<String>| value.as_deref().and_then(|v| v.split_whitespace().next()).map(str::to_owned);
    let action = word(&group.action).map(|action| action.to_ascii_lowercase());
    let class = word(&group.status).and_then(|status| status.chars().next());
    match (action.as_deref(), class) {
        (Some("failed"), Some('2')) | (Some("delivered" | "relayed" | "expanded"), Some('4' | '5')) => {
            ReportedStatus::Contradictory
        }
        (Some("failed"), _) | (None, Some('5') | None) => ReportedStatus::Failed,
        (Some("delayed"), _) | (None, Some('4')) => ReportedStatus::Delayed,
        (Some("delivered" | "relayed" | "expanded"), _) | (None, Some('2')) => ReportedStatus::Delivered,
        _ => ReportedStatus::Contradictory,
    }
}

/// The kind of a plain-text notice, by words of its subject in French and in English; failed without any of them.
fn status_in_subject(message: &Message) -> ReportedStatus {
    let subject = message.field("Subject").next().unwrap_or_default().to_lowercase();
    let delayed = ["delay", "warning", "retard", "différé", "still being retried", "not yet been delivered"];
    if delayed.iter().any(|word| subject.contains(word)) { ReportedStatus::Delayed } else { ReportedStatus::Failed }
}

#[cfg(test)]
mod tests;
