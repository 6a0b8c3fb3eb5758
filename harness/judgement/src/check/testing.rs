// SPDX-License-Identifier: EUPL-1.2
//! Evidence written by hand: the examples that each check brings along, and the facts they are made of.

use super::Check;
use crate::evidence::Evidence;
use crate::evidence::testing::{evidence, of_peer};
use crate::fact::{
    Direction, Effect, Ending, Fact, Message, Notice, Part, Party, RecipientStatus, SessionId, Stage, Tls, Window,
};
use crate::params::{Envelope, Params};
use reports::verdict::{Outcome, Verdict};

/// Evidence for each verdict of one check; the catalogue's tests judge them all.
#[derive(Debug, Clone, Copy)]
pub struct Examples {
    pub pass: Example,
    pub fail: Example,
    pub inconclusive: Example,
}

/// Evidence for one verdict, or why no evidence leads to it.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    Of(fn() -> Case),
    Never(&'static str),
}

impl Examples {
    /// Each example with the verdict that it must lead to.
    pub fn by_verdict(&self) -> [(Verdict, Example); 3] {
        [(Verdict::Pass, self.pass), (Verdict::Fail, self.fail), (Verdict::Inconclusive, self.inconclusive)]
    }
}

/// What a judge is given.
#[derive(Debug, Clone)]
pub struct Case {
    pub evidence: Evidence,
    pub params: Params,
}

impl Case {
    pub fn judged(&self, check: &Check) -> Outcome {
        check.judge(&self.evidence, &self.params)
    }

    pub fn verdict(&self, check: &Check) -> Verdict {
        self.judged(check).verdict()
    }

    /// The same, where the envelope of the message is known.
    pub fn in_envelope(mut self, direction: Direction, Path { from, to }: Path<'_>) -> Case {
        self.params.envelope = Some(Envelope { direction, reverse_path: from.into(), forward_path: to.into() });
        self
    }
}

/// The peer of every example, which is also the place of its facts.
pub const PEER: &str = "clinique-a";

/// Facts seen at a peer with this fault, in order, of the message with the canary `essai-1`.
pub fn case(fault: Option<&str>, facts: Vec<Fact>) -> Case {
    Case { evidence: evidence(PEER, facts), params: of_peer(PEER, fault) }
}

/// Who writes to whom.
#[derive(Debug, Clone, Copy)]
pub struct Path<'a> {
    pub from: &'a str,
    pub to: &'a str,
}

pub const INBOUND: Path<'_> = Path { from: "medecin@p.test", to: "essai-1@ch.test" };
pub const OUTBOUND: Path<'_> = Path { from: "essai-1@ch.test", to: "medecin@p.test" };
/// Of a notice to the internal sender.
pub const RETURNED: Path<'_> = Path { from: "", to: OUTBOUND.from };

pub fn opened(session: SessionId, part: Part) -> Fact {
    Fact::SessionOpened { session, part, local: String::new(), remote: String::new() }
}

pub fn ended(session: SessionId, stage: Stage, ending: Ending) -> Fact {
    Fact::SessionEnded { session, stage, ending }
}

pub fn reply(session: SessionId, stage: Stage, code: u16) -> Fact {
    Fact::Reply { session, stage, code, text: "words".into() }
}

/// 250 to the final dot.
pub fn accepted(session: SessionId) -> Fact {
    reply(session, Stage::EndOfData, 250)
}

pub fn command(session: SessionId, text: &str, clear: bool) -> Fact {
    Fact::Line { session, by: Party::Sut, text: text.into(), clear }
}

/// Octets inside TLS that were not due.
pub fn unsolicited(session: SessionId, text: &str) -> Fact {
    Fact::Unsolicited { session, text: text.into(), clear: false }
}

pub fn handshake(session: SessionId, version: &str) -> Fact {
    Fact::TlsEstablished { session, tls: tls(version) }
}

/// A session without any certificate of the connector.
pub fn tls(version: &str) -> Tls {
    Tls { version: version.into(), suite: "suite".into(), group: None, chain: vec![], objection: None, sni: None }
}

pub fn exercised(fault: &str) -> Fact {
    Fact::FaultExercised { fault: fault.into(), how: Effect::ClientCertificateShown.into() }
}

pub fn window_ended(window: Window) -> Fact {
    Fact::WindowEnded { what: None, waited_ms: 1, window: Some(window) }
}

/// The message of the script.
pub fn message() -> Message {
    let (canary, message_id) = (Some("essai-1".into()), Some("essai-1@x.test".into()));
    Message { canary, message_id, ..Message::default() }
}

/// The message of the script with one header field for each pair.
pub fn with_fields(fields: &[(&str, &str)]) -> Message {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Message { canary: Some("essai-1".into()), fields, ..Message::default() }
}

pub fn sent(session: SessionId, Path { from, to }: Path<'_>, message: Message) -> Fact {
    Fact::MessageSent { session, reverse_path: format!("<{from}>"), forward_path: format!("<{to}>"), message }
}

/// A message that a peer takes inside TLS, or that the internal mail server takes in clear.
pub fn taken(part: Part, Path { from, to }: Path<'_>, message: Message) -> Fact {
    let clear = part == Part::InternalServer;
    let (reverse_path, forward_paths) = (format!("<{from}>"), vec![format!("<{to}>")]);
    Fact::MessageTaken { session: 9, part, reverse_path, forward_paths, clear, message }
}

/// The same in clear.
pub fn in_clear(mut fact: Fact) -> Fact {
    if let Fact::MessageTaken { clear, .. } = &mut fact {
        *clear = true;
    }
    fact
}

/// A complete delivery report about one recipient of the message.
pub fn report(recipient: &str, action: &str, status: &str) -> Message {
    let group = RecipientStatus {
        final_recipient: Some(format!("rfc822; {recipient}")),
        action: Some(action.into()),
        status: Some(status.into()),
        ..RecipientStatus::default()
    };
    let notice = Notice {
        content_type: "multipart/report".into(),
        report_type: Some("delivery-status".into()),
        reporting_mta: Some("dns; mx.ch.test".into()),
        final_recipient: group.final_recipient.clone(),
        action: group.action.clone(),
        status: group.status.clone(),
        diagnostic: None,
        recipients: vec![group],
    };
    Message { canary: Some("essai-1".into()), notice: Some(notice), ..Message::default() }
}

/// The notice to the internal sender that the message failed.
pub fn failure_notice() -> Fact {
    taken(Part::InternalServer, RETURNED, report(OUTBOUND.to, "failed", "5.7.1"))
}

/// A submission that the connector accepts.
pub fn submitted() -> Vec<Fact> {
    vec![opened(2, Part::Submitter), sent(2, OUTBOUND, message()), accepted(2), ended(2, Stage::Quit, Ending::Quit)]
}
