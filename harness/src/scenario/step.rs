// SPDX-License-Identifier: EUPL-1.2
//! The steps of a script.

use super::shape::{MessageKind, Word};
use crate::fault::{EditionFault, Fault};
use input::{InputError, Source};
use serde::Deserialize;
use serde_yaml::Spanned;

/// One thing that the harness does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A peer sends a message to the connector.
    Deliver { peer: String, message: MessageKind, from: Sender, to: Target },
    /// An inner user sends a message to a peer through the connector.
    Submit { to: String, message: MessageKind },
    /// A new edition of the liste blanche is published, with a fault or with this scenario's withdrawals made.
    Publish { fault: Option<EditionFault> },
}

/// The reverse-path that a peer gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sender {
    /// A mailbox in the peer's own domain.
    Own,
    /// The same, its domain written in capitals.
    UpperCase,
    /// `<>`.
    Null,
    /// A mailbox in another peer's domain.
    Peer(String),
}

/// The recipient that a peer names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The inner mailbox of the scenario.
    Box,
    Unknown,
    AutomaticReply,
    /// A mailbox at another peer: relaying for third parties.
    Peer(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawStep {
    r#do: Spanned<String>,
    peer: Option<Spanned<String>>,
    message: Option<Spanned<String>>,
    from: Option<Spanned<String>>,
    to: Option<Spanned<String>>,
    fault: Option<Spanned<String>>,
}

const VERBS: [&str; 3] = ["deliver", "submit", "publish"];

impl RawStep {
    pub(super) fn read(&self, source: &Source, peers: &[&str]) -> Result<Step, InputError> {
        match self.r#do.value.as_str() {
            "deliver" => self.deliver(source, peers),
            "submit" => self.submit(source, peers),
            "publish" => self.publish(source),
            other => Err(source.error_of(&self.r#do, format!("unknown step `{other}`")).known(other, VERBS)),
        }
    }

    fn deliver(&self, source: &Source, peers: &[&str]) -> Result<Step, InputError> {
        self.refuse(source, "fault", self.fault.as_ref())?;
        let peer = self.need(source, "peer", self.peer.as_ref())?;
        let from = match self.from.as_ref().map(|f| f.value.as_str()) {
            None => Sender::Own,
            Some("<>") => Sender::Null,
            Some("upper-case") => Sender::UpperCase,
            Some(_) => Sender::Peer(known_peer(source, self.from.as_ref(), peers, &["<>", "upper-case"])?),
        };
        let to = match self.to.as_ref().map(|t| t.value.as_str()) {
            None => Target::Box,
            Some("unknown") => Target::Unknown,
            Some("automatic-reply") => Target::AutomaticReply,
            Some(_) => Target::Peer(known_peer(source, self.to.as_ref(), peers, &["unknown", "automatic-reply"])?),
        };
        Ok(Step::Deliver {
            peer: known_peer(source, Some(peer), peers, &[])?,
            message: self.message(source)?,
            from,
            to,
        })
    }

    fn submit(&self, source: &Source, peers: &[&str]) -> Result<Step, InputError> {
        for (key, value) in [("peer", &self.peer), ("from", &self.from), ("fault", &self.fault)] {
            self.refuse(source, key, value.as_ref())?;
        }
        let to = self.need(source, "to", self.to.as_ref())?;
        Ok(Step::Submit { to: known_peer(source, Some(to), peers, &[])?, message: self.message(source)? })
    }

    fn publish(&self, source: &Source) -> Result<Step, InputError> {
        for (key, value) in [("peer", &self.peer), ("from", &self.from), ("to", &self.to), ("message", &self.message)] {
            self.refuse(source, key, value.as_ref())?;
        }
        let Some(named) = &self.fault else { return Ok(Step::Publish { fault: None }) };
        Ok(Step::Publish { fault: Some(edition_fault(source, named)?) })
    }

    fn message(&self, source: &Source) -> Result<MessageKind, InputError> {
        match &self.message {
            Some(word) => word_of(source, word, "message"),
            None => Ok(MessageKind::SimpleText),
        }
    }

    fn need<'a>(
        &self,
        source: &Source,
        key: &str,
        value: Option<&'a Spanned<String>>,
    ) -> Result<&'a Spanned<String>, InputError> {
        value.ok_or_else(|| source.error_of(&self.r#do, format!("`{}` needs `{key}:`", self.r#do.value)))
    }

    fn refuse(&self, source: &Source, key: &str, value: Option<&Spanned<String>>) -> Result<(), InputError> {
        match value {
            Some(value) => Err(source.error_of(value, format!("`{}` takes no `{key}:`", self.r#do.value))),
            None => Ok(()),
        }
    }
}

fn known_peer(
    source: &Source,
    name: Option<&Spanned<String>>,
    peers: &[&str],
    words: &[&'static str],
) -> Result<String, InputError> {
    match name {
        Some(name) if peers.contains(&name.value.as_str()) => Ok(name.value.clone()),
        Some(name) => {
            let error = source.error_of(name, format!("no peer `{}` in this scenario's world", name.value));
            Err(error.known(&name.value, peers.iter().copied().chain(words.iter().copied())))
        }
        None => Ok(String::new()),
    }
}

/// Reads one word of a closed set.
pub(super) fn word_of<W: Word>(source: &Source, word: &Spanned<String>, what: &str) -> Result<W, InputError> {
    W::find(&word.value).ok_or_else(|| {
        let error = source.error_of(word, format!("unknown {what} `{}`", word.value));
        error.known(&word.value, W::VARIANTS.iter().map(|known| known.word()))
    })
}

/// A fault that an edition of the list can have.
pub(super) fn edition_fault(source: &Source, named: &Spanned<String>) -> Result<EditionFault, InputError> {
    let fault = Fault::find(&named.value).ok_or_else(|| unknown_fault(source, named))?;
    fault
        .of_edition()
        .ok_or_else(|| source.error_of(named, format!("`{}` is not a fault of the whole list", fault.id())))
}

pub(super) fn unknown_fault(source: &Source, named: &Spanned<String>) -> InputError {
    let known: Vec<String> = Fault::all().iter().map(|fault| fault.id().to_string()).collect();
    let error = source.error_of(named, format!("unknown fault `{}`", named.value));
    error.known(&named.value, known.iter().map(String::as_str)).help("`mssante-harness list faults` prints them all")
}
