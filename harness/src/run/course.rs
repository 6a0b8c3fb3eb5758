// SPDX-License-Identifier: EUPL-1.2
//! The cases that are being played now: what befalls the connector or the harness befalls them all.

use crate::evidence::Recorder;
use judgement::fact::Fact;
use judgement::place::Place;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Ids of the cases that were played, each with the moment when it left; none: it is in course.
#[derive(Default)]
pub struct CasesInPlay(Mutex<BTreeMap<String, Option<Instant>>>);

/// A case in course until this is dropped.
pub struct InCourse<'c>(&'c CasesInPlay, &'c str);

impl CasesInPlay {
    fn ids(&self) -> MutexGuard<'_, BTreeMap<String, Option<Instant>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn enter<'c>(&'c self, id: &'c str) -> InCourse<'c> {
        self.ids().insert(id.to_owned(), None);
        InCourse(self, id)
    }

    /// Records a fact with every case that was in course at any time since so long ago: a wait that ran out while the
    /// harness stood still may have ended its case before anybody noticed why.
    pub fn see(&self, recorder: &Recorder, fact: &Fact, since: Duration) {
        for (id, left) in self.ids().iter() {
            if left.is_none_or(|left| left.elapsed() <= since) {
                recorder.see(id.as_str().into(), Place::Harness, fact.clone());
            }
        }
    }
}

impl Drop for InCourse<'_> {
    fn drop(&mut self) {
        self.0.ids().insert(self.1.to_owned(), Some(Instant::now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use judgement::owner::Owner;

    #[test]
    fn what_befalls_the_run_befalls_the_cases_in_course_and_those_that_left_meanwhile() {
        let (course, recorder) = (CasesInPlay::default(), Recorder::new());
        drop(course.enter("left"));
        let _in_course = course.enter("in-course");
        let seen = |id| recorder.evidence_of(&Owner::from(id)).observations.len();
        let fact = Fact::BenchLate { late_ms: 300 };
        course.see(&recorder, &fact, Duration::ZERO);
        assert_eq!((seen("left"), seen("in-course")), (0, 1));
        course.see(&recorder, &fact, Duration::from_secs(3600));
        assert_eq!((seen("left"), seen("in-course")), (1, 2));
    }
}
