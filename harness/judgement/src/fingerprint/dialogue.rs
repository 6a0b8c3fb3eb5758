// SPDX-License-Identifier: EUPL-1.2
//! The visits of an identification as questions and answers.

use super::Visit;
use super::words::{Names, stable};
use crate::evidence::Evidence;
use crate::fact::{Ending, Fact, Party, Stage, Tls};

/// What was said, and the lines that came back before the next word of ours.
struct Exchange {
    clear: bool,
    /// The verb in capitals; empty for the greeting.
    verb: String,
    answer: Vec<String>,
}

/// One visit.
pub struct Dialogue<'e> {
    exchanges: Vec<Exchange>,
    pub tls: Option<&'e Tls>,
    /// The authorities named when a certificate was asked for.
    pub requested: Option<&'e [String]>,
    pub ending: Option<&'e Ending>,
    pub reached_handshake: bool,
}

/// Every visit that took place.
pub struct Seen<'e> {
    visits: Vec<(Visit, Dialogue<'e>)>,
    names: Names,
}

impl<'e> Seen<'e> {
    /// None when there was no identification.
    pub fn of(evidence: &'e Evidence) -> Option<Seen<'e>> {
        let mut visits = Vec::new();
        let mut names = Names::default();
        for visit in Visit::ALL {
            let own = evidence.observations.iter().filter(|o| o.place == visit.place());
            let facts: Vec<&'e Fact> = own.map(|o| &o.fact).collect();
            if !facts.is_empty() {
                facts.iter().for_each(|fact| names.learn(fact));
                visits.push((visit, Dialogue::of(&facts)));
            }
        }
        (!visits.is_empty()).then_some(Seen { visits, names })
    }

    pub fn at(&self, visit: Visit) -> Option<&Dialogue<'e>> {
        self.visits.iter().find(|(other, _)| *other == visit).map(|(_, dialogue)| dialogue)
    }

    /// The first completed handshake.
    pub fn tls(&self) -> Option<&'e Tls> {
        self.visits.iter().find_map(|(_, dialogue)| dialogue.tls)
    }

    pub fn requested(&self) -> Option<&'e [String]> {
        self.visits.iter().find_map(|(_, dialogue)| dialogue.requested)
    }

    /// The answer to a verb before TLS, the same in every visit.
    pub fn clear(&self, verb: &str) -> Option<String> {
        self.answer(Visit::ALL.as_slice(), verb, true)
    }

    /// The answer to a verb inside TLS, where the connector has let us in.
    pub fn inside(&self, verb: &str) -> Option<String> {
        self.answer(&[Visit::Tls12, Visit::Tls13], verb, false)
    }

    fn answer(&self, visits: &[Visit], verb: &str, clear: bool) -> Option<String> {
        let dialogues = visits.iter().filter_map(|visit| self.at(*visit)).filter(|d| clear || d.let_in());
        let answers = dialogues.filter_map(|dialogue| dialogue.answer(verb, clear));
        stable(answers.map(|lines| self.names.taken_out(&shown(verb, lines))))
    }

    /// What the connector said first inside TLS.
    pub fn answer_inside(&self, dialogue: &Dialogue<'e>) -> Option<String> {
        let lines = dialogue.answer("EHLO", false)?;
        Some(self.names.taken_out(&shown("EHLO", lines)))
    }

    pub fn message_size(&self) -> Option<String> {
        let lines = self.visits.iter().find_map(|(_, dialogue)| dialogue.answer("EHLO", true))?;
        let size = lines.iter().find_map(|line| line.get(4..)?.strip_prefix("SIZE"));
        size.map(|size| size.trim().to_owned()).filter(|size| !size.is_empty())
    }
}

impl<'e> Dialogue<'e> {
    fn of(facts: &[&'e Fact]) -> Dialogue<'e> {
        let mut dialogue = Dialogue {
            exchanges: vec![Exchange { clear: true, verb: String::new(), answer: Vec::new() }],
            tls: None,
            requested: None,
            ending: None,
            reached_handshake: false,
        };
        for fact in facts {
            match fact {
                Fact::Line { by: Party::Us, text, clear, .. } => {
                    let verb = text.split(' ').next().unwrap_or_default().to_ascii_uppercase();
                    dialogue.exchanges.push(Exchange { clear: *clear, verb, answer: Vec::new() });
                }
                Fact::Line { by: Party::Sut, text, .. } => {
                    if let Some(last) = dialogue.exchanges.last_mut() {
                        last.answer.push(text.clone());
                    }
                }
                Fact::CertificateRequested { authorities, .. } => dialogue.requested = Some(authorities),
                Fact::TlsEstablished { tls, .. } => dialogue.tls = Some(tls),
                Fact::SessionEnded { stage, ending, .. } => {
                    dialogue.ending = Some(ending);
                    dialogue.reached_handshake = *stage >= Stage::Handshake;
                }
                _ => {}
            }
        }
        dialogue
    }

    /// The lines of a whole answer; none when it never came.
    fn answer(&self, verb: &str, clear: bool) -> Option<&[String]> {
        let asked = self.exchanges.iter().find(|exchange| exchange.verb == verb && exchange.clear == clear)?;
        (!asked.answer.is_empty()).then_some(&asked.answer)
    }

    fn let_in(&self) -> bool {
        self.answer("EHLO", false).is_some_and(|lines| lines.iter().all(|line| line.starts_with("250")))
    }
}

/// An answer on one line. Of EHLO the keywords, without the host that speaks and without the size that it allows.
fn shown(verb: &str, lines: &[String]) -> String {
    if verb != "EHLO" || !lines.iter().all(|line| line.starts_with("250")) {
        return lines.join(" | ");
    }
    let keywords = lines.iter().skip(1).filter_map(|line| line.get(4..));
    let keywords = keywords.map(|keyword| if keyword.starts_with("SIZE") { "SIZE" } else { keyword });
    format!("250 {}", keywords.collect::<Vec<_>>().join(", "))
}
