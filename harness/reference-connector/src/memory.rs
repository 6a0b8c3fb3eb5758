// SPDX-License-Identifier: EUPL-1.2
//! What is remembered of earlier transactions, for the mutations that depend on them.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::smtp::mailbox::Mailbox;

/// The most that is remembered of each kind: strangers decide what there is to remember.
const MOST: usize = 10_000;

/// Mailboxes and attempts met since the start.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    inside: Mutex<BTreeMap<String, Mailbox>>,
    outside: Mutex<Vec<Mailbox>>,
    attempts: Mutex<HashMap<String, Instant>>,
}

impl Memory {
    /// Notes a mailbox that exists inside, and returns the one that follows it in the alphabet if another is known.
    pub(crate) fn neighbour(&self, mailbox: &Mailbox) -> Option<Mailbox> {
        let mut inside = unlocked(&self.inside);
        let name = mailbox.to_string().to_ascii_lowercase();
        if inside.len() < MOST {
            inside.insert(name.clone(), mailbox.clone());
        }
        let following = inside.range(name.clone()..).chain(inside.range(..name.clone()));
        following.map(|(_, known)| known).find(|known| !known.is(mailbox)).cloned()
    }

    /// Notes a mailbox elsewhere that a message reached.
    pub(crate) fn reached(&self, mailbox: &Mailbox) {
        let mut outside = unlocked(&self.outside);
        if outside.len() < MOST && !outside.iter().any(|known| known.domain() == mailbox.domain()) {
            outside.push(mailbox.clone());
        }
    }

    /// The first mailbox reached that is of another domain.
    pub(crate) fn reached_elsewhere(&self, domain: &str) -> Option<Mailbox> {
        unlocked(&self.outside).iter().find(|known| known.domain() != domain).cloned()
    }

    /// The time since the first attempt of that name; `None` at the first.
    pub(crate) fn since_first(&self, attempt: String) -> Option<Duration> {
        let mut attempts = unlocked(&self.attempts);
        if attempts.len() >= MOST {
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
        let memory = Memory::default();
        assert_eq!(memory.neighbour(&mailbox("b@x.test")), None);
        assert_eq!(memory.neighbour(&mailbox("B@x.test")), None);
        assert_eq!(memory.neighbour(&mailbox("c@x.test")), Some(mailbox("B@x.test")));
        assert_eq!(memory.neighbour(&mailbox("a@x.test")), Some(mailbox("B@x.test")));
    }

    #[test]
    fn a_mailbox_reached_elsewhere_is_of_another_domain() {
        let memory = Memory::default();
        memory.reached(&mailbox("a@x.test"));
        assert_eq!(memory.reached_elsewhere("x.test"), None);
        memory.reached(&mailbox("b@y.test"));
        assert_eq!(memory.reached_elsewhere("x.test"), Some(mailbox("b@y.test")));
    }

    #[test]
    fn an_attempt_is_new_once() {
        let memory = Memory::default();
        assert_eq!(memory.since_first("a".to_owned()), None);
        assert!(memory.since_first("a".to_owned()).is_some());
    }
}
