// SPDX-License-Identifier: EUPL-1.2
//! Earlier transactions, for the mutations that depend on them.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::smtp::mailbox::Mailbox;

/// The most entries of each kind, because their number depends on the peers.
const MAX_ENTRIES: usize = 10_000;

/// The mailboxes and the attempts since the start.
#[derive(Debug, Default)]
pub(crate) struct History {
    internal: Mutex<BTreeMap<String, Mailbox>>,
    reached: Mutex<Vec<Mailbox>>,
    attempts: Mutex<HashMap<String, Instant>>,
}

impl History {
    /// Notes an internal mailbox, and returns the next one in alphabetical order if another is known.
    pub(crate) fn neighbour(&self, mailbox: &Mailbox) -> Option<Mailbox> {
        let mut internal = unlocked(&self.internal);
        let name = mailbox.to_string().to_ascii_lowercase();
        if internal.len() < MAX_ENTRIES {
            internal.insert(name.clone(), mailbox.clone());
        }
        let following = internal.range(name.clone()..).chain(internal.range(..name.clone()));
        following.map(|(_, known)| known).find(|known| !known.is_same_as(mailbox)).cloned()
    }

    /// Notes a peer mailbox that a message reached.
    pub(crate) fn add_reached(&self, mailbox: &Mailbox) {
        let mut reached = unlocked(&self.reached);
        if reached.len() < MAX_ENTRIES && !reached.iter().any(|known| known.domain() == mailbox.domain()) {
            reached.push(mailbox.clone());
        }
    }

    /// The first reached mailbox of another domain.
    pub(crate) fn reached_elsewhere(&self, domain: &str) -> Option<Mailbox> {
        unlocked(&self.reached).iter().find(|known| known.domain() != domain).cloned()
    }

    /// The time since the first attempt of that name; `None` for the first.
    pub(crate) fn since_first(&self, attempt: String) -> Option<Duration> {
        let mut attempts = unlocked(&self.attempts);
        if attempts.len() >= MAX_ENTRIES {
            attempts.clear();
        }
        let known = attempts.get(&attempt).map(Instant::elapsed);
        if known.is_none() {
            attempts.insert(attempt, Instant::now());
        }
        known
    }
}

fn unlocked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(text: &str) -> Mailbox {
        text.parse().unwrap()
    }

    #[test]
    fn the_neighbour_is_the_next_known_mailbox_and_the_first_after_the_last() {
        let history = History::default();
        assert_eq!(history.neighbour(&mailbox("b@x.test")), None);
        assert_eq!(history.neighbour(&mailbox("B@x.test")), None);
        assert_eq!(history.neighbour(&mailbox("c@x.test")), Some(mailbox("B@x.test")));
        assert_eq!(history.neighbour(&mailbox("a@x.test")), Some(mailbox("B@x.test")));
    }

    #[test]
    fn a_mailbox_reached_elsewhere_is_of_another_domain() {
        let history = History::default();
        history.add_reached(&mailbox("a@x.test"));
        assert_eq!(history.reached_elsewhere("x.test"), None);
        history.add_reached(&mailbox("b@y.test"));
        assert_eq!(history.reached_elsewhere("x.test"), Some(mailbox("b@y.test")));
    }

    #[test]
    fn an_attempt_is_new_once() {
        let history = History::default();
        assert_eq!(history.since_first("a".to_owned()), None);
        assert!(history.since_first("a".to_owned()).is_some());
    }
}
