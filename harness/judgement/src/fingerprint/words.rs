// SPDX-License-Identifier: EUPL-1.2
//! Takes out of an answer what belongs to one instance or to one moment.

use crate::fact::{Fact, Party};

/// Names of days (RFC 5322 §3.3).
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Names of months (RFC 5322 §3.3).
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Zones that servers write after a time of day.
const ZONES: [&str; 5] = ["GMT", "UTC", "Z", "CET", "CEST"];

/// Names of this instance and of ours in lower case, the longest first, each with its placeholder.
#[derive(Default)]
pub struct InstanceNames(Vec<(String, &'static str)>);

impl InstanceNames {
    /// Notes the names that a fact gives away: ours, that of the server, and both addresses.
    pub fn learn(&mut self, fact: &Fact) {
        match fact {
            Fact::SessionOpened { local, remote, .. } => {
                self.add(local, "<us>");
                self.add(remote.split(':').next().unwrap_or_default(), "<host>");
            }
            Fact::Line { by: Party::Us, text, .. } => {
                self.add(text.strip_prefix("EHLO ").unwrap_or_default(), "<us>");
            }
            // RFC 5321 §4.2: the greeting and the reply to EHLO begin with the server's name.
            Fact::Line { by: Party::Sut, text, .. } if text.starts_with("220") || text.starts_with("250") => {
                let first = text.get(4..).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
                if is_host(first) {
                    self.add(first, "<host>");
                }
            }
            Fact::TlsEstablished { tls, .. } => {
                self.add(tls.chain.first().and_then(|leaf| leaf.cn.as_deref()).unwrap_or_default(), "<host>");
            }
            _ => {}
        }
    }

    /// Ignores a name without a dot: one of a few letters would be found in any word.
    fn add(&mut self, name: &str, placeholder: &'static str) {
        let name = name.to_ascii_lowercase();
        if name.contains('.') && !self.0.iter().any(|(known, _)| *known == name) {
            self.0.push((name, placeholder));
            // A host may bear the name of another in its own.
            self.0.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
    }

    /// The text with a placeholder for every known name, whatever its case, and for every date.
    pub fn replaced_in(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, placeholder) in &self.0 {
            while let Some(at) = text.to_ascii_lowercase().find(name) {
                text.replace_range(at..at + name.len(), placeholder);
            }
        }
        without_dates(&text)
    }
}

/// A name with a dot that is no version: letters first, and a label of letters last.
fn is_host(word: &str) -> bool {
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let last = word.rsplit('.').next().unwrap_or_default();
    word.contains('.') && word.split('.').all(label) && last.chars().all(|c| c.is_ascii_alphabetic())
}

/// `hh:mm` or `hh:mm:ss`.
fn is_clock(word: &str) -> bool {
    let pieces: Vec<&str> = word.split(':').collect();
    pieces.len() >= 2 && pieces.iter().all(|piece| piece.len() == 2 && piece.bytes().all(|b| b.is_ascii_digit()))
}

/// An instant of RFC 3339, in one word.
fn is_instant(word: &str) -> bool {
    word.split_once('T').is_some_and(|(day, time)| {
        day.len() == 10 && day.split('-').count() == 3 && time.get(..5).is_some_and(is_clock)
    })
}

/// A number, the name of a day, a month or a zone, an offset, or a time of day.
fn is_part_of_date(word: &str) -> bool {
    let word = word.trim_matches(|c| ",;()".contains(c));
    let number = [1, 2, 4].contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let offset = word.strip_prefix(['+', '-']).is_some_and(|digits| digits.len() == 4);
    let named = [&WEEKDAYS[..], &MONTHS, &ZONES].iter().any(|names| names.contains(&word));
    number || offset || named || is_clock(word) || is_instant(word)
}

/// Each run of words that make a date around a time of day becomes `<date>`.
///
/// Numbers without a time of day stay: they may be a version.
fn without_dates(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut kept: Vec<&str> = Vec::new();
    for run in words.chunk_by(|a, b| is_part_of_date(a) && is_part_of_date(b)) {
        let bare = |word: &&str| word.trim_matches(|c| ",;()".contains(c)).to_owned();
        let timed = run.iter().map(bare).any(|word| is_clock(&word) || is_instant(&word));
        if timed { kept.push("<date>") } else { kept.extend(run) }
    }
    kept.join(" ")
}

/// One text out of the same reply in several visits; none without any.
///
/// Words that differ between them belong to a session and become `<varies>`. So does a text with another number of
/// words.
pub fn stable(mut texts: impl Iterator<Item = String>) -> Option<String> {
    let first = texts.next()?;
    Some(texts.fold(first, |known, text| {
        let (ours, theirs): (Vec<&str>, Vec<&str>) = (known.split(' ').collect(), text.split(' ').collect());
        if ours.len() != theirs.len() {
            return "<varies>".to_owned();
        }
        let merged = ours.iter().zip(&theirs).map(|(a, b)| if a == b { a } else { &"<varies>" });
        merged.copied().collect::<Vec<_>>().join(" ")
    }))
}
