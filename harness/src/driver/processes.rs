// SPDX-License-Identifier: EUPL-1.2
//! Which processes of this machine belong to the connector that we started, however far they went from it.

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::process::{Pid, PidfdFlags, Signal};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// In the environment of everything we start, with the run folder as its value: a daemon passes it on.
pub const MARK: &str = "MSSANTE_HARNESS_RUN";
/// Environments are looked through no further.
const ENVIRONMENT: u64 = 262_144;
/// How long the end of a process is waited for at a time: nobody can call back a thread that waits.
const GLANCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };

/// One line of the process table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub pid: u32,
    pub name: String,
    state: char,
    parent: u32,
    pub group: u32,
    session: u32,
    /// In ticks since the machine started.
    pub started: u64,
}

impl Entry {
    pub fn read(pid: u32) -> Option<Entry> {
        Entry::parse(&std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
    }

    /// proc(5): `pid (name) state ppid pgrp session …`, where the name may hold blanks and brackets.
    fn parse(stat: &str) -> Option<Entry> {
        let (before, rest) = stat.rsplit_once(')')?;
        let (pid, name) = before.split_once('(')?;
        let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
        let number = |index: usize| fields.get(index)?.parse().ok();
        Some(Entry {
            pid: pid.trim().parse().ok()?,
            name: name.to_owned(),
            state: fields.first()?.chars().next()?,
            parent: number(1)?,
            group: number(2)?,
            session: number(3)?,
            started: fields.get(19)?.parse().ok()?,
        })
    }

    /// False for what has ended and was not waited for yet.
    pub fn alive(&self) -> bool {
        !matches!(self.state, 'Z' | 'X')
    }
}

/// Everything that runs now, as far as this process sees it.
pub fn table() -> BTreeMap<u32, Entry> {
    let Ok(entries) = std::fs::read_dir("/proc") else { return BTreeMap::new() };
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter_map(|pid| Some((pid, Entry::read(pid)?))).collect()
}

/// The living children of a process.
pub fn children(of: u32) -> BTreeSet<u32> {
    table().values().filter(|entry| entry.parent == of && entry.alive()).map(|entry| entry.pid).collect()
}

/// Signals a process group; one that is gone already is what was wanted.
pub fn signal_group(group: u32, signal: Signal) {
    if let Some(group) = pid(group) {
        let _ = rustix::process::kill_process_group(group, signal);
    }
}

pub fn group_lives(group: u32) -> bool {
    pid(group).is_some_and(|group| rustix::process::test_kill_process_group(group).is_ok())
}

/// A number that may stand for a process; neither "every process" nor our own group, which has no number of its own in a
/// namespace that it was begun outside of.
pub fn pid(number: u32) -> Option<Pid> {
    let own = Entry::read(std::process::id()).map(|entry| entry.group);
    let pid = Pid::from_raw(i32::try_from(number).ok()?)?;
    (pid != Pid::INIT && own != Some(number)).then_some(pid)
}

/// Comes back when a process has ended.
///
/// # Errors
/// It has ended before, or cannot be watched.
pub async fn ended(number: u32) -> std::io::Result<()> {
    let pid = Pid::from_raw(i32::try_from(number).unwrap_or(0)).ok_or(rustix::io::Errno::SRCH)?;
    let handle = Arc::new(rustix::process::pidfd_open(pid, PidfdFlags::empty())?);
    loop {
        let handle = handle.clone();
        let glance = move || rustix::event::poll(&mut [PollFd::new(&*handle, PollFlags::IN)], Some(&GLANCE));
        match tokio::task::spawn_blocking(glance).await.map_err(std::io::Error::other)? {
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            outcome => return Ok(outcome.map(drop)?),
        }
    }
}

/// Everything that descends from what a driver started.
#[derive(Debug, Clone)]
pub struct Family {
    us: u32,
    /// Children of ours that were there before: the guardian, and whatever else this program does.
    strangers: BTreeSet<u32>,
    mark: PathBuf,
    /// The program under `start`, once it runs; also the number of its process group.
    pub head: Option<u32>,
}

impl Family {
    /// To be called before anything is started. Orphans of our children become children of ours from now on, so that the
    /// way from a daemon leads to us.
    pub fn new(mark: &Path) -> std::io::Result<Family> {
        rustix::process::set_child_subreaper(Some(rustix::process::getpid()))?;
        let us = std::process::id();
        Ok(Family { us, strangers: children(us), mark: mark.to_owned(), head: None })
    }

    pub fn has(&self, pid: u32, table: &BTreeMap<u32, Entry>) -> bool {
        let mut at = pid;
        // The way up is no longer than the table, even if it changed while it was read.
        for _ in 0..table.len() {
            let Some(entry) = table.get(&at).filter(|_| at != self.us) else { return false };
            let head = self.head.is_some_and(|head| [entry.pid, entry.group, entry.session].contains(&head));
            let adopted = entry.parent == self.us && !self.strangers.contains(&at);
            if head || adopted || self.marked(at) {
                return true;
            }
            at = entry.parent;
        }
        false
    }

    fn marked(&self, pid: u32) -> bool {
        let wanted = [MARK.as_bytes(), b"=", self.mark.as_os_str().as_encoded_bytes()].concat();
        let mut environment = Vec::new();
        let file = std::fs::File::open(format!("/proc/{pid}/environ"));
        file.is_ok_and(|file| file.take(ENVIRONMENT).read_to_end(&mut environment).is_ok())
            && environment.split(|octet| *octet == 0).any(|variable| variable == wanted)
    }

    /// Its living members.
    pub fn members(&self) -> Vec<Entry> {
        let table = table();
        table.values().filter(|entry| entry.alive() && self.has(entry.pid, &table)).cloned().collect()
    }

    /// Signals every process group that a member is in.
    pub fn signal(&self, signal: Signal) {
        let groups: BTreeSet<u32> = self.members().iter().map(|entry| entry.group).collect();
        groups.into_iter().for_each(|group| signal_group(group, signal));
    }

    /// Comes back when no member is left.
    pub async fn extinct(&self, mut met: impl FnMut(&Entry)) {
        while let Some(member) = self.members().first() {
            met(member);
            if ended(member.pid).await.is_err() && Entry::read(member.pid).is_some_and(|entry| entry.alive()) {
                tracing::warn!(pid = member.pid, "cannot be waited for");
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_blanks_and_brackets_does_not_shift_the_fields() {
        let stat = "42 (a) S (b) R 7 8 9 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 12345 1 2";
        let entry = Entry::parse(stat).expect("a line of proc");
        assert_eq!(
            (entry.pid, entry.name.as_str(), entry.parent, entry.group, entry.session, entry.started),
            (42, "a) S (b", 7, 8, 9, 12345)
        );
        assert!(entry.alive());
    }

    #[test]
    fn this_process_is_in_the_table_and_in_no_family_of_its_own() {
        let table = table();
        let us = std::process::id();
        assert!(table[&us].alive());
        let family = Family { us, strangers: children(us), mark: PathBuf::from("/nowhere"), head: None };
        assert!(!family.has(us, &table) && !family.has(1, &table));
    }
}
