// SPDX-License-Identifier: EUPL-1.2
//! One executable form of a scenario: the scenario with one value of its axis put in.

use super::file::{Axis, PeerShape, Scenario};
use super::shape::MessageKind;
use super::step::{Step, edition_fault, word_of};
use crate::fault::{EditionFault, Fault};
use input::InputError;
use serde_yaml::Spanned;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A test case: its id is the scenario's path plus the variant's word, never an ordinal.
#[derive(Debug, Clone)]
pub struct Variant {
    pub id: String,
    pub scenario: Arc<Scenario>,
    /// Line of the file that makes this variant what it is.
    pub line: u64,
    pub peers: BTreeMap<String, PeerShape>,
    pub script: Vec<Step>,
}

impl Variant {
    /// All variants of a scenario, in the order of the file.
    pub fn all(scenario: &Arc<Scenario>) -> Result<Vec<Variant>, InputError> {
        let plain = Variant {
            id: scenario.path.clone(),
            scenario: scenario.clone(),
            line: 1,
            peers: scenario.peers.clone(),
            script: scenario.script.clone(),
        };
        match &scenario.axis {
            None => Ok(vec![plain]),
            Some(axis) => axis.values.iter().map(|value| plain.with(axis, value)).collect(),
        }
    }

    fn with(&self, axis: &Axis, value: &Spanned<String>) -> Result<Variant, InputError> {
        let mut variant = self.clone();
        let source = &self.scenario.source;
        let word = value.value.rsplit('/').next().unwrap_or_default();
        variant.id = format!("{}/{word}", self.id);
        variant.line = value.defined.line();
        match axis.key.as_str() {
            "message" => variant.set_message(word_of(source, value, "message")?),
            "publish.fault" => variant.set_published(edition_fault(source, value)?),
            key => {
                let (peer, property) = key.split_once('.').unwrap_or((key, ""));
                if let Some(shape) = variant.peers.get_mut(peer) {
                    shape.set(source, property, value)?;
                }
            }
        }
        Ok(variant)
    }

    fn set_message(&mut self, kind: MessageKind) {
        for step in &mut self.script {
            if let Step::Deliver { message, .. } | Step::Submit { message, .. } = step {
                *message = kind;
            }
        }
    }

    fn set_published(&mut self, published: EditionFault) {
        for step in &mut self.script {
            if let Step::Publish { fault } = step {
                *fault = Some(published);
            }
        }
    }

    /// The one deliberate fault of the variant, wherever it lives.
    pub fn fault(&self) -> Option<Fault> {
        let of_peer = self.peers.values().find_map(|peer| peer.fault.clone());
        of_peer.or_else(|| {
            self.script.iter().find_map(|step| match step {
                Step::Publish { fault: Some(fault) } => Some(Fault::from(*fault)),
                _ => None,
            })
        })
    }

    /// True when the variant changes what all others share, and so runs alone.
    pub fn changes_shared_state(&self) -> bool {
        self.script.iter().any(|step| matches!(step, Step::Publish { .. }))
    }
}
