// SPDX-License-Identifier: EUPL-1.2
//! What was found of each case: by its own evidence first, then with what its control has to say.

use super::judge::{Judged, with_control};
use reports::verdict::Verdict;
use std::collections::BTreeMap;

/// The cases of a run that were judged, by id.
#[derive(Debug, Default)]
pub struct Verdicts {
    judged: BTreeMap<String, Judged>,
    taken_at_word: BTreeMap<String, Verdict>,
}

impl Verdicts {
    /// Adds what the evidence of a case gives by itself.
    pub fn add(&mut self, id: impl Into<String>, judged: Judged) {
        self.judged.insert(id.into(), judged);
    }

    /// Adds the verdict of a case whose evidence was withheld: as a control it is believed.
    pub fn believe(&mut self, id: impl Into<String>, verdict: Verdict) {
        self.taken_at_word.insert(id.into(), verdict);
    }

    /// True once a case was judged.
    pub fn know(&self, id: &str) -> bool {
        self.judged.contains_key(id)
    }

    /// What is found of a case, its control taken into account; none when the case was not judged.
    pub fn of(&self, id: &str, control: Option<&str>) -> Option<Judged> {
        let control = control.map(|id| (id, self.alone(id)));
        Some(with_control(self.judged.get(id)?.clone(), control))
    }

    fn alone(&self, id: &str) -> Verdict {
        let judged = self.judged.get(id).map(|judged| judged.verdict);
        judged.or_else(|| self.taken_at_word.get(id).copied()).unwrap_or_default()
    }
}
