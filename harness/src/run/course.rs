// SPDX-License-Identifier: EUPL-1.2
//! The cases that are being played now: what befalls the connector or the harness befalls them all.

use crate::evidence::Recorder;
use judgement::fact::Fact;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Ids of the cases in course.
#[derive(Default)]
pub struct Course(Mutex<BTreeSet<String>>);

/// A case in course until this is dropped.
pub struct InCourse<'c>(&'c Course, &'c str);

impl Course {
    fn ids(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn enter<'c>(&'c self, id: &'c str) -> InCourse<'c> {
        self.ids().insert(id.to_owned());
        InCourse(self, id)
    }

    /// Records a fact with every case in course.
    pub fn see(&self, recorder: &Recorder, fact: &Fact) {
        for id in self.ids().iter() {
            recorder.see(Some(id), "harness", fact.clone());
        }
    }
}

impl Drop for InCourse<'_> {
    fn drop(&mut self) {
        self.0.ids().remove(self.1);
    }
}
