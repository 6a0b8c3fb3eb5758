// SPDX-License-Identifier: EUPL-1.2
//! Who got what, from whom: how a message that arrived somewhere relates to one that we sent.
//!
//! A message is known by its identifier, by its canary, by the hash of its first decoded part and by the words that it
//! names, never by one of them alone: a connector may change any of them.

use crate::evidence::Evidence;
use crate::fact::{Fact, Message, Part, RecipientStatus, SessionId};

/// A message of ours as it left us.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'e> {
    pub number: u32,
    pub session: SessionId,
    pub scenario: Option<&'e str>,
    /// Without angle brackets; empty for the null reverse-path.
    pub reverse_path: &'e str,
    pub forward_path: &'e str,
    pub message: &'e Message,
}

/// A message that the connector handed to a player of ours.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'e> {
    pub number: u32,
    pub scenario: Option<&'e str>,
    pub place: &'e str,
    pub part: Part,
    pub reverse_path: &'e str,
    pub forward_paths: &'e [String],
    pub clear: bool,
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
                scenario: o.scenario.as_deref(),
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
                scenario: o.scenario.as_deref(),
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

/// A path without its angle brackets.
pub fn bare(path: &str) -> &str {
    path.trim().trim_start_matches('<').trim_end_matches('>')
}

/// Whether two addresses are the same mailbox (RFC 5321 §2.4: only the domain is without case).
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
    pub fn correlation(&self, sent: &Sent<'_>) -> Correlation {
        if let Some(notice) = &self.message.notice {
            let speaks = self.refers_to(sent) || notice.recipients.iter().any(|r| is_of(r, sent.forward_path));
            return if speaks {
                Correlation::Notice(reported_status(self.message, sent))
            } else {
                Correlation::Unrelated
            };
        }
        if self.is_same_message(sent) {
            return Correlation::SameMessage;
        }
        if !self.refers_to(sent) {
            return Correlation::Unrelated;
        }
        // Nobody is told what became of a message from the null reverse-path (RFC 5321 §4.5.5).
        if !sent.reverse_path.is_empty() && self.is_plain_text_notice(sent) {
            return Correlation::Notice(status_in_subject(self.message));
        }
        if self.is_automatic_reply(sent) { Correlation::AutomaticReply } else { Correlation::SameMessage }
    }

    fn is_same_message(&self, sent: &Sent<'_>) -> bool {
        let id = self.message.message_id.is_some() && self.message.message_id == sent.message.message_id;
        // The first part of each message of ours holds its canary: no two have the same.
        let text = match (self.message.parts.first(), sent.message.parts.first()) {
            (Some(one), Some(other)) => one.octets > 0 && one.sha256 == other.sha256,
            _ => false,
        };
        id || text
    }

    fn refers_to(&self, sent: &Sent<'_>) -> bool {
        let canary = self.message.canary.is_some() && self.message.canary == sent.message.canary;
        let id = sent.message.message_id.as_deref().unwrap_or_default().to_lowercase();
        let recipient = sent.forward_path.to_lowercase();
        let named = |word: &str| !word.is_empty() && self.message.mentions.iter().any(|mention| mention == word);
        // A notice is written to somebody: that address alone says nothing of what it is about.
        let about = !self.is_for(sent.forward_path) && named(&recipient);
        canary || named(&id) || (self.is_plain_text_notice(sent) && about)
    }

    /// A plain-text notice: from nobody, or from the mail system itself.
    fn is_plain_text_notice(&self, sent: &Sent<'_>) -> bool {
        let from = self.message.field("From").next().unwrap_or_default().to_lowercase();
        let system = ["mailer-daemon", "postmaster", "mail delivery"].iter().any(|word| from.contains(word));
        system || (self.reverse_path.is_empty() && !self.is_marked_as_reply(sent))
    }

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

/// The address in a field of a delivery report, such as `rfc822; a@b` (RFC 3464 §2.3.1).
fn is_of(group: &RecipientStatus, address: &str) -> bool {
    let named = [&group.original_recipient, &group.final_recipient];
    named.into_iter().flatten().any(|value| {
        let written = value.split_once(';').map_or(value.as_str(), |(_, address)| address).trim();
        bare(written).eq_ignore_ascii_case(address)
    })
}

/// What a delivery report says of the recipient; what it leaves unsaid is a question of its form.
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
    // Reports before schema 3 kept the first group alone, and no check compared its recipient.
    let own = named.or_else(|| groups.iter().find(|group| nameless(group) || notice.recipients.is_empty()));
    own.map_or(ReportedStatus::OtherRecipient, status_of_group)
}

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

/// A notice in plain words says its kind in its subject; most say nothing but that they failed.
fn status_in_subject(message: &Message) -> ReportedStatus {
    let subject = message.field("Subject").next().unwrap_or_default().to_lowercase();
    let delayed = ["delay", "warning", "retard", "différé", "still being retried", "not yet been delivered"];
    if delayed.iter().any(|word| subject.contains(word)) { ReportedStatus::Delayed } else { ReportedStatus::Failed }
}

#[cfg(test)]
mod tests;
