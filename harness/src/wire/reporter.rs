// SPDX-License-Identifier: EUPL-1.2
//! Where players report what they see.

use judgement::fact::{Fact, SessionId};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A place that takes facts; clones report to the same place.
#[derive(Clone)]
pub struct Reporter {
    see: Arc<dyn Fn(Fact) + Send + Sync>,
    sessions: Arc<AtomicU32>,
}

impl Reporter {
    /// `sessions` counts over the whole run, so that a session's number is unique in its evidence.
    pub fn new(sessions: Arc<AtomicU32>, see: impl Fn(Fact) + Send + Sync + 'static) -> Reporter {
        Reporter { see: Arc::new(see), sessions }
    }

    pub fn see(&self, fact: Fact) {
        (self.see)(fact);
    }

    pub fn next_session(&self) -> SessionId {
        self.sessions.fetch_add(1, Ordering::Relaxed) + 1
    }
}
